/**
 * Logs every calendar of the user's list: its name, its id and what the user may do with it.
 */
function logMyCalendars() {
  let token = null;
  let count = 0;
  do {
    const page = Calendar.CalendarList.list({ maxResults: 2, pageToken: token, showHidden: true });
    if (!page.items || page.items.length === 0) {
      console.log('There are no calendars.');
      return 0;
    }
    for (const entry of page.items) {
      console.log('%s <%s> %s%s', entry.summary, entry.id, entry.accessRole, entry.primary ? ' (primary)' : '');
      count++;
    }
    token = page.nextPageToken;
  } while (token);
  return count;
}
