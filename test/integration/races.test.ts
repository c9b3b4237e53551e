import type { ExecutionRecord } from '../../sandbox/protocol';
import { OWNER, MEI, CLIENT, HOUR } from '../support/studio';
import { times } from '../support/calendar-api';
import { useDesk } from '../support/desk';
import { lettersOf, look, promises, quiet } from '../support/promises';

/** Each draws another order in which the executions take turns at their service calls. */
const SEEDS = [1, 2, 3, 4];

const ANNA = 'anna@studio.example';

const desk = useDesk();
let start: number;
beforeEach(async () => {
  [start = 0] = await desk.openTimes();
});
afterEach(async () => {
  await desk.post('schedule', {});
});

const ask = (n: number) => desk.request(start, { email: `client${n}@client.example` });
const changed = (as: string) => desk.call(as, 'onCalendarChange', { calendarId: as });
const ours = async () => (await look(desk)).events.filter(({ id }) => id.startsWith('sk'));

/** Everything at once, in an order drawn from the seed; nobody dies of it. */
async function atOnce(seed: number, ...work: (() => Promise<ExecutionRecord>)[]): Promise<ExecutionRecord[]> {
  await desk.post('schedule', { seed });
  const records = await Promise.all(work.map((begin) => begin()));
  await desk.post('schedule', {});
  expect(records.map(({ error }) => error)).toEqual(work.map(() => undefined));
  return records;
}

async function expectPromises(): Promise<void> {
  expect([...(await quiet(desk)), ...(await promises(desk))]).toEqual([]);
}

describe('fifty requests for one time', () => {
  const fifty = async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => ask(n)));
    const refusals = new Set(answers.flatMap(({ ok, code }) => (ok ? [] : [code])));
    return { won: answers.filter(({ ok }) => ok).length, refusals: [...refusals] };
  };

  it.each([[null], [1]])('one wins, whatever the order (seed %p)', async (seed) => {
    await desk.post('schedule', seed === null ? {} : { seed });
    const { won, refusals } = await fifty();
    await desk.post('schedule', {});
    expect(won).toBe(1);
    expect(refusals.filter((code) => code !== 'slotTaken' && code !== 'busy')).toEqual([]);
    await desk.only();
    await expectPromises();
  });

  it('as many win as there are seats', async () => {
    await desk.saveService({ name: 'Choir', capacity: '3' });
    expect((await fifty()).won).toBe(3);
    expect(await desk.bookings()).toHaveLength(3);
    await expectPromises();
  });
});

describe('requests for different times at once', () => {
  const MANY = 12;
  const FEW = 4;
  let starts: number[];
  beforeEach(async () => {
    starts = (await desk.openTimes()).filter((_, n) => n % 2 === 0);
  });
  /** The page repeats a call that came to nothing. */
  const askFor = async (n: number) => {
    const change = { email: `client${n}@client.example`, requestKey: `a-time-of-its-own-${n}` };
    const first = await desk.request(starts[n]!, change).catch(() => ({ ok: false, code: '' }));
    return first.ok ? first : desk.request(starts[n]!, change);
  };
  const allAtOnce = async (seed: number, many: number) => {
    await desk.post('schedule', { seed });
    const answers = await Promise.all(Array.from({ length: many }, (_, n) => askFor(n)));
    await desk.post('schedule', {});
    expect(answers.map(({ ok }) => ok)).toEqual(answers.map(() => true));
    await expectPromises();
    expect(await desk.bookings()).toHaveLength(many);
  };
  /** E-mails about requests, and those of which an execution that died left nobody knowing whether they went out. */
  const mails = async () => {
    const seen = await look(desk);
    return {
      sent: seen.bookings.map((booking) => lettersOf(seen, booking).length),
      again: seen.bookings.map(({ history }) => history.filter(({ what }) => what === 'mailSentAgain').length),
    };
  };

  it.each(SEEDS)('each gets its booking, and each e-mail goes out once, order %i', async (seed) => {
    await allAtOnce(seed, MANY);
    expect(await mails()).toEqual({
      sent: Array.from({ length: MANY }, () => 2),
      again: Array.from({ length: MANY }, () => 0),
    });
  });

  it('the same where one of them dies: one e-mail at most goes out twice, and those in doubt are its own', async () => {
    await desk.keep('open');
    for (let nth = 3; nth < 12 * FEW; nth += 8) {
      await desk.restore('open');
      await desk.faults([{ service: '*', method: '*', nth, crash: true }]);
      await allAtOnce(nth, FEW);
      const { sent, again } = await mails();
      const extra = sent.reduce((sum, count) => sum + count - 2, 0);
      const touched = again.filter((count) => count > 0).length;
      expect({ nth, extra: [0, 1].includes(extra), touched: touched <= 1 }).toEqual({
        nth,
        extra: true,
        touched: true,
      });
    }
  });

  it('what others could not note while many were writing is noted by whoever writes next', async () => {
    await askFor(0);
    await desk.faults([{ service: 'LockService', method: 'tryLock', nth: 2, error: 'others are writing' }]);
    await askFor(1);
    const sent = async () =>
      (await desk.bookings()).map(({ history }) => history.filter(({ what }) => what === 'mailSent').length);
    expect((await sent()).sort()).toEqual([0, 2]);
    await askFor(2);
    expect(await sent()).toEqual([2, 2, 2]);
    await expectPromises();
  });
});

