import type { Booking } from '../../src/booking/booking';
import type { ExecutionRecord } from '../../sandbox/protocol';
import { textsOf, actionsOf } from '../support/cards';
import { OWNER, MEI, CLIENT, HOUR } from '../support/studio';
import { useDesk } from '../support/desk';

const desk = useDesk();
const move = (booking: Booking, start: number, minutes = 30) =>
  desk.api(MEI, 'PATCH', `calendars/${MEI}/events/${booking.event!.eventId}`, {
    start: { dateTime: new Date(start).toISOString() },
    end: { dateTime: new Date(start + minutes * 60_000).toISOString() },
  });
const clientMails = async () => (await desk.mail()).filter(({ to }) => to[0] === CLIENT).length;
const listCalls = ({ calls }: ExecutionRecord) => calls.filter(({ method }) => method === 'Events.list').length;
const policies = (change: Record<string, string>) =>
  desk.submit(OWNER, 'saveSettingsForm', { business: 'S', jitsiDomain: 'meet.jit.si', publicPage: '', ...change });

describe('a change of a busy calendar', () => {
  const event = {
    summary: 'Private',
    start: { dateTime: '2026-12-09T02:00:00Z' },
    end: { dateTime: '2026-12-09T03:00:00Z' },
  };
  const isOpen = async (iso: string) => (await desk.openTimes(30)).includes(Date.parse(iso));

  it('of single events takes one list, and closes and opens times', async () => {
    const { id } = await desk.api<{ id: string }>(MEI, 'POST', `calendars/${MEI}/events`, event);
    const [added] = await desk.settle();
    expect(await isOpen('2026-12-09T02:00:00Z')).toBe(false);
    const later = { start: { dateTime: '2026-12-09T05:00:00Z' }, end: { dateTime: '2026-12-09T06:00:00Z' } };
    await desk.api(MEI, 'PATCH', `calendars/${MEI}/events/${id}`, later);
    const [moved] = await desk.settle();
    expect([await isOpen('2026-12-09T02:00:00Z'), await isOpen('2026-12-09T05:00:00Z')]).toEqual([true, false]);
    await desk.api(MEI, 'PATCH', `calendars/${MEI}/events/${id}`, { transparency: 'transparent' });
    await desk.settle();
    expect(await isOpen('2026-12-09T05:00:00Z')).toBe(true);
    await desk.api(MEI, 'PATCH', `calendars/${MEI}/events/${id}`, { transparency: 'opaque' });
    await desk.settle();
    await desk.api(MEI, 'DELETE', `calendars/${MEI}/events/${id}`);
    const [removed] = await desk.settle();
    expect(await isOpen('2026-12-09T05:00:00Z')).toBe(true);
    expect([added, moved, removed].map((record) => listCalls(record!))).toEqual([1, 1, 1]);
  });

  it('of a series takes one list more, whole or one instance of it', async () => {
    const series = { ...event, recurrence: ['RRULE:FREQ=DAILY;COUNT=3'] };
    for (const time of [series.start, series.end]) Object.assign(time, { timeZone: 'UTC' });
    const { id } = await desk.api<{ id: string }>(MEI, 'POST', `calendars/${MEI}/events`, series);
    const [added] = await desk.settle();
    expect(listCalls(added!)).toBe(2);
    expect(await isOpen('2026-12-10T02:00:00Z')).toBe(false);
    await desk.api(MEI, 'DELETE', `calendars/${MEI}/events/${id}_20261210T020000Z`);
    await desk.settle();
    expect([await isOpen('2026-12-10T02:00:00Z'), await isOpen('2026-12-11T02:00:00Z')]).toEqual([true, false]);
    await desk.api(MEI, 'DELETE', `calendars/${MEI}/events/${id}`);
    await desk.settle();
    expect(await isOpen('2026-12-11T02:00:00Z')).toBe(true);
  });

  it('keeps nothing of an event but when it is', async () => {
    await desk.api(MEI, 'POST', `calendars/${MEI}/events`, {
      ...event,
      summary: 'Doctor Wu',
      description: 'left knee',
    });
    await desk.settle();
    const { properties } = await desk.get('state');
    expect(JSON.stringify(properties)).not.toMatch(/Doctor|knee/);
  });
});

