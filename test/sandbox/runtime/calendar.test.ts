import { CALENDAR_SERVICE, callsOf, JAN, Lab, MEI, outcome, useLabs } from '../../support/script-lab';

const ADVANCED = `
const at = (hour) => ({ dateTime: '2026-11-23T' + String(hour).padStart(2, '0') + ':00:00Z' });
const E = Calendar.Events;
function insert(event, calendarId = 'primary', options) { return E.insert({ start: at(9), end: at(10), ...event }, calendarId, options); }
function plain() {
  const event = insert({ summary: 'a' });
  event.location = 'Room';
  const made = Calendar.newEvent();
  return [event instanceof Object, JSON.parse(JSON.stringify(event)).location, Object.keys(made), Array.isArray(E.list('primary').items)];
}
function accessors() {
  const event = insert({ summary: 'a', extendedProperties: { private: { key: 'b' } } });
  const made = Calendar.newEvent().setSummary('c').setStart(at(11)).setEnd(at(12));
  return [event.getId() === event.id, event.getStart().getDateTime(), event.getLocation(), event.location === undefined,
    'getId' in event, Object.keys(event).includes('getId'), E.insert(made, 'primary').getSummary()];
}
function list(options) { return E.list('primary', options).items.map(({ summary }) => summary); }
function pages(size) {
  const found = [];
  let pageToken;
  do {
    const page = E.list('primary', { maxResults: size, pageToken });
    found.push(page.items.length);
    pageToken = page.nextPageToken;
  } while (pageToken);
  return found;
}
function update(match) {
  const event = insert({ summary: 'old' });
  if (match === 'stale') E.patch({ location: 'moved' }, 'primary', event.id);
  const headers = { none: undefined, fresh: { 'If-Match': event.etag }, lower: { 'if-match': event.etag }, stale: { 'If-Match': event.etag } }[match];
  return E.update({ ...event, summary: 'new' }, 'primary', event.id, {}, headers).summary;
}
function fetchAgain(isChanged) {
  const event = insert({ summary: 'old' });
  if (isChanged) E.patch({ summary: 'new' }, 'primary', event.id);
  return E.get('primary', event.id, {}, { 'If-None-Match': event.etag }).summary;
}
function caught(method, args) {
  try { E[method](...args); } catch (e) { return { name: e.name, message: e.message, details: e.details, isError: e instanceof Error }; }
}
function remove() { const { id } = insert({}); return [E.remove('primary', id) ?? null, caught('remove', ['primary', id]).details.code]; }
function every() {
  return [Calendar.CalendarList.list().items.length, Calendar.Calendars.get('primary').id, Calendar.Settings.get('locale').value,
    Object.keys(Calendar.Colors.get().event).length > 5, Calendar.Acl.list('primary').items[0].role,
    Calendar.Freebusy.query({ timeMin: at(0).dateTime, timeMax: at(23).dateTime, items: [{ id: 'primary' }] }).calendars.primary.busy.length];
}
function missing() { return [typeof E.nothing, typeof Calendar.Nothing, typeof Calendar.newEvent]; }
`;

