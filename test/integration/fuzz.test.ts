import fc from 'fast-check';
import type { ExecutionRecord } from '../../sandbox/protocol';
import type { Booking } from '../../src/booking/booking';
import { HANDLERS } from '../../src/cards/handlers';
import { anyForm, anyInput, FUZZ_RUNS } from '../support/odd-inputs';
import { linkFor } from '../support/links';
import type { FormValue } from '../support/sandbox-process';
import { OWNER, MEI, ANNA, serviceForm } from '../support/studio';
import { useClosedDesk } from '../support/desk';

// Each call is an execution of its own, so that the usual run has few of them: FUZZ_RUNS=10000 for a long one.
const RUNS = FUZZ_RUNS(12);
jest.setTimeout(120_000 + RUNS * 8_000);

const desk = useClosedDesk();
let hers: Booking;
let annas: Booking;
/** Hers, as her client would have it. */
let token = '';
beforeAll(async () => {
  await desk.openTeam();
  await desk.saveService({ assignment: 'client' });
  hers = await bookedBy(MEI, desk.mei);
  annas = await bookedBy(ANNA, desk.anna);
  token = await linkFor(desk, 'client', hers);
  if (annas.state !== 'confirmed' || annas.outbox.length > 0) throw new Error('Anna’s booking is to stand already');
  await desk.keep('fuzz');
});
beforeEach(() => desk.restore('fuzz'));

async function bookedBy(email: string, staff: string): Promise<Booking> {
  const [start] = await desk.timesOf(staff);
  await desk.request(start!, { staff, email: `client-of-${email}` });
  const booked = async () => (await desk.bookings()).find(({ staffId }) => staffId === staff)!;
  await desk.accept(email, (await booked()).id);
  return booked();
}

/** The store, the calendars and the mail: all that a door could change. */
async function everything(): Promise<string> {
  const { properties, calendar, triggers, mailbox } = await desk.get('state');
  return JSON.stringify({ properties, calendar, triggers, mailbox });
}

/** Inputs drawn once, from the seed of all tests. */
const drawn = fc.sample(fc.oneof(anyInput, anyForm), { numRuns: RUNS, seed: 20_261_121 });

/** So many are sent at a time. */
const AT_ONCE = 8;

/** Sends every input, some at a time. @returns what no door may answer */
async function attack<T>(inputs: readonly T[], send: (input: T) => Promise<string | null>): Promise<string[]> {
  const wrong: string[] = [];
  for (let first = 0; first < inputs.length; first += AT_ONCE)
    wrong.push(...(await Promise.all(inputs.slice(first, first + AT_ONCE).map(send))).filter((a) => a !== null));
  return wrong;
}

/**
 * Sends every input and looks once at what must not change. If it has changed, each is sent again, alone.
 *
 * @returns what no door may answer, and what changes something
 */
async function harmless<T>(
  inputs: readonly T[],
  send: (input: T) => Promise<string | null>,
  look: () => Promise<string>,
): Promise<string[]> {
  const before = await look();
  const wrong = await attack(inputs, send);
  if ((await look()) === before) return wrong;
  const changing: string[] = [];
  for (const input of inputs) {
    await desk.restore('fuzz');
    await send(input);
    if ((await look()) !== before) changing.push(`changes something: ${JSON.stringify(input)}`);
  }
  return [...wrong, ...changing, 'something was changed'];
}

const faultOf = ({ error }: ExecutionRecord): string | null => (error === undefined ? null : JSON.stringify(error));
const isObject = (input: unknown): input is Record<string, unknown> => typeof input === 'object' && input !== null;

it.each<[string, (input: unknown) => Promise<string | null>]>([
  [
    'open times',
    async (input) => {
      const answer = await desk.page<{ ok: unknown }>(
        'readOpenTimes',
        isObject(input) ? { service: desk.service, ...input } : input,
      );
      return typeof answer.ok === 'boolean' ? null : JSON.stringify(answer);
    },
  ],
  [
    'requests, none of which is for an open time',
    async (input) => {
      const form = isObject(input) ? { ...input, service: 'nothing' } : input;
      const answer = await desk.page<{ ok: unknown }>('sendRequest', form);
      return answer.ok === false ? null : JSON.stringify(answer);
    },
  ],
  [
    'a booking, by its link, for a time that is not open',
    async (input) => {
      const form = isObject(input) ? { wish: 'move', ...input, start: input.note } : input;
      const answer = await desk.page<{ ok: unknown }>('changeByLink', isObject(form) ? { ...form, token } : form);
      return typeof answer.ok === 'boolean' ? null : JSON.stringify(answer);
    },
  ],
  [
    'a request, by a link to another',
    async (input) => {
      const form = isObject(input) ? { wish: 'propose', starts: [input.start], ...input, token } : input;
      const answer = await desk.page<{ page?: { kind: string } }>('answerByLink', form);
      return answer.page?.kind === 'gone' ? null : JSON.stringify(answer);
    },
  ],
  ['the page', async (input) => faultOf(await desk.call(OWNER, 'doGet', { parameter: input }))],
  ['programs', async (input) => faultOf(await desk.call(OWNER, 'doPost', { parameter: input, postData: input }))],
  ['conference solutions', async (input) => faultOf(await desk.call(MEI, 'createBookingRoom', { eventData: input }))],
])('whatever is sent to the door of %s, nothing throws and nothing changes', async (_, send) => {
  expect(await harmless(drawn, send, everything)).toEqual([]);
});

