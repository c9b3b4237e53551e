import { createHash, createHmac, createVerify, generateKeyPairSync } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Lab, NOW } from '../../support/script-lab';

const CODE = `
const U = Utilities;
function format(at, zone, pattern) { return U.formatDate(new Date(at), zone, pattern); }
function formatWrong() { return U.formatDate('2026-11-21', 'UTC', 'yyyy'); }
function parse(text, zone, pattern) { return U.parseDate(text, zone, pattern).toISOString(); }
function digest(name, value, charset) { return U.computeDigest(U.DigestAlgorithm[name], value, charset); }
function tooMany() { return ['x', 'y'].map(U.base64Encode); }
function mac(name, value, key) { return U.computeHmacSignature(U.MacAlgorithm[name], value, key); }
function mac256(value, key) { return U.computeHmacSha256Signature(value, key); }
function rsa(name, value, key) { return U[name](value, key); }
function rsaBy(name, value, key) { return U.computeRsaSignature(U.RsaAlgorithm[name], value, key); }
function encode(method, value) { return U[method](value); }
function decode(method, text) { return U[method](text); }
function bytesOf(text, charset) { return U.newBlob('').setDataFromString(text, charset).getBytes(); }
function textOf(bytes, charset) { return U.newBlob(bytes).getDataAsString(charset); }
function gzip(text, name) {
  const packed = U.gzip(U.newBlob(text, 'text/plain', 'a.txt'), ...(name ? [name] : []));
  const open = U.ungzip(packed);
  return [packed.getName(), packed.getContentType(), packed.getBytes(), open.getName(), open.getDataAsString()];
}
function ungzip(bytes) { return U.ungzip(U.newBlob(bytes, 'application/x-gzip', 'a.gz')).getDataAsString(); }
function zip(files, name) {
  const packed = U.zip(files.map(([title, text]) => U.newBlob(text, 'text/plain', title)), ...(name ? [name] : []));
  const open = U.unzip(packed).map((blob) => [blob.getName(), blob.getContentType(), blob.getDataAsString()]);
  return [packed.getName(), packed.getContentType(), packed.getBytes().length, ...open];
}
function unzip(bytes) { return U.unzip(U.newBlob(bytes)); }
function uuids() { return [U.getUuid(), U.getUuid()]; }
function csv(text, delimiter) { return U.parseCsv(text, ...(delimiter ? [delimiter] : [])); }
function print(...args) { return U.formatString(...args); }
function sleep(ms) { const before = Date.now(); U.sleep(ms); return Date.now() - before; }
function blob() {
  const b = U.newBlob('a', 'text/css', 'a.json');
  const copy = b.copyBlob().setName('b.png').setContentTypeFromExtension().setBytes([1, -1]);
  return [b.getName(), b.getContentType(), b.getAs('text/css').getDataAsString(), copy.getName(), copy.getContentType(), copy.getBytes()];
}
`;

let lab: Lab;
beforeAll(() => (lab = new Lab(CODE, { timeZone: 'Europe/Warsaw' })));
afterAll(() => lab.close());

const signed = (buffer: Buffer) => [...new Int8Array(buffer)];

