import type { Booking } from '../../src/booking/booking';
import type { ExecutionRecord } from '../../sandbox/protocol';
import { actionsOf, Sandbox, textsOf, type FormValue } from '../support/sandbox-process';
import {
  acceptedBooking,
  aRequest,
  bookings,
  CLIENT,
  connectMei,
  HOUR,
  MEI,
  openDesk,
  openTimes,
  ourEvents,
  OWNER,
  saveService,
} from '../support/studio';

let sandbox: Sandbox;
let service: string;
beforeAll(async () => {
  sandbox = await Sandbox.start();
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  ({ service } = await openDesk(sandbox));
});

const tap = (name: string, inputs: Record<string, FormValue> = {}, as = MEI, parameters: Record<string, string> = {}) =>
  sandbox.panel(as, { action: name, inputs, parameters, locale: 'en' });
const only = async () => (await bookings(sandbox))[0]!;
const move = (booking: Booking, start: number, minutes = 30) =>
  sandbox.api(MEI, 'PATCH', `calendars/${MEI}/events/${booking.event!.eventId}`, {
    start: { dateTime: new Date(start).toISOString() },
    end: { dateTime: new Date(start + minutes * 60_000).toISOString() },
  });
const clientMails = async () => (await sandbox.mail()).filter(({ to }) => to[0] === CLIENT).length;
const listCalls = ({ calls }: ExecutionRecord) => calls.filter(({ method }) => method === 'Events.list').length;
const policies = (change: Record<string, string>) =>
  tap('saveSettingsForm', { business: 'S', jitsiDomain: 'meet.jit.si', publicPage: '', ...change }, OWNER);

describe('a change of a busy calendar', () => {
  const event = {
    summary: 'Private',
    start: { dateTime: '2026-12-09T02:00:00Z' },
    end: { dateTime: '2026-12-09T03:00:00Z' },
  };
  const isOpen = async (iso: string) => (await openTimes(sandbox, service, 30)).includes(Date.parse(iso));

  it('of single events takes one list, and closes and opens times', async () => {
    const { id } = await sandbox.api<{ id: string }>(MEI, 'POST', `calendars/${MEI}/events`, event);
    const [added] = await sandbox.settle();
    expect(await isOpen('2026-12-09T02:00:00Z')).toBe(false);
    const later = { start: { dateTime: '2026-12-09T05:00:00Z' }, end: { dateTime: '2026-12-09T06:00:00Z' } };
    await sandbox.api(MEI, 'PATCH', `calendars/${MEI}/events/${id}`, later);
    const [moved] = await sandbox.settle();
    expect([await isOpen('2026-12-09T02:00:00Z'), await isOpen('2026-12-09T05:00:00Z')]).toEqual([true, false]);
    await sandbox.api(MEI, 'PATCH', `calendars/${MEI}/events/${id}`, { transparency: 'transparent' });
    await sandbox.settle();
    expect(await isOpen('2026-12-09T05:00:00Z')).toBe(true);
    await sandbox.api(MEI, 'PATCH', `calendars/${MEI}/events/${id}`, { transparency: 'opaque' });
    await sandbox.settle();
    await sandbox.api(MEI, 'DELETE', `calendars/${MEI}/events/${id}`);
    const [removed] = await sandbox.settle();
    expect(await isOpen('2026-12-09T05:00:00Z')).toBe(true);
    expect([added, moved, removed].map((record) => listCalls(record!))).toEqual([1, 1, 1]);
  });

  it('of a series takes one list more, whole or one instance of it', async () => {
    const series = { ...event, recurrence: ['RRULE:FREQ=DAILY;COUNT=3'] };
    for (const time of [series.start, series.end]) Object.assign(time, { timeZone: 'UTC' });
    const { id } = await sandbox.api<{ id: string }>(MEI, 'POST', `calendars/${MEI}/events`, series);
    const [added] = await sandbox.settle();
    expect(listCalls(added!)).toBe(2);
    expect(await isOpen('2026-12-10T02:00:00Z')).toBe(false);
    await sandbox.api(MEI, 'DELETE', `calendars/${MEI}/events/${id}_20261210T020000Z`);
    await sandbox.settle();
    expect([await isOpen('2026-12-10T02:00:00Z'), await isOpen('2026-12-11T02:00:00Z')]).toEqual([true, false]);
    await sandbox.api(MEI, 'DELETE', `calendars/${MEI}/events/${id}`);
    await sandbox.settle();
    expect(await isOpen('2026-12-11T02:00:00Z')).toBe(true);
  });

  it('keeps nothing of an event but when it is', async () => {
    await sandbox.api(MEI, 'POST', `calendars/${MEI}/events`, {
      ...event,
      summary: 'Doctor Wu',
      description: 'left knee',
    });
    await sandbox.settle();
    const { properties } = await sandbox.get('state');
    expect(JSON.stringify(properties)).not.toMatch(/Doctor|knee/);
  });
});

