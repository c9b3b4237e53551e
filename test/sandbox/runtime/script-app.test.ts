import { ADD_ON, CALENDAR_SERVICE, JAN, Lab, MEI, NOW, outcome, scopes, useLabs } from '../../support/script-lab';

const CODE = `
function clock(settings) {
  let builder = ScriptApp.newTrigger('tick').timeBased();
  for (const [name, args] of Object.entries(settings)) builder = builder[name](...[].concat(args));
  return shown(builder.create());
}
function at(iso) { ScriptApp.newTrigger('tick').timeBased().at(new Date(iso)).create(); }
function onDay(hour, minute) { ScriptApp.newTrigger('tick').timeBased().onWeekDay(ScriptApp.WeekDay.WEDNESDAY).atHour(hour).nearMinute(minute).create(); }
function follow(id) { return shown(ScriptApp.newTrigger('changed').forUserCalendar(id).onEventUpdated().create()); }
function unfinished() { ScriptApp.newTrigger('changed').forUserCalendar('${MEI}').create(); }
function shown(t) { return [t.getHandlerFunction(), t.getTriggerSource(), t.getTriggerSourceId(), t.getEventType()]; }
function mine() { return ScriptApp.getProjectTriggers().map((t) => t.getUniqueId()); }
function drop(id) {
  const [known] = ScriptApp.getProjectTriggers();
  ScriptApp.deleteTrigger(known ?? { getUniqueId: () => id });
}
function tick(e) { return [e.authMode, e.year, e.month, e['day-of-month'], e['day-of-week'], e['week-of-year'], e.hour, e.minute, e.second, e.timezone]; }
function changed(e) { return [e.authMode, e.calendarId, e.triggerUid]; }
function add(day) { Calendar.Events.insert({ start: { dateTime: day + 'T10:00:00Z' }, end: { dateTime: day + 'T11:00:00Z' } }, 'primary'); }
function token(seconds) {
  const builder = ScriptApp.newStateToken().withMethod('back').withArgument('a', '1').withArgument('b', '2');
  return (seconds === undefined ? builder : builder.withTimeout(seconds)).createToken();
}
function plainToken() { return ScriptApp.newStateToken().createToken(); }
function authorization(asked) {
  const info = ScriptApp.getAuthorizationInfo(ScriptApp.AuthMode.FULL, ...(asked ? [asked] : []));
  return [info.getAuthorizationStatus() === ScriptApp.AuthorizationStatus.REQUIRED, info.getAuthorizationUrl() !== null, info.getAuthorizedScopes()];
}
function need(asked) { ScriptApp.requireScopes(ScriptApp.AuthMode.FULL, asked); }
function needAll() { ScriptApp.requireAllScopes(ScriptApp.AuthMode.FULL); }
function service() { return [ScriptApp.getService().getUrl(), ScriptApp.getService().isEnabled()]; }
function about() { return [ScriptApp.getInstallationSource(), ScriptApp.getOAuthToken(), ScriptApp.getScriptId().length > 0]; }
`;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const open = useLabs(
  (manifest: object = {}) => new Lab(CODE, { timeZone: 'Europe/Warsaw', ...CALENDAR_SERVICE, ...manifest }),
);

let lab: Lab;
beforeAll(() => (lab = open()));
beforeEach(() => lab.startOver());

/** When the one trigger runs, from now on. */
async function runs(of: Lab, until: number): Promise<string[]> {
  const times: string[] = [];
  for (;;) {
    const due = of.world.triggers.all()[0]?.due ?? null;
    if (due === null || due > until) return times;
    of.world.clock.set(due);
    times.push(new Date(due).toISOString().slice(0, 16));
    await of.runtime.runDueTriggers();
  }
}