it('a request that is sent twice at once makes one booking', async () => {
  for (const seed of SEEDS) {
    await desk.open();
    await desk.post('schedule', { seed });
    const answers = await Promise.all([ask(1), ask(1)]);
    await desk.post('schedule', {});
    expect(answers.map(({ ok }) => ok)).toEqual([true, true]);
    await desk.only();
    await expectPromises();
  }
});

describe.each(SEEDS)('at once, order %i:', (seed) => {
  const requested = async () => {
    await ask(1);
    return (await desk.only()).id;
  };

  it('two firings read what has changed, and one of the events becomes a booking: what is busy is closed, once', async () => {
    const mine = desk.inCalendar(MEI);
    const plan = (hours: number) => mine.make(times(start + hours * HOUR, start + (hours + 1) * HOUR));
    const moving = await plan(2);
    await plan(26);
    await desk.settle();
    // One is known as an ordinary event already, the other is read for the first time.
    await mine.edit(moving.id, times(start + 5 * HOUR, start + 6 * HOUR));
    const adopted = await plan(seed % 2 === 0 ? 3 : 50);
    const adopt = () =>
      desk.panel(MEI, {
        locale: 'en',
        open: { calendarId: MEI, eventId: adopted.id },
        action: 'adoptOpenEvent',
        inputs: { service: desk.service, name: 'Ewa', email: 'ewa@client.example' },
      });
    await atOnce(
      seed,
      () => changed(MEI),
      adopt,
      () => changed(MEI),
    );
    expect(await desk.only()).toMatchObject({ state: 'confirmed', flags: [] });
    await expectPromises();
    await mine.edit(moving.id, times(start + 2 * HOUR, start + 3 * HOUR));
    await atOnce(
      seed,
      () => changed(MEI),
      () => desk.tick(),
    );
    await expectPromises();
  });

  /** A request that Mei accepts while somebody does something else to it. */
  const acceptedWhile = async (other: (id: string) => Promise<ExecutionRecord>) => {
    const id = await requested();
    await atOnce(
      seed,
      () => desk.accept(MEI, id),
      () => other(id),
    );
  };

  it('accept and cancel end in a cancelled booking without event', async () => {
    await acceptedWhile((booking) => desk.tap(MEI, 'cancelBooking', { booking }));
    expect((await desk.only()).state).toBe('cancelled');
    await expectPromises();
    expect(await ours()).toEqual([]);
  });

  it('accept and decline end in one of the two', async () => {
    await acceptedWhile((booking) => desk.tap(OWNER, 'declineBooking', { booking }));
    await expectPromises();
    const { state } = await desk.only();
    expect(['confirmed', 'declined']).toContain(state);
    expect(await ours()).toHaveLength(state === 'confirmed' ? 1 : 0);
  });

  it('accept twice makes one event and one mail', async () => {
    await acceptedWhile((booking) => desk.accept(MEI, booking));
    await expectPromises();
    const seen = await look(desk);
    const templates = lettersOf(seen, seen.bookings[0]!).map(({ template }) => template);
    expect(templates.filter((template) => template === 'clientConfirmed')).toHaveLength(1);
    expect(await ours()).toHaveLength(1);
  });

  it('owner, staff member and a colleague accept: the colleague has no say, the event is made once', async () => {
    await desk.submit(OWNER, 'addTeamMember', { email: ANNA });
    const id = await requested();
    await atOnce(seed, ...[OWNER, MEI, ANNA].map((person) => () => desk.accept(person, id)));
    const { history } = await desk.only();
    expect(history.filter(({ what }) => what === 'accepted').map(({ by }) => by)).not.toContain(ANNA);
    await expectPromises();
    expect(await ours()).toHaveLength(1);
  });

  it('trigger and tick follow a moved event once', async () => {
    const { event } = await desk.acceptedBooking();
    await desk.settle();
    await desk.api(MEI, 'PATCH', `calendars/${MEI}/events/${event!.eventId}`, {
      start: { dateTime: new Date(start + 3 * HOUR).toISOString() },
      end: { dateTime: new Date(start + 4 * HOUR).toISOString() },
    });
    await atOnce(
      seed,
      () => changed(MEI),
      () => changed(MEI),
      () => desk.tick(MEI),
      () => desk.tick(OWNER),
    );
    expect(await desk.only()).toMatchObject({ start: start + 3 * HOUR, end: start + 4 * HOUR });
    await expectPromises();
    const told = (await desk.mail()).filter(({ source, to }) => source === 'script' && to.includes(CLIENT));
    expect(told).toHaveLength(3);
  });

  it('a removed link is put back once', async () => {
    const { event } = await desk.acceptedBooking();
    await desk.settle();
    const path = `calendars/${MEI}/events/${event!.eventId}?conferenceDataVersion=1`;
    await desk.api(MEI, 'PATCH', path, { conferenceData: null });
    await atOnce(
      seed,
      () => changed(MEI),
      () => desk.tick(MEI),
    );
    await expectPromises();
    expect((await desk.only()).link).toMatchObject({ status: 'ready', attempt: 2 });
  });

  it('a deleted event and a cancelling staff member cancel once', async () => {
    const { id, event } = await desk.acceptedBooking();
    await desk.settle();
    await desk.api(MEI, 'DELETE', `calendars/${MEI}/events/${event!.eventId}`);
    await atOnce(
      seed,
      () => changed(MEI),
      () => desk.tap(MEI, 'cancelBooking', { booking: id }),
      () => desk.tick(OWNER),
    );
    expect((await desk.only()).state).toBe('cancelled');
    await expectPromises();
  });

  describe('of two who share a time', () => {
    const share = async (): Promise<[string, string]> => {
      await desk.saveService({ name: 'Choir', capacity: '2' });
      await ask(1);
      await ask(2);
      const all = await desk.bookings();
      const idOf = (n: number) => all.find(({ client }) => client.email.startsWith(`client${n}@`))!.id;
      return [idOf(1), idOf(2)];
    };
    const guests = async () =>
      (await ours()).map(({ attendees = [] }) => attendees.map(({ email }) => email?.split('@')[0]).sort());

    it('both are accepted: one event, both on it', async () => {
      const ids = await share();
      await atOnce(seed, ...ids.map((id) => () => desk.accept(MEI, id)));
      await expectPromises();
      expect(await guests()).toEqual([['client1', 'client2']]);
    });

    it('one leaves while the other comes: one event, the other on it', async () => {
      const [first, second] = await share();
      await desk.accept(MEI, first);
      await atOnce(
        seed,
        () => desk.tap(MEI, 'cancelBooking', { booking: first }),
        () => desk.accept(MEI, second),
      );
      await expectPromises();
      // The event that is about to go may have been in the way: then the second tap finds the time free.
      await desk.accept(MEI, second);
      await expectPromises();
      expect(await guests()).toEqual([['client2']]);
    });

    it('both leave: no event', async () => {
      const ids = await share();
      for (const id of ids) await desk.accept(MEI, id);
      await atOnce(seed, ...ids.map((id) => () => desk.tap(MEI, 'cancelBooking', { booking: id })));
      await expectPromises();
      expect(await guests()).toEqual([]);
    });
  });
});
