// Sources: the discovery document, events.list; developers.google.com/workspace/calendar/api/guides/sync, /errors,
// /performance (fields).
import { HOUR, MEI, allDay, at, starts, titles, useGoogle } from '../../support/google-calendar';

const { google, mei } = useGoogle({ mei: 'Asia/Taipei' });

const primary = { calendarId: 'primary' };

describe('a window', () => {
  beforeEach(() => {
    mei.insert({ summary: 'early', ...at('08:00', '09:00') });
    mei.insert({ summary: 'late', ...at('12:00', '13:00') });
  });

  it('excludes by end at timeMin and by start at timeMax', () => {
    const within = (timeMin: string, timeMax: string) =>
      titles(mei.list({ timeMin: `2026-11-24T${timeMin}:00Z`, timeMax: `2026-11-24T${timeMax}:00Z` }));
    expect(within('09:00', '12:00')).toEqual([]);
    expect(within('08:59', '12:01')).toEqual(['early', 'late']);
  });

  it('ignores parts of a second, and needs an offset', () => {
    expect(titles(mei.list({ timeMin: '2026-11-24T12:59:59.999Z' }))).toEqual(['late']);
    expect(mei.refusal('events.list', { ...primary, timeMin: '2026-11-24T12:00:00' })[1]).toBe('badRequest');
    expect(mei.refusal('events.list', { ...primary, timeMin: '2026-02-30T12:00:00Z' })[0]).toBe(400);
  });

  it('must not be empty', () => {
    const window = { timeMin: '2026-11-24T12:00:00Z', timeMax: '2026-11-24T12:00:00Z' };
    expect(mei.ask('events.list', { ...primary, ...window }).body).toEqual({
      error: {
        errors: [
          {
            domain: 'calendar',
            reason: 'timeRangeEmpty',
            message: 'The specified time range is empty.',
            locationType: 'parameter',
            location: 'timeMax',
          },
        ],
        code: 400,
        message: 'The specified time range is empty.',
      },
    });
  });

  it('lays all-day events by the clocks of the calendar', () => {
    mei.insert({ summary: 'day', ...allDay('2026-12-01', '2026-12-02') });
    // 1 December begins in Taipei on 30 November, 16:00 UTC.
    const within = (timeMin: string, timeMax: string) => titles(mei.list({ timeMin, timeMax }));
    expect(within('2026-11-30T15:00:00Z', '2026-11-30T16:00:00Z')).toEqual([]);
    expect(within('2026-11-30T15:00:00Z', '2026-11-30T16:00:01Z')).toEqual(['day']);
    mei.get('calendars.patch', primary, { timeZone: 'UTC' });
    expect(within('2026-11-30T15:00:00Z', '2026-11-30T16:00:01Z')).toEqual([]);
  });
});

describe('order', () => {
  it('is by start only over single instances, by update time, and stable without a word', () => {
    mei.insert({ summary: 'B', ...at('12:00', '13:00') });
    mei.insert({ summary: 'A', ...at('10:00', '11:00') });
    google.pass(1_000);
    mei.patch(mei.list().items[0]!.id, { location: 'x' });
    expect(titles(mei.list())).toEqual(['B', 'A']);
    expect(titles(mei.list({ orderBy: 'updated' }))).toEqual(['A', 'B']);
    expect(titles(mei.list({ orderBy: 'startTime', singleEvents: true }))).toEqual(['A', 'B']);
    expect(mei.refusal('events.list', { ...primary, orderBy: 'startTime' })[2]).toBe(
      'The requested ordering is not available for the particular query.',
    );
  });
});

describe('filters', () => {
  it('q looks for all of its words in title, description, place and people', () => {
    mei.insert({ summary: 'Guitar lesson', description: 'Bring the capo' });
    mei.insert({
      summary: 'Call',
      location: 'Guitar shop',
      attendees: [{ email: 'ewa@x.example', displayName: 'Ewa' }],
    });
    expect(titles(mei.list({ q: 'guitar' }))).toEqual(['Guitar lesson', 'Call']);
    expect(titles(mei.list({ q: 'GUITAR capo' }))).toEqual(['Guitar lesson']);
    expect(titles(mei.list({ q: 'ewa@x.example' }))).toEqual(['Call']);
  });

  it('q finds a working location, focus time or absence by the name of its type', () => {
    mei.insert({ eventType: 'outOfOffice', summary: 'Sailing', outOfOfficeProperties: {} });
    expect(titles(mei.list({ q: 'out of office' }))).toEqual(['Sailing']);
  });

  it('eventTypes may be given several times', () => {
    mei.insert({ summary: 'plain' });
    mei.insert({ summary: 'focus', eventType: 'focusTime', focusTimeProperties: {} });
    mei.insert({ summary: 'away', eventType: 'outOfOffice', outOfOfficeProperties: {} });
    expect(titles(mei.list({ eventTypes: ['default', 'focusTime'] }))).toEqual(['plain', 'focus']);
    expect(mei.refusal('events.list', { ...primary, eventTypes: 'party' })[1]).toBe('invalidParameter');
  });

  it('updatedMin has what was deleted since, and reaches back some weeks only', () => {
    const { id } = mei.insert({ summary: 'old' });
    google.pass(HOUR);
    mei.insert({ summary: 'new' });
    mei.remove(id);
    const since = mei.list({ updatedMin: '2026-11-21T06:30:00Z' }).items;
    expect(since.map(({ status, summary }) => [summary, status])).toEqual([
      ['old', 'cancelled'],
      ['new', 'confirmed'],
    ]);
    const [status, reason] = mei.refusal('events.list', { ...primary, updatedMin: '2026-01-01T00:00:00Z' });
    expect([status, reason]).toEqual([410, 'updatedMinTooLongAgo']);
  });

  it('maxAttendees answers with the participant alone where there are more', () => {
    const attendees = ['a', 'b'].map((name) => ({ email: `${name}@x.example` }));
    mei.insert({ attendees: [...attendees, { email: MEI }] });
    const [event] = mei.list({ maxAttendees: 2 }).items;
    expect(event).toMatchObject({ attendeesOmitted: true, attendees: [{ email: MEI, self: true, organizer: true }] });
    expect(mei.list({ maxAttendees: 3 }).items[0]!.attendees).toHaveLength(3);
  });
});