const APP = `
const at = (hour) => new Date(Date.UTC(2026, 10, 23, hour));
const mine = () => CalendarApp.getDefaultCalendar();
function create() {
  const event = CalendarApp.createEvent('Lesson', at(9), at(10), { location: 'Room', description: 'd', guests: '${JAN}, a@x.example', sendInvites: true });
  return event.getId();
}
function shown(id) {
  const e = CalendarApp.getEventById(id);
  return e && [e.getTitle(), e.getStartTime().toISOString(), e.getEndTime().toISOString(), e.getLocation(), e.getDescription(), e.isAllDayEvent(),
    e.isRecurringEvent(), e.getGuestList().map((g) => [g.getEmail(), g.getGuestStatus()]), e.getMyStatus(), e.getCreators(), e.isOwnedByMe()];
}
function change(id) {
  const e = CalendarApp.getEventById(id);
  e.setTitle('New').setLocation('Hall').setTime(at(11), at(13));
  e.addGuest('b@x.example').removeGuest('a@x.example').setColor(CalendarApp.EventColor.RED).setVisibility(CalendarApp.Visibility.PRIVATE);
  e.setTag('booking', '7').addPopupReminder(15).addEmailReminder(60);
  const again = CalendarApp.getEventById(id);
  return [again.getTitle(), again.getStartTime().getUTCHours(), again.getGuestList().map((g) => g.getEmail()), again.getColor(), again.getVisibility(),
    again.getTag('booking'), again.getAllTagKeys(), again.getPopupReminders(), again.getEmailReminders(), again.deleteTag('booking').getTag('booking')];
}
function drop(id) { CalendarApp.getEventById(id).deleteEvent(); return CalendarApp.getEventById(id); }
function answer(id) { return CalendarApp.getEventById(id).setMyStatus(CalendarApp.GuestStatus.YES).getMyStatus(); }
function statusOf(id, email) { return CalendarApp.getEventById(id).getGuestByEmail(email).getGuestStatus(); }
function allDay() {
  const one = mine().createAllDayEvent('Off', new Date(2026, 10, 23));
  const more = mine().createAllDayEvent('Away', new Date(2026, 10, 24), new Date(2026, 10, 27), { location: 'Sea' });
  return [one, more].map((e) => [e.isAllDayEvent(), e.getAllDayStartDate().getDate(), e.getAllDayEndDate().getDate(), e.getLocation()]);
}
function timed() { CalendarApp.createEvent('x', at(9), at(10)).getAllDayStartDate(); }
function backwards() {
  const day = (n) => new Date(2026, 10, n);
  const made = CalendarApp.createEvent('none', at(9), at(9));
  const why = (run) => { try { run(); return 'done'; } catch (e) { return e.message; } };
  return [why(() => CalendarApp.createEvent('x', at(10), at(9))), why(() => made.setTime(at(10), at(9))),
    why(() => CalendarApp.createAllDayEvent('x', day(24), day(24))), why(() => made.setAllDayDates(day(25), day(24)))];
}
function wrong() { CalendarApp.createEvent('x', 'today', at(10)); }
function series() {
  const rule = CalendarApp.newRecurrence().addWeeklyRule().onlyOnWeekdays([CalendarApp.Weekday.MONDAY, CalendarApp.Weekday.WEDNESDAY]).times(4);
  const made = CalendarApp.createEventSeries('Course', at(9), at(10), rule);
  const events = CalendarApp.getEvents(at(0), new Date(Date.UTC(2026, 11, 31)));
  events[1].deleteEvent();
  const left = CalendarApp.getEvents(at(0), new Date(Date.UTC(2026, 11, 31)));
  left[0].getEventSeries().setTitle('Renamed');
  return [events.map((e) => e.getStartTime().getUTCDate()), events.every((e) => e.isRecurringEvent()), left.length,
    CalendarApp.getEventSeriesById(made.getId()).getTitle()];
}
function between(options) {
  for (const [title, hour] of [['b', 11], ['a', 9], ['c', 13]]) CalendarApp.createEvent(title, at(hour), at(hour + 1));
  return CalendarApp.getEvents(at(10), at(14), options).map((e) => e.getTitle());
}
function ofDay() {
  CalendarApp.createEvent('late', new Date(2026, 10, 23, 23), new Date(2026, 10, 24, 1));
  CalendarApp.createEvent('next', new Date(2026, 10, 24, 9), new Date(2026, 10, 24, 10));
  return [23, 24].map((day) => mine().getEventsForDay(new Date(2026, 10, day)).map((e) => e.getTitle()));
}
function calendars() {
  const made = CalendarApp.createCalendar('Team', { timeZone: 'Asia/Tokyo', color: CalendarApp.Color.PLUM });
  made.setName('Crew').setDescription('all').setSelected(true);
  const found = CalendarApp.getCalendarsByName('Crew')[0];
  const names = CalendarApp.getAllCalendars().length;
  const shown = [found.getId() === made.getId(), found.getTimeZone(), found.getColor(), found.getDescription(), found.isOwnedByMe(), found.isMyPrimaryCalendar()];
  found.deleteCalendar();
  return [...shown, names, CalendarApp.getAllOwnedCalendars().length, CalendarApp.getCalendarById(made.getId())];
}
function ofDefault() { return [CalendarApp.getId(), CalendarApp.getTimeZone(), mine().isMyPrimaryCalendar(), CalendarApp.getCalendarById('nobody@x.example')]; }
`;

const open = useLabs((code: string) => new Lab(code, { timeZone: 'Europe/Warsaw', ...CALENDAR_SERVICE }));

