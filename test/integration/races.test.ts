import type { ExecutionRecord } from '../../sandbox/protocol';
import { Sandbox } from '../support/sandbox-process';
import {
  acceptedBooking,
  aRequest,
  bookings,
  CLIENT,
  HOUR,
  MEI,
  openDesk,
  openTimes,
  OWNER,
  saveService,
} from '../support/studio';
import { lettersOf, look, promises, quiet } from '../support/promises';

/** Each draws another order in which the executions take turns at their service calls. */
const SEEDS = [1, 2, 3, 4];

const ANNA = 'anna@studio.example';

let sandbox: Sandbox;
let service: string;
let start: number;
beforeAll(async () => {
  sandbox = await Sandbox.start();
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  ({ service } = await openDesk(sandbox));
  [start = 0] = await openTimes(sandbox, service);
});
afterEach(async () => {
  await sandbox.post('schedule', {});
});

interface Answer {
  ok: boolean;
  code?: string;
}

const ask = (n: number) =>
  sandbox.page<Answer>('sendRequest', aRequest(service, start, { email: `client${n}@client.example` }));
const tap = (as: string, name: string, booking: string) => sandbox.panel(as, { action: name, parameters: { booking } });
const changed = (as: string) => sandbox.call(as, 'onCalendarChange', { calendarId: as });
const tick = (as: string) => sandbox.call(as, 'onHourlyTick', {});
const ours = async () => (await look(sandbox)).events.filter(({ id }) => id.startsWith('sk'));
const only = async () => {
  const [booking, ...others] = await bookings(sandbox);
  expect(others).toEqual([]);
  return booking!;
};

/** Everything at once, in an order drawn from the seed; nobody dies of it. */
async function atOnce(seed: number, ...work: (() => Promise<ExecutionRecord>)[]): Promise<ExecutionRecord[]> {
  await sandbox.post('schedule', { seed });
  const records = await Promise.all(work.map((begin) => begin()));
  await sandbox.post('schedule', {});
  expect(records.map(({ error }) => error)).toEqual(work.map(() => undefined));
  return records;
}

async function expectPromises(): Promise<void> {
  expect([...(await quiet(sandbox)), ...(await promises(sandbox))]).toEqual([]);
}

describe('fifty requests for one time', () => {
  const fifty = async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => ask(n)));
    const refusals = new Set(answers.flatMap(({ ok, code }) => (ok ? [] : [code])));
    return { won: answers.filter(({ ok }) => ok).length, refusals: [...refusals] };
  };

  it.each([[null], [1]])('one wins, whatever the order (seed %p)', async (seed) => {
    await sandbox.post('schedule', seed === null ? {} : { seed });
    const { won, refusals } = await fifty();
    await sandbox.post('schedule', {});
    expect(won).toBe(1);
    expect(refusals.filter((code) => code !== 'slotTaken' && code !== 'busy')).toEqual([]);
    await only();
    await expectPromises();
  });

  it('as many win as there are seats', async () => {
    await saveService(sandbox, service, { name: 'Choir', capacity: '3' });
    expect((await fifty()).won).toBe(3);
    expect(await bookings(sandbox)).toHaveLength(3);
    await expectPromises();
  });
});

it('a request that is sent twice at once makes one booking', async () => {
  for (const seed of SEEDS) {
    ({ service } = await openDesk(sandbox));
    await sandbox.post('schedule', { seed });
    const answers = await Promise.all([ask(1), ask(1)]);
    await sandbox.post('schedule', {});
    expect(answers.map(({ ok }) => ok)).toEqual([true, true]);
    await only();
    await expectPromises();
  }
});

