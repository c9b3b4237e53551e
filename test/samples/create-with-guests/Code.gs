const GUESTS = ['anna@studio.example', 'piotr@client.example'];

/**
 * Books a lunch for tomorrow and asks the guests.
 */
function bookLunch() {
  const lunch = {
    summary: 'Lunch',
    location: 'Corner Bistro',
    description: 'Plans for <b>spring</b>.',
    start: { dateTime: daysAhead(1, 12).toISOString() },
    end: { dateTime: daysAhead(1, 13).toISOString() },
    attendees: GUESTS.map((email) => ({ email })),
    reminders: { useDefault: false, overrides: [{ method: 'popup', minutes: 30 }] },
    colorId: 11,
  };
  try {
    const booked = Calendar.Events.insert(lunch, 'primary', { sendUpdates: 'all' });
    Logger.log('Booked %s at %s', booked.id, booked.start.dateTime);
    return booked.id;
  } catch (error) {
    Logger.log('Not booked: %s', error.message);
    return null;
  }
}

/** The hour of a day from today on, in the time zone of the script. */
function daysAhead(days, hour) {
  const date = new Date();
  date.setDate(date.getDate() + days);
  date.setHours(hour, 0, 0, 0);
  return date;
}
