// Sources: the discovery document, freebusy; developers.google.com/workspace/calendar/api/guides/calendar-status.
import { ANNA, MEI, allDay, at, type Account, useGoogle } from '../../support/google-calendar';

const { google, mei } = useGoogle({ mei: 'Asia/Taipei' });

const day = { timeMin: '2026-11-24T00:00:00Z', timeMax: '2026-11-25T00:00:00Z' };
interface Busy {
  busy: { start: string; end: string }[];
  errors?: { reason: string }[];
}
const query = (account: Account, ids: string[], more = {}) =>
  account.get('freebusy.query', {}, { ...day, items: ids.map((id) => ({ id })), ...more }).calendars as Record<
    string,
    Busy
  >;
const busy = (more = {}) =>
  query(mei, [MEI], more)[MEI]!.busy.map(({ start, end }) => [start.slice(11, 16), end.slice(11, 16)]);

it('periods that touch or overlap are one, and none reaches out of the window', () => {
  mei.insert(at('10:00', '11:00'));
  mei.insert(at('10:30', '12:00'));
  mei.insert(at('12:00', '12:30'));
  mei.insert(at('23:00', '23:30'));
  mei.insert({ start: { dateTime: '2026-11-24T23:45:00Z' }, end: { dateTime: '2026-11-25T05:00:00Z' } });
  expect(busy()).toEqual([
    ['10:00', '12:30'],
    ['23:00', '23:30'],
    ['23:45', '00:00'],
  ]);
});

it('free, cancelled and declined events do not block; tentative ones, focus time and absences do', () => {
  mei.insert({ ...at('01:00', '02:00'), transparency: 'transparent' });
  mei.remove(mei.insert(at('02:00', '03:00')).id);
  mei.insert({ ...at('03:00', '04:00'), attendees: [{ email: MEI, responseStatus: 'declined' }] });
  mei.insert({
    ...at('04:00', '05:00'),
    eventType: 'workingLocation',
    workingLocationProperties: { type: 'homeOffice' },
  });
  expect(busy()).toEqual([]);
  mei.insert({ ...at('05:00', '06:00'), status: 'tentative' });
  mei.insert({ ...at('07:00', '08:00'), eventType: 'focusTime', focusTimeProperties: {} });
  mei.insert({ ...at('09:00', '10:00'), eventType: 'outOfOffice', outOfOfficeProperties: {} });
  expect(busy()).toHaveLength(3);
});

it('an invitation blocks the guest until they decline', () => {
  const anna = google.user(ANNA);
  const { id } = mei.insert({ attendees: [{ email: ANNA }] });
  expect(query(anna, ['primary']).primary!.busy).toHaveLength(1);
  anna.patch(id, { attendees: [{ email: ANNA, responseStatus: 'declined' }] });
  expect(query(anna, ['primary']).primary!.busy).toEqual([]);
});

it('series count with their exceptions, all-day events by the calendar’s zone', () => {
  const { id } = mei.insert({ ...at('10:00', '11:00', 'UTC', '2026-11-20'), recurrence: ['RRULE:FREQ=DAILY'] });
  expect(busy()).toEqual([['10:00', '11:00']]);
  mei.patch(`${id}_20261124T100000Z`, at('15:00', '16:00'));
  expect(busy()).toEqual([['15:00', '16:00']]);
  mei.remove(`${id}_20261124T100000Z`);
  expect(busy()).toEqual([]);
  mei.insert(allDay('2026-11-25', '2026-11-26'));
  expect(busy()).toEqual([['16:00', '00:00']]);
});

it('answers in the zone that is asked for', () => {
  mei.insert(at('10:00', '11:00'));
  expect(query(mei, [MEI], { timeZone: 'Europe/Warsaw' })[MEI]!.busy).toEqual([
    { start: '2026-11-24T11:00:00+01:00', end: '2026-11-24T12:00:00+01:00' },
  ]);
});

it('a calendar that is not there, or not to be seen, is an error of its own', () => {
  google.user(ANNA).insert();
  const answer = query(mei, [MEI, ANNA, 'nobody@x.example']);
  expect(answer[MEI]!.errors).toBeUndefined();
  for (const id of [ANNA, 'nobody@x.example']) {
    expect(answer[id]).toEqual({ errors: [{ domain: 'global', reason: 'notFound' }], busy: [] });
  }
});

it('fifty calendars are the most, and somewhat over three months', () => {
  const ids = Array.from({ length: 51 }, (_, i) => `c${i}@x.example`);
  expect(query(mei, ids)['c50@x.example']!.errors![0]!.reason).toBe('tooManyCalendarsRequested');
  const refused = (more: object) => mei.refusal('freebusy.query', {}, { ...day, items: [], ...more })[1];
  expect(refused({ timeMax: '2027-04-01T00:00:00Z' })).toBe('timeRangeTooLong');
  expect(refused({ timeMax: day.timeMin })).toBe('timeRangeEmpty');
  expect(refused({ calendarExpansionMax: 51 })).toBe('invalid');
  expect(mei.refusal('freebusy.query', {}, { items: [] })[1]).toBe('required');
});