describe('a first reading that runs out of time', () => {
  it('stops at a page, continues from there, and offers nothing before it is complete', async () => {
    const day = 86_400_000;
    for (let n = 0; n < 12; n++) {
      const start = Date.parse('2026-11-24T00:00:00Z') + n * day;
      const time = (at: number) => ({ dateTime: new Date(at).toISOString() });
      await sandbox.api(MEI, 'POST', `calendars/${MEI}/events`, { start: time(start), end: time(start + HOUR) });
    }
    await sandbox.settle();
    const expected = await openTimes(sandbox, service);
    // Each call costs 100 seconds: an execution gets as far as two pages.
    await sandbox.post('sync-tokens', {});
    await sandbox.post('pages', { size: 5, pages: 30 });
    await sandbox.post('costs', { profile: { 'Calendar.*': 100_000 } });
    await sandbox.call(MEI, 'onCalendarChange', { calendarId: MEI });
    const [first] = (await sandbox.records('calendar')).filter(({ calendarId }) => calendarId === MEI);
    expect(first).toMatchObject({ progress: { phase: 'changes' } });
    let runs = 0;
    for (let left = true; left; runs++) {
      await sandbox.call(MEI, 'onCalendarChange', { calendarId: MEI });
      const [calendar] = (await sandbox.records('calendar')).filter(({ calendarId }) => calendarId === MEI);
      left = calendar!.progress !== null;
      expect(runs).toBeLessThan(60);
    }
    expect(runs).toBeGreaterThan(3);
    await sandbox.post('costs', { profile: null });
    const now = (await openTimes(sandbox, service)).filter((start) => expected.includes(start));
    expect(now.length).toBeGreaterThan(20);
  });
});

