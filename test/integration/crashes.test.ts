import type { ExecutionRecord } from '../../sandbox/protocol';
import { Sandbox } from '../sandbox-process';
import { acceptedBooking, aRequest, bookings, CLIENT, HOUR, MEI, openDesk, openTimes, ourEvents } from './desk';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await Sandbox.start();
});
afterAll(() => sandbox.stop());

/** An execution that may die, and what must have come of it once life has gone on. */
interface Scenario {
  name: string;
  prepare: (service: string) => Promise<unknown>;
  act: (service: string) => Promise<ExecutionRecord | null>;
  /** Templates of the mails that must have gone out, each once. */
  mails: string[];
  state: string;
}

let start = 0;
const only = async () => (await bookings(sandbox))[0]!;

const SCENARIOS: Scenario[] = [
  {
    name: 'a request',
    prepare: async () => undefined,
    act: async (service) => {
      const answer = await fetch(`${sandbox.url}/macros/s/sandbox/run`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ function: 'sendRequest', args: [aRequest(service, start)] }),
      });
      await answer.json();
      return (await sandbox.get<ExecutionRecord[]>('executions')).at(-1)!;
    },
    mails: [CLIENT, MEI],
    state: 'requested',
  },
  {
    name: 'accepting',
    prepare: (service) => sandbox.page('sendRequest', aRequest(service, start)),
    act: async () => sandbox.panel(MEI, { function: 'acceptBooking', parameters: { booking: (await only()).id } }),
    mails: [CLIENT, MEI, CLIENT],
    state: 'confirmed',
  },
  {
    name: 'cancelling',
    prepare: (service) => acceptedBooking(sandbox, service),
    act: async () => sandbox.panel(MEI, { function: 'cancelBooking', parameters: { booking: (await only()).id } }),
    mails: [CLIENT, MEI, CLIENT, CLIENT],
    state: 'cancelled',
  },
  {
    name: 'following a moved event',
    prepare: async (service) => {
      const booking = await acceptedBooking(sandbox, service);
      await sandbox.settle();
      await sandbox.api(MEI, 'PATCH', `calendars/${MEI}/events/${booking.event!.eventId}`, {
        start: { dateTime: new Date(start + 3 * HOUR).toISOString() },
        end: { dateTime: new Date(start + 4 * HOUR).toISOString() },
      });
    },
    act: async () => sandbox.call(MEI, 'onCalendarChange', { calendarId: MEI }),
    mails: [CLIENT, MEI, CLIENT, CLIENT],
    state: 'confirmed',
  },
  {
    name: 'following a deleted event',
    prepare: async (service) => {
      const booking = await acceptedBooking(sandbox, service);
      await sandbox.settle();
      await sandbox.api(MEI, 'DELETE', `calendars/${MEI}/events/${booking.event!.eventId}`);
    },
    act: async () => sandbox.call(MEI, 'onCalendarChange', { calendarId: MEI }),
    mails: [CLIENT, MEI, CLIENT, CLIENT],
    state: 'cancelled',
  },
  {
    name: 'putting a removed link back',
    prepare: async (service) => {
      const booking = await acceptedBooking(sandbox, service);
      await sandbox.settle();
      await sandbox.api(MEI, 'PATCH', `calendars/${MEI}/events/${booking.event!.eventId}?conferenceDataVersion=1`, {
        conferenceData: null,
      });
    },
    act: async () => sandbox.call(MEI, 'onCalendarChange', { calendarId: MEI }),
    mails: [CLIENT, MEI, CLIENT, CLIENT],
    state: 'confirmed',
  },
  {
    name: 'a full reading after the token was lost',
    prepare: async (service) => {
      await acceptedBooking(sandbox, service);
      await sandbox.settle();
      await sandbox.post('sync-tokens', {});
    },
    act: async () => sandbox.call(MEI, 'onCalendarChange', { calendarId: MEI }),
    mails: [CLIENT, MEI, CLIENT],
    state: 'confirmed',
  },
  {
    name: 'beginning anew, events and bookings deleted',
    prepare: (service) => acceptedBooking(sandbox, service),
    act: async () => sandbox.panel(MEI, { function: 'resetSync', inputs: { events: 'both', next: 'everything' } }),
    mails: [CLIENT, MEI, CLIENT],
    state: 'cancelled',
  },
  {
    name: 'an hourly tick that finds a hold run out',
    prepare: async (service) => {
      await sandbox.page('sendRequest', aRequest(service, start));
      await sandbox.post('clock', { advance: 'PT72H' });
    },
    act: async () => sandbox.call(MEI, 'onHourlyTick'),
    mails: [CLIENT, MEI, CLIENT],
    state: 'expired',
  },
];

