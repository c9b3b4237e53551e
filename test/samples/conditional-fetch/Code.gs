/**
 * Looks at an event every ten seconds, and reads it only when it has changed.
 */
function watch(times) {
  let event = Calendar.Events.insert(
    { summary: 'Stand-up', start: { dateTime: hoursAhead(24) }, end: { dateTime: hoursAhead(25) } },
    'primary',
  );
  const seen = [event.summary];
  for (let i = 0; i < times; i++) {
    Utilities.sleep(10 * 1000);
    const next = newer(event);
    if (next === null) {
      console.log('no change');
      continue;
    }
    event = next;
    seen.push(event.summary);
    console.log('now: %s', event.summary);
  }
  return seen;
}

/** The event as it is now; null if it is still the same. */
function newer(event) {
  try {
    return Calendar.Events.get('primary', event.id, {}, { 'If-None-Match': event.etag }) || null;
  } catch (error) {
    // 304 is no error of ours: there is nothing new.
    if (error.details && error.details.code === 304) return null;
    throw error;
  }
}

function hoursAhead(hours) {
  return new Date(Date.now() + hours * 3600 * 1000).toISOString();
}

/** Somebody else's change. */
function rename(title) {
  const [event] = Calendar.Events.list('primary').items;
  return Calendar.Events.patch({ summary: title }, 'primary', event.id).summary;
}