describe('an event that staff change in ways of their own', () => {
  it('and move to another calendar is followed there, flagged, and followed back', async () => {
    const booking = await acceptedBooking(sandbox, service);
    await sandbox.settle();
    const { items } = await sandbox.api<{ items: { id: string; summary: string }[] }>(
      MEI,
      'GET',
      'users/me/calendarList',
    );
    const other = items.find(({ summary }) => summary === 'Private')!.id;
    const { eventId } = booking.event!;
    await sandbox.api(MEI, 'POST', `calendars/${MEI}/events/${eventId}/move?destination=${encodeURIComponent(other)}`);
    await sandbox.settle();
    expect(await only()).toMatchObject({ state: 'confirmed', event: { calendarId: other }, flags: ['movedAway'] });
    await sandbox.api(MEI, 'POST', `calendars/${encodeURIComponent(other)}/events/${eventId}/move?destination=${MEI}`);
    await sandbox.settle();
    expect(await only()).toMatchObject({ state: 'confirmed', event: { calendarId: MEI }, flags: [] });
    expect(await openTimes(sandbox, service)).not.toContain(booking.start);
    expect(await clientMails()).toBe(2);
  });

  it('and make repeat stays the booking at its time; its other instances are busy', async () => {
    const booking = await acceptedBooking(sandbox, service);
    await sandbox.settle();
    const path = `calendars/${MEI}/events/${booking.event!.eventId}`;
    const zone = { timeZone: 'Asia/Taipei' };
    const time = (at: number) => ({ dateTime: new Date(at).toISOString(), ...zone });
    await sandbox.api(MEI, 'PATCH', path, {
      start: time(booking.start),
      end: time(booking.end),
      recurrence: ['RRULE:FREQ=DAILY;COUNT=3'],
    });
    await sandbox.settle();
    expect(await only()).toMatchObject({ state: 'confirmed', start: booking.start, flags: [] });
    expect(await openTimes(sandbox, service)).not.toContain(booking.start + 24 * HOUR);
    // Its own instance is moved: the booking follows.
    const stamp = new Date(booking.start).toISOString().replace(/[-:]|\.000/g, '');
    await sandbox.api(MEI, 'PATCH', `${path}_${stamp}`, {
      start: time(booking.start + HOUR),
      end: time(booking.end + HOUR),
    });
    await sandbox.settle();
    expect(await only()).toMatchObject({ state: 'confirmed', start: booking.start + HOUR });
    // Another instance goes: nothing happens to it. Its own goes: it is cancelled.
    const next = new Date(booking.start + 24 * HOUR).toISOString().replace(/[-:]|\.000/g, '');
    await sandbox.api(MEI, 'DELETE', `${path}_${next}`);
    await sandbox.settle();
    expect((await only()).state).toBe('confirmed');
    await sandbox.api(MEI, 'DELETE', `${path}_${stamp}`);
    await sandbox.settle();
    expect((await only()).state).toBe('cancelled');
  });

  it('and move out of working hours is flagged', async () => {
    const booking = await acceptedBooking(sandbox, service);
    await sandbox.settle();
    await move(booking, Date.parse('2026-11-24T15:00:00Z'));
    await sandbox.settle();
    expect((await only()).flags).toEqual(['outsideHours']);
  });
});

describe('what the owner wants of changes in Calendar', () => {
  it('silently: the booking follows and nobody is told', async () => {
    await policies({ moved: 'silent', deleted: 'silent' });
    const booking = await acceptedBooking(sandbox, service);
    await sandbox.settle();
    const before = await clientMails();
    await move(booking, booking.start + HOUR);
    await sandbox.settle();
    expect((await only()).start).toBe(booking.start + HOUR);
    await sandbox.api(MEI, 'DELETE', `calendars/${MEI}/events/${booking.event!.eventId}`);
    await sandbox.settle();
    expect((await only()).state).toBe('cancelled');
    expect(await clientMails()).toBe(before);
  });

  it.each([
    ['followCalendar', HOUR, 1],
    ['putEventBack', 0, 0],
  ])('asking first, a moved event: %s', async (answer, shift, mails) => {
    await policies({ moved: 'ask' });
    const booking = await acceptedBooking(sandbox, service);
    await sandbox.settle();
    const before = await clientMails();
    await move(booking, booking.start + HOUR);
    await sandbox.settle();
    expect(await only()).toMatchObject({ start: booking.start, question: { kind: 'moved' } });
    const open = await openTimes(sandbox, service);
    expect(open.includes(booking.start) || open.includes(booking.start + HOUR)).toBe(false);
    expect(textsOf((await sandbox.panel(MEI, { locale: 'en' })).result)).toContain('Changed in Calendar');
    await tap(answer, {}, MEI, { booking: booking.id });
    await sandbox.settle();
    const [event] = await ourEvents(sandbox);
    expect(await only()).toMatchObject({ start: booking.start + shift, question: null });
    expect(Date.parse((event!.start as { dateTime: string }).dateTime)).toBe(booking.start + shift);
    expect((await clientMails()) - before).toBe(mails);
  });

  it.each([
    ['followCalendar', 'cancelled', 0],
    ['putEventBack', 'confirmed', 1],
  ])('asking first, a deleted event: %s', async (answer, state, events) => {
    await policies({ deleted: 'ask' });
    const booking = await acceptedBooking(sandbox, service);
    await sandbox.settle();
    await sandbox.api(MEI, 'DELETE', `calendars/${MEI}/events/${booking.event!.eventId}`);
    await sandbox.settle();
    expect(await only()).toMatchObject({ state: 'confirmed', question: { kind: 'deleted' } });
    await tap(answer, {}, MEI, { booking: booking.id });
    await sandbox.settle();
    expect((await only()).state).toBe(state);
    const standing = await ourEvents(sandbox);
    expect(standing).toHaveLength(events);
    expect((await only()).link?.uri).toBe(standing[0]?.hangoutLink);
  });
});