describe.each(SEEDS)('at once, order %i:', (seed) => {
  const requested = async () => {
    await ask(1);
    return (await only()).id;
  };

  it('accept and cancel end in a cancelled booking without event', async () => {
    const id = await requested();
    await atOnce(
      seed,
      () => tap(MEI, 'acceptBooking', id),
      () => tap(MEI, 'cancelBooking', id),
    );
    expect((await only()).state).toBe('cancelled');
    await expectPromises();
    expect(await ours()).toEqual([]);
  });

  it('accept and decline end in one of the two', async () => {
    const id = await requested();
    await atOnce(
      seed,
      () => tap(MEI, 'acceptBooking', id),
      () => tap(OWNER, 'declineBooking', id),
    );
    await expectPromises();
    const { state } = await only();
    expect(['confirmed', 'declined']).toContain(state);
    expect(await ours()).toHaveLength(state === 'confirmed' ? 1 : 0);
  });

  it('accept twice makes one event and one mail', async () => {
    const id = await requested();
    await atOnce(
      seed,
      () => tap(MEI, 'acceptBooking', id),
      () => tap(MEI, 'acceptBooking', id),
    );
    await expectPromises();
    const seen = await look(sandbox);
    const templates = lettersOf(seen, seen.bookings[0]!).map(({ template }) => template);
    expect(templates.filter((template) => template === 'clientConfirmed')).toHaveLength(1);
    expect(await ours()).toHaveLength(1);
  });

  it('owner, staff member and a colleague accept: the colleague has no say, the event is made once', async () => {
    await sandbox.panel(OWNER, { action: 'addTeamMember', inputs: { email: ANNA } });
    const id = await requested();
    await atOnce(seed, ...[OWNER, MEI, ANNA].map((person) => () => tap(person, 'acceptBooking', id)));
    const { history } = await only();
    expect(history.filter(({ what }) => what === 'accepted').map(({ by }) => by)).not.toContain(ANNA);
    await expectPromises();
    expect(await ours()).toHaveLength(1);
  });

  it('trigger and tick follow a moved event once', async () => {
    const { event } = await acceptedBooking(sandbox, service);
    await sandbox.settle();
    await sandbox.api(MEI, 'PATCH', `calendars/${MEI}/events/${event!.eventId}`, {
      start: { dateTime: new Date(start + 3 * HOUR).toISOString() },
      end: { dateTime: new Date(start + 4 * HOUR).toISOString() },
    });
    await atOnce(
      seed,
      () => changed(MEI),
      () => changed(MEI),
      () => tick(MEI),
      () => tick(OWNER),
    );
    expect(await only()).toMatchObject({ start: start + 3 * HOUR, end: start + 4 * HOUR });
    await expectPromises();
    const told = (await sandbox.mail()).filter(({ source, to }) => source === 'script' && to.includes(CLIENT));
    expect(told).toHaveLength(3);
  });

  it('a removed link is put back once', async () => {
    const { event } = await acceptedBooking(sandbox, service);
    await sandbox.settle();
    const path = `calendars/${MEI}/events/${event!.eventId}?conferenceDataVersion=1`;
    await sandbox.api(MEI, 'PATCH', path, { conferenceData: null });
    await atOnce(
      seed,
      () => changed(MEI),
      () => tick(MEI),
    );
    await expectPromises();
    expect((await only()).link).toMatchObject({ status: 'ready', attempt: 2 });
  });

  it('a deleted event and a cancelling staff member cancel once', async () => {
    const { id, event } = await acceptedBooking(sandbox, service);
    await sandbox.settle();
    await sandbox.api(MEI, 'DELETE', `calendars/${MEI}/events/${event!.eventId}`);
    await atOnce(
      seed,
      () => changed(MEI),
      () => tap(MEI, 'cancelBooking', id),
      () => tick(OWNER),
    );
    expect((await only()).state).toBe('cancelled');
    await expectPromises();
  });

  describe('of two who share a time', () => {
    const share = async (): Promise<[string, string]> => {
      await saveService(sandbox, service, { name: 'Choir', capacity: '2' });
      await ask(1);
      await ask(2);
      const all = await bookings(sandbox);
      const idOf = (n: number) => all.find(({ client }) => client.email.startsWith(`client${n}@`))!.id;
      return [idOf(1), idOf(2)];
    };
    const guests = async () =>
      (await ours()).map(({ attendees = [] }) => attendees.map(({ email }) => email?.split('@')[0]).sort());

    it('both are accepted: one event, both on it', async () => {
      const ids = await share();
      await atOnce(seed, ...ids.map((id) => () => tap(MEI, 'acceptBooking', id)));
      await expectPromises();
      expect(await guests()).toEqual([['client1', 'client2']]);
    });

    it('one leaves while the other comes: one event, the other on it', async () => {
      const [first, second] = await share();
      await tap(MEI, 'acceptBooking', first);
      await atOnce(
        seed,
        () => tap(MEI, 'cancelBooking', first),
        () => tap(MEI, 'acceptBooking', second),
      );
      await expectPromises();
      // The event that is about to go may have been in the way: then the second tap finds the time free.
      await tap(MEI, 'acceptBooking', second);
      await expectPromises();
      expect(await guests()).toEqual([['client2']]);
    });

    it('both leave: no event', async () => {
      const ids = await share();
      for (const id of ids) await tap(MEI, 'acceptBooking', id);
      await atOnce(seed, ...ids.map((id) => () => tap(MEI, 'cancelBooking', id)));
      await expectPromises();
      expect(await guests()).toEqual([]);
    });
  });
});