/**
 * What a tap says, each field right for whatever card it may be of; the booking, the person and the time are Anna's.
 */
interface Tap {
  name: string;
  parameters: Record<string, unknown>;
  inputs: Record<string, FormValue>;
}

function rightTap(name: string, of: 'anna' | 'mei'): Tap {
  const booking = of === 'anna' ? annas : hers;
  const staff = of === 'anna' ? desk.anna : desk.mei;
  const form = serviceForm(desk.service, { name: 'Eve’s', duration: '45' });
  const parameters = {
    ...form.parameters,
    ...{
      booking: booking.id,
      staff,
      for: staff,
      exception: '0',
      flag: 'conflict',
      list: 'requests',
      key: 'fuzz',
    },
    ...{ guest: 'eve@client.example', calendar: of === 'anna' ? ANNA : MEI, event: booking.event!.eventId },
  };
  const inputs = {
    ...form.inputs,
    ...{ business: 'Eve’s', jitsiDomain: 'meet.eve.example', publicPage: '', managers: MEI, team: MEI },
    ...{
      name: 'Eve’s',
      email: 'eve@client.example',
      phone: '+48 600 100 200',
      note: 'Eve',
      reason: 'Eve',
      staffNote: 'Eve',
    },
    ...{ questions: 'Eve?', kind: 'text' },
    ...{ start: String(booking.start + 86_400_000), zone: 'Europe/Warsaw', hours: '10-12', weight: '2', dayCap: '1' },
    ...{ provider: 'jitsi', legal: 'Eve', zoomLogin: 'https://zoom.us/oauth', zoomApi: 'https://api.zoom.us/v2' },
    ...{ busyCalendars: [MEI], writeCalendar: MEI, copyFrom: desk.mei, copyTo: [desk.anna], next: desk.anna },
    ...{ date: { date: '2026-11-26' }, from: { date: '2026-11-26' }, to: { date: '2026-11-27' } },
  };
  return { name, parameters, inputs };
}

const send =
  (as: string) =>
  async ({ name, parameters, inputs }: Tap) => {
    const { ok, error } = await desk.tap(as, name, parameters, inputs);
    return ok ? null : `${name}: ${JSON.stringify(error)}`;
  };

/** Records, events and triggers that are not Mei's: what she may read, or not even that. */
async function notMeis(): Promise<string> {
  const { properties, calendar } = await desk.get<{
    properties: { script: Record<string, string> };
    calendar: { calendars: { id: string; events: unknown }[] };
  }>('state');
  const isMeis = ([key, text]: [string, string]) =>
    // Each write leaves another one, whoever's record it is.
    key === 'stamp' ||
    [MEI, desk.mei, hers.id].some((id) => key.includes(id)) ||
    text.includes(`"staffId":"${desk.mei}"`) ||
    (key.startsWith('room:') && text.includes(`"email":"${MEI}"`));
  return JSON.stringify([
    Object.entries(properties.script).filter((entry) => !isMeis(entry)),
    calendar.calendars.filter(({ id }) => id === ANNA),
  ]);
}

// These take away what the other taps would act on.
const LAST = ['disconnectCalendars', 'resetSync', 'pauseSync'];
const ACTIONS = Object.keys(HANDLERS).sort((a, b) => LAST.indexOf(a) - LAST.indexOf(b));

/** What only shows something gets a right form, and that once. */
const WRITES = ACTIONS.filter((name) => !/^(show|ask|edit|copy|choose|change|search|read|new|go)/.test(name));

it('whatever staff send with a tap, the panel answers, and nothing changes that is not theirs', async () => {
  const odd = drawn.filter(isObject);
  const each = Math.ceil(RUNS / 12);
  const wrong = WRITES.flatMap((name, nth) =>
    Array.from({ length: each }, (_, n) => {
      const right = rightTap(name, 'anna');
      const values = Object.entries(odd[(nth * each + n) % odd.length]!).map(([key, value]) => [key, String(value)]);
      return { ...right, inputs: { ...right.inputs, ...(Object.fromEntries(values) as Record<string, string>) } };
    }),
  );
  const right = ACTIONS.map((name) => rightTap(name, 'anna'));
  expect(await harmless([...wrong, ...right], send(MEI), notMeis)).toEqual([]);
});

it('whatever staff send about a booking of their own, nothing changes that is not theirs', async () => {
  const taps = WRITES.filter((name) => name !== 'handOverBooking').map((name) => rightTap(name, 'mei'));
  expect(await harmless(taps, send(MEI), notMeis)).toEqual([]);
});

it.each(['saveSettingsForm', 'saveServiceForm', 'addTeamMember', 'saveClient', 'rescheduleBooking', 'cancelBooking'])(
  'the same tap of the owner does what it says: %s',
  async (name) => {
    const before = await notMeis();
    expect(await send(OWNER)(rightTap(name, 'anna'))).toBeNull();
    expect(await notMeis()).not.toBe(before);
  },
);