describe('a clock trigger', () => {
  // NOW is Saturday 2026-11-21, 07:00 in Warsaw and 15:00 in Tokyo.
  it.each([
    ['every half hour', { everyMinutes: 30 }, HOUR, ['2026-11-21T06:30', '2026-11-21T07:00']],
    ['every six hours', { everyHours: 6 }, 12 * HOUR, ['2026-11-21T12:00', '2026-11-21T18:00']],
    ['once after a time', { after: 90_000 }, DAY, ['2026-11-21T06:01']],
    ['each morning', { everyDays: 1, atHour: 9 }, 2 * DAY, ['2026-11-21T08:00', '2026-11-22T08:00']],
    ['every other day', { everyDays: 2, atHour: 6 }, 4 * DAY, ['2026-11-22T05:00', '2026-11-24T05:00']],
    ['in another zone', { everyDays: 1, atHour: 16, inTimezone: 'Asia/Tokyo' }, HOUR, ['2026-11-21T07:00']],
    ['on a day of the month', { onMonthDay: 31, atHour: 0 }, 80 * DAY, ['2026-12-30T23:00', '2027-01-30T23:00']],
    ['every week', { everyWeeks: 1 }, 14 * DAY, ['2026-11-28T06:00', '2026-12-05T06:00']],
    ['on a date', { atDate: [2026, 12, 1], atHour: 8 }, 30 * DAY, ['2026-12-01T07:00']],
  ])('runs %s', async (_, settings, span, expected) => {
    expect(await lab.value('clock', settings)).toEqual(['tick', 'CLOCK', null, 'CLOCK']);
    expect(await runs(lab, NOW + span)).toEqual(expected);
  });

  it('keeps its hour when clocks change', async () => {
    lab.world.clock.set(Date.parse('2027-03-27T06:00Z'));
    await lab.run('clock', { everyDays: 1, atHour: 9 });
    expect(await runs(lab, Date.parse('2027-03-29T00:00Z'))).toEqual(['2027-03-27T08:00', '2027-03-28T07:00']);
  });

  it('runs on a day of the week, near a minute', async () => {
    await lab.run('onDay', 10, 15);
    expect(await runs(lab, NOW + 12 * DAY)).toEqual(['2026-11-25T09:15', '2026-12-02T09:15']);
  });

  it('runs once at an instant, and is gone', async () => {
    await lab.run('at', '2026-11-21T12:00:00Z');
    expect(await runs(lab, NOW + DAY)).toEqual(['2026-11-21T12:00']);
    expect(await lab.value('mine')).toEqual([]);
  });

  it('does not make up for what a leap of the clock passed over', async () => {
    await lab.run('clock', { everyHours: 1 });
    lab.world.clock.advance(5.5 * HOUR);
    expect(await lab.runtime.runDueTriggers()).toHaveLength(1);
    expect(await runs(lab, NOW + 7 * HOUR)).toEqual(['2026-11-21T12:00', '2026-11-21T13:00']);
  });

  it('tells its function the time in UTC', async () => {
    await lab.run('clock', { after: 65_000 });
    lab.world.clock.advance(65_000);
    const [run] = await lab.runtime.runDueTriggers();
    expect(run).toMatchObject({ kind: 'trigger', as: MEI, function: 'tick' });
    expect(outcome(run!)).toEqual(['FULL', 2026, 11, 21, 6, 47, 6, 1, 5, 'UTC']);
  });

  it.each([
    ['everyMinutes', { everyMinutes: 7 }],
    ['everyHours', { everyHours: 0 }],
    ['hour', { everyDays: 1, atHour: 24 }],
    ['day', { onMonthDay: 32 }],
    ['minute', { everyDays: 1, nearMinute: 60 }],
  ])('is refused with a wrong %s', async (name, settings) => {
    expect(await lab.value('clock', settings)).toBe(`Exception: Invalid argument: ${name}`);
    expect(await lab.value('clock', {})).toContain('needs a frequency');
  });

  it.each([
    [{ everyMinutes: 30 }, 'The recurrence interval for an Add-on trigger must be at least one hour.'],
    [{ everyHours: 1 }, null],
    [{ after: 1_000 }, null],
  ])('of an add-on recurs hourly at most: %j', async (settings, message) => {
    const addOn = open(ADD_ON);
    const created = ['tick', 'CLOCK', null, 'CLOCK'];
    expect(await addOn.value('clock', settings)).toEqual(message === null ? created : `Exception: ${message}`);
  });
});

describe('a calendar trigger', () => {
  it('is made due by a write to its calendar, and runs once for all changes until then, with Google’s event object', async () => {
    expect(await lab.value('follow', MEI)).toEqual(['changed', 'CALENDAR', MEI, 'ON_EVENT_UPDATED']);
    expect(await lab.runtime.runDueTriggers()).toEqual([]);
    await lab.run('add', '2026-11-22');
    await lab.run('add', '2026-11-23');
    const records = await lab.runtime.runDueTriggers();
    expect(records.map(outcome)).toEqual([['FULL', MEI, expect.stringMatching(/^\d+$/)]]);
    expect(await lab.runtime.runDueTriggers()).toEqual([]);
  });

  it('is for a calendar that the user has, and says what it waits for', async () => {
    expect(await lab.value('follow', 'nobody@studio.example')).toBe(
      'Exception: Calendar not found: nobody@studio.example',
    );
    expect(await lab.value('unfinished')).toContain('onEventUpdated');
  });
});