describe('formatDate', () => {
  const AT = '2026-03-05T14:07:09.042Z';
  it.each([
    ['yyyy-MM-dd HH:mm:ss.SSS', 'UTC', AT, '2026-03-05 14:07:09.042'],
    ['yy M d H m s', 'UTC', AT, '26 3 5 14 7 9'],
    ['EEEE, MMMM d', 'UTC', AT, 'Thursday, March 5'],
    ['EEE MMM u', 'UTC', AT, 'Thu Mar 4'],
    ['h a K k', 'UTC', AT, '2 PM 2 14'],
    ['h a K k H', 'UTC', '2026-03-05T00:30:00Z', '12 AM 0 24 0'],
    ['D w W F', 'UTC', AT, '64 10 1 1'],
    ['YYYY w', 'UTC', '2026-12-29T12:00:00Z', '2027 1'],
    ['G', 'UTC', AT, 'AD'],
    ["'T' ''yy 'o''clock'", 'UTC', AT, "T '26 o'clock"],
    ['X XX XXX Z', 'Asia/Kolkata', AT, '+05 +0530 +05:30 +0530'],
    ['X XX XXX Z', 'UTC', AT, 'Z Z Z +0000'],
    ['HH XXX', 'America/New_York', '2026-11-01T05:30:00Z', '01 -04:00'],
    ['HH XXX', 'America/New_York', '2026-11-01T06:30:00Z', '01 -05:00'],
    ['z zzzz', 'America/New_York', '2026-07-01T00:00:00Z', 'EDT Eastern Daylight Time'],
    ['HH:mm z', 'GMT+2', AT, '16:07 GMT+02:00'],
    ['HH:mm Z', 'UTC-3:30', AT, '10:37 -0330'],
    ['HH', '', AT, '15'],
    ['yyyy', 'UTC', '2027-01-01T00:00:00Z', '2027'],
  ])('%s in %s', async (pattern, zone, at, expected) => {
    expect(await lab.value('format', at, zone, pattern)).toBe(expected);
  });

  it('refuses what is no date, and zones that do not exist', async () => {
    expect(await lab.value('formatWrong')).toBe('Exception: Invalid argument: date');
    expect(await lab.value('format', AT, 'Mars/Base', 'HH')).toContain('Invalid argument: timeZone');
    expect(await lab.value('format', 'never', 'UTC', 'HH')).toContain('Invalid argument: date');
  });
});

describe('parseDate', () => {
  it.each([
    ['2026-03-05', 'UTC', 'yyyy-MM-dd', '2026-03-05T00:00:00.000Z'],
    ['2026-03-05 14:07', 'Europe/Warsaw', 'yyyy-MM-dd HH:mm', '2026-03-05T13:07:00.000Z'],
    ['2026-07-05 14:07', 'Europe/Warsaw', 'yyyy-MM-dd HH:mm', '2026-07-05T12:07:00.000Z'],
    ['20260305140709', 'UTC', 'yyyyMMddHHmmss', '2026-03-05T14:07:09.000Z'],
    ['March 5, 2026 2:07 PM', 'UTC', 'MMMM d, yyyy h:mm a', '2026-03-05T14:07:00.000Z'],
    ['Thu, 5 Mar 2026 12:00 AM', 'UTC', 'EEE, d MMM yyyy h:mm a', '2026-03-05T00:00:00.000Z'],
    ['5.3.26', 'UTC', 'd.M.yy', '2026-03-05T00:00:00.000Z'],
    ['2026-03-05T14:07:09.042+05:30', 'UTC', "yyyy-MM-dd'T'HH:mm:ss.SSSXXX", '2026-03-05T08:37:09.042Z'],
    ['2026-03-05T14:07:09Z', 'Asia/Tokyo', "yyyy-MM-dd'T'HH:mm:ssX", '2026-03-05T14:07:09.000Z'],
    ['14:07 -0500', 'UTC', 'HH:mm Z', '1970-01-01T19:07:00.000Z'],
    // The hour that is left out, and the one that comes twice.
    ['2026-03-29 02:30', 'Europe/Warsaw', 'yyyy-MM-dd HH:mm', '2026-03-29T01:30:00.000Z'],
    ['2026-10-25 02:30', 'Europe/Warsaw', 'yyyy-MM-dd HH:mm', '2026-10-25T00:30:00.000Z'],
    ['2026-11-01 23:30', '', 'yyyy-MM-dd HH:mm', '2026-11-01T22:30:00.000Z'],
  ])('reads %s in %s by %s', async (text, zone, pattern, expected) => {
    expect(await lab.value('parse', text, zone, pattern)).toBe(expected);
  });

  it.each([
    ['soon', 'yyyy-MM-dd'],
    ['2026/03/05', 'yyyy-MM-dd'],
    ['5 Mär 2026', 'd MMM yyyy'],
  ])('refuses %s', async (text, pattern) => {
    expect(await lab.value('parse', text, 'UTC', pattern)).toBe(`Exception: Unparseable date: "${text}"`);
  });
});

