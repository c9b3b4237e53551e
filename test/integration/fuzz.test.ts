import fc from 'fast-check';
import type { ExecutionRecord } from '../../sandbox/protocol';
import { anyForm, anyInput, FUZZ_RUNS } from '../fuzz';
import { Sandbox } from '../sandbox-process';
import { acceptedBooking, MEI, openDesk, OWNER } from './desk';

// Each call is an execution of its own, so that the usual run has few of them: FUZZ_RUNS=10000 for a long one.
const RUNS = FUZZ_RUNS(12);
jest.setTimeout(120_000 + RUNS * 8_000);

let sandbox: Sandbox;
let service: string;
beforeAll(async () => {
  sandbox = await Sandbox.start();
  ({ service } = await openDesk(sandbox));
  await acceptedBooking(sandbox, service);
});
afterAll(() => sandbox.stop());

/** The store, the calendars and the mail: all that a door could change. */
async function everything(): Promise<string> {
  const { properties, calendar, triggers, mailbox } = await sandbox.get('state');
  return JSON.stringify({ properties, calendar, triggers, mailbox });
}

/** Inputs drawn once, from the seed of all tests. */
const drawn = fc.sample(fc.oneof(anyInput, anyForm), { numRuns: RUNS, seed: 20_261_121 });

/** Sends every input, some at a time. @returns what no door may answer */
async function attack(send: (input: unknown) => Promise<string | null>): Promise<string[]> {
  const wrong: string[] = [];
  for (let first = 0; first < drawn.length; first += 8)
    wrong.push(...(await Promise.all(drawn.slice(first, first + 8).map(send))).filter((answer) => answer !== null));
  return wrong;
}

const faultOf = ({ error }: ExecutionRecord): string | null => (error === undefined ? null : JSON.stringify(error));
const isObject = (input: unknown): input is Record<string, unknown> => typeof input === 'object' && input !== null;

it.each<[string, (input: unknown) => Promise<string | null>]>([
  [
    'open times',
    async (input) => {
      const answer = await sandbox.page<{ ok: unknown }>(
        'readOpenTimes',
        isObject(input) ? { service, ...input } : input,
      );
      return typeof answer.ok === 'boolean' ? null : JSON.stringify(answer);
    },
  ],
  [
    'requests, none of which is for an open time',
    async (input) => {
      const form = isObject(input) ? { ...input, service: 'nothing' } : input;
      const answer = await sandbox.page<{ ok: unknown }>('sendRequest', form);
      return answer.ok === false ? null : JSON.stringify(answer);
    },
  ],
  ['the page', async (input) => faultOf(await sandbox.call(OWNER, 'doGet', { parameter: input }))],
  ['programs', async (input) => faultOf(await sandbox.call(OWNER, 'doPost', { parameter: input, postData: input }))],
  [
    'conference solutions',
    async (input) => faultOf(await sandbox.call(MEI, 'createBookingRoom', { eventData: input })),
  ],
])('whatever is sent to the door of %s, nothing throws and nothing changes', async (_, send) => {
  const before = await everything();
  expect(await attack(send)).toEqual([]);
  expect(await everything()).toBe(before);
});

/** Taps of somebody of the team that write something where their form is right. */
const TAPS = [
  'acceptBooking',
  'rescheduleBooking',
  'saveClient',
  'saveNewBooking',
  'saveHoursForm',
  'addAbsence',
  'saveOffer',
];

it('whatever staff send with a tap, the panel answers', async () => {
  let nth = 0;
  const wrong = await attack(async (input) => {
    const name = TAPS[nth++ % TAPS.length]!;
    const values = isObject(input) ? Object.entries(input) : [['name', input] as const];
    const formInputs = Object.fromEntries(
      values.map(([key, value]) => [
        key,
        { stringInputs: { value: [String(value)] }, dateTimeInput: { msSinceEpoch: value } },
      ]),
    );
    const commonEventObject = { parameters: { booking: String(input), key: 'fuzz' }, formInputs, userLocale: 'en-12' };
    return faultOf(await sandbox.call(MEI, name, { commonEventObject, calendar: input }));
  });
  expect(wrong).toEqual([]);
});
