/**
 * Asks only for what has changed since the last time. Each calendar has a token of its own.
 */
function logChanges(calendarId = 'primary') {
  const store = PropertiesService.getUserProperties();
  const key = `token:${calendarId}`;
  const known = store.getProperty(key);
  try {
    return readAll(calendarId, known ? { syncToken: known } : { timeMin: monthAgo().toISOString() }, (token) =>
      store.setProperty(key, token),
    );
  } catch (error) {
    if (!isGone(error) || !known) throw error;
    // The token has had its day: everything is read anew.
    console.warn('The sync token is no longer valid; all events are read again.');
    store.deleteProperty(key);
    return logChanges(calendarId);
  }
}

function readAll(calendarId, what, keep) {
  const lines = [];
  let pageToken;
  let page;
  do {
    page = Calendar.Events.list(calendarId, { ...what, maxResults: 2, pageToken });
    for (const event of page.items) {
      const line = event.status === 'cancelled' ? `gone ${event.id}` : `${event.summary}`;
      console.log(line);
      lines.push(line);
    }
    pageToken = page.nextPageToken;
  } while (pageToken);
  keep(page.nextSyncToken);
  return lines;
}

function isGone(error) {
  return (error.details && error.details.code === 410) || /full sync is required/.test(error.message);
}

function monthAgo() {
  const date = new Date();
  date.setDate(date.getDate() - 30);
  return date;
}