describe('a first reading that runs out of time', () => {
  it('stops at a page, continues from there, and offers nothing before it is complete', async () => {
    const day = 86_400_000;
    for (let n = 0; n < 12; n++) {
      const start = Date.parse('2026-11-24T00:00:00Z') + n * day;
      const time = (at: number) => ({ dateTime: new Date(at).toISOString() });
      await desk.api(MEI, 'POST', `calendars/${MEI}/events`, { start: time(start), end: time(start + HOUR) });
    }
    await desk.settle();
    const expected = await desk.openTimes();
    // Each call costs 100 seconds: an execution gets as far as two pages.
    await desk.post('sync-tokens', {});
    await desk.post('pages', { size: 5, pages: 30 });
    await desk.post('costs', { profile: { 'Calendar.*': 100_000 } });
    await desk.call(MEI, 'onCalendarChange', { calendarId: MEI });
    const [first] = (await desk.records('calendar')).filter(({ calendarId }) => calendarId === MEI);
    expect(first).toMatchObject({ progress: { phase: 'changes' } });
    let runs = 0;
    for (let left = true; left; runs++) {
      await desk.call(MEI, 'onCalendarChange', { calendarId: MEI });
      const [calendar] = (await desk.records('calendar')).filter(({ calendarId }) => calendarId === MEI);
      left = calendar!.progress !== null;
      expect(runs).toBeLessThan(60);
    }
    expect(runs).toBeGreaterThan(3);
    await desk.post('costs', { profile: null });
    const now = (await desk.openTimes()).filter((start) => expected.includes(start));
    expect(now.length).toBeGreaterThan(20);
  });
});

describe('an event that staff change in ways of their own', () => {
  it('and move to another calendar is followed there, flagged, and followed back', async () => {
    const booking = await desk.acceptedBooking();
    await desk.settle();
    const { items } = await desk.api<{ items: { id: string; summary: string }[] }>(MEI, 'GET', 'users/me/calendarList');
    const other = items.find(({ summary }) => summary === 'Private')!.id;
    const { eventId } = booking.event!;
    await desk.api(MEI, 'POST', `calendars/${MEI}/events/${eventId}/move?destination=${encodeURIComponent(other)}`);
    await desk.settle();
    expect(await desk.only()).toMatchObject({ state: 'confirmed', event: { calendarId: other }, flags: ['movedAway'] });
    await desk.api(MEI, 'POST', `calendars/${encodeURIComponent(other)}/events/${eventId}/move?destination=${MEI}`);
    await desk.settle();
    expect(await desk.only()).toMatchObject({ state: 'confirmed', event: { calendarId: MEI }, flags: [] });
    expect(await desk.openTimes()).not.toContain(booking.start);
    expect(await clientMails()).toBe(2);
  });

  it('and make repeat stays the booking at its time; its other instances are busy', async () => {
    const booking = await desk.acceptedBooking();
    await desk.settle();
    const path = `calendars/${MEI}/events/${booking.event!.eventId}`;
    const zone = { timeZone: 'Asia/Taipei' };
    const time = (at: number) => ({ dateTime: new Date(at).toISOString(), ...zone });
    await desk.api(MEI, 'PATCH', path, {
      start: time(booking.start),
      end: time(booking.end),
      recurrence: ['RRULE:FREQ=DAILY;COUNT=3'],
    });
    await desk.settle();
    expect(await desk.only()).toMatchObject({ state: 'confirmed', start: booking.start, flags: [] });
    expect(await desk.openTimes()).not.toContain(booking.start + 24 * HOUR);
    // Its own instance is moved: the booking follows.
    const stamp = new Date(booking.start).toISOString().replace(/[-:]|\.000/g, '');
    await desk.api(MEI, 'PATCH', `${path}_${stamp}`, {
      start: time(booking.start + HOUR),
      end: time(booking.end + HOUR),
    });
    await desk.settle();
    expect(await desk.only()).toMatchObject({ state: 'confirmed', start: booking.start + HOUR });
    // Another instance goes: nothing happens to it. Its own goes: it is cancelled.
    const next = new Date(booking.start + 24 * HOUR).toISOString().replace(/[-:]|\.000/g, '');
    await desk.api(MEI, 'DELETE', `${path}_${next}`);
    await desk.settle();
    expect((await desk.only()).state).toBe('confirmed');
    await desk.api(MEI, 'DELETE', `${path}_${stamp}`);
    await desk.settle();
    expect((await desk.only()).state).toBe('cancelled');
  });

  it('and move out of working hours is flagged', async () => {
    const booking = await desk.acceptedBooking();
    await desk.settle();
    await move(booking, Date.parse('2026-11-24T15:00:00Z'));
    await desk.settle();
    expect((await desk.only()).flags).toEqual(['outsideHours']);
  });
});

