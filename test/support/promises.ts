import { MAIL_TEMPLATES, type Booking, type MailTemplate } from '../../src/booking/booking';
import type { Service } from '../../src/booking/service';
import type { StaffMember } from '../../src/booking/staff';
import { deskTexts } from '../../src/i18n/index';
import type { ExecutionRecord, SentMail } from '../../sandbox/protocol';
import { whatRan } from './cards';
import { isBusy, type ApiEvent } from '../../src/calendar/answers';
import { mergeIntervals, withoutIntervals, type Interval } from '../../src/booking/time/intervals';
import type { CalendarSync } from '../../src/desk/ports/records';
import { inWholeMinutes } from '../../src/desk/times/busy';
import type { Sandbox } from './sandbox-process';
import { storedRecords } from './stored-records';

/** What is looked at of an event, as the Calendar API would show it. */
export interface StoredEvent {
  id: string;
  calendarId: string;
  status: string;
  summary?: string;
  description?: string;
  location?: string;
  start?: { dateTime?: string; date?: string };
  end?: { dateTime?: string; date?: string };
  organizer?: { email?: string };
  attendees?: { email?: string }[];
  hangoutLink?: string;
  conferenceData?: { entryPoints?: { entryPointType?: string; uri?: string }[] };
  extendedProperties?: { private?: Record<string, string> };
  recurrence?: string[];
  recurringEventId?: string;
  originalStartTime?: { dateTime?: string; date?: string };
}

interface State {
  now: number;
  users: { email: string }[];
  properties: Record<string, Record<string, string>>;
  calendar: { calendars: { id: string; events: Record<string, { event: StoredEvent }> }[] };
}

/** Everything that the promises are held against, read once. */
export interface Look {
  now: number;
  bookings: Booking[];
  staff: StaffMember[];
  services: Service[];
  /** Existing ones, each in the calendar of its organizer: what guests see are mirrors of it. */
  events: StoredEvent[];
  mail: SentMail[];
  properties: Record<string, string>;
  executions: ExecutionRecord[];
  /** Each calendar that closes times, and what Google shows of it. */
  closing: { calendar: CalendarSync; shown: ShownTime[] }[];
}

