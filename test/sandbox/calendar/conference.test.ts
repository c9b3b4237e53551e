// Sources: the discovery document, ConferenceData, CreateConferenceRequest and conferenceDataVersion;
// developers.google.com/workspace/calendar/api/guides/create-events (conferencing); google-api-nodejs-client#2387;
// openclaw/gogcli#590 (add-on conferences by API).
import { ANNA, HOUR, MEI, at, type Event, useGoogle } from '../../support/google-calendar';

const { google, mei } = useGoogle({ mei: 'UTC' });

const primary = { calendarId: 'primary' };
const version1 = { conferenceDataVersion: 1 };
const meet = (requestId: string) => ({
  conferenceData: { createRequest: { requestId, conferenceSolutionKey: { type: 'hangoutsMeet' } } },
});
const statusOf = ({ conferenceData }: Event) => conferenceData?.createRequest?.status?.statusCode;

const zoom = {
  conferenceId: '123-456',
  conferenceSolution: { key: { type: 'addOn' }, name: 'Studio rooms', iconUri: 'https://icons.example/1.png' },
  entryPoints: [{ entryPointType: 'video', uri: 'https://rooms.example/123', label: 'rooms.example/123' }],
  notes: 'Ring the bell',
  parameters: { addOnParameters: { parameters: { room: 'a' } } },
};

describe('a Meet link', () => {
  it('is made on request: a code, three entry points, the solution, the join link', () => {
    const event = mei.insert(meet('r1'), version1);
    const code = event.conferenceData?.conferenceId ?? '';
    expect(code).toMatch(/^[a-z]{3}-[a-z]{4}-[a-z]{3}$/);
    expect(event.hangoutLink).toBe(`https://meet.google.com/${code}`);
    expect(event.conferenceData).toMatchObject({
      createRequest: { requestId: 'r1', status: { statusCode: 'success' } },
      conferenceSolution: { key: { type: 'hangoutsMeet' }, name: 'Google Meet' },
    });
    expect(event.conferenceData?.entryPoints?.map((e) => e.entryPointType)).toEqual(['video', 'phone', 'more']);
  });

  it('may take its time: pending, then there, which is a change that watchers and syncs see', () => {
    google.meet = { ms: 5_000, fail: false };
    const event = mei.insert(meet('r1'), version1);
    expect(statusOf(event)).toBe('pending');
    expect(event.hangoutLink).toBeUndefined();
    const token = mei.token();
    google.pass(4_999);
    expect(mei.sync(token).ids).toEqual([]);
    const before = google.changes.length;
    google.pass(1);
    expect(google.changes.slice(before)).toMatchObject([{ calendarId: MEI, eventId: event.id }]);
    const [done] = mei.sync(token).items;
    expect(statusOf(done!)).toBe('success');
    expect(done!.hangoutLink).toMatch(/^https:\/\/meet/);
    expect(done!.etag).not.toBe(event.etag);
  });

  it('is looked after when somebody reads, also if nobody has settled', () => {
    google.meet = { ms: 5_000, fail: false };
    const { id } = mei.insert(meet('r1'), version1);
    google.clock.advance(HOUR);
    expect(statusOf(mei.event(id))).toBe('success');
  });

  it('may fail: no entry points, and only a new request id asks again', () => {
    google.meet = { ms: 1_000, fail: true };
    const { id } = mei.insert(meet('r1'), version1);
    google.pass(1_000);
    const failed = mei.event(id);
    expect(failed.conferenceData).toMatchObject({ createRequest: { status: { statusCode: 'failure' } } });
    expect([failed.conferenceData?.entryPoints, failed.hangoutLink]).toEqual([undefined, undefined]);
    google.meet = { ms: 0, fail: false };
    expect(statusOf(mei.patch(id, meet('r1'), version1))).toBe('failure');
    expect(statusOf(mei.patch(id, meet('r2'), version1))).toBe('success');
  });

  it('stays the same for the same request id', () => {
    const event = mei.insert(meet('r1'), version1);
    expect(mei.patch(event.id, meet('r1'), version1).conferenceData).toEqual(event.conferenceData);
    expect(mei.patch(event.id, meet('r2'), version1).hangoutLink).not.toBe(event.hangoutLink);
  });

  it('is still being created while the event is changed in other ways', () => {
    google.meet = { ms: 5_000, fail: false };
    const { id } = mei.insert(meet('r1'), version1);
    google.pass(3_000);
    mei.patch(id, { summary: 'x' });
    google.pass(2_000);
    expect(statusOf(mei.event(id))).toBe('success');
  });

  it('needs a solution that the calendar allows', () => {
    const odd = { createRequest: { requestId: 'r', conferenceSolutionKey: { type: 'eventHangout' } } };
    const refusal = mei.refusal(
      'events.insert',
      { ...primary, ...version1 },
      { ...at('10:00', '11:00'), conferenceData: odd },
    );
    expect(refusal).toEqual([400, 'invalid', 'Invalid conference type value.']);
    const nameless = { ...at('10:00', '11:00'), conferenceData: { createRequest: {} } };
    expect(mei.refusal('events.insert', { ...primary, ...version1 }, nameless)[1]).toBe('required');
  });

  it('can be copied to another event with what a get answers', () => {
    const { conferenceData, hangoutLink } = mei.insert(meet('r1'), version1);
    const { createRequest: _, ...copy } = conferenceData!;
    expect(mei.insert({ conferenceData: copy }, version1).hangoutLink).toBe(hangoutLink);
  });
});

