// Sources: the discovery document (calendars, calendarList, acl, settings, colors, channels);
// developers.google.com/workspace/calendar/api/concepts/sharing and /guides/push.
import { ANNA, CLIENT, Google, HOUR, MEI, at, titles, type Account, useGoogle } from '../../support/google-calendar';

const { google, mei, anna } = useGoogle({ mei: 'Asia/Taipei', anna: 'UTC' });

const primary = { calendarId: 'primary' };
const share = (email: string, role: string, calendarId = 'primary') =>
  mei.get('acl.insert', { calendarId }, { role, scope: { type: 'user', value: email } });
const listed = (account: Account, params = {}) =>
  account.get('calendarList.list', params).items as { id: string; accessRole: string; deleted?: boolean }[];

describe('a primary calendar', () => {
  it('has the address as its id, its owner’s zone, and Meet', () => {
    expect(mei.get('calendars.get', primary)).toMatchObject({
      kind: 'calendar#calendar',
      id: MEI,
      summary: MEI,
      timeZone: 'Asia/Taipei',
      conferenceProperties: { allowedConferenceSolutionTypes: ['hangoutsMeet'] },
    });
    expect(listed(mei)).toMatchObject([{ id: MEI, primary: true, accessRole: 'owner', selected: true }]);
  });

  it('cannot be deleted, only cleared', () => {
    mei.insert();
    expect(mei.refusal('calendars.delete', primary)[0]).toBe(403);
    expect(mei.refusal('calendars.clear', { calendarId: mei.calendar('Other') })[0]).toBe(400);
    expect(mei.ask('calendars.clear', primary).status).toBe(204);
    expect(mei.list().items).toEqual([]);
  });

  it('comes into being with the first call of somebody new', () => {
    const call = { user: 'new@x.example', method: 'calendar.calendars.get', params: primary };
    expect(google.engine.request(call).body).toMatchObject({ id: 'new@x.example', timeZone: 'UTC' });
  });
});

describe('a secondary calendar', () => {
  it('is made, changed and deleted by its owner', () => {
    const calendarId = mei.calendar('Studio', { timeZone: 'Europe/Warsaw', description: 'x' });
    expect(calendarId).toMatch(/@group\.calendar\.google\.com$/);
    const changed = mei.get('calendars.patch', { calendarId }, { summary: 'Atelier', description: null });
    expect(changed).toMatchObject({ summary: 'Atelier', timeZone: 'Europe/Warsaw', dataOwner: MEI });
    expect(changed.description).toBeUndefined();
    expect(mei.ask('calendars.delete', { calendarId }).status).toBe(204);
    expect(mei.refusal('calendars.get', { calendarId })[0]).toBe(404);
    expect(listed(mei)).toHaveLength(1);
  });

  it('needs a title and a zone that exists', () => {
    expect(mei.refusal('calendars.insert', {}, {})[1]).toBe('required');
    expect(mei.refusal('calendars.insert', {}, { summary: 'x', timeZone: 'Mars/Base' })[0]).toBe(400);
    expect(mei.get('calendars.update', { calendarId: mei.calendar('A') }, { summary: 'B' }).summary).toBe('B');
  });

  it('guards its version by If-Match', () => {
    const calendarId = mei.calendar('Studio');
    const { etag } = mei.get('calendars.get', { calendarId });
    mei.get('calendars.patch', { calendarId }, { summary: 'B' });
    const stale = { 'if-match': String(etag) };
    expect(mei.refusal('calendars.patch', { calendarId }, { summary: 'C' }, stale)[0]).toBe(412);
  });
});