describe('the switches', () => {
  it('pause: nothing is read or written, no times are offered; going on catches up', async () => {
    const [start = 0] = await openTimes(sandbox, service);
    await sandbox.page('sendRequest', aRequest(service, start));
    const paused = await tap('pauseSync');
    expect(textsOf(paused.result)).toContain('Paused');
    expect(await openTimes(sandbox, service)).toEqual([]);
    await tap('acceptBooking', {}, MEI, { booking: (await only()).id });
    const records = await sandbox.settle();
    expect(records.flatMap(({ calls }) => calls).filter((call) => call.service === 'Calendar')).toEqual([]);
    expect(await ourEvents(sandbox)).toEqual([]);
    expect(textsOf((await sandbox.panel(MEI, { locale: 'en' })).result)).toContain('is paused');
    await tap('resumeSync');
    expect(await ourEvents(sandbox)).toHaveLength(1);
    expect((await only()).link).toMatchObject({ status: 'ready' });
  });

  it.each([
    ['leave', 'confirmed', 1],
    ['google', 'confirmed', 0],
    ['slotkeeper', 'cancelled', 1],
    ['both', 'cancelled', 0],
  ])('start over, bookings and events: %s', async (events, state, standing) => {
    await acceptedBooking(sandbox, service);
    await sandbox.settle();
    const before = await clientMails();
    expect(textsOf((await tap('askReset')).result)).toContain('1 of your upcoming bookings');
    await tap('resetSync', { events, next: 'everything' });
    await sandbox.settle();
    expect((await only()).state).toBe(state);
    expect(await ourEvents(sandbox)).toHaveLength(standing);
    expect(await clientMails()).toBe(before);
    expect((await openTimes(sandbox, service)).length).toBeGreaterThan(10);
  });

  it('start over, events deleted: nobody is told, the booking says that it has none, and is written again', async () => {
    await saveService(sandbox, service, { invitations: 'all' });
    const booking = await acceptedBooking(sandbox, service);
    await sandbox.settle();
    const before = (await sandbox.mail()).length;
    await tap('resetSync', { events: 'google', next: 'everything' });
    await sandbox.settle();
    expect(await sandbox.mail()).toHaveLength(before);
    expect(await only()).toMatchObject({ event: null, link: null, outbox: [] });
    const home = await sandbox.panel(MEI, { locale: 'en' });
    expect(textsOf(home.result)).toContain('its event is no longer in Calendar');
    expect(textsOf(home.result)).not.toContain(booking.link!.uri);
    const again = actionsOf(home.result).find(({ text }) => text === 'Add the event again')!;
    await sandbox.panel(MEI, again);
    await sandbox.settle();
    const [event] = await ourEvents(sandbox);
    expect(await only()).toMatchObject({
      event: { eventId: event!.id, written: true },
      link: { uri: event!.hangoutLink },
    });
    expect(event!.id).not.toBe(booking.event!.eventId);
    expect((await sandbox.mail()).at(-1)!.body).toContain(event!.hangoutLink);
  });

  it.each([
    ['google', 0],
    ['slotkeeper', 1],
    ['both', 0],
  ])('start over while a guest still has to leave a shared event: %s', async (events, existing) => {
    await saveService(sandbox, service, { capacity: '2', invitations: 'all' });
    const [start = 0] = await openTimes(sandbox, service);
    for (const email of ['stays@client.example', 'leaves@client.example']) {
      await sandbox.page('sendRequest', aRequest(service, start, { email }));
      const asked = (await bookings(sandbox)).find(({ client }) => client.email === email)!;
      await tap('acceptBooking', {}, MEI, { booking: asked.id });
    }
    await sandbox.settle();
    const leaving = (await bookings(sandbox)).find(({ client }) => client.email === 'leaves@client.example')!;
    await sandbox.faults([{ service: 'Calendar', method: '*', status: 503, times: 99 }]);
    await tap('cancelBooking', { reason: '' }, MEI, { booking: leaving.id });
    await sandbox.faults([]);
    const toWhoStays = async () =>
      (await sandbox.mail()).filter(({ to, source }) => source === 'calendar' && to.includes('stays@client.example'));
    const before = (await toWhoStays()).length;
    await tap('resetSync', { events, next: 'everything' });
    await sandbox.settle();
    expect((await toWhoStays()).slice(before)).toEqual([]);
    const left = await ourEvents(sandbox);
    expect(left).toHaveLength(existing);
    expect(JSON.stringify(left)).not.toContain('leaves@client.example');
    expect((await bookings(sandbox)).map(({ outbox }) => outbox)).toEqual([[], []]);
  });

  it('start over, events deleted: moving the booking writes it again, too', async () => {
    const booking = await acceptedBooking(sandbox, service);
    await sandbox.settle();
    await tap('resetSync', { events: 'google', next: 'changes' });
    const [, later = 0] = (await openTimes(sandbox, service)).filter((start) => start > booking.start + HOUR);
    await tap('rescheduleBooking', { start: String(later) }, MEI, { booking: booking.id });
    await sandbox.settle();
    const [event, ...others] = await ourEvents(sandbox);
    expect(others).toEqual([]);
    expect(await only()).toMatchObject({ start: later, event: { eventId: event!.id }, link: { status: 'ready' } });
  });

  it('start over with the bookings cancelled flags what was paid', async () => {
    await saveService(sandbox, service, { options: ['offered', 'prepayment'] });
    const [start = 0] = await openTimes(sandbox, service);
    await sandbox.page('sendRequest', aRequest(service, start));
    const { id } = await only();
    await tap('acceptBooking', {}, MEI, { booking: id });
    await tap('markBookingPaid', {}, MEI, { booking: id });
    await tap('resetSync', { events: 'both', next: 'everything' });
    expect(await only()).toMatchObject({ state: 'cancelled', flags: ['refundDue'] });
    expect(textsOf((await sandbox.panel(MEI, { locale: 'en' })).result)).toContain('a refund is due');
  });

  it('start over with new changes only leaves earlier changes alone, and asks', async () => {
    const booking = await acceptedBooking(sandbox, service);
    await sandbox.settle();
    await move(booking, booking.start + HOUR);
    await tap('resetSync', { events: 'leave', next: 'changes' });
    expect(await only()).toMatchObject({ start: booking.start, question: { kind: 'moved' } });
    await move(booking, booking.start + 2 * HOUR);
    await sandbox.settle();
    expect(await only()).toMatchObject({ start: booking.start + 2 * HOUR, question: null });
  });

  it('disconnect: triggers, tokens, busy times and rules go, bookings and events stay', async () => {
    await acceptedBooking(sandbox, service);
    await sandbox.settle();
    await tap('disconnectCalendars');
    const { triggers } = await sandbox.post<{ triggers: { user: string }[] }>('triggers', {});
    expect(triggers.filter(({ user }) => user === MEI)).toEqual([]);
    expect(await sandbox.records('calendar')).toEqual([]);
    expect((await only()).state).toBe('confirmed');
    expect(await ourEvents(sandbox)).toHaveLength(1);
    expect(await openTimes(sandbox, service)).toEqual([]);
    await connectMei(sandbox);
    expect((await openTimes(sandbox, service)).length).toBeGreaterThan(10);
  });

  it('connecting that dies before Google is to announce changes is made good when the panel is opened', async () => {
    await tap('disconnectCalendars');
    await sandbox.faults([{ service: 'ScriptApp', method: 'newTrigger', nth: 2, crash: 'before' }]);
    await connectMei(sandbox);
    const handlers = async () => {
      const { triggers } = await sandbox.post<{ triggers: { user: string; handler: string }[] }>('triggers', {});
      return triggers.filter(({ user }) => user === MEI).map(({ handler }) => handler);
    };
    expect(await handlers()).toEqual(['onHourlyTick']);
    await sandbox.panel(MEI);
    expect(new Set(await handlers())).toEqual(new Set(['onHourlyTick', 'onCalendarChange']));
  });

  it('disconnect, the events too where that is asked for', async () => {
    await acceptedBooking(sandbox, service);
    await sandbox.settle();
    // Google fails: what is to be deleted waits, and who deletes it stays awake for it.
    await sandbox.faults([{ service: 'Calendar', method: 'Events.remove', status: 503, times: 3 }]);
    await tap('disconnectCalendars', { removeEvents: ['yes'] });
    await sandbox.faults([]);
    expect(await ourEvents(sandbox)).toHaveLength(1);
    await sandbox.post('clock', { advance: 'PT2H' });
    await sandbox.settle();
    expect(await ourEvents(sandbox)).toEqual([]);
    expect(await only()).toMatchObject({ state: 'confirmed', event: null });
    await connectMei(sandbox);
    await tap('writeBookingAgain', {}, MEI, { booking: (await only()).id, anew: 'yes' });
    expect(await ourEvents(sandbox)).toHaveLength(1);
  });
});

