import type { Booking } from '../../../src/booking/booking';
import type { ExecutionRecord } from '../../../sandbox/protocol';
import type { FormValue } from '../../support/sandbox-process';
import { archivedIn } from '../../support/archive';
import { aBooking } from '../../support/builders';
import { OWNER, MEI, ANNA, CLIENT, DAY, HOUR, NOW, aRequest, at } from '../../support/studio';
import { forgetNotes } from '../../support/calendar-sync';
import { Desk } from '../../support/desk';
import { linkFor } from '../../support/links';

/** The studio of two that every scenario begins in. */
export interface Stage {
  desk: Desk;
  service: string;
  /** Ids of the two who take bookings. */
  mei: string;
  anna: string;
  /** An open time of Mei's. */
  start: number;
  /** Another calendar of hers. */
  other: string;
}

/** A use case whose execution may die. */
export interface Scenario {
  name: string;
  prepare?: (stage: Stage) => Promise<unknown>;
  /** What the person does, or Google's trigger; done again where `isDone` says that it came to nothing. */
  act: (stage: Stage) => Promise<ExecutionRecord>;
  isDone: (stage: Stage) => Promise<boolean>;
  /** What has to be undone before the promises are looked at. */
  after?: (stage: Stage) => Promise<unknown>;
}

export async function openStage(desk: Desk): Promise<Stage> {
  await desk.openTeam();
  const [start = 0] = await desk.timesOf(desk.mei);
  const other = await desk.calendarNamed(MEI, 'Private');
  const { service, mei, anna } = desk;
  return { desk, service, mei, anna, start, other };
}

const only = async ({ desk }: Stage): Promise<Booking | undefined> => (await desk.bookings())[0];
const idOf = async (stage: Stage) => (await only(stage))?.id ?? '';
const inState = (state: Booking['state']) => async (stage: Stage) => (await only(stage))?.state === state;
const always = async () => true;

const tap = (name: string, parameters: Record<string, string> = {}, inputs: Record<string, FormValue> = {}) => {
  return async (stage: Stage) => {
    const booking = await idOf(stage);
    return stage.desk.tap(MEI, name, { booking, ...parameters }, inputs);
  };
};
const call =
  (name: string, argument: object = {}) =>
  (stage: Stage) =>
    stage.desk.call(MEI, name, argument);
const changed = call('onCalendarChange', { calendarId: MEI });

async function request({ desk, mei, start }: Stage, change: Record<string, unknown> = {}) {
  await desk.request(start, { staff: mei, ...change });
}

async function accepted(stage: Stage): Promise<Booking> {
  const booking = await stage.desk.acceptedBooking({ staff: stage.mei });
  await stage.desk.settle();
  return booking;
}

/** The page's call as an execution that may die. */
function ask({ desk, service, mei, start }: Stage, change: Record<string, unknown> = {}) {
  return called(desk, 'sendRequest', aRequest(service, start, { staff: mei, ...change }));
}

/** What somebody sends by a link from an e-mail. */
const byLink = (name: 'changeByLink' | 'answerByLink', wish: (stage: Stage) => object) => async (stage: Stage) => {
  const reader = name === 'changeByLink' ? 'client' : 'staff';
  const booking = (await stage.desk.bookings())[0];
  const token = booking === undefined ? '' : await linkFor(stage.desk, reader, booking);
  return called(stage.desk, name, { token, locale: 'en', ...wish(stage) });
};

async function called(desk: Desk, name: string, input: object): Promise<ExecutionRecord> {
  const answer = await fetch(`${desk.url}/macros/s/sandbox/run`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ function: name, args: [input] }),
  });
  await answer.json();
  const last = (await desk.get<ExecutionRecord[]>('executions')).at(-1);
  if (last === undefined) throw new Error('nothing was executed');
  return last;
}

const time = (at: number) => ({ dateTime: new Date(at).toISOString() });