describe('triggers of a script', () => {
  it('belong to who made them', async () => {
    await lab.run('clock', { after: 1_000 });
    await lab.runAs(JAN, 'clock', { after: 1_000 });
    const [mei] = (await lab.value('mine')) as string[];
    const [jan] = outcome(await lab.runAs(JAN, 'mine')) as string[];
    expect(mei).not.toBe(jan);
    await lab.run('drop', null);
    await lab.run('drop', jan);
    expect(lab.world.triggers.all().map(({ user }) => user)).toEqual([JAN]);
    lab.world.clock.advance(1_000);
    expect((await lab.runtime.runDueTriggers()).map(({ as }) => as)).toEqual([JAN]);
  });

  it('are twenty at most for each user', async () => {
    for (let n = 0; n < 20; n++) await lab.run('clock', { after: 1_000 });
    expect(await lab.value('clock', { after: 1_000 })).toContain('This script has too many triggers.');
    expect(outcome(await lab.runAs(JAN, 'clock', { after: 1_000 }))).toContain('tick');
  });
});

describe('a state token', () => {
  it('represents a function and its arguments', async () => {
    const token = String(await lab.value('token'));
    expect(lab.world.stateTokens.find(token)).toMatchObject({ user: MEI, method: 'back', args: { a: '1', b: '2' } });
    expect(token).not.toBe(await lab.value('token'));
    expect(lab.world.stateTokens.find(String(await lab.value('plainToken')))?.args).toEqual({});
    expect(lab.world.stateTokens.find('toString')).toBeNull();
  });

  it.each([
    [undefined, 60],
    [5, 5],
    [3_600, 3_600],
  ])('with a timeout of %s lasts %d seconds', async (timeout, seconds) => {
    const token = String(await lab.value('token', ...(timeout === undefined ? [] : [timeout])));
    lab.world.clock.advance(seconds * 1_000);
    expect(lab.world.stateTokens.find(token)).not.toBeNull();
    lab.world.clock.advance(1);
    expect(lab.world.stateTokens.find(token)).toBeNull();
  });

  it('is valid only for the account that made it, only unchanged, and after a restart too', async () => {
    const token = String(await lab.value('token'));
    const last = token.endsWith('A') ? 'B' : 'A';
    const changed = [token.slice(0, -1), `${token.slice(0, -1)}${last}`, `${token}=`, token.slice(1), ''];
    expect(changed.map((one) => lab.world.stateTokens.find(one))).toEqual(changed.map(() => null));
    const other = open();
    expect(other.world.stateTokens.find(token)).toBeNull();
    other.world.load(lab.world.save());
    expect(other.world.stateTokens.find(token)).toMatchObject({ user: MEI });
  });

  it('is as long as one of Google’s', async () => {
    expect(String(await lab.value('token'))).toMatch(/^ADEpC8[\w-]{140,240}$/);
  });

  it.each([0, 3_601])('cannot last %d seconds', async (seconds) => {
    expect(await lab.value('token', seconds)).toBe('Exception: Invalid argument: seconds');
  });
});

describe('authorization', () => {
  const granted = scopes('calendar.events', 'script.scriptapp');

  it('is there for the scopes of the manifest, and for no others', async () => {
    const scoped = open({ oauthScopes: granted });
    expect(await scoped.value('authorization')).toEqual([false, false, granted]);
    expect(await scoped.value('authorization', granted.slice(1))).toEqual([false, false, granted.slice(1)]);
    const [more] = scopes('drive');
    expect(await scoped.value('authorization', [...granted, more])).toEqual([true, true, granted]);
    expect(await scoped.value('needAll')).toBeNull();
    expect(await scoped.value('need', granted)).toBeNull();
    expect(await scoped.value('need', [more])).toBe(
      `Exception: Authorization is required to perform that action: ${more!}`,
    );
  });

  it('is there for anything without a list of scopes', async () => {
    expect(await lab.value('authorization', granted)).toEqual([false, false, granted]);
    expect(await lab.value('about')).toEqual(['NONE', `sandbox:${MEI}`, true]);
  });
});

it.each([
  // From the editor it is the editor's own address.
  ['with a web app', { webapp: { access: 'ANYONE' } }, ['http://localhost:8787/macros/s/sandbox/dev', true]],
  ['without one', {}, [null, false]],
])('a project %s knows its address', async (_, manifest, expected) => {
  expect(await open(manifest).value('service')).toEqual(expected);
});

describe('a trigger of another deployment', () => {
  it('stays in the list when that is uninstalled, and runs no more', async () => {
    lab.world.triggers.install('trial');
    await lab.run('clock', { everyHours: 1 });
    lab.world.triggers.uninstall('trial');
    lab.world.triggers.install('published');
    expect(await lab.value('mine')).toHaveLength(1);
    expect(lab.world.triggers.all()).toMatchObject([{ deployment: 'trial' }]);
    lab.world.clock.advance(HOUR);
    expect(await lab.runtime.runDueTriggers()).toEqual([]);
    await lab.run('clock', { everyHours: 1 });
    lab.world.clock.advance(HOUR);
    expect(await lab.runtime.runDueTriggers()).toHaveLength(1);
  });
});