describe('what the owner wants of changes in Calendar', () => {
  it('silently: the booking follows and nobody is told', async () => {
    await policies({ moved: 'silent', deleted: 'silent' });
    const booking = await desk.acceptedBooking();
    await desk.settle();
    const before = await clientMails();
    await move(booking, booking.start + HOUR);
    await desk.settle();
    expect((await desk.only()).start).toBe(booking.start + HOUR);
    await desk.api(MEI, 'DELETE', `calendars/${MEI}/events/${booking.event!.eventId}`);
    await desk.settle();
    expect((await desk.only()).state).toBe('cancelled');
    expect(await clientMails()).toBe(before);
  });

  it.each([
    ['followCalendar', HOUR, 1],
    ['putEventBack', 0, 0],
  ])('asking first, a moved event: %s', async (answer, shift, mails) => {
    await policies({ moved: 'ask' });
    const booking = await desk.acceptedBooking();
    await desk.settle();
    const before = await clientMails();
    await move(booking, booking.start + HOUR);
    await desk.settle();
    expect(await desk.only()).toMatchObject({ start: booking.start, question: { kind: 'moved' } });
    const open = await desk.openTimes();
    expect(open.includes(booking.start) || open.includes(booking.start + HOUR)).toBe(false);
    expect(textsOf(await desk.home(MEI))).toContain('Changed in Calendar');
    await desk.tap(MEI, answer, { booking: booking.id });
    await desk.settle();
    const [event] = await desk.ourEvents();
    expect(await desk.only()).toMatchObject({ start: booking.start + shift, question: null });
    expect(Date.parse((event!.start as { dateTime: string }).dateTime)).toBe(booking.start + shift);
    expect((await clientMails()) - before).toBe(mails);
  });

  it.each([
    ['followCalendar', 'cancelled', 0],
    ['putEventBack', 'confirmed', 1],
  ])('asking first, a deleted event: %s', async (answer, state, events) => {
    await policies({ deleted: 'ask' });
    const booking = await desk.acceptedBooking();
    await desk.settle();
    await desk.api(MEI, 'DELETE', `calendars/${MEI}/events/${booking.event!.eventId}`);
    await desk.settle();
    expect(await desk.only()).toMatchObject({ state: 'confirmed', question: { kind: 'deleted' } });
    await desk.tap(MEI, answer, { booking: booking.id });
    await desk.settle();
    expect((await desk.only()).state).toBe(state);
    const standing = await desk.ourEvents();
    expect(standing).toHaveLength(events);
    expect((await desk.only()).link?.uri).toBe(standing[0]?.hangoutLink);
  });
});

