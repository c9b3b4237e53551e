import { callsOf, JAN, Lab, MEI, NOW, outcome } from '../../support/script-lab';

const CODE = `
const store = (which) => ({ script: PropertiesService.getScriptProperties, user: PropertiesService.getUserProperties })[which]();
const cacheOf = (which) => ({ script: CacheService.getScriptCache, user: CacheService.getUserCache })[which]();
const lockOf = (which) => ({ script: LockService.getScriptLock, user: LockService.getUserLock })[which]();
function write(which, values, replace) { store(which).setProperties(values, replace); }
function writeSized(which, key, size, sign = 'x') { store(which).setProperty(key, sign.repeat(size)); }
function read(which) { return store(which).getProperties(); }
function keys(which) { return store(which).getKeys(); }
function odd() {
  const p = PropertiesService.getScriptProperties();
  p.setProperty('n', 5).setProperty('o', { a: 1 }).setProperty('z', null);
  p.getProperties().n = 'changed';
  return [p.getProperty('n'), p.getProperty('o'), p.getProperty('z'), p.getProperty('none'), p.getProperty('toString')];
}
function forget(which, key) { return key ? store(which).deleteProperty(key).getProperties() : store(which).deleteAllProperties().getProperties(); }
function fill(which) { for (let i = 0; i < 60; i++) store(which).setProperty('k' + i, 'x'.repeat(9000)); }
function keep(which, key, value, seconds) { cacheOf(which).put(key, value, seconds); }
function keepSized(key, size) { cacheOf('script').put('k'.repeat(key), 'x'.repeat(size)); }
function nulls() { return [cacheOf('script').put('a', 'b'), cacheOf('script').remove('a')].map((it) => it === null); }
function negative() { return lockOf('script').tryLock(-1) || insist(-1); }
function kept(which, key) { return cacheOf(which).get(key); }
function many() {
  const cache = cacheOf('script');
  cache.putAll({ a: 1, b: 2, c: 3 }, 60);
  cache.removeAll(['b', 'none']);
  cache.remove('none');
  return cache.getAll(['a', 'b', 'c', 'd']);
}
function documents() { return [PropertiesService.getDocumentProperties(), CacheService.getDocumentCache(), LockService.getDocumentLock()]; }
function hold(which, ms, times) {
  const lock = lockOf(which);
  if (!lock.tryLock(ms)) return 'busy';
  for (let i = 0; i < times; i++) Utilities.sleep(1000);
  return 'held';
}
function insist(ms) { lockOf('script').waitLock(ms); return hold('script', 0, 20); }
function relock() {
  const lock = lockOf('script');
  const before = lock.hasLock();
  const twice = [lock.tryLock(0), lock.tryLock(0), lockOf('user').hasLock()];
  lock.releaseLock();
  return [before, ...twice, lock.hasLock()];
}
function who() { return [Session.getActiveUser().getEmail(), Session.getEffectiveUser().getEmail(), String(Session.getActiveUser())]; }
function where() { return [Session.getActiveUserLocale(), Session.getScriptTimeZone(), Session.getTimeZone()]; }
function visitor() { return Session.getTemporaryActiveUserKey(); }
function mail(...args) { MailApp.sendEmail(...args); }
function gmail(...args) { return typeof GmailApp.sendEmail(...args).sendEmail === 'function'; }
function attach() { MailApp.sendEmail({ to: 'a@x.example', subject: 's', body: 'b', attachments: [Utilities.newBlob('BEGIN', 'text/calendar', 'e.ics')] }); }
function quota() { return MailApp.getRemainingDailyQuota(); }
`;

let lab: Lab;
beforeAll(() => (lab = new Lab(CODE, { timeZone: 'Europe/Warsaw' })));
afterAll(() => lab.close());
beforeEach(() => lab.startOver());

const as = async (user: string, name: string, ...args: unknown[]) => outcome(await lab.runAs(user, name, ...args));

it('a script without a document has no document store, cache or lock', async () => {
  expect(await lab.value('documents')).toEqual([null, null, null]);
});

