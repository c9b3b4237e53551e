import { triggerGateway } from '../../../src/platform/triggers';
import type { TriggersWanted } from '../../../src/desk/ports/ports';

interface Stub {
  handler: string;
  source: string | null;
}

let standing: Stub[];
let deleted: Stub[];
let refuses: string | null;

const shown = (stub: Stub) => ({
  stub,
  getHandlerFunction: () => stub.handler,
  getTriggerSourceId: () => stub.source,
});

/** The part of ScriptApp that makes and takes away triggers. */
const scriptApp = {
  getProjectTriggers: () => standing.map(shown),
  deleteTrigger: ({ stub }: ReturnType<typeof shown>) => {
    deleted.push(stub);
    standing = standing.filter((one) => one !== stub);
  },
  newTrigger: (handler: string) => {
    const create = (source: string | null) => () => {
      // What Google throws need not be an Error of this realm.
      // eslint-disable-next-line @typescript-eslint/only-throw-error
      if (refuses !== null) throw { name: 'Exception', message: refuses };
      standing.push({ handler, source });
    };
    return {
      timeBased: () => ({ everyHours: () => ({ create: create(null) }) }),
      forUserCalendar: (id: string) => ({ onEventUpdated: () => ({ create: create(id) }) }),
    };
  },
};

beforeEach(() => {
  Reflect.set(globalThis, 'ScriptApp', scriptApp);
  standing = [];
  deleted = [];
  refuses = null;
});
afterAll(() => void Reflect.deleteProperty(globalThis, 'ScriptApp'));

const TICK: Stub = { handler: 'onHourlyTick', source: null };
const on = (source: string | null): Stub => ({ handler: 'onCalendarChange', source });
const ensure = (change: Partial<TriggersWanted> = {}) =>
  triggerGateway().ensure({
    email: 'mei@studio.example',
    calendarIds: ['mei@studio.example', 'Team@group.calendar.google.com'],
    exclusive: true,
    makes: true,
    remakes: false,
    ...change,
  });

it('makes what is missing, once', () => {
  expect(ensure()).toEqual({ tick: null, calendars: [] });
  const made = [...standing];
  expect(made).toHaveLength(3);
  expect(ensure()).toEqual({ tick: null, calendars: [] });
  expect(standing).toEqual(made);
});

it('knows a calendar however Google spells it', () => {
  standing = [TICK, on('primary'), on('team@group.calendar.google.com')];
  const before = [...standing];
  expect(ensure()).toEqual({ tick: null, calendars: [] });
  expect(standing).toEqual(before);
});

it('only tells what is missing where nothing is to be made, and takes away what nobody follows', () => {
  const stray = on('former@studio.example');
  standing = [TICK, TICK, on('mei@studio.example'), stray, on(null)];
  const missing = ensure({ makes: false });
  expect(missing).toMatchObject({ tick: null, calendars: [{ calendarId: 'Team@group.calendar.google.com' }] });
  expect(deleted).toEqual([stray]);
});

it('creates all of them again if they are from a former deployment', () => {
  const former = [TICK, on('mei@studio.example')];
  standing = [...former];
  ensure({ remakes: true });
  expect(deleted).toEqual(former);
  expect(standing).toHaveLength(3);
});

it('says what Google refuses, in its words, and ends nothing', () => {
  refuses = 'Ten skrypt ma zbyt wiele wyzwalaczy.';
  const message = refuses;
  expect(ensure()).toEqual({
    tick: message,
    calendars: [
      { calendarId: 'mei@studio.example', message },
      { calendarId: 'Team@group.calendar.google.com', message },
    ],
  });
});