describe('the calendar list', () => {
  it('is filtered by the least role and hides what is hidden', () => {
    const studio = mei.calendar('Studio');
    share(ANNA, 'reader', studio);
    expect(listed(anna)).toHaveLength(1);
    anna.get('calendarList.insert', {}, { id: studio });
    expect(listed(anna).map((c) => c.accessRole)).toEqual(['owner', 'reader']);
    expect(listed(anna, { minAccessRole: 'writer' }).map((c) => c.id)).toEqual([ANNA]);
    anna.get('calendarList.patch', { calendarId: studio }, { hidden: true, summaryOverride: 'Mei’s', colorId: '3' });
    expect(listed(anna)).toHaveLength(1);
    expect(listed(anna, { showHidden: true })[1]).toMatchObject({
      hidden: true,
      summaryOverride: 'Mei’s',
      colorId: '3',
    });
  });

  it('takes calendars in and out; a calendar that one may not see is not there', () => {
    const studio = mei.calendar('Studio');
    expect(anna.refusal('calendarList.insert', {}, { id: studio })[0]).toBe(404);
    mei.get('acl.insert', { calendarId: studio }, { role: 'reader', scope: { type: 'default' } });
    expect(anna.get('calendarList.insert', {}, { id: studio }).selected).toBeUndefined();
    expect(anna.ask('calendarList.delete', { calendarId: studio }).status).toBe(204);
    expect(anna.refusal('calendarList.get', { calendarId: studio })[0]).toBe(404);
    expect(listed(anna, { showDeleted: true })).toMatchObject([{ id: ANNA }, { id: studio, deleted: true }]);
  });

  it('synchronises: changed and deleted entries, no minAccessRole with a token', () => {
    const studio = mei.calendar('Studio');
    const { nextSyncToken: syncToken } = mei.get('calendarList.list');
    expect(listed(mei, { syncToken })).toEqual([]);
    mei.get('calendarList.patch', { calendarId: 'primary' }, { colorId: '2' });
    mei.get('calendars.delete', { calendarId: studio });
    expect(listed(mei, { syncToken }).map((c) => [c.id, c.deleted === true])).toEqual([
      [MEI, false],
      [studio, true],
    ]);
    expect(mei.refusal('calendarList.list', { syncToken, minAccessRole: 'owner' })[0]).toBe(400);
    expect(mei.refusal('calendarList.list', { syncToken, showHidden: false })[0]).toBe(400);
    expect(anna.refusal('calendarList.list', { syncToken })[0]).toBe(410);
  });

  it('pages', () => {
    for (let i = 0; i < 4; i++) mei.calendar(`C${i}`);
    const first = mei.get('calendarList.list', { maxResults: 3 });
    expect([first.items, first.nextSyncToken]).toMatchObject([{ length: 3 }, undefined]);
    expect(listed(mei, { maxResults: 3, pageToken: first.nextPageToken })).toHaveLength(2);
  });

  it('takes colours by RGB where that is asked for', () => {
    const rgb = { backgroundColor: '#fa573c', foregroundColor: '#ffffff' };
    const entry = mei.get('calendarList.patch', { ...primary, colorRgbFormat: true }, rgb);
    expect(entry).toMatchObject({ ...rgb, colorId: '4' });
    expect(mei.refusal('calendarList.patch', primary, { colorId: '77' })[0]).toBe(400);
  });
});

describe('roles', () => {
  beforeEach(() => {
    mei.insert({ summary: 'Secret', description: 'x', attendees: [{ email: CLIENT }] });
    mei.insert({ summary: 'Private', visibility: 'private' });
  });
  const hers = { calendarId: MEI };
  const body = at('10:00', '11:00');

  it('none: the calendar does not exist', () => {
    for (const method of ['events.list', 'calendars.get', 'acl.list'])
      expect(anna.refusal(method, hers)).toEqual([404, 'notFound', 'Not Found']);
    expect(anna.refusal('events.insert', hers, body)[0]).toBe(404);
  });

  it('freeBusyReader: when, not what, and in single instances', () => {
    mei.insert({ summary: 'Series', recurrence: ['RRULE:FREQ=DAILY;COUNT=2'] });
    share(ANNA, 'freeBusyReader');
    const { items, accessRole } = anna.list(hers);
    expect([items.length, accessRole]).toEqual([4, 'freeBusyReader']);
    expect(JSON.stringify(items)).not.toMatch(/Secret|Series|client|description/);
    expect(items[0]).toMatchObject({ visibility: 'private', start: { dateTime: '2026-11-24T18:00:00+08:00' } });
    expect(JSON.stringify(anna.event(items[0]!.id, hers))).not.toContain('Secret');
  });

  it('reader: everything but private events, and no writing', () => {
    share(ANNA, 'reader');
    expect(titles(anna.list(hers))).toEqual(['Secret', undefined]);
    expect(anna.refusal('events.insert', hers, body)).toEqual([
      403,
      'requiredAccessLevel',
      'You need to have writer access to this calendar.',
    ]);
    const [event] = anna.list(hers).items;
    expect(anna.refusal('events.patch', { ...hers, eventId: event!.id }, { summary: 'x' })[0]).toBe(403);
    expect(anna.refusal('events.delete', { ...hers, eventId: event!.id })[0]).toBe(403);
  });

  it('writer: private events too, writing, and reading the access list', () => {
    share(ANNA, 'writer');
    expect(titles(anna.list(hers))).toEqual(['Secret', 'Private']);
    expect(anna.insert({}, hers)).toMatchObject({ creator: { email: ANNA }, organizer: { email: MEI, self: true } });
    expect(anna.get('acl.list', hers).items).toHaveLength(2);
    expect(anna.refusal('acl.insert', hers, { role: 'reader', scope: { type: 'default' } })[0]).toBe(403);
    expect(anna.refusal('calendars.patch', hers, { summary: 'x' })[0]).toBe(403);
  });

  it('owner: everything', () => {
    share(ANNA, 'owner');
    expect(anna.get('calendars.patch', hers, { summary: 'Ours' }).summary).toBe('Ours');
    expect(anna.get('acl.insert', hers, { role: 'reader', scope: { type: 'default' } }).role).toBe('reader');
  });

  it('come from domains and from everybody too, and end with the rule', () => {
    const rule = mei.get('acl.insert', primary, { role: 'reader', scope: { type: 'domain', value: 'studio.example' } });
    expect(anna.list(hers).items).toHaveLength(2);
    expect(google.user('eve@elsewhere.example').refusal('events.list', hers)[0]).toBe(404);
    mei.get('acl.delete', { ...primary, ruleId: rule.id });
    expect(anna.refusal('events.list', hers)[0]).toBe(404);
  });
});

