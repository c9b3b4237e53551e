import { CALENDAR_SERVICE, callsOf, JAN, Lab, MEI, outcome } from '../../support/script-lab';

const CODE = `
const store = () => PropertiesService.getScriptProperties();
/** Reads, thinks, writes: the classic way to lose an update. */
function add(n) {
  const sum = Number(store().getProperty('sum') ?? 0);
  Utilities.sleep(10);
  store().setProperty('sum', String(sum + n));
}
function addLocked(n) {
  const lock = LockService.getScriptLock();
  lock.waitLock(60000);
  try { add(n); } finally { lock.releaseLock(); }
}
/** Leaves a trace of the order in which executions went on. */
function trace(name) {
  for (let i = 0; i < 5; i++) store().setProperty(name + i, String(Object.keys(store().getProperties()).length));
}
function book() {
  const p = store();
  p.setProperty('state', 'begun');
  const event = Calendar.Events.insert({ start: { date: '2026-11-23' }, end: { date: '2026-11-24' } }, 'primary');
  p.setProperty('event', event.id);
  p.setProperty('state', 'done');
}
function hold() { LockService.getScriptLock().waitLock(1000); store().setProperty('a', '1'); store().setProperty('b', '1'); }
function first() { const s = LockService.getScriptLock(); s.waitLock(60000); Utilities.sleep(1); return LockService.getUserLock().tryLock(5000); }
function second() { const u = LockService.getUserLock(); u.waitLock(60000); Utilities.sleep(1); return LockService.getScriptLock().tryLock(9000); }
`;

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];

let lab: Lab;
beforeAll(() => (lab = new Lab(CODE, CALENDAR_SERVICE)));
afterAll(() => lab.close());
beforeEach(() => begin(null));

function begin(seed: number | null): void {
  lab.startOver();
  lab.world.schedule = seed === null ? null : { seed };
}

/** Three executions at once; what they leave behind. */
async function together(seed: number, name: string, args: readonly unknown[]): Promise<Record<string, string>> {
  begin(seed);
  const records = await Promise.all(args.map((arg) => lab.run(name, arg)));
  expect(records.map(({ error }) => error)).toEqual(args.map(() => undefined));
  return lab.world.properties.all('script');
}

describe('a schedule', () => {
  it('is the same for the same seed', async () => {
    for (const seed of SEEDS.slice(0, 3)) {
      const traces = [];
      for (let again = 0; again < 3; again++) traces.push(await together(seed, 'trace', ['a', 'b', 'c']));
      expect(traces).toEqual([traces[0], traces[0], traces[0]]);
    }
  });

  it('differs from seed to seed', async () => {
    const traces = new Set<string>();
    for (const seed of SEEDS) traces.add(JSON.stringify(await together(seed, 'trace', ['a', 'b', 'c'])));
    expect(traces.size).toBe(SEEDS.length);
  });

  it('starts over with each schedule that is set', async () => {
    const one = await together(7, 'trace', ['a', 'b', 'c']);
    await together(8, 'trace', ['a', 'b']);
    expect(await together(7, 'trace', ['a', 'b', 'c'])).toEqual(one);
  });

  it('lets a single execution go its way', async () => {
    begin(1);
    const record = await lab.run('book');
    expect([record.ok, callsOf(record).length]).toEqual([true, 4]);
  });
});

describe('an update', () => {
  it('is lost for some seed where nobody locks', async () => {
    const sums = new Set<string>();
    for (const seed of SEEDS) sums.add((await together(seed, 'add', [1, 10, 100])).sum!);
    expect([...sums].filter((sum) => sum !== '111')).not.toEqual([]);
  });

  it('is never lost where everybody locks', async () => {
    for (const seed of SEEDS) expect(await together(seed, 'addLocked', [1, 10, 100])).toEqual({ sum: '111' });
  });
});

describe('locks in the wrong order', () => {
  it('end by the shorter timeout of the two, after which the other has both', async () => {
    const seen = new Set<string>();
    for (const seed of SEEDS) {
      begin(seed);
      const outcomes = (await Promise.all([lab.run('first'), lab.run('second')])).map(outcome);
      seen.add(outcomes.join());
    }
    expect(seen).toContain('false,true');
    expect([...seen].filter((both) => both !== 'false,true' && both !== 'true,true')).toEqual([]);
  });
});

describe('a kill', () => {
  const CALLS = [
    ['PropertiesService.setProperty', {}],
    ['Calendar.Events.insert', { state: 'begun' }],
    ['PropertiesService.setProperty', { state: 'begun' }],
    ['PropertiesService.setProperty', { state: 'begun', event: expect.any(String) as string }],
  ] as const;

  it.each(CALLS.map((_, index) => [index + 1]))('before call %d leaves what was done until then', async (nth) => {
    lab.world.faults.set([{ service: '*', method: '*', nth, crash: 'before' }]);
    const record = await lab.run('book');
    const [name, left] = CALLS[nth - 1]!;
    expect(outcome(record)).toBe(`Crash: the execution died at ${name}`);
    expect(record.calls.map(({ ok }) => ok)).toEqual([...Array.from({ length: nth - 1 }, () => true), false]);
    expect(lab.world.properties.all('script')).toEqual(left);
    expect(events()).toBe(nth > 2 ? 1 : 0);
  });

  it('after a call lets it take effect', async () => {
    lab.world.faults.set([{ service: 'Calendar', method: 'Events.insert', crash: true }]);
    expect(outcome(await lab.run('book'))).toBe('Crash: the execution died at Calendar.Events.insert');
    expect([events(), lab.world.properties.all('script')]).toEqual([1, { state: 'begun' }]);
    // The fault is used up, and there is a worker for the next.
    expect(outcome(await lab.run('book'))).toBeNull();
  });

  it('counts only the calls that are named', async () => {
    lab.world.faults.set([{ service: 'PropertiesService', method: 'setProperty', nth: 3, crash: 'before' }]);
    expect(callsOf(await lab.run('book'))).toHaveLength(4);
    expect(events()).toBe(1);
  });

  it('frees the locks of the dead', async () => {
    lab.world.faults.set([{ service: 'PropertiesService', method: 'setProperty', crash: true }]);
    lab.world.schedule = { seed: 2 };
    const outcomes = (await Promise.all([lab.run('hold'), lab.runAs(JAN, 'hold')])).map(outcome);
    expect(outcomes.sort()).toEqual(['Crash: the execution died at PropertiesService.setProperty', null]);
    expect(lab.world.properties.all('script')).toEqual({ a: '1', b: '1' });
  });

  it.each([
    [{ error: 'Service unavailable' }, 'Exception: Service unavailable'],
    [
      { status: 503 },
      'GoogleJsonResponseException: API call to calendar.events.insert failed with error: Backend Error',
    ],
    [
      { status: 403, reason: 'quotaExceeded' },
      'GoogleJsonResponseException: API call to calendar.events.insert failed with error: Calendar usage limits exceeded.',
    ],
  ])('is not the only fault: %j', async (fault, error) => {
    lab.world.faults.set([{ service: 'Calendar', method: '*', times: 2, ...fault }]);
    expect([await lab.value('book'), await lab.value('book'), await lab.value('book')]).toEqual([error, error, null]);
    expect(events()).toBe(1);
  });
});

function events(): number {
  const answer = lab.world.calendar.request({
    user: MEI,
    method: 'calendar.events.list',
    params: { calendarId: 'primary' },
  });
  return (answer.body as { items: unknown[] }).items.length;
}
