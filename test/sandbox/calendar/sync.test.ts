// Sources: developers.google.com/workspace/calendar/api/guides/sync and /errors; the discovery document, events.list
// syncToken and showDeleted, Event.status; garrytan/gbrain#5015 (instances of a touched series).
import { ANNA, Google, MEI, at, useGoogle } from '../../support/google-calendar';

const { google, mei } = useGoogle({ mei: 'UTC' });

const primary = { calendarId: 'primary' };
const gone = {
  error: {
    errors: [
      {
        domain: 'calendar',
        reason: 'fullSyncRequired',
        message: 'Sync token is no longer valid, a full sync is required.',
        locationType: 'parameter',
        location: 'syncToken',
      },
    ],
    code: 410,
    message: 'Sync token is no longer valid, a full sync is required.',
  },
};

describe('a sync token', () => {
  it('brings what has changed since, each event once as it is now, and the next token', () => {
    const kept = mei.insert({ summary: 'kept' });
    const removed = mei.insert({ summary: 'removed' });
    const token = mei.token();
    expect(mei.sync(token).ids).toEqual([]);
    const added = mei.insert({ summary: 'added' });
    mei.patch(kept.id, { summary: 'once' });
    mei.patch(kept.id, { summary: 'twice' });
    mei.remove(removed.id);
    const { ids, items, token: next } = mei.sync(token);
    expect(ids).toEqual([added.id, kept.id, `-${removed.id}`]);
    expect(items[1]!.summary).toBe('twice');
    expect(mei.sync(next).ids).toEqual([]);
    expect(mei.sync(token).ids).toEqual(ids);
  });

  it('tells of a deleted event its id and that it is cancelled, with showDeleted everything', () => {
    const { id } = mei.insert({ summary: 'Secret' });
    const token = mei.token();
    mei.remove(id);
    const [bare] = mei.sync(token).items;
    expect(bare).toEqual({ kind: 'calendar#event', etag: bare!.etag, id, status: 'cancelled' });
    expect(mei.sync(token, { showDeleted: true }).items[0]).toMatchObject({ id, summary: 'Secret' });
  });

  it.each([
    ['iCalUID', 'x'],
    ['orderBy', 'updated'],
    ['privateExtendedProperty', 'a=b'],
    ['q', 'x'],
    ['sharedExtendedProperty', 'a=b'],
    ['timeMin', '2026-01-01T00:00:00Z'],
    ['timeMax', '2027-01-01T00:00:00Z'],
    ['updatedMin', '2026-11-21T00:00:00Z'],
    ['showDeleted', false],
  ])('is refused together with %s', (name, value) => {
    const syncToken = mei.token();
    expect(mei.refusal('events.list', { ...primary, syncToken, [name]: value })[0]).toBe(400);
  });

  it.each(['iCalUID=x', 'orderBy=updated', 'privateExtendedProperty=a=b', 'q=x', 'updatedMin=2026-11-21T00:00:00Z'])(
    'is not given after a first request with %s',
    (pair) => {
      const [name, ...value] = pair.split('=');
      const answer = mei.list({ [name!]: value.join('=') });
      expect([answer.nextSyncToken, answer.nextPageToken]).toEqual([undefined, undefined]);
    },
  );

  it('asks for the other parameters as they were', () => {
    const syncToken = mei.token({ singleEvents: true });
    expect(mei.refusal('events.list', { ...primary, syncToken })[0]).toBe(400);
    expect(mei.sync(syncToken, { singleEvents: true }).ids).toEqual([]);
  });

  it('is answered with 410 when it has expired, for one calendar or all', () => {
    const other = mei.calendar('Other');
    const [here, there] = [mei.token(), mei.token({ calendarId: other })];
    google.engine.expireSyncTokens(MEI);
    expect(mei.ask('events.list', { ...primary, syncToken: here })).toMatchObject({ status: 410, body: gone });
    expect(mei.ask('events.list', { calendarId: other, syncToken: there }).status).toBe(200);
    google.engine.expireSyncTokens();
    expect(mei.ask('events.list', { calendarId: other, syncToken: there }).body).toEqual(gone);
  });

  it('is answered with 410 when it is a quarter of a year old', () => {
    const lists = ['events.list', 'calendarList.list'] as const;
    const tokens = [mei.token(), String(mei.get('calendarList.list').nextSyncToken)];
    const statuses = () =>
      lists.map((list, i) => mei.ask(list, { ...(i === 0 && primary), syncToken: tokens[i] }).status);
    google.pass(90 * 24 * 3_600_000);
    expect(statuses()).toEqual([200, 200]);
    google.pass(1);
    expect(statuses()).toEqual([410, 410]);
  });

  it('of another calendar or another person is answered with 410, nonsense with 400', () => {
    const other = mei.calendar('Other');
    const syncToken = mei.token();
    expect(mei.ask('events.list', { calendarId: other, syncToken }).body).toEqual(gone);
    const rule = { role: 'writer', scope: { type: 'user', value: ANNA } };
    mei.get('acl.insert', primary, rule);
    expect(google.user(ANNA).ask('events.list', { calendarId: MEI, syncToken }).body).toEqual(gone);
    expect(mei.refusal('events.list', { ...primary, syncToken: 'nonsense' })).toEqual([
      400,
      'invalid',
      'Invalid sync token value.',
    ]);
  });

  it('ends when its owner’s access changes', () => {
    const anna = google.user(ANNA);
    const share = (role: string) => mei.get('acl.insert', primary, { role, scope: { type: 'user', value: ANNA } });
    share('reader');
    const syncToken = anna.token({ calendarId: MEI });
    share('writer');
    expect(anna.ask('events.list', { calendarId: MEI, syncToken }).body).toEqual(gone);
  });

  it('outlives a restart of the sandbox', () => {
    const token = mei.token();
    const { id } = mei.insert();
    const later = new Google();
    later.engine.load(JSON.parse(JSON.stringify(google.engine.save())) as ReturnType<typeof google.engine.save>);
    expect(later.user(MEI).sync(token).ids).toEqual([id]);
  });

  it('pages its changes with the same token, and gives the next one on the last page', () => {
    const token = mei.token();
    const ids = Array.from({ length: 5 }, () => mei.insert().id);
    const first = mei.list({ syncToken: token, maxResults: 2 });
    expect(first.nextSyncToken).toBeUndefined();
    expect(mei.sync(token, { maxResults: 2 }).ids).toEqual(ids);
    expect(mei.refusal('events.list', { ...primary, pageToken: first.nextPageToken, maxResults: 2 })[0]).toBe(400);
  });
});

