// Sources: developers.google.com/workspace/calendar/api/guides/event-types and /guides/calendar-status.
import { MEI, allDay, at, type Event, useGoogle } from '../../support/google-calendar';

const { google, mei } = useGoogle({ mei: 'UTC' });

const primary = { calendarId: 'primary' };
const birthday = {
  ...allDay('2026-12-01', '2026-12-02'),
  eventType: 'birthday',
  summary: 'Ewa',
  visibility: 'private',
  transparency: 'transparent',
  recurrence: ['RRULE:FREQ=YEARLY'],
};
const home = { eventType: 'workingLocation', workingLocationProperties: { type: 'homeOffice' }, visibility: 'public' };
const refusal = (event: object) => mei.refusal('events.insert', primary, { ...at('10:00', '11:00'), ...event })[1];
const changes = (eventId: string, body: object) => mei.refusal('events.patch', { ...primary, eventId }, body)[1];

it.each(['outOfOffice', 'focusTime'])('%s blocks, has times, and is on primary calendars only', (eventType) => {
  const event = { eventType, [`${eventType}Properties`]: { autoDeclineMode: 'declineNone' } };
  expect(mei.insert(event)).toMatchObject({ eventType });
  expect(refusal({ ...event, transparency: 'transparent' })).toBe('eventTypeRestriction');
  expect(refusal({ ...event, ...allDay('2026-12-01', '2026-12-02') })).toBe('eventTypeRestriction');
  expect(refusal({ ...event, [`${eventType}Properties`]: { autoDeclineMode: 'sometimes' } })).toBe('invalid');
  const elsewhere = { calendarId: mei.calendar('Other') };
  expect(mei.refusal('events.insert', elsewhere, { ...at('10:00', '11:00'), ...event })[1]).toBe(
    'eventTypeRestriction',
  );
});

it('workingLocation is free and public, and all day for one day at most', () => {
  expect(mei.insert(home)).toMatchObject({ transparency: 'transparent', visibility: 'public' });
  expect(mei.insert({ ...home, ...allDay('2026-12-01', '2026-12-02') }).eventType).toBe('workingLocation');
  expect(refusal({ ...home, ...allDay('2026-12-01', '2026-12-03') })).toBe('eventTypeRestriction');
  expect(refusal({ ...home, transparency: 'opaque' })).toBe('eventTypeRestriction');
  expect(refusal({ ...home, visibility: 'private' })).toBe('eventTypeRestriction');
  expect(refusal({ ...home, workingLocationProperties: {} })).toBe('eventTypeRestriction');
});

it('birthday is one day, every year, free and private', () => {
  expect(mei.insert(birthday)).toMatchObject({ birthdayProperties: { type: 'birthday' }, transparency: 'transparent' });
  expect(refusal({ ...birthday, ...allDay('2026-12-01', '2026-12-03') })).toBe('eventTypeRestriction');
  expect(refusal({ ...birthday, recurrence: ['RRULE:FREQ=MONTHLY'] })).toBe('eventTypeRestriction');
  expect(refusal({ ...birthday, birthdayProperties: { type: 'anniversary' } })).toBe('eventTypeRestriction');
  expect(refusal({ ...birthday, location: 'Hall' })).toBe('eventTypeRestriction');
  const leap = { ...birthday, ...allDay('2028-02-29', '2028-03-01') };
  expect(refusal(leap)).toBe('eventTypeRestriction');
  expect(mei.insert({ ...leap, recurrence: ['RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1'] }).status).toBe('confirmed');
});

it('birthday lets its title, colour, reminders and day be changed, nothing else', () => {
  const { id } = mei.insert(birthday);
  expect(mei.patch(id, { summary: 'Ewa!', colorId: '2' }).summary).toBe('Ewa!');
  expect(mei.patch(id, allDay('2026-12-03', '2026-12-04')).start).toEqual({ date: '2026-12-03' });
  expect(changes(id, { location: 'Hall' })).toBe('eventTypeRestriction');
});

it('fromGmail cannot be created, and no type can be changed or carry another’s data', () => {
  expect(refusal({ eventType: 'fromGmail' })).toBe('eventTypeRestriction');
  expect(refusal({ eventType: 'party' })).toBe('invalid');
  expect(refusal({ focusTimeProperties: { chatStatus: 'available' } })).toBe('eventTypeRestriction');
  expect(changes(mei.insert().id, { eventType: 'outOfOffice' })).toBe('eventTypeRestriction');
});

it('fromGmail lets be changed what does not come from the message', () => {
  const event = google.engine.addFromGmail(MEI, { ...at('10:00', '11:00'), summary: 'Flight' }).body as Event;
  expect(event).toMatchObject({ eventType: 'fromGmail', summary: 'Flight' });
  expect(mei.patch(event.id, { transparency: 'transparent', colorId: '2' }).colorId).toBe('2');
  expect(changes(event.id, { summary: 'Train' })).toBe('eventTypeRestriction');
  expect(changes(event.id, at('12:00', '13:00'))).toBe('eventTypeRestriction');
  mei.remove(event.id);
});
