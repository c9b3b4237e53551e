import { createHash } from 'node:crypto';
import { BigBlueButtonServer } from '../support/providers/bigbluebutton-server';

// The server must be stricter than the product is careful: what it lets pass, the tests of the product cannot see.

let server: BigBlueButtonServer;
beforeEach(async () => {
  server = await BigBlueButtonServer.start({ now: () => 1_795_000_000_000 });
});
afterEach(() => server.stop());

const ROOM = { name: 'Yoga & tea', meetingID: 'abc-123', attendeePW: '111222', moderatorPW: '333444' };

function addressOf(call: string, parameters: Record<string, string>, secret = server.secret): string {
  const query = new URLSearchParams(parameters).toString();
  const checksum = createHash('sha256').update(`${call}${query}${secret}`).digest('hex');
  return `${server.url}api/${call}?${query === '' ? '' : `${query}&`}checksum=${checksum}`;
}

async function ask(call: string, parameters: Record<string, string> = {}): Promise<string> {
  return (await fetch(addressOf(call, parameters))).text();
}

const at = (answer: string, name: string) => new RegExp(`<${name}>(.*?)</${name}>`, 's').exec(answer)?.[1] ?? null;

it('tells anybody its version and nothing more', async () => {
  expect(at(await (await fetch(`${server.url}api`)).text(), 'returncode')).toBe('SUCCESS');
  expect(at(await (await fetch(`${server.url}api/getMeetingInfo?meetingID=abc-123`)).text(), 'messageKey')).toBe(
    'checksumError',
  );
});

it('refuses a wrong secret, a changed parameter, another order and another call', async () => {
  const right = addressOf('create', ROOM);
  const checksum = right.slice(right.indexOf('checksum='));
  const wrong = [
    addressOf('create', ROOM, 'not-the-secret'),
    right.replace('333444', '333445'),
    right.replace('/create', '/end'),
    `${server.url}api/create?${new URLSearchParams(Object.entries(ROOM).reverse()).toString()}&${checksum}`,
    // Spaces as %20 are another text than spaces as +.
    right.replaceAll('+', '%20'),
    right.slice(0, right.indexOf('&checksum=')),
  ];
  for (const address of wrong) expect(at(await (await fetch(address)).text(), 'messageKey')).toBe('checksumError');
  expect([server.meetings.size, server.requests.map(({ checksumOk }) => checksumOk)]).toEqual([
    0,
    wrong.map(() => false),
  ]);
  expect(at(await (await fetch(right)).text(), 'returncode')).toBe('SUCCESS');
});

it('computes a checksum as the published example has it', () => {
  // docs.bigbluebutton.org/development/api, usage: the same text, there with SHA-1.
  const text = 'createname=Test+Meeting&meetingID=abc123&attendeePW=111222&moderatorPW=333444';
  expect(createHash('sha1').update(`${text}${server.secret}`).digest('hex')).toBe(
    '1fcbb0c4fc1f039f73aa6d697d2db9ba7f803f17',
  );
});

it('creates a room once, however often it is asked', async () => {
  const first = await ask('create', { ...ROOM, record: 'true', voiceBridge: '70757' });
  expect([at(first, 'voiceBridge'), at(first, 'dialNumber'), at(first, 'createTime')]).toEqual([
    '70757',
    '+1 613-555-1234',
    '1795000000000',
  ]);
  const again = await ask('create', { ...ROOM, name: 'Another name' });
  expect([at(again, 'returncode'), at(again, 'messageKey')]).toEqual(['SUCCESS', 'duplicateWarning']);
  expect(server.meetings.get('abc-123')).toMatchObject({ name: 'Yoga & tea', record: true });
});

it('refuses a room that exists with other passwords, or with none', async () => {
  await ask('create', ROOM);
  const { name, meetingID } = ROOM;
  expect(at(await ask('create', { ...ROOM, moderatorPW: 'other' }), 'messageKey')).toBe('idNotUnique');
  expect(at(await ask('create', { name, meetingID }), 'messageKey')).toBe('idNotUnique');
});