describe('the switches', () => {
  it('pause: nothing is read or written, no times are offered; going on catches up', async () => {
    const [start = 0] = await desk.openTimes();
    await desk.request(start);
    const paused = await desk.tap(MEI, 'pauseSync');
    expect(textsOf(paused.result)).toContain('Paused');
    expect(await desk.openTimes()).toEqual([]);
    await desk.accept(MEI, (await desk.only()).id);
    const records = await desk.settle();
    expect(records.flatMap(({ calls }) => calls).filter((call) => call.service === 'Calendar')).toEqual([]);
    expect(await desk.ourEvents()).toEqual([]);
    expect(textsOf(await desk.home(MEI))).toContain('is paused');
    await desk.tap(MEI, 'resumeSync');
    expect(await desk.ourEvents()).toHaveLength(1);
    expect((await desk.only()).link).toMatchObject({ status: 'ready' });
  });

  it.each([
    ['leave', 'confirmed', 1],
    ['google', 'confirmed', 0],
    ['slotkeeper', 'cancelled', 1],
    ['both', 'cancelled', 0],
  ])('start over, bookings and events: %s', async (events, state, standing) => {
    await desk.acceptedBooking();
    await desk.settle();
    const before = await clientMails();
    expect(textsOf((await desk.tap(MEI, 'askReset')).result)).toContain('1 of your upcoming bookings');
    await desk.submit(MEI, 'resetSync', { events, next: 'everything' });
    await desk.settle();
    expect((await desk.only()).state).toBe(state);
    expect(await desk.ourEvents()).toHaveLength(standing);
    expect(await clientMails()).toBe(before);
    expect((await desk.openTimes()).length).toBeGreaterThan(10);
  });

  it('start over, events deleted: nobody is told, the booking says that it has none, and is written again', async () => {
    await desk.saveService({ invitations: 'all' });
    const booking = await desk.acceptedBooking();
    await desk.settle();
    const before = (await desk.mail()).length;
    await desk.submit(MEI, 'resetSync', { events: 'google', next: 'everything' });
    await desk.settle();
    expect(await desk.mail()).toHaveLength(before);
    expect(await desk.only()).toMatchObject({ event: null, link: null, outbox: [] });
    const home = await desk.panel(MEI, { locale: 'en' });
    expect(textsOf(home.result)).toContain('its event is no longer in Calendar');
    expect(JSON.stringify(home.result)).not.toContain(booking.link!.uri);
    const again = actionsOf(home.result).find(({ text }) => text === 'Add the event again')!;
    await desk.panel(MEI, again);
    await desk.settle();
    const [event] = await desk.ourEvents();
    expect(await desk.only()).toMatchObject({
      event: { eventId: event!.id, written: true },
      link: { uri: event!.hangoutLink },
    });
    expect(event!.id).not.toBe(booking.event!.eventId);
    expect((await desk.mail()).at(-1)!.body).toContain(event!.hangoutLink);
  });

  it.each([
    ['google', 0],
    ['slotkeeper', 1],
    ['both', 0],
  ])('start over while a guest still has to leave a shared event: %s', async (events, existing) => {
    await desk.saveService({ capacity: '2', invitations: 'all' });
    const [start = 0] = await desk.openTimes();
    for (const email of ['stays@client.example', 'leaves@client.example']) {
      await desk.request(start, { email });
      const asked = (await desk.bookings()).find(({ client }) => client.email === email)!;
      await desk.accept(MEI, asked.id);
    }
    await desk.settle();
    const leaving = (await desk.bookings()).find(({ client }) => client.email === 'leaves@client.example')!;
    await desk.faults([{ service: 'Calendar', method: '*', status: 503, times: 99 }]);
    await desk.tap(MEI, 'cancelBooking', { booking: leaving.id }, { reason: '' });
    await desk.faults([]);
    const toWhoStays = async () =>
      (await desk.mail()).filter(({ to, source }) => source === 'calendar' && to.includes('stays@client.example'));
    const before = (await toWhoStays()).length;
    await desk.submit(MEI, 'resetSync', { events, next: 'everything' });
    await desk.settle();
    expect((await toWhoStays()).slice(before)).toEqual([]);
    const left = await desk.ourEvents();
    expect(left).toHaveLength(existing);
    expect(JSON.stringify(left)).not.toContain('leaves@client.example');
    expect((await desk.bookings()).map(({ outbox }) => outbox)).toEqual([[], []]);
  });

  it('start over, events deleted: moving the booking writes it again, too', async () => {
    const booking = await desk.acceptedBooking();
    await desk.settle();
    await desk.submit(MEI, 'resetSync', { events: 'google', next: 'changes' });
    const [, later = 0] = (await desk.openTimes()).filter((start) => start > booking.start + HOUR);
    await desk.tap(MEI, 'rescheduleBooking', { booking: booking.id }, { start: String(later) });
    await desk.settle();
    const [event, ...others] = await desk.ourEvents();
    expect(others).toEqual([]);
    expect(await desk.only()).toMatchObject({ start: later, event: { eventId: event!.id }, link: { status: 'ready' } });
  });

  it('start over with the bookings cancelled flags what was paid', async () => {
    await desk.saveService({ options: ['offered', 'prepayment'] });
    const [start = 0] = await desk.openTimes();
    await desk.request(start);
    const { id } = await desk.only();
    await desk.accept(MEI, id);
    await desk.tap(MEI, 'markBookingPaid', { booking: id });
    await desk.submit(MEI, 'resetSync', { events: 'both', next: 'everything' });
    expect(await desk.only()).toMatchObject({ state: 'cancelled', flags: ['refundDue'] });
    expect(textsOf(await desk.home(MEI))).toContain('a refund is due');
  });

  it('start over with new changes only leaves earlier changes alone, and asks', async () => {
    const booking = await desk.acceptedBooking();
    await desk.settle();
    await move(booking, booking.start + HOUR);
    await desk.submit(MEI, 'resetSync', { events: 'leave', next: 'changes' });
    expect(await desk.only()).toMatchObject({ start: booking.start, question: { kind: 'moved' } });
    await move(booking, booking.start + 2 * HOUR);
    await desk.settle();
    expect(await desk.only()).toMatchObject({ start: booking.start + 2 * HOUR, question: null });
  });

  it('disconnect: triggers, tokens, busy times and rules go, bookings and events stay', async () => {
    await desk.acceptedBooking();
    await desk.settle();
    await desk.tap(MEI, 'disconnectCalendars');
    const { triggers } = await desk.post<{ triggers: { user: string }[] }>('triggers', {});
    expect(triggers.filter(({ user }) => user === MEI)).toEqual([]);
    expect(await desk.records('calendar')).toEqual([]);
    expect((await desk.only()).state).toBe('confirmed');
    expect(await desk.ourEvents()).toHaveLength(1);
    expect(await desk.openTimes()).toEqual([]);
    await desk.connectMei();
    expect((await desk.openTimes()).length).toBeGreaterThan(10);
  });

  it('connecting that dies before Google is to announce changes is made good when the panel is opened', async () => {
    await desk.tap(MEI, 'disconnectCalendars');
    await desk.faults([{ service: 'ScriptApp', method: 'newTrigger', nth: 2, crash: 'before' }]);
    await desk.connectMei();
    const handlers = async () => {
      const { triggers } = await desk.post<{ triggers: { user: string; handler: string }[] }>('triggers', {});
      return triggers.filter(({ user }) => user === MEI).map(({ handler }) => handler);
    };
    expect(await handlers()).toEqual(['onHourlyTick']);
    await desk.panel(MEI);
    expect(new Set(await handlers())).toEqual(new Set(['onHourlyTick', 'onCalendarChange']));
  });

  it('disconnect, the events too where that is asked for', async () => {
    await desk.acceptedBooking();
    await desk.settle();
    // Google fails: what is to be deleted waits, and who deletes it stays awake for it.
    await desk.faults([{ service: 'Calendar', method: 'Events.remove', status: 503, times: 3 }]);
    await desk.submit(MEI, 'disconnectCalendars', { removeEvents: ['yes'] });
    await desk.faults([]);
    expect(await desk.ourEvents()).toHaveLength(1);
    await desk.advance('PT2H');
    await desk.settle();
    expect(await desk.ourEvents()).toEqual([]);
    expect(await desk.only()).toMatchObject({ state: 'confirmed', event: null });
    await desk.connectMei();
    await desk.tap(MEI, 'writeBookingAgain', { booking: (await desk.only()).id, anew: 'yes' });
    expect(await desk.ourEvents()).toHaveLength(1);
  });
});

