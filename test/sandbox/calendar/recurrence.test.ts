// Sources: developers.google.com/workspace/calendar/api/guides/recurringevents; the discovery document,
// Event.recurrence, originalStartTime, events.instances; RFC 5545, 3.3.10.
import { allDay, at, starts, titles, useGoogle } from '../../support/google-calendar';

const { mei } = useGoogle({ mei: 'Europe/Warsaw' });

const primary = { calendarId: 'primary' };
const single = { singleEvents: true, orderBy: 'startTime' };

/** The starts of a new series of one-hour lessons. */
function expanded(day: string, recurrence: string[], zone = 'Europe/Warsaw', window = {}) {
  mei.insert({ ...at('09:00', '10:00', zone, day), recurrence });
  return starts(mei.list({ ...single, ...window })).map((start) => start!.slice(0, 16) + start!.slice(19));
}

describe('a series', () => {
  it('keeps its hour over the change of the clocks in its own zone', () => {
    expect(expanded('2026-10-19', ['RRULE:FREQ=WEEKLY;COUNT=3'])).toEqual([
      '2026-10-19T09:00+02:00',
      '2026-10-26T09:00+01:00',
      '2026-11-02T09:00+01:00',
    ]);
    // New York changes a week later: seen from Warsaw the hour moves.
    expect(expanded('2026-10-19', ['RRULE:FREQ=WEEKLY;COUNT=3'], 'America/New_York').slice(-3)).toEqual([
      '2026-10-26T14:00+01:00',
      '2026-11-02T09:00+01:00',
      '2026-11-02T15:00+01:00',
    ]);
  });

  it('understands rules by day, by month day and by position', () => {
    const rules = ['RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=3'];
    expect(expanded('2026-11-23', rules).map((s) => s.slice(0, 10))).toEqual([
      '2026-11-23',
      '2026-11-25',
      '2026-11-30',
    ]);
    const monthly = ['RRULE:FREQ=MONTHLY;BYDAY=-1FR;COUNT=2'];
    expect(
      expanded('2027-01-29', monthly)
        .slice(-2)
        .map((s) => s.slice(0, 10)),
    ).toEqual(['2027-01-29', '2027-02-26']);
  });

  it('ends with UNTIL, which is in UTC and counts', () => {
    expect(expanded('2026-11-23', ['RRULE:FREQ=DAILY;UNTIL=20261125T080000Z'])).toHaveLength(3);
    expect(expanded('2027-11-23', ['RRULE:FREQ=DAILY;UNTIL=20271125T075959Z']).slice(3)).toHaveLength(2);
  });

  it('leaves out EXDATE and adds RDATE, in any zone', () => {
    const lines = [
      'RRULE:FREQ=DAILY;COUNT=4',
      'EXDATE;TZID=Europe/Warsaw:20261124T090000',
      'EXDATE:20261125T080000Z',
      'RDATE;TZID=America/New_York:20261201T030000',
    ];
    expect(expanded('2026-11-23', lines).map((s) => s.slice(0, 16))).toEqual([
      '2026-11-23T09:00',
      '2026-11-26T09:00',
      '2026-12-01T09:00',
    ]);
  });

  it('has no instance at an hour that the clocks skip', () => {
    mei.insert({ ...at('02:30', '03:00', 'Europe/Warsaw', '2026-03-28'), recurrence: ['RRULE:FREQ=DAILY;COUNT=3'] });
    expect(starts(mei.list(single))).toEqual(['2026-03-28T02:30:00+01:00', '2026-03-30T02:30:00+02:00']);
  });

  it('of days keeps to days, whatever the zone', () => {
    mei.insert({ ...allDay('2026-10-24', '2026-10-26'), recurrence: ['RRULE:FREQ=WEEKLY;COUNT=2'] });
    const { items } = mei.list(single);
    expect(items.map((e) => [e.start?.date, e.end?.date])).toEqual([
      ['2026-10-24', '2026-10-26'],
      ['2026-10-31', '2026-11-02'],
    ]);
    expect(items[1]!.id).toBe(`${items[1]!.recurringEventId!}_20261031`);
  });

  it('without end is expanded within a window, and to 730 instances without one', () => {
    const window = { timeMin: '2030-01-01T00:00:00Z', timeMax: '2030-01-08T00:00:00Z' };
    expect(expanded('2026-11-23', ['RRULE:FREQ=DAILY'], 'Europe/Warsaw', window)).toHaveLength(7);
    expect(mei.listAll({ singleEvents: true, maxResults: 2_500 }).items).toHaveLength(730);
  });

  it('needs a zone, and rules that are rules', () => {
    const refused = (event: object) => mei.refusal('events.insert', primary, event);
    const noZone = { start: { dateTime: '2026-11-24T09:00:00Z' }, end: { dateTime: '2026-11-24T10:00:00Z' } };
    expect(refused({ ...noZone, recurrence: ['RRULE:FREQ=DAILY'] })[2]).toBe(
      'Missing time zone definition for start time.',
    );
    for (const line of [
      'RRULE:FREQ=SOMETIMES',
      'DTSTART:20261124T090000Z',
      'FREQ=DAILY',
      'RRULE:FREQ=DAILY;COUNT=x',
      'RRULE:COUNT=2',
    ]) {
      expect(refused({ ...at('09:00', '10:00'), recurrence: [line] })).toEqual([
        400,
        'invalid',
        'Invalid recurrence rule.',
      ]);
    }
  });
});