describe('pages', () => {
  const fill = (count: number) => {
    for (let i = 0; i < count; i++) mei.insert({ summary: String(i) });
  };

  it('have 250 events where nothing is said, and never more than 2,500', () => {
    fill(2_600);
    expect(mei.list().items).toHaveLength(250);
    expect(mei.list({ maxResults: 9_999 }).items).toHaveLength(2_500);
    expect(mei.refusal('events.list', { ...primary, maxResults: 0 })[2]).toBe(
      "Invalid value '0'. Values must be within the range: [1, 2147483647]",
    );
  });

  it('together have everything once, with the sync token on the last', () => {
    fill(7);
    const { items, pages, syncToken } = mei.listAll({ maxResults: 3 });
    expect(titles({ items })).toEqual(['0', '1', '2', '3', '4', '5', '6']);
    expect(pages).toBe(3);
    expect(syncToken).toBeDefined();
    expect(mei.list({ maxResults: 3 }).nextSyncToken).toBeUndefined();
  });

  it('lose and repeat nothing when events change between them; the sync token knows of the change', () => {
    fill(6);
    const first = mei.list({ maxResults: 3 });
    mei.remove(first.items[0]!.id);
    mei.patch(first.items[1]!.id, { summary: 'changed' });
    const second = mei.list({ maxResults: 3, pageToken: first.nextPageToken });
    expect(titles(second)).toEqual(['3', '4', '5']);
    const { ids } = mei.sync(second.nextSyncToken!);
    expect(ids).toEqual([`-${first.items[0]!.id}`, first.items[1]!.id]);
  });

  it('may be short or empty although more is to come', () => {
    fill(4);
    google.engine.shortenPages(0);
    const empty = mei.list();
    expect([empty.items, empty.nextSyncToken]).toEqual([[], undefined]);
    google.engine.shortenPages(1);
    const short = mei.list({ pageToken: empty.nextPageToken });
    expect(titles(short)).toEqual(['0']);
    expect(titles(mei.list({ pageToken: short.nextPageToken }))).toEqual(['1', '2', '3']);
  });

  it('must repeat the parameters of the first request', () => {
    fill(3);
    const { nextPageToken: pageToken } = mei.list({ maxResults: 1, q: '' });
    expect(mei.refusal('events.list', { ...primary, maxResults: 1, singleEvents: true, pageToken })[0]).toBe(400);
    expect(mei.refusal('events.list', { ...primary, pageToken: 'nonsense' })[2]).toBe('Invalid page token value.');
  });

  it('order by start works over instances of series too', () => {
    mei.insert({ summary: 'weekly', ...at('09:00', '10:00'), recurrence: ['RRULE:FREQ=DAILY;COUNT=4'] });
    mei.insert({ summary: 'single', ...at('09:30', '10:00', 'UTC', '2026-11-26') });
    const { items } = mei.listAll({ singleEvents: true, orderBy: 'startTime', maxResults: 2 });
    expect(titles({ items })).toEqual(['weekly', 'weekly', 'weekly', 'single', 'weekly']);
    expect(starts({ items })).toEqual([...starts({ items })].sort());
  });
});

describe('a fields mask', () => {
  it('cuts an answer down to what it names', () => {
    mei.insert({ summary: 'Lesson', location: 'Here' });
    const answer = mei.list({ fields: 'items(summary,start/timeZone),kind' });
    expect(answer).toEqual({ kind: 'calendar#events', items: [{ summary: 'Lesson', start: { timeZone: 'UTC' } }] });
    expect(mei.list({ fields: 'items/*' }).items[0]).toMatchObject({ location: 'Here' });
    expect(mei.list({ fields: 'items' }).items[0]).toMatchObject({ location: 'Here' });
  });

  it('is refused where it names what there is not, or is no mask', () => {
    for (const fields of ['items/colour', 'items(', 'items)x', 'nothing']) {
      const [status, reason, message] = mei.refusal('events.list', { ...primary, fields });
      expect([status, reason]).toEqual([400, 'invalidParameter']);
      expect(message).toContain('Invalid field selection');
    }
  });
});

describe('parameters', () => {
  it('are refused when the method has no such one, or the value is of another type', () => {
    expect(mei.refusal('events.list', { ...primary, colour: 'red' })[2]).toBe('Unknown parameter: colour');
    expect(mei.refusal('events.list', { ...primary, singleEvents: 'yes' })[2]).toBe("Invalid boolean value: 'yes'.");
    expect(mei.refusal('events.list', { ...primary, orderBy: 'name' })[2]).toBe(
      "Invalid string value: 'name'. Allowed values: [startTime, updated]",
    );
    expect(mei.refusal('events.list', {})[2]).toBe('Required parameter: calendarId');
    expect(mei.refusal('events.get', primary)[2]).toBe('Required parameter: eventId');
  });
});