describe('conferenceDataVersion', () => {
  it('0, the default, ignores conferences in the body, and keeps the existing one', () => {
    expect(mei.insert(meet('r1')).conferenceData).toBeUndefined();
    const { id, hangoutLink } = mei.insert(meet('r1'), version1);
    expect(mei.patch(id, { conferenceData: null }).hangoutLink).toBe(hangoutLink);
    expect(mei.update(id, at('12:00', '13:00')).hangoutLink).toBe(hangoutLink);
  });

  it('1 lets null, or an update without it, take the conference away', () => {
    const first = mei.insert(meet('r1'), version1);
    const without = mei.patch(first.id, { conferenceData: null }, version1);
    expect([without.conferenceData, without.hangoutLink]).toEqual([undefined, undefined]);
    const second = mei.insert(meet('r2'), version1);
    expect(mei.update(second.id, at('12:00', '13:00'), version1).hangoutLink).toBeUndefined();
  });

  it('1 keeps a conference that comes back as it was read', () => {
    const event = mei.insert(meet('r1'), version1);
    expect(mei.update(event.id, { ...event }, version1).conferenceData).toEqual(event.conferenceData);
  });

  it('is 0 or 1', () => {
    expect(mei.refusal('events.insert', { ...primary, conferenceDataVersion: 2 }, at('10:00', '11:00'))[1]).toBe(
      'invalidParameter',
    );
  });
});

describe('an add-on’s conference', () => {
  const save = (event: object, conference?: Parameters<typeof google.engine.saveFromEditor>[3]) =>
    google.engine.saveFromEditor(MEI, 'primary', { ...at('10:00', '11:00'), ...event }, conference).body as Event;

  it('comes from the event editor, on a new or an existing event', () => {
    const id = google.engine.newEventId();
    const saved = save({ id, summary: 'New' }, zoom);
    expect(saved).toMatchObject({ id, summary: 'New', conferenceData: zoom });
    expect(saved.hangoutLink).toBeUndefined();
    expect(save({ id, summary: 'Changed' }).conferenceData).toEqual(zoom);
    expect(save({ id }, null).conferenceData).toBeUndefined();
    expect(statusOf(save({ id }, 'hangoutsMeet'))).toBe('success');
  });

  it('goes to the guests in the same invitation as the event', () => {
    save({ id: 'abcde', attendees: [{ email: 'piotr@client.example' }] }, zoom);
    expect(google.mails()).toHaveLength(1);
    expect(google.mails('invitation')[0]!.body).toContain('https://rooms.example/123');
  });

  it('cannot be written by the API, but comes back with an update', () => {
    const body = { ...at('10:00', '11:00'), conferenceData: zoom };
    expect(mei.refusal('events.insert', { ...primary, ...version1 }, body)).toEqual([
      400,
      'invalid',
      'Invalid conference data.',
    ]);
    const event = save({ id: 'abcde' }, zoom);
    expect(mei.update(event.id, { ...event, summary: 'x' }, version1).conferenceData).toEqual(zoom);
  });
});

describe('the guests’ copies', () => {
  it('get the link when it is there, without a mail of its own', () => {
    const anna = google.user(ANNA);
    google.meet = { ms: 1_000, fail: false };
    const { id } = mei.insert({ ...meet('r1'), attendees: [{ email: ANNA }] }, { ...version1, sendUpdates: 'all' });
    const before = google.mails().length;
    google.pass(1_000);
    expect(anna.event(id).hangoutLink).toBe(mei.event(id).hangoutLink);
    expect(google.mails()).toHaveLength(before);
  });

  it('a series passes its link on to instances that were changed', () => {
    google.meet = { ms: 1_000, fail: false };
    const { id } = mei.insert({ ...meet('r1'), recurrence: ['RRULE:FREQ=DAILY;COUNT=3'] }, version1);
    mei.patch(`${id}_20261125T100000Z`, { summary: 'other' });
    google.pass(1_000);
    const links = mei.list({ singleEvents: true }).items.map((e) => e.hangoutLink);
    expect(new Set(links)).toEqual(new Set([mei.event(id).hangoutLink]));
    expect(links).toHaveLength(3);
  });
});
