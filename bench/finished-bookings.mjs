// Finished bookings as a desk with regular clients has them, the same each time: names, notes and times are as varied as
// people's, since a text that repeats would be packed to nothing.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Five bookings a client on average: every fifth is a new client's, the others are of those who came lately. */
const NEW_CLIENTS = 0.2;
const A_WEEK = 200;

const SYLLABLES =
  'ka no wi ra zel mar ta pio lew an ew ski cki mo ri sa che lin wang so mat da lo pez gar cia iva nov pet rov el na som chai ku bo ro hel ga jo sé ló łu ża bri tom ed vik tor ul'.split(
    ' ',
  );
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
/** Those of booking ids (src/platform/google.ts). */
const ID_LETTERS = '0123456789abcdefghjkmnpqrstv';
const DOMAINS =
  'gmail.com gmail.com gmail.com gmail.com wp.pl o2.pl yahoo.com.tw outlook.com mail.ru hotmail.es icloud.com'.split(
    ' ',
  );
const PEOPLE = [
  ['pl', 'Europe/Warsaw', '+48 '],
  ['pl-PL', 'Europe/Warsaw', '+48 '],
  ['ru', 'Europe/Moscow', '+7 9'],
  ['es', 'Europe/Madrid', '+34 '],
  ['en', 'Europe/London', '+44 7'],
];