/** Some events of Mei's own have been read; since then one has moved, one is gone, and there is a new one. */
async function plansChanged({ desk, start }: Stage) {
  const mine = desk.inCalendar(MEI);
  const event = (hours: number) => ({ start: time(start + hours * HOUR), end: time(start + (hours + 1) * HOUR) });
  const [moving, leaving] = [await mine.make(event(2)), await mine.make(event(4)), await mine.make(event(26))];
  await desk.settle();
  await mine.edit(moving.id, event(6));
  await mine.remove(leaving.id);
  await mine.make(event(28));
}

async function patchEvent({ desk }: Stage, { event }: Booking, body: object, query = ''): Promise<void> {
  await desk.api(MEI, 'PATCH', `calendars/${MEI}/events/${event?.eventId ?? ''}${query}`, body);
}

const dragged = async (stage: Stage) => {
  const booking = await accepted(stage);
  await patchEvent(stage, booking, { start: time(booking.start + 3 * HOUR), end: time(booking.end + 3 * HOUR) });
};
const removed = async (stage: Stage) => {
  const booking = await accepted(stage);
  await stage.desk.api(MEI, 'DELETE', `calendars/${MEI}/events/${booking.event?.eventId ?? ''}`);
};
const asksFirst = (change: Record<string, string>, next: (stage: Stage) => Promise<void>) => async (stage: Stage) => {
  await stage.desk.saveSettings(change);
  await next(stage);
  await stage.desk.settle();
};
const answered = async (stage: Stage) => (await only(stage))?.question === null;

async function offer({ desk, service, mei, start }: Stage) {
  const inputs = {
    service,
    staff: mei,
    starts: [String(start)],
    hours: '48',
    language: 'pl',
  };
  return desk.submit(MEI, 'saveOffer', inputs);
}
const offers = ({ desk }: Stage) => desk.records<{ id: string }>('offer');

const EVENT_ID = 'ev1lesson1';
const adoption = (stage: Stage) =>
  stage.desk.panel(MEI, {
    open: { calendarId: MEI, eventId: EVENT_ID },
    action: 'adoptOpenEvent',
    inputs: { service: stage.service, guest: 'ewa@client.example', options: ['tell'] },
  });

const isConnected = async ({ desk }: Stage) => {
  const [read] = (await desk.records<{ email: string; syncedAt?: number | null }>('calendar')).filter(
    ({ email }) => email === MEI,
  );
  return read?.syncedAt !== undefined && read.syncedAt !== null;
};
const disconnected = async ({ desk }: Stage) =>
  !(await desk.records<{ email: string }>('calendar')).some(({ email }) => email === MEI);
const reconnect = ({ desk, other }: Stage) =>
  desk.connect(MEI, { name: 'Mei Lin', zone: 'Asia/Taipei', busyCalendars: [MEI, other], writeCalendar: MEI });

/** The form of New booking with its own key, as it was opened before. */
const byHand = async (stage: Stage) =>
  stage.desk.tap(
    MEI,
    'saveNewBooking',
    { key: 'form-of-one-opening-0001' },
    {
      service: stage.service,
      name: 'Pani Ela',
      email: 'ela@client.example',
      phone: '600 100 200',
      note: '',
      start: String(stage.start),
      options: ['confirm'],
    },
  );

const taught = (change: Record<string, FormValue>) => (stage: Stage) => stage.desk.saveService(change);

/** One of two who share a time leaves it. */
const leaving = (taughtAs: Record<string, string>): Omit<Scenario, 'name'> => ({
  prepare: async (stage) => {
    await taught(taughtAs)(stage);
    await accepted(stage);
    await request(stage, { email: 'jan@client.example' });
    const second = (await stage.desk.bookings()).find(({ state }) => state === 'requested');
    await tap('acceptBooking', { booking: second?.id ?? '' })(stage);
    await stage.desk.settle();
  },
  act: async (stage) => {
    const first = (await stage.desk.bookings()).find(({ client }) => client.email !== 'jan@client.example');
    return tap('cancelBooking', { booking: first?.id ?? '' })(stage);
  },
  isDone: async ({ desk }) => (await desk.bookings()).some(({ state }) => state === 'cancelled'),
});