describe('digests and signatures', () => {
  it.each([
    ['MD5', 'md5'],
    ['SHA_1', 'sha1'],
    ['SHA_256', 'sha256'],
    ['SHA_384', 'sha384'],
    ['SHA_512', 'sha512'],
  ])('are those of the algorithm: %s; a text is US-ASCII where nothing else is said', async (name, algorithm) => {
    const digest = (text: string) => signed(createHash(algorithm).update(text).digest());
    expect(await lab.value('digest', name, 'zażółć')).toEqual(digest('za????'));
    expect(await lab.value('digest', name, 'zażółć', 'UTF_8')).toEqual(digest('zażółć'));
    expect(await lab.value('mac', `HMAC_${name}`, 'text', 'klucz-ż')).toEqual(
      signed(createHmac(algorithm, 'klucz-?').update('text').digest()),
    );
  });

  it('take bytes as well, and another charset', async () => {
    const [value, key] = [Buffer.from([0, 127, 128, 255]), Buffer.from([255, 1])];
    expect(await lab.value('digest', 'SHA_256', signed(value))).toEqual(
      signed(createHash('sha256').update(value).digest()),
    );
    expect(await lab.value('mac256', signed(value), signed(key))).toEqual(
      signed(createHmac('sha256', key).update(value).digest()),
    );
    expect(await lab.value('digest', 'MD5', 'ż', 'US_ASCII')).toEqual(signed(createHash('md5').update('?').digest()));
  });

  it.each([
    ['RSA-SHA256', 'rsa', 'computeRsaSha256Signature'],
    ['RSA-SHA1', 'rsa', 'computeRsaSha1Signature'],
    ['RSA-SHA256', 'rsaBy', 'RSA_SHA_256'],
    ['RSA-SHA1', 'rsaBy', 'RSA_SHA_1'],
  ])('are made with a private key: %s by %s %s', async (algorithm, call, name) => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
    const signature = (await lab.value(call, name, 'claims ż', pem)) as number[];
    const isValid = createVerify(algorithm)
      .update('claims ż')
      .verify(publicKey, Buffer.from(signature.map((byte) => byte & 255)));
    expect([isValid, Math.min(...signature) < 0]).toEqual([true, true]);
  });

  it('takes no argument too many', async () => {
    const why = "don't match the method signature for Utilities";
    expect(await lab.value('tooMany')).toBe(`Exception: The parameters (String,number,String[]) ${why}.base64Encode.`);
  });

  it('need a sound key and a known algorithm', async () => {
    expect(await lab.value('rsaBy', 'RSA_SHA_256', 'x', 'no key')).toBe('Exception: Invalid argument: key');
    expect(await lab.value('digest', 'MD2', 'x')).toBe('Error: not emulated: Utilities.DigestAlgorithm.MD2');
  });
});

