// Desks that have been at work for weeks with so many bookings a week: how full their store is then, and whether a client
// can still book. What is stored is what the product stores; README.md says what is assumed of a business.
import { DAY, HOUR, NOW, forAll, form, json, OWNER, openStudio, settle, span, stored, tap } from './desk.mjs';
import { result } from './measure.mjs';
import { startSandbox } from './sandbox-process.mjs';

/** People, bookings a week that the store has to carry for ever, and foreign events of each person on a workday. */
const DESKS = [
  { people: 1, weekly: 200, events: 2 },
  { people: 5, weekly: 200, events: 2 },
  { people: 20, weekly: 190, events: 6 },
  { people: 50, weekly: 160, events: 6 },
];

/** Bookings are made evenly up to so many weeks ahead, so that half of that lies ahead of the desk at any time. */
const BOOKED_AHEAD = 4;

/** After so many weeks as many bookings leave the store as come into it. */
const WEEKS = 4;

/** Clients may fill so much of the store, see desk/limits/request-limits.ts. */
const SHARE = 0.8;
const LIMIT = 500_000;

export async function run() {
  const results = [];
  for (const desk of DESKS) {
    const sandbox = await startSandbox();
    try {
      results.push(...(await yearsOf(sandbox, desk)));
    } finally {
      await sandbox.stop();
    }
  }
  return { title: `The store for ever: bookings up to ${BOOKED_AHEAD} weeks ahead, ${WEEKS} weeks played`, results };
}

async function yearsOf(sandbox, { people, weekly, events }) {
  const team = await openTeam(sandbox, people, events);
  const { live, over } = await templates(sandbox, team);
  const empty = await bytesIn(sandbox);
  const block = await bytesOfABlock(sandbox, team);
  const desk = { sandbox, team, live, over, weekly, bookings: new Map(), made: 0 };
  // Before the first day: what a desk at work has ahead of it, fewer the further away.
  let now = await nowOf(sandbox);
  const day = weekly / 7;
  for (let ahead = 0; ahead < BOOKED_AHEAD * 7; ahead++) {
    const share = 1 - (ahead + 0.5) / (BOOKED_AHEAD * 7);
    add(desk, Math.round(day * share), now + ahead * DAY, now);
  }
  let fullest = 0;
  for (let n = 0; n < WEEKS * 7; n++, now += DAY) {
    for (let ahead = 0; ahead < BOOKED_AHEAD * 7; ahead++) {
      const due = (n * BOOKED_AHEAD * 7 + ahead + 1) * (day / (BOOKED_AHEAD * 7));
      add(desk, Math.floor(due) - Math.floor(due - day / (BOOKED_AHEAD * 7)), now + ahead * DAY, now);
    }
    await write(desk, now);
    // The days of the last week are alike: as many bookings leave the store as come into it.
    if (n >= WEEKS * 7 - 7) fullest = Math.max(fullest, await bytesIn(sandbox));
    await tick(sandbox, OWNER);
    await sandbox.post('/sandbox/clock', { advance: 'P1D' });
  }
  for (const { email } of team) await tick(sandbox, email);
  const who = people === 1 ? '1 person' : `${people} people`;
  const used = (fullest / LIMIT) * 100;
  const isTaken = (await requestAt(sandbox, now)).ok && used < SHARE * 100;
  return [
    result(`${who}: without a booking`, empty / people, 'bytes', { note: 'for each of them' }),
    result(`${who}: a busy block in the shared store`, block, 'bytes', { below: 6 }),
    result(`${who}: bookings a week for ever`, isTaken ? weekly : 0, '', {
      atLeast: weekly,
      note: `${used.toFixed(0)} % of the store, of ${SHARE * 100} % that clients may fill`,
    }),
  ];
}

