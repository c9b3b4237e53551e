// Who may import whom: docs/design.md says why.
const RING = '^src/(calendar|rooms|cards|web|notify|store)/';

/** The rooms of a folder, lowest first: a room imports itself and lower ones, never a higher one or what lies beside them. */
const inOrder = (folder, rooms) =>
  rooms.map((room, i) => ({
    name: `${folder}/${room}-knows-lower-rooms-only`,
    severity: 'error',
    from: { path: `^${folder}/(${room})/` },
    to: { path: `^${folder}/`, pathNot: `^${folder}/(${rooms.slice(0, i + 1).join('|')})/` },
  }));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    ...inOrder('src/booking', ['time']),
    ...inOrder('src/desk', [
      'ports',
      'team',
      'links',
      'limits',
      'times',
      'rooms',
      'events',
      'outbox',
      'sync',
      'bookings',
      'archive',
      'panel',
    ]),
    ...inOrder('src/cards', [
      'kit',
      'home',
      'availability|services|set-up|sync|rooms',
      'booking',
      'new-booking|event|archive',
    ]),
    ...inOrder('src/rooms', ['tools|google', 'zoom']),
    ...inOrder('src/i18n', ['locales']),
    ...inOrder('sandbox/calendar', ['model', 'state', 'api', 'events', 'handlers']),
    ...inOrder('sandbox/runtime/guest', ['core', 'utilities', 'card-service|html|language|services|xml']),
    {
      name: 'booking-stands-alone',
      comment: 'The domain is pure: it imports nothing of ours.',
      severity: 'error',
      from: { path: '^src/booking/' },
      to: { pathNot: '^src/booking/' },
    },
    {
      name: 'desk-knows-interfaces-only',
      comment: 'Use cases import the domain; what they need of everything else is an interface in desk/ports.',
      severity: 'error',
      from: { path: '^src/desk/' },
      to: { path: '^src/', pathNot: '^src/(booking|desk)/' },
    },
    {
      name: 'i18n-stands-on-booking',
      severity: 'error',
      from: { path: '^src/i18n/' },
      to: { path: '^src/', pathNot: '^src/(booking|i18n)/' },
    },
    {
      name: 'look-stands-alone',
      comment: 'Colours that pages and mails share.',
      severity: 'error',
      from: { path: '^src/look/' },
      to: { path: '^src/', pathNot: '^src/look/' },
    },
    {
      name: 'parts-do-not-know-one-another',
      comment: 'A part imports desk, booking, i18n and look, and itself.',
      severity: 'error',
      from: { path: RING },
      to: { path: '^src/', pathNot: ['^src/(booking|desk|i18n|look)/', '^src/$1/'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'only-entry-wires',
      comment: 'platform names Apps Script; only entry/ and main.ts put it together with the rest.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(entry/.*|main|platform/.*)\\.ts$' },
      to: { path: '^src/(platform/|entry/|main\\.ts)' },
    },
    {
      name: 'page-stays-in-the-browser',
      comment: 'What runs in the browser takes messages and plain types along, and nothing of the desk.',
      severity: 'error',
      from: { path: '^src/web/client/' },
      to: {
        path: '^src/',
        pathNot:
          '^src/(web/client/|i18n/|booking/time/|booking/phone\\.ts|web/(public-api|link-api|page-functions)\\.ts)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'product-and-sandbox-apart',
      comment: 'The sandbox runs any Apps Script project; the product knows no sandbox.',
      severity: 'error',
      from: { path: '^(src|sandbox)/' },
      to: { path: '^(src|sandbox|test)/', pathNot: '^$1/' },
    },
    {
      name: 'test-helpers-know-no-tests',
      comment: 'What tests share is in test/support; a test file imports from there and from its own folder.',
      severity: 'error',
      from: { path: '^test/support/' },
      to: { path: '^test/', pathNot: '^test/support/' },
    },
    {
      name: 'tests-of-folders-apart',
      severity: 'error',
      from: { path: '^test/([^/]+)/', pathNot: '^test/support/' },
      to: { path: '^test/', pathNot: '^test/(support|$1)/' },
    },
    {
      name: 'no-development-packages-in-the-bundle',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'core'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    exclude: { path: '^(dist|build)/' },
  },
};
