import fc from 'fast-check';

/** How many inputs a door gets: FUZZ_RUNS, or what keeps the usual run quick. */
export const FUZZ_RUNS = (usual: number): number => Number(process.env.FUZZ_RUNS ?? usual);

/** Texts that have broken something somewhere: directions, halves, ends of time, odd tags and keys. */
const oddText = fc.constantFrom(
  ...[
    '',
    ' ',
    '\u0000',
    '\u202e',
    '\ud800',
    '\u2028',
    '字'.repeat(1_000),
    'a'.repeat(10_000),
    '__proto__',
    'constructor',
  ],
  ...[
    'en-12',
    'zh_TW',
    'und',
    'Mars/Olympus',
    'Etc/GMT+14',
    '8640000000000000',
    '-1',
    '1e999',
    'NaN',
    '#',
    '%23',
    '\r\nBcc: x',
  ],
  ...[
    'a..b@x.example',
    'a@x.example',
    "o'hara@x.example",
    '<b>',
    '{name}',
    '=1+1',
    '9:00-25:00',
    '2026-02-30',
    'desk',
    'null',
  ],
);
const oddNumber = fc.constantFrom(
  0,
  -0,
  -1,
  0.5,
  1e14,
  8.64e15,
  -8.64e15,
  8.64e15 + 1,
  NaN,
  Infinity,
  2 ** 53,
  1_795_000_000_000,
);

const text = fc.oneof(oddText, fc.string({ unit: 'binary', maxLength: 40 }));
const leaf = fc.oneof(text, oddNumber, fc.integer(), fc.boolean(), fc.constantFrom(null, undefined));

/** Anything that JSON can carry, and a little more. */
export const anyInput: fc.Arbitrary<unknown> = fc.oneof(
  leaf,
  fc.array(leaf, { maxLength: 4 }),
  fc.object({ maxDepth: 3, values: [leaf] }),
);

const FIELDS = ['service', 'staff', 'name', 'email', 'phone', 'note', 'locale', 'zone', 'requestKey', 'offer', 'place'];
const FORM = ['answers', 'consent', 'guests', 'website', 'took'];

/** A form in which everything is right, but for what is not. */
export const anyForm: fc.Arbitrary<Record<string, unknown>> = fc
  .tuple(
    fc.dictionary(fc.constantFrom(...FIELDS, ...FORM, 'start', 'duration', 'from', 'to'), fc.oneof(leaf, anyInput), {
      maxKeys: 3,
    }),
    fc.nat(400),
  )
  .map(([wrong, quarter]) => ({
    service: 'service1',
    staff: '',
    start: 1_795_600_800_000 + quarter * 900_000,
    from: 1_795_600_800_000,
    to: 1_795_600_800_000 + quarter * 900_000,
    duration: 0,
    place: '',
    name: 'Anna',
    email: 'anna@client.example',
    phone: '',
    note: '',
    locale: 'pl',
    zone: 'Europe/Warsaw',
    requestKey: `key-${quarter}`,
    offer: '',
    answers: { q1: 'by a friend' },
    consent: false,
    guests: ['ola@client.example'],
    ...wrong,
  }));