describe('base 64', () => {
  it.each([['', 'a', 'ab', 'abc', 'zażółć', '\u{1F600}??>~']].flat().map((text) => [text]))('of %j', async (text) => {
    const plain = Buffer.from(text).toString('base64');
    const webSafe = plain.replace(/\+/g, '-').replace(/\//g, '_');
    expect(await lab.value('encode', 'base64Encode', text)).toBe(plain);
    expect(await lab.value('encode', 'base64EncodeWebSafe', text)).toBe(webSafe);
    expect(await lab.value('decode', 'base64Decode', plain)).toEqual(signed(Buffer.from(text)));
    expect(await lab.value('decode', 'base64DecodeWebSafe', webSafe.replace(/=/g, ''))).toEqual(
      signed(Buffer.from(text)),
    );
  });

  it('of signed bytes, and of nothing that is none', async () => {
    expect(await lab.value('encode', 'base64Encode', [-1, 0, 127, -128])).toBe('/wB/gA==');
    expect(await lab.value('encode', 'base64EncodeWebSafe', [-5, -1])).toBe('-_8=');
    expect(await lab.value('decode', 'base64Decode', 'a*b')).toBe('Exception: Could not decode string.');
    expect(await lab.value('encode', 'base64Encode', 5)).toBe('Exception: Invalid argument: value');
  });
});

describe('charsets', () => {
  it.each([
    ['żé', undefined, [-59, -68, -61, -87]],
    ['żé', 'ISO-8859-1', [63, -23]],
    ['żé', 'US-ASCII', [63, 63]],
    ['\u{1F600}', 'UTF-8', [-16, -97, -104, -128]],
    ['a\uD800b', undefined, [97, 63, 98]],
  ])('of %j in %s', async (text, charset, bytes) => {
    expect(await lab.value('bytesOf', text, charset)).toEqual(bytes);
  });

  it.each([
    [[-23], 'ISO-8859-1', 'é'],
    [[-16, -97, -104, -128], 'UTF-8', '\u{1F600}'],
    [[97, -1, 98], undefined, 'a\uFFFDb'],
    [[-19, -96, -128], undefined, '\uFFFD'],
  ])('back from %j in %s', async (bytes, charset, text) => {
    expect(await lab.value('textOf', bytes, charset)).toBe(text);
  });
});

describe('archives', () => {
  it('of gzip are what others read and write', async () => {
    const [name, type, bytes, inner, text] = (await lab.value('gzip', 'zażółć')) as [
      string,
      string,
      number[],
      string,
      string,
    ];
    expect([name, type, inner, text]).toEqual(['archive.gz', 'application/x-gzip', 'archive', 'zażółć']);
    expect(gunzipSync(Buffer.from(bytes.map((byte) => byte & 255))).toString()).toBe('zażółć');
    expect(await lab.value('ungzip', signed(gzipSync('hello')))).toBe('hello');
    expect(await lab.value('gzip', 'x', 'named')).toContain('named');
  });

  it('of zip hold several files', async () => {
    const files = [
      ['a.txt', 'hello '.repeat(500)],
      ['ż/b.json', '{}'],
      ['empty', ''],
    ];
    const [name, type, size, ...open] = (await lab.value('zip', files, 'all.zip')) as unknown[];
    expect([name, type, Number(size) < 1_000]).toEqual(['all.zip', 'application/zip', true]);
    expect(open).toEqual([
      ['a.txt', 'text/plain', 'hello '.repeat(500)],
      ['ż/b.json', 'application/json', '{}'],
      ['empty', 'application/octet-stream', ''],
    ]);
    expect(await lab.value('zip', [['a', '']])).toContain('archive.zip');
  });

  it.each(['unzip', 'ungzip'])('that are none, or broken, are refused by %s', async (method) => {
    const broken = [...Buffer.from('PK\x05\x06'), 0, 0, 0, 0, 9, 0, 9, 0, 9, 9, 9, 9, 9, 9, 9, 9];
    expect(await lab.value(method, [1, 2, 3])).toBe('Exception: Invalid argument: blob');
    expect(await lab.value(method, broken)).toBe('Exception: Invalid argument: blob');
  });
});

it('uuids are random', async () => {
  const [one, other] = (await lab.value('uuids')) as string[];
  expect(one).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  expect(one).not.toBe(other);
});

it.each([
  [
    'a,b\nc,d',
    undefined,
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  [
    'a,"b,""c""\nd"\r\ne,\n',
    undefined,
    [
      ['a', 'b,"c"\nd'],
      ['e', ''],
    ],
  ],
  ['a;b,c', ';', [['a', 'b,c']]],
  ['a\tb', '\t', [['a', 'b']]],
  ['', undefined, []],
])('parseCsv reads %j', async (text, delimiter, rows) => {
  expect(await lab.value('csv', text, delimiter)).toEqual(rows);
});

it.each([
  [['%s and %s', 'a', 1], 'a and 1'],
  [['%d%%', 12.9], '12%'],
  [['%5.2f|%-5s|%05d', 3.14159, 'ab', 42], ' 3.14|ab   |00042'],
  [['%+d %x %X %o %b %c', 5, 255, 255, 8, 5, 65], '+5 ff FF 10 101 A'],
  [['%.3s', 'abcdef'], 'abc'],
  [['%05d', -42], '-0042'],
])('formatString prints %j', async (args, text) => {
  expect(await lab.value('print', ...args)).toBe(text);
});

it('sleep takes the time of the clock, five minutes at most', async () => {
  lab.world.clock.set(NOW);
  expect(await lab.value('sleep', 90_000)).toBe(90_000);
  expect(lab.world.clock.now()).toBe(NOW + 90_000);
  for (const ms of [-1, 300_001, Number.NaN]) expect(await lab.value('sleep', ms)).toContain('Invalid argument');
});

it('a blob is copied, named and retyped', async () => {
  expect(await lab.value('blob')).toEqual(['a.json', 'text/css', 'a', 'b.png', 'image/png', [1, -1]]);
});