let allPoints = 0;
afterAll(() => process.stdout.write(`crashes: ${String(allPoints)} points tried\n`));

/** What a person would do whose tap came to nothing: look, and tap again. */
async function lifeGoesOn(scenario: Scenario, service: string): Promise<void> {
  await sandbox.faults([]);
  const current = (await bookings(sandbox))[0];
  if (current?.state !== scenario.state) await scenario.act(service);
  await sandbox.settle();
  // The hourly ticks: the owner's, whose account the public page runs as, and Mei's.
  await sandbox.post('clock', { advance: 'PT1H' });
  await sandbox.settle();
}

/** Whether the last thing an execution wrote before it died is that it is about to send a mail. */
function diedWithClaim({ calls }: ExecutionRecord): boolean {
  const writes = calls.filter(({ method }) => method === 'setProperties');
  return JSON.stringify(writes.at(-1)?.args ?? []).includes('\\"claim\\":{');
}

/** To whom it sent a mail that it could not note any more: only that one may come twice. */
function sentAndNotNoted({ calls }: ExecutionRecord): string[] {
  const last = calls.filter(({ method }) => method === 'sendEmail' || method === 'setProperties').at(-1);
  const [mail] = last?.method === 'sendEmail' ? last.args : [];
  return typeof mail === 'object' && mail !== null && 'to' in mail ? [String(mail.to)] : [];
}

async function checkPromises(scenario: Scenario, died: ExecutionRecord): Promise<void> {
  const [booking, ...others] = await bookings(sandbox);
  expect(others).toEqual([]);
  expect(booking).toMatchObject({ state: scenario.state, outbox: [] });
  const events = (await ourEvents(sandbox)).filter(({ calendarId }) => calendarId === MEI);
  expect(events).toHaveLength(scenario.state === 'confirmed' ? 1 : 0);
  if (scenario.state === 'confirmed') {
    expect(booking!.link).toMatchObject({ status: 'ready', uri: events[0]!.hangoutLink });
    const { dateTime } = events[0]!.start as { dateTime: string };
    expect(Date.parse(dateTime)).toBe(booking!.start);
  }
  const mails = [...scenario.mails, ...sentAndNotNoted(died)];
  expect((await sandbox.mail()).map((mail) => mail.to[0]).sort()).toEqual(mails.sort());
  // A mail of which nobody could know whether it went out is named.
  const again = booking!.history.filter(({ what }) => what === 'mailSentAgain');
  expect(again).toHaveLength(diedWithClaim(died) ? 1 : 0);
}

it.each(SCENARIOS)(
  '$name may die after any service call: nothing is lost, and nothing done twice but a mail that was sent and not noted',
  async (scenario) => {
    let points = 0;
    for (let nth = 1; ; nth++) {
      const { service } = await openDesk(sandbox);
      [start = 0] = await openTimes(sandbox, service);
      await scenario.prepare(service);
      await sandbox.faults([{ service: '*', method: '*', nth, crash: true }]);
      const died = await scenario.act(service);
      if (died?.error?.name !== 'Crash') break;
      points++;
      await lifeGoesOn(scenario, service);
      await checkPromises(scenario, died);
    }
    allPoints += points;
    expect(points).toBeGreaterThan(4);
  },
  90_000,
);