/** The time of an event that makes its calendar's owner busy. */
interface ShownTime extends Interval {
  /** Ids of the event and of its series. */
  ids: (string | undefined)[];
  /** Whether it is only known that its day is within this: where a day begins is the calendar's matter. */
  isRough: boolean;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Bookings that took place, or are to: their event stays. */
const KEEPS_EVENT = new Set(['confirmed', 'completed', 'noShow']);

export async function look(sandbox: Sandbox): Promise<Look> {
  const [state, mail, executions] = await Promise.all([
    sandbox.get<State>('state'),
    sandbox.mail(),
    sandbox.get<ExecutionRecord[]>('executions'),
  ]);
  const properties = state.properties.script ?? {};
  const bookings = storedRecords<Booking>(properties, 'booking');
  const staff = storedRecords<StaffMember>(properties, 'staff');
  const works = (email: string) => staff.some((one) => one.email === email && !one.syncPaused);
  const calendars = storedRecords<CalendarSync>(properties, 'calendar').filter(
    ({ email, readsBusy, known, problem }) => readsBusy && known !== null && problem === null && works(email),
  );
  const closing = await Promise.all(
    calendars.map(async (calendar) => ({ calendar, shown: await shownTimes(sandbox, calendar, state.now) })),
  );
  const theirs = new Set(bookings.map(({ event }) => event?.eventId));
  const isOurs = (id: string) => id.startsWith('sk') || theirs.has(id);
  const events = state.calendar.calendars.flatMap(({ id, events: stored }) =>
    withoutOthersOfSeries(
      Object.values(stored).map(({ event }) => ({ ...event, calendarId: id })),
      isOurs,
    ).filter(({ status, organizer }) => status !== 'cancelled' && (organizer?.email ?? id) === id),
  );
  return {
    now: state.now,
    bookings,
    staff,
    services: storedRecords<Service>(properties, 'service'),
    events,
    mail,
    properties,
    executions,
    closing,
  };
}

/** What makes a calendar's owner busy from now on. */
async function shownTimes(
  sandbox: Sandbox,
  { email, calendarId, known }: CalendarSync,
  now: number,
): Promise<ShownTime[]> {
  const iso = (at: number) => encodeURIComponent(new Date(at).toISOString());
  const query = `singleEvents=true&maxResults=2500&timeMin=${iso(now)}&timeMax=${iso(known?.end ?? now + 1)}`;
  const path = `calendars/${encodeURIComponent(calendarId)}/events?${query}`;
  const { items } = await sandbox.api<{ items: (ApiEvent & StoredEvent)[] }>(email, 'GET', path);
  return items.flatMap((item): ShownTime[] => {
    const { id, recurringEventId, start, end } = item;
    if (!isBusy(item)) return [];
    const ids = [id, recurringEventId];
    if (start?.dateTime !== undefined && end?.dateTime !== undefined)
      return [{ ids, start: Date.parse(start.dateTime), end: Date.parse(end.dateTime), isRough: false }];
    const day = { start: Date.parse(start?.date ?? ''), end: Date.parse(end?.date ?? '') };
    return [{ ids, start: day.start - 14 * 60 * MINUTE, end: day.end + 14 * 60 * MINUTE, isRough: true }];
  });
}

/** If one of our events was made recurring, only its first time is a booking's: it is shown in place of all. */
function withoutOthersOfSeries(events: readonly StoredEvent[], isOurs: (id: string) => boolean): StoredEvent[] {
  const begin = (at: StoredEvent['start']) => Date.parse(at?.dateTime ?? at?.date ?? '');
  return events.flatMap((event) => {
    if (!isOurs(event.recurringEventId ?? event.id)) return [event];
    if (event.recurringEventId !== undefined) return [];
    if (event.recurrence === undefined || event.status === 'cancelled') return [event];
    const first = events.find(
      (one) => one.recurringEventId === event.id && begin(event.start) === begin(one.originalStartTime),
    );
    return [first === undefined ? event : { ...first, id: event.id }];
  });
}

/**
 * What of the five promises (docs/design.md) does not hold; nothing when all is well. To be asked when life is quiet:
 * nothing is due, and every outbox is empty.
 */
export async function promises(sandbox: Sandbox): Promise<string[]> {
  return brokenPromises(await look(sandbox));
}

/** The same, of what has been looked at already. */
export function brokenPromises(seen: Look): string[] {
  return [
    ...closedAsShown(seen),
    ...seen.bookings.flatMap((booking) => [
      ...nothingWaits(booking),
      ...aligned(seen, booking),
      ...nothingEarly(seen, booking),
      ...toldOnce(seen, booking),
      ...reminded(seen, booking),
    ]),
    ...noOrphans(seen),
    ...noDoubleBooking(seen),
    ...nothingLeaked(seen),
  ];
}

/** How a booking is called in what is reported. */
function nameOf({ reference, state, serviceName, history }: Booking): string {
  return `${serviceName} ${reference} (${state}: ${history.map(({ what, detail = '' }) => `${what} ${detail}`.trim()).join(', ')})`;
}

function nothingWaits(booking: Booking): string[] {
  return booking.outbox.map(
    ({ kind, error, attempts }) => `${nameOf(booking)}: ${kind} still waits after ${attempts}: ${error ?? ''}`,
  );
}

/** 1. A confirmed booking has exactly one event, with the same times; an online one the same link everywhere. */
function aligned(seen: Look, booking: Booking): string[] {
  // What a person has still to answer differs until then, and the card asks.
  if (booking.state !== 'confirmed' || booking.question !== null) return [];
  const name = nameOf(booking);
  const events = seen.events.filter(({ id }) => id === booking.event?.eventId);
  const [event] = events;
  // What is over on both sides is looked at no more once a sync token is lost: a full list begins a day ago.
  const isOver = booking.end <= seen.now && (event === undefined || Date.parse(event.end?.dateTime ?? '') <= seen.now);
  if (isOver) return [];
  // Staff took it away on purpose: the card says so, and offers to write it again.
  if (booking.event === null && booking.link === null) return [];
  if (event === undefined) return [`${name}: no event`];
  const broken: string[] = [];
  if (events.length > 1) broken.push(`${name}: ${events.length} events`);
  // Where it was made: connecting another calendar later leaves it there.
  if (event.calendarId !== booking.event?.calendarId) broken.push(`${name}: its event is in ${event.calendarId}`);
  if (event.start?.date !== undefined) {
    // It keeps its time until a person decides.
    return booking.flags.includes('allDay')
      ? broken
      : [...broken, `${name}: its event is all-day, and it does not say so`];
  }
  const start = Date.parse(event.start?.dateTime ?? '');
  const end = Date.parse(event.end?.dateTime ?? '');
  if (start !== booking.start || end !== booking.end) {
    broken.push(`${name}: record ${span(booking)}, event ${span({ start, end })}`);
  }
  return [...broken, ...sameLink(seen, booking, event)];
}

function sameLink(seen: Look, booking: Booking, event: StoredEvent): string[] {
  const name = nameOf(booking);
  const links = linksOf(event);
  if (booking.place.kind === 'room') {
    const uri = booking.link?.uri;
    const isThere = event.location === uri;
    const at = isThere ? [] : [`${name}: room ${uri ?? 'none'}, event at ${event.location ?? 'no place'}`];
    return [...at, ...lastMailed(seen, booking, uri)];
  }
  if (booking.place.kind !== 'meet') {
    return booking.link === null ? [] : [`${name}: a link although it is not online`];
  }
  // One that could not be made is shown on the card, and asked for again by a person.
  if (booking.link?.status === 'failed' && booking.flags.includes('linkFailed')) {
    return links.length === 0 ? [] : [`${name}: link failed, event has ${links.join()}`];
  }
  const uri = booking.link?.status === 'ready' ? booking.link.uri : null;
  if (uri === null) return [`${name}: link is ${booking.link?.status ?? 'missing'}`];
  const broken: string[] = [];
  if (links.length !== 1 || links[0] !== uri) broken.push(`${name}: record ${uri}, event ${links.join() || 'no link'}`);
  return [...broken, ...lastMailed(seen, booking, uri)];
}

/** The join links of an event, each once. */
export function linksOf({ hangoutLink, conferenceData }: StoredEvent): string[] {
  const video = (conferenceData?.entryPoints ?? []).filter(({ entryPointType }) => entryPointType === 'video');
  const uris = video.map(({ uri }) => uri ?? '');
  return [...new Set(uris.length > 0 ? uris : hangoutLink === undefined ? [] : [hangoutLink])];
}

/** 2. What is not confirmed has no event and no link. */
function nothingEarly(seen: Look, booking: Booking): string[] {
  if (KEEPS_EVENT.has(booking.state)) return [];
  const broken: string[] = [];
  if (booking.link !== null) broken.push(`${nameOf(booking)}: has a link`);
  const own = seen.events.filter(({ id }) => id.startsWith(`sk${booking.id}g`));
  const shared = (id: string) => seen.bookings.some((b) => KEEPS_EVENT.has(b.state) && b.event?.eventId === id);
  for (const { id } of own) if (!shared(id)) broken.push(`${nameOf(booking)}: event ${id} exists`);
  return broken;
}

/** 3. What Google shows of a busy calendar is closed, and nothing else of it; a booking closes its own event's time. */
function closedAsShown({ closing, bookings, staff, now }: Look): string[] {
  return closing.flatMap(({ calendar, shown }) => {
    const whose = staff.find(({ email }) => email === calendar.email)?.id;
    const own = bookings.filter((b) => b.staffId === whose && b.event?.calendarId === calendar.calendarId);
    const ownIds = new Set(own.map(({ event }) => event?.eventId));
    const others = shown.filter(({ ids }) => !ids.some((id) => ownIds.has(id)));
    const closed = mergeIntervals([...calendar.busy, ...calendar.named]);
    const isIn = (times: readonly Interval[], { start, end }: Interval) =>
      withoutIntervals([{ start: Math.max(start, now), end }], times).every((left) => left.end <= left.start);
    const forgotten = others.filter((time) => !time.isRough && !isIn(closed, time));
    // Stored in whole minutes, rounded outwards.
    const whole = inWholeMinutes(shown);
    const left = closed.filter((time) => time.end > now && !isIn(whole, time));
    return [
      ...forgotten.map((time) => `${calendar.calendarId}: ${span(time)} is busy and open`),
      ...left.map((time) => `${calendar.calendarId}: ${span(time)} is closed without a reason`),
    ];
  });
}

/** 4. None of our events is unknown to its booking, and none exists twice. */
function noOrphans(seen: Look): string[] {
  const known = new Set(seen.bookings.flatMap((b) => (KEEPS_EVENT.has(b.state) ? [b.event?.eventId] : [])));
  return seen.events
    .filter(({ id }) => id.startsWith('sk') && !known.has(id))
    .map(({ id, calendarId, start }) => `event ${id} at ${start?.dateTime ?? '?'} in ${calendarId} is nobody's`);
}

/** 3. No two live bookings of a person in one another's way, unless it is flagged. */
function noDoubleBooking({ bookings, now }: Look): string[] {
  const live = bookings.filter(({ state }) => ['requested', 'awaitingPayment', 'confirmed'].includes(state));
  const broken: string[] = [];
  live.forEach((a, index) => {
    const sharing = live.filter((b) => sameSession(a, b));
    const flagged = sharing.some(({ flags }) => flags.includes('overlap'));
    if (sharing.length > Math.max(1, a.capacity) && !flagged && sharing[0] === a) {
      broken.push(`${nameOf(a)}: ${sharing.length} share a time for ${a.capacity} at ${span(a)}`);
    }
    for (const b of live.slice(index + 1)) {
      const seats = a.capacity > 1 && b.capacity > 1 && sameSession(a, b);
      if (b.staffId !== a.staffId || seats || !inTheWay(a, b)) continue;
      // What is over is in nobody's way any more: nobody has to be told.
      if (Math.max(a.end, b.end) <= now || [...a.flags, ...b.flags].includes('overlap')) continue;
      broken.push(`${nameOf(a)} at ${span(a)} and ${nameOf(b)} at ${span(b)} overlap`);
    }
  });
  return broken;
}

function sameSession(a: Booking, b: Booking): boolean {
  return a.staffId === b.staffId && a.serviceId === b.serviceId && a.start === b.start && a.end === b.end;
}

/** Between two bookings lies the longer of the two buffers that meet there. */
function inTheWay(a: Booking, b: Booking): boolean {
  const [first, second] = a.start <= b.start ? [a, b] : [b, a];
  const between = Math.max(first.bufferAfter, second.bufferBefore) * MINUTE;
  return second.start < first.end + between;
}

function remindersOf({ services }: Look, { serviceId }: Booking): readonly number[] {
  return services.find(({ id }) => id === serviceId)?.reminders ?? [];
}

/** 4b. Nobody is reminded of what has begun or is gone, or of a time that they have just been told; of others they are. */
function reminded(seen: Look, booking: Booking): string[] {
  const { history, state, start, end, client, remindedUntil } = booking;
  const at = (...what: string[]) => history.filter((entry) => what.includes(entry.what)).pop()?.at ?? 0;
  const letters = lettersOf(seen, booking);
  const sent = (template: MailTemplate) => letters.flatMap((one) => (one.template === template ? [one.mail.at] : []));
  const gone = at('cancelled', 'deletedInCalendar', 'completed', 'noShow') || Infinity;
  const moved = at('rescheduled', 'movedInCalendar', 'followed');
  const late = sent('clientReminder').filter((when) => when > moved && (when >= start || when > gone));
  const early = sent('clientFollowUp').filter((when) => when > moved && when < end);
  // Ticks have come every hour for some hours now.
  const told = Math.max(at('accepted', 'paid', 'bookedManually', 'adopted'), moved, seen.now - 10 * HOUR);
  const due = remindersOf(seen, booking).map((lead) => start - lead * MINUTE);
  const missed = due.filter((when) => told < when && when < seen.now - 2 * HOUR && remindedUntil < when);
  const isMissed = state === 'confirmed' && booking.question === null && client.email !== '' && seen.now < start;
  return [
    ...late.map((when) => `${nameOf(booking)}: reminded at ${new Date(when).toISOString()}, too late`),
    ...early.map((when) => `${nameOf(booking)}: thanked at ${new Date(when).toISOString()}, too early`),
    ...(isMissed ? missed.map((when) => `${nameOf(booking)}: no reminder at ${new Date(when).toISOString()}`) : []),
  ];
}

interface Letter {
  template: MailTemplate;
  mail: SentMail;
}

/** The mails about a booking, oldest first. */
export function lettersOf({ mail, staff }: Look, booking: Booking): Letter[] {
  const told = mail.filter(({ source, body }) => source === 'script' && body.includes(booking.reference));
  const team = new Set(staff.map(({ email }) => email));
  return told.flatMap((one) =>
    MAIL_TEMPLATES.filter((template) => {
      const toStaff = template.startsWith('staff');
      const reader = toStaff ? staff.find(({ id }) => id === booking.staffId) : booking.client;
      const title = reader === undefined ? '' : deskTexts(reader.locale).raw(`mail.${template}.title`);
      // A client's address may have changed since.
      const isReader = toStaff ? one.to.some((to) => to === reader?.email) : one.to.every((to) => !team.has(to));
      // Below the name of the business; in a mail to staff the client's name follows, which may have changed since.
      const [, said = ''] = one.body.split('\n\n');
      return isReader && title !== '' && (toStaff ? /^[:：]/.test(said.replace(title, '')) : said === title);
    }).map((template) => ({ template, mail: one })),
  );
}

/** 4. Each change is told once. */
function toldOnce(seen: Look, booking: Booking): string[] {
  const letters = lettersOf(seen, booking);
  const happened = (...what: string[]) => booking.history.filter((entry) => what.includes(entry.what)).length;
  const most: Partial<Record<MailTemplate, number>> = {
    // What holds is said again to a new address, or when a person asks for it.
    clientRequested: 1 + happened('clientChanged', 'mailResent'),
    clientAwaitingPayment: 1 + happened('clientChanged', 'mailResent'),
    clientConfirmed: 1 + happened('clientChanged', 'mailResent'),
    clientRescheduled: happened('rescheduled', 'movedInCalendar', 'followed'),
    clientLinkChanged: happened('linkReady'),
    clientStaffChanged: happened('reassigned'),
    // Each who had it was told once.
    staffRequested: 1 + happened('reassigned'),
    staffConfirmed: 1 + happened('reassigned', 'paid'),
    staffHandedAway: happened('reassigned'),
    staffRescheduled: happened('rescheduled', 'movedInCalendar', 'followed'),
    // Each time that it was given has its own.
    clientReminder: remindersOf(seen, booking).length * (1 + happened('rescheduled', 'movedInCalendar', 'followed')),
    clientFollowUp: 1 + happened('rescheduled', 'movedInCalendar', 'followed'),
  };
  const broken = MAIL_TEMPLATES.flatMap((template) => {
    const count = letters.filter((letter) => letter.template === template).length;
    // An execution died before it could note it: it may have gone out before, and the history says so.
    const again = booking.history.filter(({ what, detail }) => what === 'mailSentAgain' && detail === template).length;
    const limit = (most[template] ?? 1) + again;
    return count > limit ? [`${nameOf(booking)}: ${template} ${count} times, at most ${limit}`] : [];
  });
  const unsure = booking.history.flatMap(({ what, detail }) => (what === 'mailUnsure' ? [detail] : []));
  const missing = mustBeTold(seen, booking).filter(
    (template) => !unsure.includes(template) && !letters.some((letter) => letter.template === template),
  );
  return [...broken, ...missing.map((template) => `${nameOf(booking)}: ${template} never came`)];
}

/** What has to have been said about a booking by now: how things are. What was true before may have been overtaken. */
function mustBeTold({ staff }: Look, booking: Booking): MailTemplate[] {
  // Nobody is told what they have entered themselves.
  const isTheirOwn = staff.some(({ id, email }) => id === booking.staffId && email === booking.history[0]?.by);
  return isTold(booking).filter((template) =>
    template.startsWith('client') ? booking.client.email !== '' : !isTheirOwn,
  );
}

function isTold({ state, history }: Booking): MailTemplate[] {
  const [first, second] = history;
  // Staff made it from an event: the form says who is told. Nobody is told of a connection that starts over.
  if (first?.what === 'adopted' || history.some(({ what }) => what === 'reset')) return [];
  const wasTaken = second?.what === 'accepted' && second.at === first?.at;
  const byItself = wasTaken || history.some(({ what, by }) => what === 'accepted' && by === 'system');
  // The first staff member was told, and the current one was told something else.
  const wasGiven = history.some(({ what }) => what === 'reassigned');
  const toStaff: MailTemplate[] = byItself && !wasGiven ? ['staffConfirmed'] : [];
  switch (state) {
    case 'requested':
      return wasGiven ? ['clientRequested'] : ['clientRequested', 'staffRequested'];
    case 'awaitingPayment':
      return ['clientAwaitingPayment', ...toStaff];
    case 'confirmed':
      return ['clientConfirmed', ...toStaff];
    case 'declined':
      return ['clientDeclined'];
    case 'cancelled':
      return ['clientCancelled'];
    case 'expired':
      if (history.some(({ what }) => what === 'unpaid')) return ['clientUnpaid'];
      // Who was never told of a request is not told that it has run out.
      return history.some(({ detail }) => detail === 'clientRequested') ? ['clientExpired'] : [];
    case 'completed':
    case 'noShow':
      return [];
  }
}

/** 5. Nothing of anybody else's event is in what we keep, log, say or send. */
function nothingLeaked(seen: Look): string[] {
  const people = new Set([...seen.staff.map(({ email }) => email), ...seen.bookings.map(({ client }) => client.email)]);
  const foreign = seen.events.filter(({ id }) => !id.startsWith('sk'));
  const secrets = foreign.flatMap(({ summary, description, attendees = [] }) => [
    summary,
    description,
    // A guest of an event that was made a booking is a client, also where another address was given since.
    ...attendees.flatMap(({ email = '' }) => (people.has(email) || email.endsWith('@client.example') ? [] : [email])),
  ]);
  const owner = storedRecords<{ owner: string }>(seen.properties, 'settings')[0]?.owner;
  const places: [string, string][] = [
    ...Object.entries(seen.properties).map(([key, value]): [string, string] => [`property ${key}`, value]),
    ...seen.executions.map((one): [string, string] => [`log of ${whatRan(one)}`, JSON.stringify(one.logs)]),
    ...seen.executions
      // Its owner has it open, and reads it there.
      .filter((one) => whatRan(one) !== 'adoptOpenEvent')
      .map((one): [string, string] => [`answer of ${whatRan(one)}`, JSON.stringify(one.result ?? null)]),
    ...seen.mail
      .filter(({ source }) => source === 'script')
      .map(({ subject, body }): [string, string] => ['a mail', `${subject}\n${body}`]),
    ...seen.events.filter(({ id }) => id.startsWith('sk')).map((e): [string, string] => ['event', JSON.stringify(e)]),
  ];
  return [...new Set(secrets)].flatMap((secret) => {
    if (secret === undefined || secret === '' || secret === owner) return [];
    const found = places.find(([, text]) => text.includes(JSON.stringify(secret).slice(1, -1)));
    return found === undefined ? [] : [`“${secret}” is in the ${found[0]}`];
  });
}

function span({ start, end }: { start: number; end: number }): string {
  const iso = (at: number) => (Number.isNaN(at) ? '?' : new Date(at).toISOString());
  return `${iso(start)}–${iso(end)}`;
}

/** Lets life go quiet: no faults, triggers run as they fall due, until nothing is left to do. */
export async function quiet(sandbox: Sandbox): Promise<string[]> {
  await sandbox.faults([]);
  await sandbox.post('meet', {});
  await sandbox.post('schedule', {});
  // An hour at a time: the ticks of all, and what they set off.
  for (let hour = 0; hour < 12; hour++) {
    await sandbox.settle();
    await sandbox.post('clock', { advance: 'PT1H' });
    await sandbox.settle();
    const { properties } = await sandbox.get<State>('state');
    const bookings = storedRecords<Booking>(properties.script ?? {}, 'booking');
    if (hour > 0 && bookings.every(({ outbox }) => outbox.length === 0)) return [];
  }
  return ['life does not go quiet within half a day'];
}

/** The last link that the client was mailed is the one that holds. */
function lastMailed(seen: Look, booking: Booking, uri: string | null | undefined): string[] {
  const mailed = lettersOf(seen, booking)
    .flatMap(({ mail }) => [...mail.body.matchAll(/https?:\/\/\S+/g)].map(([found]) => found))
    // Not our own pages: the booking's, and of times that were offered.
    .filter((found) => !/[?&](?:booking|offer)=/.test(found))
    .at(-1);
  return mailed === undefined || mailed === uri
    ? []
    : [`${nameOf(booking)}: record ${uri ?? 'none'}, last mail ${mailed}`];
}