/** A team whose members have events of their own all week, each in one calendar. @returns {email, id} of each */
async function openTeam(sandbox, people, events) {
  await openStudio(sandbox);
  const emails = Array.from({ length: people }, (_, n) => `person${n}@studio.example`);
  for (const email of emails) await sandbox.post('/sandbox/users', { email, timeZone: 'Europe/Warsaw' });
  const [first, ...others] = emails;
  const service = { business: 'Studio Nowak', service: 'Lesson', duration: '30', team: first };
  await tap(sandbox, OWNER, 'setUp', { formInputs: form(service) });
  for (const email of others) await tap(sandbox, OWNER, 'addTeamMember', { formInputs: form({ email }) });
  await forAll(emails, (email, n) => workWeek(sandbox, email, events, n));
  for (const [n, email] of emails.entries()) {
    const calendars = { name: `Person ${n}`, zone: 'Europe/Warsaw', busyCalendars: [email], writeCalendar: email };
    await tap(sandbox, email, 'connectCalendars', { formInputs: form(calendars) });
  }
  await settle(sandbox);
  const staff = (await stored(sandbox)).filter(([key]) => key.startsWith('staff:'));
  return staff
    .map(([, text]) => JSON.parse(text).d)
    .filter(({ email }) => emails.includes(email))
    .map(({ id, email }) => ({ id, email }));
}

/** Events at other times for each person and day, apart from each other: none is joined with the next. */
async function workWeek(sandbox, email, events, person) {
  const path = `/calendar/v3/calendars/${encodeURIComponent(email)}/events`;
  for (let day = 2; day < 7; day++) {
    for (let n = 0; n < events; n++) {
      const quarters = 28 + Math.floor((n * 36) / events) + ((person * 7 + day * 3 + n) % 3);
      const start = NOW - (NOW % DAY) + day * DAY + quarters * (HOUR / 4);
      const repeats = {
        recurrence: ['RRULE:FREQ=WEEKLY'],
        ...span(start, (((n + person) % 3) * HOUR) / 4 + HOUR / 4),
      };
      await sandbox.post(path, { summary: `Plan ${n}`, ...repeats }, email);
    }
  }
}

/** A booking as it is stored before and after its time, made, accepted and completed as people do it. */
async function templates(sandbox, team) {
  const service = await serviceOf(sandbox);
  const ask = { service, staff: '', locale: 'pl' };
  const { starts } = await page(sandbox, 'readOpenTimes', { ...ask, from: NOW, to: NOW + 5 * DAY });
  const client = { name: 'Piotr Zieliński', email: 'piotr.zielinski@client.example', phone: '+48 600 700 800' };
  const where = { zone: 'Europe/Warsaw', locale: 'pl-PL', note: '' };
  await page(sandbox, 'sendRequest', { ...ask, ...client, ...where, start: starts[0], requestKey: 'k'.repeat(32) });
  const { id, staffId } = await bookingIn(sandbox);
  const { email } = team.find((one) => one.id === staffId);
  await tap(sandbox, email, 'acceptBooking', { parameters: { booking: id } });
  for (let n = 0; n < 3; n++) {
    await settle(sandbox);
    await sandbox.post('/sandbox/clock', { advance: 'PT1H' });
  }
  const live = await bookingIn(sandbox);
  await sandbox.post('/sandbox/clock', { advance: 'P6D' });
  for (const one of team) await tick(sandbox, one.email);
  const over = await bookingIn(sandbox);
  const isRight =
    live.record.d.state === 'confirmed' && live.record.d.L !== undefined && over.record.d.state === 'completed';
  if (!isRight) throw new Error(`no booking to copy: ${JSON.stringify([live.record, over.record])}`);
  // The desk is empty but for its copies.
  await sandbox.post('/sandbox/properties', {
    store: 'script',
    values: { [`booking:${id}`]: copyOf(over, 0, { start: NOW - 60 * DAY, staffId, madeAt: NOW - 61 * DAY }) },
  });
  return { live, over };
}

async function bookingIn(sandbox) {
  const [[key, text]] = (await stored(sandbox)).filter(([name]) => name.startsWith('booking:'));
  const record = JSON.parse(text);
  return { id: key.replace('booking:', ''), staffId: record.d.staffId, record };
}