describe('properties', () => {
  it('of the script are shared, of a user are their own', async () => {
    await as(MEI, 'write', 'script', { a: '1' });
    await as(MEI, 'write', 'user', { a: 'mei' });
    await as(JAN, 'write', 'user', { a: 'jan' });
    expect([await as(JAN, 'read', 'script'), await as(JAN, 'read', 'user'), await as(MEI, 'read', 'user')]).toEqual([
      { a: '1' },
      { a: 'jan' },
      { a: 'mei' },
    ]);
  });

  it('are texts, and copies of them when they are read', async () => {
    expect(await lab.value('odd')).toEqual(['5', '[object Object]', 'null', null, null]);
  });

  it('are added to what is there, or take its place', async () => {
    await lab.run('write', 'script', { a: '1', b: '2' });
    await lab.run('write', 'script', { b: '3' });
    expect(await lab.value('read', 'script')).toEqual({ a: '1', b: '3' });
    await lab.run('write', 'script', { c: '4' }, true);
    expect(await lab.value('keys', 'script')).toEqual(['c']);
  });

  it('go one by one, or all at once', async () => {
    await lab.run('write', 'user', { a: '1', b: '2' });
    expect(await lab.value('forget', 'user', 'a')).toEqual({ b: '2' });
    expect(await lab.value('forget', 'user')).toEqual({});
  });

  it.each([
    ['9 KB', 9_216, 'x', null],
    ['one byte more', 9_217, 'x', 'Exception: Argument too large: value'],
    ['9 KB in signs of two bytes', 4_608, 'ż', null],
    ['one sign more of them', 4_609, 'ż', 'Exception: Argument too large: value'],
  ])('hold 9 KB each: %s', async (_, size, sign, expected) => {
    expect(await lab.value('writeSized', 'script', 'k', size, sign)).toBe(expected);
  });

  it('hold 500 KB in all, for each user', async () => {
    expect(await lab.value('fill', 'user')).toContain('You have exceeded the property storage quota');
    expect(await as(JAN, 'writeSized', 'user', 'k', 9_000)).toBeNull();
    expect(await lab.value('writeSized', 'script', 'k', 9_000)).toBeNull();
  });

  it('stay when one of several is refused', async () => {
    const error = await lab.value('write', 'script', { a: '1', b: 'x'.repeat(9_217) });
    expect([error, await lab.value('read', 'script')]).toEqual(['Exception: Argument too large: value', {}]);
  });
});

describe('the cache', () => {
  it.each([
    ['ten minutes unless said', undefined, 599, 600],
    ['as long as said', 30, 29, 30],
    ['six hours at most', 21_600, 21_599, 21_600],
  ])('lasts %s', async (_, seconds, before, after) => {
    await lab.run('keep', 'script', 'k', 'v', ...(seconds === undefined ? [] : [seconds]));
    lab.world.clock.set(NOW + before * 1_000);
    expect(await lab.value('kept', 'script', 'k')).toBe('v');
    lab.world.clock.set(NOW + after * 1_000);
    expect(await lab.value('kept', 'script', 'k')).toBeNull();
  });

  it.each([0, -1, 21_601])('refuses a life of %d seconds', async (seconds) => {
    expect(await lab.value('keep', 'script', 'k', 'v', seconds)).toBe(
      'Exception: Invalid argument: expirationInSeconds',
    );
  });

  it.each([
    [250, 102_400, null],
    [251, 1, 'Exception: Argument too large: key'],
    [1, 102_401, 'Exception: Argument too large: value'],
  ])('takes keys of 250 signs and values of 100 KB: %d, %d', async (key, size, expected) => {
    expect(await lab.value('keepSized', key, size)).toBe(expected);
  });

  it('of the script is shared, of a user is their own', async () => {
    await as(MEI, 'keep', 'script', 'k', 'all');
    await as(MEI, 'keep', 'user', 'k', 'mei');
    expect([await as(JAN, 'kept', 'script', 'k'), await as(JAN, 'kept', 'user', 'k')]).toEqual(['all', null]);
  });

  it('answer null to put and remove', async () => {
    expect(await lab.value('nulls')).toEqual([true, true]);
  });

  it('takes, gives and drops many at once', async () => {
    expect(await lab.value('many')).toEqual({ a: '1', c: '3' });
  });
});

describe('a lock', () => {
  // Turns are taken in a drawn order: nobody is finished before the other has started.
  beforeEach(() => (lab.world.schedule = { seed: 1 }));

  const together = async (...calls: [user: string, name: string, ...args: unknown[]][]) =>
    Promise.all(calls.map(([user, name, ...args]) => as(user, name, ...args)));

  it('is held once, again by its holder, and until it is released', async () => {
    expect(await lab.value('relock')).toEqual([false, true, true, false, false]);
  });

  it('is waited for, and passed on at the end of an execution', async () => {
    expect(await together([MEI, 'hold', 'script', 5_000, 3], [JAN, 'hold', 'script', 5_000, 3])).toEqual([
      'held',
      'held',
    ]);
  });

  it.each(['script', 'user'])('of the %s is not waited for longer than said', async (which) => {
    const outcomes = await together([MEI, 'hold', which, 2_000, 20], [MEI, 'hold', which, 2_000, 20]);
    expect(outcomes.sort()).toEqual(['busy', 'held']);
  });

  it('of one user is no obstacle to another', async () => {
    expect(await together([MEI, 'hold', 'user', 0, 2], [JAN, 'hold', 'user', 0, 2])).toEqual(['held', 'held']);
  });

  it('is not waited for where the wait is negative: that is not even a try', async () => {
    expect(await lab.value('negative')).toContain('Exception: Lock timeout');
  });

  it('that is not to be had is an error for who insists', async () => {
    const outcomes = await together([MEI, 'insist', 1_000], [JAN, 'insist', 1_000]);
    expect(outcomes.sort()).toEqual([
      'Exception: Lock timeout: another process was holding the lock for too long.',
      'held',
    ]);
  });
});

