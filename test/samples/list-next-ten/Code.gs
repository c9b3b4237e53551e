/**
 * Logs the next ten events of the user's own calendar, the earliest first.
 */
function logNextTen() {
  const { items } = Calendar.Events.list('primary', {
    timeMin: new Date().toISOString(),
    singleEvents: true,
    orderBy: 'startTime',
    maxResults: 10,
  });
  if (!items || !items.length) {
    Logger.log('Nothing is coming up.');
    return [];
  }
  return items.map((event) => {
    const line = `${startOf(event)} ${event.summary || '(no title)'}`;
    Logger.log(line);
    return line;
  });
}

function startOf({ start }) {
  return start.date || Utilities.formatDate(new Date(start.dateTime), Session.getScriptTimeZone(), 'yyyy-MM-dd HH:mm');
}