describe('the window of the first request stays in force', () => {
  const window = { timeMin: '2026-11-24T00:00:00Z', timeMax: '2026-11-25T00:00:00Z' };

  it('leaves out what happens outside of it, and tells of an event that leaves or enters it', () => {
    const inside = mei.insert();
    const outside = mei.insert(at('10:00', '11:00', 'UTC', '2026-12-24'));
    const { syncToken: token } = mei.listAll(window);
    mei.patch(outside.id, { summary: 'still outside' });
    expect(mei.sync(token!).ids).toEqual([]);
    mei.patch(inside.id, at('10:00', '11:00', 'UTC', '2026-12-25'));
    mei.patch(outside.id, at('10:00', '11:00'));
    const { items, ids } = mei.sync(token!);
    expect(ids).toEqual([inside.id, outside.id]);
    expect(items[0]!.start?.dateTime).toBe('2026-12-25T10:00:00Z');
  });

  it('tells of deletions inside only', () => {
    const inside = mei.insert();
    const outside = mei.insert(at('10:00', '11:00', 'UTC', '2026-12-24'));
    const { syncToken: token } = mei.listAll(window);
    mei.remove(inside.id);
    mei.remove(outside.id);
    expect(mei.sync(token!).ids).toEqual([`-${inside.id}`]);
  });
});

