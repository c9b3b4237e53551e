// A desk in the sandbox, set up as a person does it, and one whose store holds as many bookings as wanted.

export const OWNER = 'owner@studio.example';
export const MEI = 'mei@studio.example';
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** A Saturday. */
export const NOW = Date.parse('2026-11-21T06:00:00Z');

const EVENTS = `/calendar/v3/calendars/${encodeURIComponent(MEI)}/events`;

export const json = async (answer) => JSON.parse(await answer);
export const form = (values) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { stringInputs: { value: [value].flat() } }]),
  );

/** The studio at NOW, its clock running. */
export async function openStudio(sandbox) {
  await sandbox.post('/sandbox/costs', { profile: null });
  await sandbox.post('/sandbox/reset', { fixture: 'empty' });
  await sandbox.post('/sandbox/clock', { now: NOW });
  await sandbox.post('/sandbox/reset', { fixture: 'studio' });
  await sandbox.post('/sandbox/clock', { run: true });
}

/** The owner's desk with one service; Mei gives it, in her primary calendar. */
export async function openDesk(sandbox) {
  await openStudio(sandbox);
  const service = { business: 'Studio Nowak', service: 'Lesson', duration: '30', team: MEI };
  await tap(sandbox, OWNER, 'setUp', { formInputs: form(service) });
  const calendars = { name: 'Mei Lin', zone: 'Asia/Taipei', busyCalendars: [MEI], writeCalendar: MEI };
  await tap(sandbox, MEI, 'connectCalendars', { formInputs: form(calendars) });
}

/** A tap on a button, with what was filled in. */
export async function tap(sandbox, as, name, rest) {
  const parameters = { ...rest.parameters, cardAction: name };
  const record = await json(sandbox.post('/sandbox/panel', { as, function: 'onCardAction', ...rest, parameters }));
  if (!record.ok) throw new Error(`${name}: ${JSON.stringify(record.error)}`);
}

/** Lets every trigger run until nothing is left to announce. */
export async function settle(sandbox) {
  for (let round = 0; round < 10; round++) {
    const { executions } = await json(sandbox.post('/sandbox/triggers', { run: 'due' }));
    if (executions.length === 0) return;
  }
  throw new Error('the triggers never come to rest');
}

/** Does the same for many things, eight at a time. */
export async function forAll(things, work) {
  let next = 0;
  const worker = async () => {
    while (next < things.length) await work(things[next], next++);
  };
  await Promise.all(Array.from({ length: 8 }, worker));
}

export const insertEvent = (sandbox, event) => json(sandbox.post(EVENTS, event, MEI));
export const patchEvent = (sandbox, id, change) => sandbox.patch(`${EVENTS}/${id}`, change, MEI);
export const instancesOf = (sandbox, id) => json(sandbox.get(`${EVENTS}/${id}/instances?maxResults=2500`, MEI));

/** Start and end of an event. */
export function span(start, length) {
  const time = (at) => ({ dateTime: new Date(at).toISOString(), timeZone: 'UTC' });
  return { start: time(start), end: time(start + length) };
}

