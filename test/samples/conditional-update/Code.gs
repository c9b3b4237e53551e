/**
 * Makes an event, waits, and moves it to another room, unless somebody else has changed it in the meantime.
 */
function moveUnlessChanged() {
  const start = new Date(Date.now() + 24 * 60 * 60 * 1000);
  const end = new Date(start.getTime() + 60 * 60 * 1000);
  const event = Calendar.Events.insert(
    {
      summary: 'Planning',
      location: 'Room 1',
      start: { dateTime: start.toISOString() },
      end: { dateTime: end.toISOString() },
    },
    'primary',
  );
  // Half a minute in which anybody may change the event.
  Utilities.sleep(30 * 1000);
  event.location = 'Room 2';
  try {
    const moved = Calendar.Events.update(event, 'primary', event.id, {}, { 'If-Match': event.etag });
    console.log('Moved to %s', moved.location);
    return 'moved';
  } catch (error) {
    console.error('Not moved: %s', error.message);
    return error.details.code;
  }
}

/** Somebody else's change. */
function rename(title) {
  const [event] = Calendar.Events.list('primary').items;
  return Calendar.Events.patch({ summary: title }, 'primary', event.id).summary;
}