describe('the session', () => {
  it('knows who runs a script, and whose rights it has', async () => {
    expect(await lab.value('who')).toEqual([MEI, MEI, MEI]);
    const visit = lab.runtime.execute({ kind: 'webapp', as: MEI, activeUser: '', function: 'who', args: [] });
    expect(outcome(await visit)).toEqual(['', MEI, '']);
  });

  it('knows language and zone', async () => {
    lab.world.calendar.ensureUser(MEI, { locale: 'pl', timeZone: 'Asia/Tokyo' });
    expect(await lab.value('where')).toEqual(['pl', 'Europe/Warsaw', 'Europe/Warsaw']);
  });

  it('tells visitors apart without naming them', async () => {
    const [mei, jan, again] = [await as(MEI, 'visitor'), await as(JAN, 'visitor'), await as(MEI, 'visitor')];
    expect([mei === again, mei === jan, mei]).toEqual([true, false, expect.not.stringContaining('mei')]);
  });
});

describe('mail', () => {
  it.each([
    ['texts', ['a@x.example, b@x.example', 's', 'b'], { to: ['a@x.example', 'b@x.example'], subject: 's', body: 'b' }],
    [
      'texts and options',
      ['a@x.example', 's', 'b', { cc: 'c@x.example', name: 'N' }],
      { cc: ['c@x.example'], name: 'N' },
    ],
    ['an address to answer to', ['a@x.example', 'r@x.example', 's', 'b'], { replyTo: 'r@x.example', subject: 's' }],
    [
      'an object',
      [{ to: 'a@x.example', bcc: 'd@x.example', htmlBody: '<b>' }],
      { bcc: ['d@x.example'], htmlBody: '<b>' },
    ],
  ])('is written with %s', async (_, args, expected) => {
    expect(await lab.value('mail', ...args)).toBeNull();
    expect(lab.world.mailbox.all()).toEqual([
      expect.objectContaining({ from: MEI, source: 'script', at: NOW, ...expected }),
    ]);
  });

  it('carries blobs', async () => {
    await lab.run('attach');
    expect(lab.world.mailbox.all()[0]!.attachments).toEqual([
      { name: 'e.ics', mimeType: 'text/calendar', base64: Buffer.from('BEGIN').toString('base64') },
    ]);
  });

  it.each([
    ['nobody', 'Failed to send email: no recipient'],
    ['', 'Failed to send email: no recipient'],
    ['no address', 'Invalid email: no address'],
  ])('to %j is refused', async (to, message) => {
    const error = await lab.value('mail', to === 'nobody' ? {} : { to, subject: 's', body: 'b' });
    expect([error, lab.world.mailbox.all().length]).toEqual([`Exception: ${message}`, 0]);
  });

  it('may go to a hundred people a day, by either service, for each user', async () => {
    const list = (count: number) => Array.from({ length: count }, (_, n) => `p${n}@x.example`).join();
    await lab.run('mail', list(50), 's', 'b');
    expect(await lab.value('gmail', list(48), 's', 'b')).toBe(true);
    expect(await lab.value('quota')).toBe(2);
    expect(await lab.value('mail', list(3), 's', 'b')).toBe(
      'Exception: Service invoked too many times for one day: email.',
    );
    expect(await as(JAN, 'quota')).toBe(100);
    lab.world.clock.advance(86_400_000);
    expect(await lab.value('quota')).toBe(100);
  });

  it.each([
    ['to more than fifty people', 'p@x.example,'.repeat(51), 1, 'Email Recipients Per Message'],
    ['of more than 200 KB', 'p@x.example', 204_801, 'Email Body Size'],
  ])('%s is too much in one message', async (_, to, size, limit) => {
    expect(await lab.value('mail', to, 's', 'x'.repeat(size))).toBe(`Exception: Limit Exceeded: ${limit}.`);
  });

  it('shows under the service that sent it', async () => {
    expect(callsOf(await lab.run('gmail', 'a@x.example', 's', 'b'))).toEqual(['GmailApp.sendEmail']);
  });
});