/** mulberry32 */
function randomFrom(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** @returns a function that answers the next bookings, each later than the one before @param from when the first is */
export function finishedBookings(from, seed = 7) {
  const random = randomFrom(seed);
  const below = (n) => Math.floor(random() * n);
  const pick = (list) => list[below(list.length)];
  const wait = (mean) => Math.floor(-Math.log(1 - random()) * mean);
  const letters = (count, known = LETTERS) => Array.from({ length: count }, () => pick(known)).join('');
  const word = (count) => Array.from({ length: count }, () => pick(SYLLABLES)).join('');
  const capital = (text) => text[0].toUpperCase() + text.slice(1);
  const plain = (text) =>
    text
      .normalize('NFD')
      .replace(/[^a-z]/gi, '')
      .toLowerCase();
  const firstNames = Array.from({ length: 250 }, () => capital(word(2 + below(2))));
  const vocabulary = Array.from({ length: 1_500 }, () => word(1 + below(3)));
  // Words that are used often are few.
  const sentence = () =>
    `${capital(Array.from({ length: 3 + below(9) }, () => vocabulary[Math.floor(1_500 * random() ** 2.5)]).join(' '))}.`;
  const places = [
    { kind: 'meet' },
    { kind: 'room' },
    { kind: 'address', address: 'ul. Długa 5, 31-147 Kraków' },
    { kind: 'weCall' },
  ];
  const services = Array.from({ length: 6 }, (_, n) => ({
    id: letters(8, ID_LETTERS),
    name: `${capital(word(3))} ${word(2)}, ${[30, 45, 60, 90][n % 4]} min`,
    length: [30, 45, 60, 90][n % 4] * MINUTE,
    place: places[n % 5 === 4 ? 0 : n % 5],
  }));
  const staff = Array.from({ length: 5 }, () => ({
    id: letters(8, ID_LETTERS),
    email: `${plain(word(3))}@studio.example`,
  }));
  const clients = [];
  let time = from;

  function newClient() {
    const first = pick(firstNames);
    const last = capital(word(2 + below(3)));
    const isChinese = random() < 0.2;
    const name = isChinese ? String.fromCharCode(...[0, 0, 0].map(() => 0x4e00 + below(2_000))) : `${first} ${last}`;
    const local = isChinese
      ? plain(word(3))
      : pick([
          `${plain(first)}.${plain(last)}`,
          plain(first)[0] + plain(last),
          plain(last) + below(100),
          plain(first) + below(10_000),
        ]);
    const [locale, zone, country] = isChinese ? ['zh-TW', 'Asia/Taipei', '+886 9'] : pick(PEOPLE);
    const number = [0, 0, 0].map(() => 100 + below(900)).join(' ');
    const client = {
      name,
      email: random() < 0.03 ? '' : `${local}@${pick(DOMAINS)}`,
      phone: random() < 0.2 ? '' : country + number,
      note: '',
      locale,
      zone,
    };
    clients.push(client);
    return client;
  }

  /** What happened to one, and what is left of it then. */
  function lifeOf({ id, start, end, state, place, person, hasMail, createdAt }) {
    const history = [{ at: createdAt, by: 'client', what: 'requested' }];
    let at = createdAt;
    const add = (after, by, what, detail) => {
      at += after;
      history.push({ at, by, what, ...(detail !== undefined && { detail }) });
    };
    const tell = (template) => hasMail && add(1_200 + wait(1_200), 'system', 'mailSent', template);
    tell('clientRequested');
    add(700 + wait(500), 'system', 'mailSent', 'staffRequested');
    if (state === 'declined') {
      add(wait(5 * HOUR), person, 'declined', random() < 0.4 ? sentence() : undefined);
      tell('clientDeclined');
      return { history, event: null, link: null, generation: 0 };
    }
    if (state === 'expired') {
      add(48 * HOUR + wait(HOUR) - (at - createdAt), 'system', 'expired');
      tell('clientExpired');
      return { history, event: null, link: null, generation: 0 };
    }
    add(wait(6 * HOUR), person, 'accepted');
    const isOnline = place.kind === 'meet' || place.kind === 'room';
    if (isOnline) add(1_200 + wait(1_000), 'system', 'linkReady');
    tell('clientConfirmed');
    if (random() < 0.1) {
      add(wait(20 * HOUR), person, 'rescheduled');
      tell('clientRescheduled');
    }
    if (random() < 0.05) add(wait(20 * HOUR), person, 'noted');
    if (random() < 0.03) {
      add(wait(20 * HOUR), 'calendar', 'movedInCalendar');
      tell('clientRescheduled');
    }
    const event = { calendarId: person, eventId: `sk${id}g1`, written: true, span: { start, end } };
    const code = `${letters(3)}-${letters(4)}-${letters(3)}`;
    const uri =
      place.kind === 'meet'
        ? `https://meet.google.com/${code}`
        : `https://script.google.com/macros/s/x/exec?join=${letters(32)}`;
    const link = isOnline ? { status: 'ready', uri, since: createdAt, attempt: 1, phones: [] } : null;
    if (state === 'cancelled') {
      add(
        Math.max(0, start - wait(40 * HOUR) - HOUR - at),
        random() < 0.5 ? person : 'calendar',
        random() < 0.5 ? 'cancelled' : 'deletedInCalendar',
        random() < 0.3 ? sentence() : undefined,
      );
      tell('clientCancelled');
      return { history, event: null, link, generation: 1 };
    }
    add(Math.max(0, end + DAY - at) + wait(HOUR), random() < 0.9 ? 'system' : person, 'completed');
    if (state === 'noShow') add(wait(DAY), person, 'noShow');
    return { history, event, link, generation: 1 };
  }

  function next() {
    time += wait((7 * DAY) / A_WEEK);
    const start = Math.round(time / (15 * MINUTE)) * 15 * MINUTE;
    const service = pick(services);
    const { id: staffId, email: person } = pick(staff);
    const isNew = clients.length < 20 || random() < NEW_CLIENTS;
    const client = isNew ? newClient() : clients[clients.length - 1 - Math.floor(random() ** 1.5 * clients.length)];
    const dice = random();
    const state =
      dice < 0.78
        ? 'completed'
        : dice < 0.83
          ? 'noShow'
          : dice < 0.93
            ? 'cancelled'
            : dice < 0.96
              ? 'declined'
              : 'expired';
    const id = letters(12, ID_LETTERS);
    const end = start + service.length;
    const createdAt = start - wait(9 * DAY) - HOUR;
    const { place } = service;
    const life = lifeOf({ id, start, end, state, place, person, hasMail: client.email !== '', createdAt });
    return {
      id,
      reference: id.slice(0, 6).toUpperCase(),
      state,
      serviceId: service.id,
      serviceName: service.name,
      staffId,
      client: { ...client, note: random() < 0.25 ? sentence() : '' },
      start,
      end,
      staffNote: random() < 0.06 ? sentence() : '',
      place,
      bufferBefore: 0,
      bufferAfter: pick([0, 10]),
      capacity: 1,
      prepayment: false,
      paidAt: null,
      hold: 48,
      timeToPay: 48,
      holdUntil: null,
      flags: [],
      question: null,
      invitations: null,
      answers: [],
      consentedAt: null,
      guests: [],
      outbox: [],
      nextEffect: life.history.length + 1,
      requestKey: letters(32, ID_LETTERS),
      createdAt,
      ...life,
    };
  }
  return { take: (count) => Array.from({ length: count }, next), clients: () => clients.length };
}
