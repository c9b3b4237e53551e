// The way of Google's guide "Syncing calendar conference changes", in our own words: a sync token in the user's
// properties, pages of 50, each event looked at by itself, each thing kept in a write of its own. What is nobody's
// meeting is passed over, as in the guide; ours are known by a property, as the guide's are by their conference.
const PAGE_SIZE = 50;
const TOKEN = 'syncToken';

/** Begins to follow a calendar. */
function startSync(calendarId) {
  ScriptApp.newTrigger('syncEvents').forUserCalendar(calendarId).onEventUpdated().create();
  syncEvents({ calendarId });
}

/** Calendar trigger. */
function syncEvents(event) {
  const store = PropertiesService.getUserProperties();
  const token = store.getProperty(TOKEN);
  const options = { maxResults: PAGE_SIZE, ...(token ? { syncToken: token } : { timeMin: new Date().toISOString() }) };
  let page;
  do {
    try {
      page = Calendar.Events.list(event.calendarId, options);
    } catch (error) {
      if (!token || !/full sync is required/.test(error.message)) throw error;
      store.deleteProperty(TOKEN);
      syncEvents(event);
      return;
    }
    for (const changed of page.items || []) handle(store, changed);
    options.pageToken = page.nextPageToken;
  } while (options.pageToken);
  store.setProperty(TOKEN, page.nextSyncToken);
}

function handle(store, changed) {
  if (!isOurs(changed)) return;
  const key = `meeting:${changed.id}`;
  if (changed.status === 'cancelled') store.deleteProperty(key);
  else store.setProperty(key, JSON.stringify({ start: changed.start, end: changed.end }));
}

function isOurs({ extendedProperties }) {
  return Boolean(extendedProperties && extendedProperties.private && extendedProperties.private.meeting);
}