/** A stored booking like another, as the nth, at a time of its own. */
function copyOf({ id, record }, n, { start, staffId, madeAt }) {
  const { d } = record;
  const moved = start - d.start;
  const own = n === 0 ? id : idOf(n);
  const copy = { ...d, i: own, r: own.slice(0, 6).toUpperCase(), staffId, start, end: d.end + moved, m: madeAt };
  return JSON.stringify({ ...record, d: { ...copy, e: own.padEnd(32, '0') } });
}

function idOf(n) {
  return `${((n * 2_654_435_761) % 2 ** 30).toString(32).padStart(6, '0')}${n.toString(32).padStart(6, '0')}`;
}

/** @param now when they are made: a day ago, so that no limit for an hour or a day counts them */
function add(desk, count, day, now) {
  for (let n = 0; n < count; n++) {
    desk.made += 1;
    // All over the day, in the night too: nobody asks whether two are at the same time.
    const start = day - (day % DAY) + ((desk.made * 7) % 48) * (HOUR / 2);
    const staffId = desk.team[desk.made % desk.team.length].id;
    desk.bookings.set(desk.made, { start, staffId, madeAt: now - 2 * DAY, state: 'new' });
  }
}

/** What has been made, and what has come to its end since: a booking is completed a day after its time. */
async function write({ sandbox, bookings, live, over }, now) {
  const values = {};
  for (const [n, booking] of bookings) {
    const isOver = booking.start < now - DAY - HOUR;
    if (booking.state === 'new') values[`booking:${idOf(n)}`] = copyOf(isOver ? over : live, n, booking);
    else if (isOver) values[`booking:${idOf(n)}`] = copyOf(over, n, booking);
    if (isOver) bookings.delete(n);
    else booking.state = 'stored';
  }
  // What the desk itself has written meanwhile is not known to this execution.
  await sandbox.post('/sandbox/properties', { store: 'script', values: { ...values, stamp: '-' } });
}

/** What a client is answered who asks for the last open time. */
async function requestAt(sandbox, now) {
  const ask = { service: await serviceOf(sandbox), staff: '', locale: 'pl' };
  const { starts } = await page(sandbox, 'readOpenTimes', { ...ask, from: now, to: now + 50 * DAY });
  const start = starts[starts.length - 1];
  const client = { name: 'Jan', email: 'jan@client.example', phone: '', note: '', zone: 'UTC' };
  return answerOf(sandbox, 'sendRequest', { ...ask, ...client, start, requestKey: 'the-last-request' });
}

async function serviceOf(sandbox) {
  const [id] = (await stored(sandbox)).flatMap(([key]) => /^service:(.+)$/.exec(key)?.[1] ?? []);
  return id;
}

async function page(sandbox, name, input) {
  const answer = await answerOf(sandbox, name, input);
  if (answer.ok === false) throw new Error(`${name}: ${JSON.stringify(answer)}`);
  return answer;
}

async function answerOf(sandbox, name, input) {
  const answer = await json(sandbox.post('/macros/s/sandbox/run', { function: name, args: [input] }));
  if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer)}`);
  return answer.result;
}

/** What the shared records take for busy time, for each block that the accounts have noted for themselves. */
async function bytesOfABlock(sandbox, team) {
  const { properties } = await json(sandbox.get('/sandbox/state'));
  let bytes = 0;
  let blocks = 0;
  for (const { email } of team) {
    const calendar = JSON.parse(properties.script[`calendar:${email}/${email}`]).d;
    bytes += Buffer.byteLength(calendar.busy + (calendar.named ?? ''));
    const notes = Object.entries(properties[`user:${email}`]).filter(([key]) => key.startsWith('notes:busy:'));
    blocks += notes.flatMap(([, text]) => text.split('\n')[0].split(';')).length;
  }
  return bytes / blocks;
}

async function tick(sandbox, as) {
  const record = await json(sandbox.post('/sandbox/call', { as, function: 'onHourlyTick', args: [{}] }));
  if (!record.ok) throw new Error(`the hourly run of ${as}: ${JSON.stringify(record.error)}`);
}

const nowOf = async (sandbox) => (await json(sandbox.get('/sandbox/state'))).now;

async function bytesIn(sandbox) {
  return (await stored(sandbox)).reduce(
    (sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value),
    0,
  );
}