/** Bookings that have been over for long. */
async function finishedOnes({ desk, mei }: Stage) {
  const end = at(NOW) - 100 * DAY;
  const client = { ...aBooking().client, email: CLIENT };
  const values = [1, 2, 3].map((n): [string, string] => {
    const id = `finished0000${n}`.slice(-12);
    const span = { start: end - n * HOUR, end: end - (n - 1) * HOUR };
    const one = aBooking({
      id,
      reference: `F${n}`,
      requestKey: id,
      state: 'completed',
      staffId: mei,
      holdUntil: null,
      client,
      ...span,
    });
    return [`booking:${id}`, JSON.stringify({ v: 1, d: one })];
  });
  await desk.post('properties', { values: Object.fromEntries(values) });
}

async function archived({ desk }: Stage) {
  const { properties } = await desk.get<{ properties: Record<string, Record<string, string>> }>('state');
  return archivedIn(properties[`user:${OWNER}`]);
}

export const SCENARIOS: Scenario[] = [
  { name: 'a request', act: (stage) => ask(stage), isDone: inState('requested') },
  {
    name: 'a request that confirms itself',
    prepare: taught({ options: ['offered', 'autoAccept'] }),
    act: (stage) => ask(stage),
    isDone: inState('confirmed'),
  },
  { name: 'accepting', prepare: request, act: tap('acceptBooking'), isDone: inState('confirmed') },
  {
    name: 'accepting what is to be paid first',
    prepare: async (stage) => {
      await taught({ options: ['offered', 'prepayment'] })(stage);
      await request(stage);
    },
    act: tap('acceptBooking'),
    isDone: inState('awaitingPayment'),
  },
  {
    name: 'marking as paid',
    prepare: async (stage) => {
      await taught({ options: ['offered', 'prepayment'] })(stage);
      await request(stage);
      await tap('acceptBooking')(stage);
    },
    act: tap('markBookingPaid'),
    isDone: inState('confirmed'),
  },
  { name: 'declining', prepare: request, act: tap('declineBooking'), isDone: inState('declined') },
  { name: 'cancelling', prepare: accepted, act: tap('cancelBooking'), isDone: inState('cancelled') },
  { name: 'cancelling a request', prepare: request, act: tap('cancelBooking'), isDone: inState('cancelled') },
  {
    name: 'a client cancelling by their link',
    prepare: accepted,
    act: byLink('changeByLink', () => ({ wish: 'cancel', reason: 'Ill' })),
    isDone: inState('cancelled'),
  },
  {
    name: 'a client moving a booking by their link',
    prepare: accepted,
    act: byLink('changeByLink', ({ start }) => ({ wish: 'move', start: start + 24 * HOUR })),
    isDone: async (stage) => (await only(stage))?.start === stage.start + 24 * HOUR,
  },
  {
    name: 'accepting by the link in an e-mail',
    prepare: request,
    act: byLink('answerByLink', ({ start }) => ({ wish: 'accept', start })),
    isDone: inState('confirmed'),
  },
  {
    name: 'proposing other times by the link in an e-mail',
    prepare: request,
    act: byLink('answerByLink', ({ start }) => ({ wish: 'propose', starts: [start + 24 * HOUR] })),
    isDone: inState('declined'),
  },
  { name: 'one of two leaving a time they share', ...leaving({ capacity: '2' }) },
  { name: 'one of two leaving a room they share', ...leaving({ capacity: '2', place: 'room' }) },
  {
    name: 'rescheduling',
    prepare: accepted,
    act: async (stage) =>
      tap('rescheduleBooking', { anyTime: 'yes' }, { start: String(stage.start + 3 * HOUR) })(stage),
    isDone: async (stage) => (await only(stage))?.start === stage.start + 3 * HOUR,
  },
  {
    name: 'handing over',
    prepare: accepted,
    act: async (stage) => tap('handOverBooking', { overBusy: 'yes' }, { staff: stage.anna })(stage),
    isDone: async (stage) => (await only(stage))?.staffId === stage.anna,
  },
  {
    name: 'writing in another calendar what was handed over',
    prepare: async (stage) => {
      await accepted(stage);
      await tap('handOverBooking', { overBusy: 'yes' }, { staff: stage.anna })(stage);
    },
    act: ({ desk }) => desk.tick(ANNA),
    isDone: always,
  },
  {
    name: 'changing who the client is',
    prepare: accepted,
    act: tap('saveClient', {}, { name: 'Pan Piotr', email: 'other@client.example', phone: '', note: 'at the back' }),
    isDone: async (stage) => (await only(stage))?.client.name === 'Pan Piotr',
  },
  { name: 'booking by hand', act: byHand, isDone: inState('confirmed') },
  {
    name: 'making an event a booking',
    prepare: async ({ desk, start }) => {
      await desk.api(MEI, 'POST', `calendars/${MEI}/events`, {
        id: EVENT_ID,
        summary: 'Lesson with Ewa',
        start: time(start),
        end: time(start + HOUR / 2),
        attendees: [{ email: MEI }, { email: 'ewa@client.example', displayName: 'Ewa' }],
      });
      await desk.settle();
    },
    act: adoption,
    isDone: inState('confirmed'),
  },
  { name: 'offering times', act: offer, isDone: async (stage) => (await offers(stage)).length > 0 },
  {
    name: 'using an offer',
    prepare: offer,
    act: async (stage) =>
      ask(stage, { offer: (await offers(stage))[0]?.id ?? '', requestKey: 'link-of-an-offer-0001' }),
    isDone: inState('confirmed'),
  },
  { name: 'following a moved event', prepare: dragged, act: changed, isDone: always },
  { name: 'following a deleted event', prepare: removed, act: changed, isDone: always },
  { name: 'following an ordinary event', prepare: plansChanged, act: changed, isDone: always },
  {
    name: 'following an ordinary event, what was noted of it lost',
    prepare: async (stage) => {
      await plansChanged(stage);
      await forgetNotes(stage.desk, MEI);
    },
    act: changed,
    isDone: always,
  },
  {
    name: 'going on with a reading that ran out of time',
    prepare: async (stage) => {
      const { desk } = stage;
      await plansChanged(stage);
      await desk.post('sync-tokens', {});
      await desk.post('pages', { size: 2, pages: 200 });
      await desk.post('costs', { profile: { 'Calendar.*': 100_000 } });
      await changed(stage);
      await desk.post('costs', { profile: null });
    },
    act: changed,
    isDone: always,
    after: ({ desk }) => desk.post('pages', {}),
  },
  {
    name: 'putting a removed link back',
    prepare: async (stage) =>
      patchEvent(stage, await accepted(stage), { conferenceData: null }, '?conferenceDataVersion=1'),
    act: changed,
    isDone: always,
  },
  {
    name: 'asking what a move in Calendar means',
    prepare: async (stage) => {
      await stage.desk.saveSettings({ moved: 'ask' });
      await dragged(stage);
    },
    act: changed,
    isDone: always,
  },
  {
    name: 'following Calendar after the question',
    prepare: asksFirst({ moved: 'ask' }, dragged),
    act: tap('followCalendar'),
    isDone: answered,
  },
  {
    name: 'putting a moved event back',
    prepare: asksFirst({ moved: 'ask' }, dragged),
    act: tap('putEventBack'),
    isDone: answered,
  },
  {
    name: 'putting a deleted event back',
    prepare: asksFirst({ deleted: 'ask' }, removed),
    act: tap('putEventBack'),
    isDone: answered,
  },
  {
    name: 'bringing an event back into its calendar',
    prepare: async (stage) => {
      const { event } = await accepted(stage);
      const path = `calendars/${MEI}/events/${event?.eventId ?? ''}/move?destination=${encodeURIComponent(stage.other)}`;
      await stage.desk.api(MEI, 'POST', path);
      await stage.desk.settle();
    },
    act: tap('bringBookingBack'),
    isDone: async (stage) => (await only(stage))?.flags.length === 0,
  },
  {
    name: 'asking again for a link that failed',
    prepare: async (stage) => {
      await stage.desk.post('meet', { fail: true });
      await accepted(stage);
      await stage.desk.post('meet', { fail: false });
    },
    act: tap('retryBookingLink'),
    isDone: async (stage) => (await only(stage))?.flags.length === 0,
  },
  {
    name: 'sending a mail again',
    prepare: accepted,
    act: tap('resendMail'),
    isDone: async (stage) => (await only(stage))?.history.some(({ what }) => what === 'mailResent') === true,
  },
  {
    name: 'a first reading',
    // Her bookings go on meanwhile: what others accept waits for her calendar.
    prepare: async (stage) => {
      await request(stage);
      await tap('disconnectCalendars')(stage);
      await stage.desk.accept(OWNER, await idOf(stage));
    },
    act: reconnect,
    isDone: isConnected,
  },
  {
    name: 'disconnecting',
    prepare: accepted,
    act: tap('disconnectCalendars'),
    isDone: disconnected,
    after: reconnect,
  },
  {
    name: 'pausing',
    prepare: accepted,
    act: tap('pauseSync'),
    isDone: always,
    after: ({ desk }) => desk.tap(MEI, 'resumeSync'),
  },
  {
    name: 'going on after a pause',
    prepare: async (stage) => {
      await request(stage);
      await tap('pauseSync')(stage);
      await tap('acceptBooking')(stage);
    },
    act: tap('resumeSync'),
    isDone: async ({ desk }) =>
      (await desk.records<{ email: string; syncPaused: boolean }>('staff')).every(({ syncPaused }) => !syncPaused),
  },
  {
    name: 'a full reading after the token was lost',
    prepare: async (stage) => {
      await accepted(stage);
      await stage.desk.post('sync-tokens', {});
    },
    act: changed,
    isDone: always,
  },
  {
    name: 'starting over, events and bookings deleted',
    prepare: accepted,
    act: tap('resetSync', {}, { events: 'both', next: 'everything' }),
    isDone: inState('cancelled'),
  },
  {
    name: 'finished bookings that move into the archive',
    prepare: finishedOnes,
    act: ({ desk }) => desk.tick(OWNER),
    isDone: async (stage) => (await archived(stage)).length === 3 && (await stage.desk.bookings()).length === 0,
  },
  {
    name: 'removing from the archive what was mailed',
    prepare: async (stage) => {
      await finishedOnes(stage);
      await stage.desk.tick(OWNER);
      await stage.desk.tap(OWNER, 'mailArchive');
    },
    act: ({ desk }) => desk.tap(OWNER, 'purgeArchive', { count: '3' }),
    isDone: async (stage) => (await archived(stage)).length === 0,
  },
  {
    name: 'erasing a client',
    prepare: async (stage) => {
      await finishedOnes(stage);
      await stage.desk.tick(OWNER);
      await finishedOnes(stage);
    },
    act: ({ desk }) => desk.submit(OWNER, 'eraseClient', { email: CLIENT }),
    isDone: async (stage) =>
      [...(await archived(stage)), ...(await stage.desk.bookings())].every(({ client }) => client.email === ''),
  },
  {
    name: 'an hourly tick that finds a hold run out',
    prepare: async (stage) => {
      await request(stage);
      await stage.desk.advance('PT72H');
    },
    act: call('onHourlyTick'),
    isDone: always,
  },
  {
    name: 'an hourly tick that reminds a client',
    prepare: async (stage) => {
      const { start } = await accepted(stage);
      await stage.desk.settle();
      await stage.desk.post('clock', { now: start - 23 * HOUR });
    },
    act: call('onHourlyTick'),
    isDone: async (stage) => ((await only(stage))?.remindedUntil ?? 0) > 0,
  },
];