describe('the card of synchronisation', () => {
  it('says what was read, and reads when asked', async () => {
    const before = textsOf((await desk.tap(MEI, 'showSync')).result);
    expect(before).toContain('counts as busy');
    expect(before).toContain('everything read');
    expect(before).not.toContain('calls');
    await desk.faults([{ service: 'Calendar', method: 'Events.list', status: 403, reason: 'forbidden', times: 9 }]);
    const failed = textsOf((await desk.tap(MEI, 'syncNow')).result);
    await desk.faults([]);
    expect(failed).toContain('Forbidden');
    expect(textsOf((await desk.tap(MEI, 'syncNow')).result)).toContain('Synchronised.');
  });

  it('says where Google announces nothing, since a user has 20 triggers', async () => {
    for (let n = 0; n < 20; n++) {
      await desk.api(MEI, 'POST', 'calendars', { summary: `Calendar ${n}` });
    }
    const { items } = await desk.api<{ items: { id: string }[] }>(MEI, 'GET', 'users/me/calendarList');
    const ids = items.map(({ id }) => id);
    await desk.connect(MEI, { name: 'Mei', zone: 'Asia/Taipei', busyCalendars: ids, writeCalendar: MEI });
    expect(textsOf((await desk.tap(MEI, 'showSync')).result)).toContain('once an hour');
    expect((await desk.openTimes()).length).toBeGreaterThan(10);
  });

  it('tells the owner whose calendar a booking waits for', async () => {
    await desk.saveService({ options: ['offered', 'autoAccept'] });
    const [start = 0] = await desk.openTimes();
    await desk.request(start);
    const card = await desk.tap(OWNER, 'showBooking', { booking: (await desk.only()).id });
    expect(textsOf(card.result)).toMatch(/Waiting for the calendar of Mei Lin since/);
  });
});

describe('Google’s own mails', () => {
  const invitations = async () => (await desk.mail()).filter((mail) => JSON.stringify(mail).includes('"calendar":{'));

  it('go out as the service says, or as somebody says once', async () => {
    await desk.saveService({ invitations: 'all' });
    const booking = await desk.acceptedBooking();
    expect(await invitations()).toHaveLength(1);
    await desk.tap(MEI, 'cancelBooking', { booking: booking.id }, { reason: '', invitations: 'none' });
    expect(await desk.ourEvents()).toEqual([]);
    expect(await invitations()).toHaveLength(1);
  });

  it('stay away where nothing else was said', async () => {
    await desk.acceptedBooking();
    expect(await invitations()).toEqual([]);
  });
});