describe('the card of synchronisation', () => {
  it('says what was read, and reads when asked', async () => {
    const before = textsOf((await tap('showSync')).result);
    expect(before).toContain('counts as busy');
    expect(before).toContain('calls to Google');
    await sandbox.faults([{ service: 'Calendar', method: 'Events.list', status: 403, reason: 'forbidden', times: 9 }]);
    const failed = textsOf((await tap('syncNow')).result);
    await sandbox.faults([]);
    expect(failed).toContain('Forbidden');
    expect(textsOf((await tap('syncNow')).result)).toContain('Synchronised.');
  });

  it('says where Google announces nothing, since a user has 20 triggers', async () => {
    for (let n = 0; n < 20; n++) {
      await sandbox.api(MEI, 'POST', 'calendars', { summary: `Calendar ${n}` });
    }
    const { items } = await sandbox.api<{ items: { id: string }[] }>(MEI, 'GET', 'users/me/calendarList');
    const ids = items.map(({ id }) => id);
    await tap('connectCalendars', { name: 'Mei', zone: 'Asia/Taipei', busyCalendars: ids, writeCalendar: MEI });
    expect(textsOf((await tap('showSync')).result)).toContain('once an hour');
    expect((await openTimes(sandbox, service)).length).toBeGreaterThan(10);
  });

  it('tells the owner whose calendar a booking waits for', async () => {
    await saveService(sandbox, service, { options: ['offered', 'autoAccept'] });
    const [start = 0] = await openTimes(sandbox, service);
    await sandbox.page('sendRequest', aRequest(service, start));
    const card = await tap('showBooking', {}, OWNER, { booking: (await only()).id });
    expect(textsOf(card.result)).toMatch(/Waiting for the calendar of Mei Lin since/);
  });
});

describe('Google’s own mails', () => {
  const invitations = async () =>
    (await sandbox.mail()).filter((mail) => JSON.stringify(mail).includes('"calendar":{'));

  it('go out as the service says, or as somebody says once', async () => {
    await saveService(sandbox, service, { invitations: 'all' });
    const booking = await acceptedBooking(sandbox, service);
    expect(await invitations()).toHaveLength(1);
    await tap('cancelBooking', { reason: '', invitations: 'none' }, MEI, { booking: booking.id });
    expect(await ourEvents(sandbox)).toEqual([]);
    expect(await invitations()).toHaveLength(1);
  });

  it('stay away where nothing else was said', async () => {
    await acceptedBooking(sandbox, service);
    expect(await invitations()).toEqual([]);
  });
});