describe('access rules', () => {
  it('are listed, changed, and deleted to the role none', () => {
    const { id: ruleId } = share(ANNA, 'reader');
    expect(ruleId).toBe(`user:${ANNA}`);
    const { nextSyncToken: syncToken } = mei.get('acl.list', primary);
    expect(mei.get('acl.patch', { ...primary, ruleId }, { role: 'writer' }).role).toBe('writer');
    expect(mei.get('acl.update', { ...primary, ruleId }, { role: 'reader' }).role).toBe('reader');
    mei.get('acl.delete', { ...primary, ruleId });
    expect(mei.refusal('acl.get', { ...primary, ruleId })[0]).toBe(404);
    expect(mei.get('acl.list', { ...primary, syncToken }).items).toMatchObject([{ id: ruleId, role: 'none' }]);
    expect(mei.get('acl.list', primary).items).toHaveLength(1);
  });

  it('are refused with an unknown role or scope, and cannot take the owner out', () => {
    const refused = (body: object) => mei.refusal('acl.insert', primary, body)[0];
    expect(refused({ role: 'king', scope: { type: 'default' } })).toBe(400);
    expect(refused({ role: 'reader', scope: { type: 'planet' } })).toBe(400);
    expect(refused({ role: 'reader', scope: { type: 'user', value: 'nobody' } })).toBe(400);
    expect(refused({ role: 'reader', scope: { type: 'user', value: MEI } })).toBe(403);
  });
});

describe('settings and colours', () => {
  it('settings are the user’s own', () => {
    google.engine.ensureUser(ANNA, { timeZone: 'Europe/Warsaw', locale: 'pl' });
    const value = (setting: string) => anna.get('settings.get', { setting }).value;
    expect(['timezone', 'locale', 'weekStart', 'format24HourTime'].map(value)).toEqual([
      'Europe/Warsaw',
      'pl',
      '1',
      'true',
    ]);
    expect(anna.refusal('settings.get', { setting: 'nothing' })[0]).toBe(404);
    const { items, nextSyncToken: syncToken } = anna.get('settings.list');
    expect(items).toMatchObject({ length: 12 });
    expect(anna.get('settings.list', { syncToken }).items).toEqual([]);
  });

  it('colours have 24 ids for calendars and 11 for events', () => {
    const { calendar, event } = mei.get('colors.get') as { calendar: object; event: object };
    expect([Object.keys(calendar).length, Object.keys(event).length]).toEqual([24, 11]);
  });
});

describe('watching', () => {
  const channel = { id: 'c1', type: 'web_hook', address: 'http://127.0.0.1:9/hook', token: 't' };

  it('is for addresses on this machine', () => {
    const away = { ...channel, address: 'https://elsewhere.example/hook' };
    expect(mei.refusal('events.watch', primary, away)[0]).toBe(400);
    expect(mei.refusal('events.watch', primary, { ...channel, type: 'pigeon' })[0]).toBe(400);
  });

  it('tells of changes until it is stopped or its time is over', () => {
    const sent: string[] = [];
    const watched = new Google((message) => sent.push(message.headers['x-goog-resource-state']!));
    const user = watched.user(MEI);
    const { resourceId, expiration } = user.get('events.watch', primary, channel);
    expect(Number(expiration)).toBeGreaterThan(watched.clock.now());
    user.insert();
    expect(sent).toEqual(['sync', 'exists']);
    user.ask('channels.stop', {}, { id: 'c1', resourceId });
    user.insert();
    expect(sent).toHaveLength(2);
    user.get('events.watch', primary, { ...channel, id: 'c2', params: { ttl: '60' } });
    watched.pass(HOUR);
    user.insert();
    expect(sent).toHaveLength(3);
    expect(user.refusal('channels.stop', {}, { id: 'c1', resourceId })[0]).toBe(404);
  });
});

describe('what is not emulated', () => {
  it('says so', () => {
    const [status, reason, message] = mei.refusal('acl.watch', primary, {});
    expect([status, reason, message]).toEqual([501, 'notImplemented', 'not emulated: calendar.acl.watch']);
  });
});