describe('the advanced service', () => {
  let lab: Lab;
  beforeAll(() => (lab = open(ADVANCED)));
  beforeEach(() => lab.startOver());

  it('takes and gives plain objects', async () => {
    expect(await lab.value('plain')).toEqual([true, 'Room', [], true]);
  });

  it('has a getter and a setter for each field, that no listing of fields shows', async () => {
    expect(await lab.value('accessors')).toEqual([true, '2026-11-23T09:00:00Z', null, true, false, false, 'c']);
  });

  it('takes optional parameters, those without a value being none', async () => {
    for (const summary of ['lesson', 'trial', 'trial two']) await lab.run('insert', { summary });
    expect(await lab.value('list', { q: 'trial', orderBy: 'startTime', singleEvents: true })).toHaveLength(2);
    expect(await lab.value('list', { timeMin: '2026-11-23T10:00:00Z' })).toEqual([]);
    expect(await lab.value('list')).toHaveLength(3);
    expect(await lab.value('pages', 2)).toEqual([2, 1]);
  });

  it('has every collection of the API', async () => {
    await lab.run('insert', {});
    expect(await lab.value('every')).toEqual([1, MEI, 'en', true, 'owner', 1]);
    expect(await lab.value('missing')).toEqual(['undefined', 'undefined', 'function']);
  });

  it.each([
    ['none', 'new'],
    ['fresh', 'new'],
    ['lower', 'new'],
    ['stale', 'GoogleJsonResponseException: API call to calendar.events.update failed with error: Precondition Failed'],
  ])('writes under the condition of If-Match: %s', async (match, expected) => {
    expect(await lab.value('update', match)).toBe(expected);
  });

  it('reads under the condition of If-None-Match', async () => {
    expect(await lab.value('fetchAgain', true)).toBe('new');
    expect(await lab.value('fetchAgain', false)).toBe(
      'GoogleJsonResponseException: API call to calendar.events.get failed with error: Not Modified',
    );
  });

  it.each([
    ['get', ['primary', 'nothing'], 404, 'notFound', 'Not Found'],
    ['list', ['nobody@x.example'], 404, 'notFound', 'Not Found'],
    ['list', ['primary', { syncToken: 'old' }], 400, 'invalid', 'Invalid sync token value.'],
    ['insert', [{ id: 'UPPER' }, 'primary'], 400, 'invalid', expect.any(String)],
  ])('throws as Apps Script does: %s %j', async (method, args, code, reason, message) => {
    const {
      name,
      message: said,
      details,
      isError,
    } = (await lab.value('caught', method, args)) as {
      name: string;
      message: string;
      details: { code: number; message: string; errors: { reason: string }[] };
      isError: boolean;
    };
    expect([name, isError, details.code, details.errors[0]!.reason, details.message]).toEqual([
      'GoogleJsonResponseException',
      true,
      code,
      reason,
      message,
    ]);
    expect(said).toBe(`API call to calendar.events.${method} failed with error: ${details.message}`);
  });

  it('says remove, shows it in the log, and fails the second time', async () => {
    const record = await lab.run('remove');
    expect(record.result).toEqual([null, 410]);
    expect(callsOf(record)).toEqual(['Calendar.Events.insert', 'Calendar.Events.remove', 'Calendar.Events.remove']);
    expect(record.calls.map(({ ok }) => ok)).toEqual([true, true, false]);
  });
});

describe('CalendarApp', () => {
  let lab: Lab;
  beforeAll(() => (lab = open(APP)));
  beforeEach(() => lab.startOver());

  it('makes an event with guests, who are invited', async () => {
    const id = await lab.value('create');
    expect(id).toMatch(/@google\.com$/);
    expect(await lab.value('shown', id)).toEqual([
      'Lesson',
      '2026-11-23T09:00:00.000Z',
      '2026-11-23T10:00:00.000Z',
      'Room',
      'd',
      false,
      false,
      [
        [JAN, 'INVITED'],
        ['a@x.example', 'INVITED'],
      ],
      'OWNER',
      [MEI],
      true,
    ]);
    expect(
      lab.world.mailbox
        .all()
        .flatMap(({ to }) => to)
        .sort(),
    ).toEqual(['a@x.example', JAN]);
  });

  it('changes and deletes an event', async () => {
    const id = await lab.value('create');
    expect(await lab.value('change', id)).toEqual([
      'New',
      11,
      [JAN, 'b@x.example'],
      '11',
      'PRIVATE',
      '7',
      ['booking'],
      [15],
      [60],
      null,
    ]);
    await lab.run('drop', id);
    expect(await lab.value('between')).toEqual(['b', 'c']);
  });

  it('lets a guest answer', async () => {
    lab.world.ensureUser(JAN);
    const id = await lab.value('create');
    expect(outcome(await lab.runAs(JAN, 'answer', id))).toBe('YES');
    expect(await lab.value('statusOf', id, JAN)).toBe('YES');
  });

  it('knows whole days', async () => {
    expect(await lab.value('allDay')).toEqual([
      [true, 23, 24, ''],
      [true, 24, 27, 'Sea'],
    ]);
    expect(await lab.value('timed')).toContain('only supported for all-day events');
    expect(await lab.value('wrong')).toBe('Exception: Invalid argument: date');
  });

  it('makes no event that ends before it begins', async () => {
    const [hours, days] = ['time', 'date'].map((what) => `Event start ${what} must be before event end ${what}.`);
    expect(await lab.value('backwards')).toEqual([hours, hours, days, days]);
  });

  it('knows series, of which one instance can go', async () => {
    expect(await lab.value('series')).toEqual([[23, 25, 30, 2], true, 3, 'Renamed']);
  });

  it.each([
    [undefined, ['b', 'c']],
    [{ search: 'c' }, ['c']],
    [{ start: 1 }, ['c']],
    [{ max: 1 }, ['b']],
    [{ author: JAN }, []],
  ])('finds what overlaps a time, in order: %j', async (options, expected) => {
    expect(await lab.value('between', options)).toEqual(expected);
  });

  it("finds a day's events in the zone of the script", async () => {
    expect(await lab.value('ofDay')).toEqual([['late'], ['late', 'next']]);
  });

  it('makes, finds, changes and deletes calendars', async () => {
    expect(await lab.value('calendars')).toEqual([true, 'Asia/Tokyo', '#705770', 'all', true, false, 2, 1, null]);
    expect(await lab.value('ofDefault')).toEqual([MEI, 'UTC', true, null]);
  });
});