/** A booking that Mei has accepted, with its event written and its e-mail sent. @returns {id, start, event} */
async function oneBooking(sandbox) {
  await byPhone(sandbox);
  const ask = { service: await serviceId(sandbox), staff: '', locale: 'pl' };
  const { starts } = await page(sandbox, 'readOpenTimes', { ...ask, from: NOW, to: NOW + 14 * DAY });
  const client = {
    name: 'Piotr Zieliński',
    email: 'piotr@client.example',
    phone: '+48 600 700 800',
    note: '',
    zone: 'Europe/Warsaw',
  };
  await page(sandbox, 'sendRequest', { ...ask, ...client, locale: 'pl-PL', start: starts[0], requestKey: 'bench' });
  const [id] = (await stored(sandbox)).flatMap(([key]) => /^booking:([^#]+)$/.exec(key)?.[1] ?? []);
  await tap(sandbox, MEI, 'acceptBooking', { parameters: { booking: id } });
  await settle(sandbox);
  const { items } = await json(sandbox.get(`${EVENTS}?maxResults=2500`, MEI));
  const event = items.find(({ extendedProperties }) => JSON.stringify(extendedProperties ?? {}).includes(id));
  if (event === undefined) throw new Error('the accepted booking has no event');
  return { id, start: starts[0], event };
}

/** Without a Meet link: that of a copied event would be another one, which is news of its own. */
async function byPhone(sandbox) {
  const rules = {
    step: '30',
    bufferBefore: '0',
    bufferAfter: '0',
    minimumNotice: '0',
    horizon: '60',
    hold: '48',
    timeToPay: '48',
  };
  const inputs = {
    serviceName: 'Lesson',
    duration: '30',
    ...rules,
    place: 'weCall',
    capacity: '1',
    staff: '*',
    options: 'offered',
  };
  const parameters = { service: await serviceId(sandbox), parts: 'what where times who rules' };
  await tap(sandbox, OWNER, 'saveServiceForm', { parameters, formInputs: form(inputs) });
  const saved = (await stored(sandbox)).some(([key, value]) => key.startsWith('service:') && value.includes('weCall'));
  if (!saved) throw new Error('the service form was refused: the bench does not fill in what it asks for');
}

async function page(sandbox, name, input) {
  const answer = await json(sandbox.post('/macros/s/sandbox/run', { function: name, args: [input] }));
  if (!answer.ok || answer.result.ok === false) throw new Error(`${name}: ${JSON.stringify(answer)}`);
  return answer.result;
}

async function serviceId(sandbox) {
  const [id] = (await stored(sandbox)).flatMap(([key]) => /^service:(.+)$/.exec(key)?.[1] ?? []);
  return id;
}

/** The script's properties. */
export async function stored(sandbox) {
  const { properties } = await json(sandbox.get('/sandbox/state'));
  return Object.entries(properties.script ?? {});
}

/**
 * A desk with many bookings. The first is made as clients and staff make one; the others are its copies, in the store
 * and in the calendar, under ids and at times of their own: going the long way takes minutes, and its mail days.
 *
 * @param wanted how many
 * @returns id and start of each one's event; as many as the store has room for
 */
export async function openDeskWithBookings(sandbox, wanted) {
  await openDesk(sandbox);
  const first = await oneBooking(sandbox);
  const all = await stored(sandbox);
  const record = all.filter(([key]) => key.includes(first.id));
  // A moved booking has a longer history, and a mail that waits, which is stored in full: about as much again.
  const room = 490_000 - bytes(all);
  const count = Math.min(wanted, Math.floor(room / (2 * bytes(record))) + 1);
  const values = {};
  const events = [{ id: first.event.id, start: first.start }];
  for (let i = 1; i < count; i++) {
    const start = first.start + 20 * DAY + i * HOUR;
    const copy = copier(first, i, start);
    for (const [key, value] of record) values[copy(key)] = copy(value);
    events.push({
      id: copy(first.event.id),
      start,
      properties: JSON.parse(copy(JSON.stringify(first.event.extendedProperties))),
    });
  }
  const { summary, description, attendees } = first.event;
  await forAll(events.slice(1), ({ id, start, properties: extendedProperties }) =>
    insertEvent(sandbox, { id, summary, description, attendees, extendedProperties, ...span(start, HOUR / 2) }),
  );
  await sandbox.post('/sandbox/properties', { store: 'script', values });
  await settle(sandbox);
  // Mail that the making has cost counts for today.
  await sandbox.post('/sandbox/clock', { advance: 'P2D' });
  await settle(sandbox);
  const waiting = (await stored(sandbox)).filter(([, value]) => /"(outbox|w)":\[[^\]]/.test(value));
  if (waiting.length > 0) throw new Error(`${waiting.length} bookings have work left before anything is measured`);
  return events;
}

function copier(first, i, start) {
  const id = first.id.slice(0, -4) + i.toString(32).padStart(4, '0');
  const shifted = (at) => [String(at), String(at - first.start + start)];
  const swaps = [[first.id, id], shifted(first.start), shifted(first.start + HOUR / 2)];
  return (text) => swaps.reduce((changed, [from, to]) => changed.replaceAll(from, to), text);
}

function bytes(entries) {
  return entries.reduce((sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value), 0);
}