describe('an instance', () => {
  const daily = {
    ...at('09:00', '10:00', 'Europe/Warsaw'),
    summary: 'Lesson',
    recurrence: ['RRULE:FREQ=DAILY;COUNT=4'],
  };
  let series: string;
  let second: string;
  beforeEach(() => {
    series = mei.insert(daily).id;
    second = `${series}_20261125T080000Z`;
  });

  it('has the id of its series with its original start in UTC, and says which one it is', () => {
    const instance = mei.event(second);
    expect(instance).toMatchObject({
      id: second,
      recurringEventId: series,
      originalStartTime: { dateTime: '2026-11-25T09:00:00+01:00', timeZone: 'Europe/Warsaw' },
      iCalUID: `${series}@google.com`,
      summary: 'Lesson',
    });
    expect(instance.recurrence).toBeUndefined();
    expect(mei.refusal('events.get', { ...primary, eventId: `${series}_20261125T083000Z` })[0]).toBe(404);
    expect(mei.refusal('events.get', { ...primary, eventId: `${series}_20261224T080000Z` })[0]).toBe(404);
  });

  it('that is moved keeps its place in the series', () => {
    mei.patch(second, at('15:00', '16:00', 'Europe/Warsaw', '2026-11-25'));
    const moved = mei.event(second);
    expect(moved.originalStartTime?.dateTime).toBe('2026-11-25T09:00:00+01:00');
    expect(starts(mei.list(single))[1]).toBe('2026-11-25T15:00:00+01:00');
    expect(mei.list(single).items).toHaveLength(4);
  });

  it('is cancelled by deleting it, or by its status; the series stays', () => {
    mei.remove(second);
    mei.update(`${series}_20261126T080000Z`, {
      ...at('09:00', '10:00', 'Europe/Warsaw', '2026-11-26'),
      status: 'cancelled',
    });
    expect(mei.list(single).items).toHaveLength(2);
    expect(mei.event(second).status).toBe('cancelled');
    expect(mei.refusal('events.delete', { ...primary, eventId: second })[0]).toBe(410);
    expect(mei.event(series).status).toBe('confirmed');
  });

  it('that is cancelled is listed with its series, in single instances only on showDeleted', () => {
    mei.remove(second);
    expect(mei.list().items.map((e) => [e.id, e.status])).toEqual([
      [series, 'confirmed'],
      [second, 'cancelled'],
    ]);
    expect(mei.list({ ...single, showDeleted: true }).items).toHaveLength(4);
    mei.remove(series);
    expect(mei.list().items).toEqual([]);
  });

  it('follows its series in what was not changed in it', () => {
    mei.patch(second, { summary: 'Exam' });
    mei.patch(series, { summary: 'Course', location: 'Hall' });
    expect(mei.event(second)).toMatchObject({ summary: 'Exam', location: 'Hall' });
    expect(titles(mei.list(single))).toEqual(['Course', 'Exam', 'Course', 'Course']);
  });

  it('goes when its series no longer has its place', () => {
    mei.patch(second, { summary: 'Exam' });
    mei.patch(series, { recurrence: ['RRULE:FREQ=DAILY;COUNT=1'] });
    expect(titles(mei.list(single))).toEqual(['Lesson']);
    expect(mei.event(second).status).toBe('cancelled');
  });

  it('cannot become a series of its own', () => {
    const refusal = mei.refusal('events.patch', { ...primary, eventId: second }, { recurrence: ['RRULE:FREQ=DAILY'] });
    expect(refusal[1]).toBe('turningInstanceIntoRecurring');
  });
});

describe('events.instances', () => {
  it('has all instances of one series, exceptions among them, in a window and by original start', () => {
    const { id } = mei.insert({ ...at('09:00', '10:00', 'UTC'), recurrence: ['RRULE:FREQ=DAILY;COUNT=5'] });
    mei.insert({ summary: 'other' });
    mei.patch(`${id}_20261125T090000Z`, { summary: 'moved' });
    mei.remove(`${id}_20261126T090000Z`);
    const instances = (params: object = {}) =>
      (mei.get('events.instances', { ...primary, eventId: id, ...params }).items as { id: string }[]).map((e) =>
        e.id.slice(-16, -8),
      );
    expect(instances()).toEqual(['20261124', '20261125', '20261127', '20261128']);
    expect(instances({ showDeleted: true })).toHaveLength(5);
    expect(instances({ timeMin: '2026-11-25T09:30:00Z', timeMax: '2026-11-27T09:30:00Z' })).toEqual([
      '20261125',
      '20261127',
    ]);
    expect(instances({ originalStart: '2026-11-27T10:00:00+01:00' })).toEqual(['20261127']);
    expect(mei.refusal('events.instances', { ...primary, eventId: 'nothing' })[0]).toBe(404);
  });

  it('pages', () => {
    const { id } = mei.insert({ ...at('09:00', '10:00', 'UTC'), recurrence: ['RRULE:FREQ=DAILY;COUNT=5'] });
    const first = mei.get('events.instances', { ...primary, eventId: id, maxResults: 3 });
    const second = mei.get('events.instances', {
      ...primary,
      eventId: id,
      maxResults: 3,
      pageToken: first.nextPageToken,
    });
    expect([first.items, second.items]).toMatchObject([{ length: 3 }, { length: 2 }]);
    expect(second.nextSyncToken).toBeUndefined();
  });
});

it('begins with its start, also where the rule does not have that day', () => {
  // https://github.com/googleapis/google-api-nodejs-client/issues/2214: six instances, the first on the Monday.
  const rules = ['RRULE:FREQ=WEEKLY;BYDAY=TU,TH,SA;COUNT=5'];
  expect(expanded('2026-11-23', rules)).toHaveLength(6);
});