describe('series without singleEvents', () => {
  const daily = { ...at('10:00', '11:00'), recurrence: ['RRULE:FREQ=DAILY;COUNT=5'] };

  it('come as their master and their exceptions', () => {
    const { id } = mei.insert(daily);
    const token = mei.token();
    mei.patch(`${id}_20261125T100000Z`, { summary: 'moved', ...at('12:00', '13:00', 'UTC', '2026-11-25') });
    expect(mei.sync(token).ids).toEqual([`${id}_20261125T100000Z`]);
    mei.patch(id, { location: 'There' });
    expect(mei.sync(token).ids).toEqual([id, `${id}_20261125T100000Z`]);
    expect(mei.list().items.map((e) => e.id)).toEqual([id, `${id}_20261125T100000Z`]);
  });

  it('tell of a deleted instance which one it was, and bring the series and its other exceptions along', () => {
    const { id } = mei.insert(daily);
    mei.patch(`${id}_20261125T100000Z`, { summary: 'other' });
    const token = mei.token();
    mei.remove(`${id}_20261126T100000Z`);
    const { ids, items } = mei.sync(token);
    expect(new Set(ids)).toEqual(new Set([`-${id}_20261126T100000Z`, id, `${id}_20261125T100000Z`]));
    expect(items.find((e) => e.status === 'cancelled')).toMatchObject({
      recurringEventId: id,
      originalStartTime: { dateTime: '2026-11-26T10:00:00Z', timeZone: 'UTC' },
    });
  });

  it('go with their exceptions when they are deleted', () => {
    const { id } = mei.insert(daily);
    mei.patch(`${id}_20261125T100000Z`, { summary: 'other' });
    const token = mei.token();
    mei.remove(id);
    expect(mei.sync(token).ids.sort()).toEqual([`-${id}`, `-${id}_20261125T100000Z`].sort());
  });
});

describe('series with singleEvents', () => {
  const single = { singleEvents: true };
  const daily = { ...at('10:00', '11:00'), recurrence: ['RRULE:FREQ=DAILY;COUNT=3'] };
  const instances = (id: string) => [24, 25, 26].map((day) => `${id}_202611${day}T100000Z`);

  it('a changed series returns all of its instances', () => {
    const { id } = mei.insert(daily);
    const token = mei.token(single);
    mei.patch(id, { summary: 'x' });
    expect(mei.sync(token, single).ids).toEqual(instances(id));
  });

  it('a changed or deleted instance returns alone', () => {
    const { id } = mei.insert(daily);
    const token = mei.token(single);
    const [first, second] = instances(id);
    mei.patch(first!, { summary: 'x' });
    mei.remove(second!);
    expect(mei.sync(token, single).ids).toEqual([first, `-${second!}`]);
  });

  it('instances that a new rule or time does not have are cancelled', () => {
    const { id } = mei.insert(daily);
    const token = mei.token(single);
    mei.patch(id, { recurrence: ['RRULE:FREQ=DAILY;COUNT=2'] });
    const [first, second, third] = instances(id);
    expect(new Set(mei.sync(token, single).ids)).toEqual(new Set([first, second, `-${third!}`]));
    mei.patch(id, { ...at('12:00', '13:00'), recurrence: ['RRULE:FREQ=DAILY;COUNT=1'] });
    const left = `${id}_20261124T120000Z`;
    expect(new Set(mei.sync(token, single).ids)).toEqual(new Set([left, ...instances(id).map((i) => `-${i}`)]));
  });

  it('a deleted series cancels its instances', () => {
    const { id } = mei.insert(daily);
    const token = mei.token(single);
    mei.remove(id);
    expect(mei.sync(token, single).ids).toEqual(instances(id).map((i) => `-${i}`));
  });

  it('an event that becomes a series leaves its own id, and comes back with it', () => {
    const { id } = mei.insert();
    const token = mei.token(single);
    mei.patch(id, { recurrence: daily.recurrence });
    expect(new Set(mei.sync(token, single).ids)).toEqual(new Set([`-${id}`, ...instances(id)]));
    const next = mei.token(single);
    mei.patch(id, { recurrence: null });
    expect(new Set(mei.sync(next, single).ids)).toEqual(new Set([id, ...instances(id).map((i) => `-${i}`)]));
  });
});