it.each([
  ['a room without a name', { ...ROOM, name: '' }, 'validationError'],
  ['a name that is too long', { ...ROOM, name: 'a'.repeat(257) }, 'validationError'],
  ['a room without an id', { ...ROOM, meetingID: '' }, 'missingParamMeetingID'],
  ['an id with a comma', { ...ROOM, meetingID: 'a,b' }, 'validationError'],
  ['a boolean in other words', { ...ROOM, record: 'yes' }, 'validationError'],
  ['a short voice bridge', { ...ROOM, voiceBridge: '123' }, 'validationError'],
  ['a duration in words', { ...ROOM, duration: 'long' }, 'validationError'],
  ['a password of one sign', { ...ROOM, attendeePW: 'x' }, 'invalidPassword'],
])('refuses %s', async (_, parameters, key) => {
  expect(at(await ask('create', parameters), 'messageKey')).toBe(key);
  expect(server.meetings.size).toBe(0);
});

it('gives no voice bridge twice', async () => {
  await ask('create', { ...ROOM, voiceBridge: '70757' });
  const other = await ask('create', { ...ROOM, meetingID: 'other', voiceBridge: '70757' });
  expect(at(other, 'messageKey')).toBe('nonUniqueVoiceBridge');
});

it('lets people in as what they are', async () => {
  await ask('create', ROOM);
  expect(at(await ask('isMeetingRunning', { meetingID: 'abc-123' }), 'running')).toBe('false');
  const as = async (more: Record<string, string>) =>
    (await fetch(addressOf('join', { fullName: 'Mei <3', meetingID: 'abc-123', ...more }))).text();
  expect(await as({ role: 'MODERATOR' })).toContain('Mei &lt;3: MODERATOR');
  expect(await as({ password: '111222' })).toContain('Mei &lt;3: VIEWER');
  expect(at(await as({}), 'messageKey')).toBe('invalidPassword');
  expect(at(await as({ role: 'VIEWER', createTime: '1' }), 'messageKey')).toBe('mismatchCreateTimeParam');
  const info = await ask('getMeetingInfo', { meetingID: 'abc-123' });
  expect([
    at(info, 'running'),
    at(info, 'participantCount'),
    at(info, 'moderatorCount'),
    at(info, 'meetingName'),
  ]).toEqual(['true', '2', '1', '<![CDATA[Yoga & tea]]>']);
});

it('ends a room, once', async () => {
  await ask('create', ROOM);
  expect(at(await ask('end', { meetingID: 'abc-123', password: '111222' }), 'messageKey')).toBe('invalidPassword');
  expect(at(await ask('end', { meetingID: 'abc-123', password: '333444' }), 'messageKey')).toBe(
    'sentEndMeetingRequest',
  );
  expect(at(await ask('end', { meetingID: 'abc-123' }), 'messageKey')).toBe('notFound');
  expect(at(await ask('join', { fullName: 'Mei', meetingID: 'abc-123', role: 'VIEWER' }), 'messageKey')).toBe(
    'notFound',
  );
  expect(server.meetings.size).toBe(0);
});

it('goes wrong as it is told, call by call', async () => {
  server.failNext({ messageKey: 'checksumError' }, { status: 500, body: '<html>Oops</html>' }, 'cut');
  expect(at(await ask('create', ROOM), 'messageKey')).toBe('checksumError');
  expect((await fetch(addressOf('create', ROOM))).status).toBe(500);
  await expect(fetch(addressOf('create', ROOM))).rejects.toThrow('fetch failed');
  expect([server.requests, server.meetings.size]).toEqual([[], 0]);
  expect(at(await ask('create', ROOM), 'returncode')).toBe('SUCCESS');
});

it('keeps a call waiting for as long as a test likes', async () => {
  const { arrived, release } = server.holdNext();
  const asked = ask('create', ROOM);
  await arrived;
  // Another call passes by.
  expect(at(await ask('isMeetingRunning', { meetingID: 'abc-123' }), 'running')).toBe('false');
  expect(server.meetings.size).toBe(0);
  release();
  expect(at(await asked, 'returncode')).toBe('SUCCESS');
});
