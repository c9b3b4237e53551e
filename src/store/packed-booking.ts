import { eventIdOf, type Booking, type HistoryEntry } from '../booking/booking';

// A booking as it is stored: names of a letter, nothing that is as usual, times counted from others. A change of what
// a stored booking means gets a form of its own in forms.ts.

/** The letter of each field that is stored as it is, and its usual value, which is left out; `undefined`: none is usual. */
const FIELDS: readonly [name: keyof Booking, letter: string, usual?: unknown][] = [
  ['id', 'i'],
  ['reference', 'r'],
  ['serviceId', 's'],
  ['serviceName', 'n'],
  ['requestKey', 'e'],
  ['createdAt', 'm'],
  ['nextEffect', 'z'],
  ['staffNote', 'o', ''],
  ['place', 'l', { kind: 'meet' }],
  ['bufferBefore', 'b', 0],
  ['bufferAfter', 'a', 0],
  ['capacity', 'k', 1],
  ['prepayment', 'y', false],
  ['paidAt', 'd', null],
  ['hold', 'h', 48],
  ['timeToPay', 't', 48],
  ['holdUntil', 'u', null],
  ['offer', 'O', ''],
  ['generation', 'g', 1],
  ['flags', 'f', []],
  ['facts', 'x'],
  ['question', 'q', null],
  ['invitations', 'v', null],
  ['outbox', 'w', []],
  ['answers', 'A', []],
  ['consentedAt', 'C', null],
  ['guests', 'G', []],
  ['remindedUntil', 'R', 0],
];

/** Words of a history, by their place in this list. Only ever add to its end: stored records name the places. */
const WORDS: readonly string[] = [
  ...['client', 'system', 'requested', 'accepted', 'paid', 'paidTooLate', 'declined', 'cancelled', 'expired', 'unpaid'],
  ...['rescheduled', 'completed', 'noShow', 'movedInCalendar', 'movedToCalendar', 'madeAllDay', 'deletedInCalendar'],
  ...[
    'linkReady',
    'linkFailed',
    'linkRemoved',
    'linkRetried',
    'askedInCalendar',
    'followed',
    'writtenAgain',
    'putBack',
  ],
  ...['reset', 'bookedManually', 'adopted', 'reassigned', 'clientChanged', 'noted', 'mailResent', 'flagSettled'],
  ...['refunded', 'broughtBack', 'mailSent', 'mailSentAgain', 'mailFailed', 'mailUnsure'],
  ...['clientRequested', 'clientConfirmed', 'clientAwaitingPayment', 'clientDeclined', 'clientCancelled'],
  ...['clientRescheduled', 'clientExpired', 'clientUnpaid', 'clientLinkChanged', 'clientStaffChanged'],
  ...['staffRequested', 'staffConfirmed', 'staffHandedAway', 'staffCancelled', 'staffRescheduled'],
  ...['clientReminder', 'clientFollowUp', 'staffDeclined'],
];

/**
 * The stored form of a booking. Its person, its times and its state keep their names and come first: they are found in
 * a text that is cut off, see lostTime in properties.ts.
 */
export function packBooking(booking: Booking): object {
  const { state, staffId, start, end, client, event, link, createdAt } = booking;
  const fields = FIELDS.filter(([name, , usual]) => !isSame(booking[name], usual));
  const eventId = eventIdOf(booking.id, booking.generation);
  const own = event !== null && event.span.start === start && event.span.end === end;
  return {
    state,
    staffId,
    start,
    end,
    ...Object.fromEntries(fields.map(([name, letter]) => [letter, booking[name]])),
    c: trimmed([client.name, client.email, client.locale, client.zone, client.phone, client.note]),
    ...(event !== null && {
      j: {
        c: event.calendarId,
        ...(event.eventId !== eventId && { e: event.eventId }),
        ...(!event.written && { w: 0 }),
        ...(!own && { s: [event.span.start, event.span.end] }),
        ...(event.instanceId !== undefined && { n: event.instanceId }),
        ...(event.allDay === true && { a: 1 }),
      },
    }),
    ...(link !== null && {
      L: trimmed([link.uri, link.since - createdAt, link.attempt, link.status, link.phones], ['ready', []]),
    }),
    ...packHistory(booking),
  };
}

/** The plain form of a stored booking, unchecked; what is none is handed back as it is. */
export function unpackBooking(stored: unknown): unknown {
  if (!isObject(stored)) return stored;
  const { state, staffId, start, end } = stored;
  const plain = Object.fromEntries(
    FIELDS.flatMap(([name, letter, usual]) => {
      const value = letter in stored ? stored[letter] : usual;
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
  const [name, email, locale, zone, phone = '', note = ''] = listOf(stored.c);
  return {
    ...plain,
    state,
    staffId,
    start,
    end,
    client: { name, email, locale, zone, phone, note },
    event: unpackEvent(stored, plain),
    link: unpackLink(stored.L, plain.createdAt),
    history: unpackHistory(stored, plain.createdAt),
  };
}

function unpackEvent({ j, start, end }: Record<string, unknown>, { id, generation }: Record<string, unknown>): unknown {
  if (!isObject(j)) return null;
  const [from = start, to = end] = listOf(j.s);
  return {
    calendarId: j.c,
    eventId: j.e ?? eventIdOf(String(id), Number(generation)),
    written: j.w === undefined,
    span: { start: from, end: to },
    ...(j.n !== undefined && { instanceId: j.n }),
    ...(j.a !== undefined && { allDay: true }),
  };
}

function unpackLink(packed: unknown, createdAt: unknown): unknown {
  if (packed === undefined) return null;
  const [uri, since, attempt, status = 'ready', phones = []] = listOf(packed);
  return { status, uri, since: Number(createdAt) + Number(since), attempt, phones };
}

/**
 * `H`: a text of four numbers to the base of 36 for each entry: milliseconds since the booking was made, who, what and
 * perhaps a detail. A number beyond the list of words is a place among the words of this booking alone: its calendar,
 * its client's address, and those in `P`.
 */
function packHistory({ history, createdAt, event, client }: Booking): object {
  const implied = [event?.calendarId ?? '', client.email];
  const own = [...implied];
  const place = (word: string): string => {
    const known = WORDS.indexOf(word);
    if (known >= 0) return known.toString(36);
    if (!own.includes(word)) own.push(word);
    return (OWN + own.indexOf(word)).toString(36);
  };
  const texts = history.map(({ at, by, what, detail }) =>
    [(at - createdAt).toString(36), place(by), place(what), ...(detail === undefined ? [] : [place(detail)])].join('.'),
  );
  return { H: texts.join(' '), ...(own.length > implied.length && { P: own.slice(implied.length) }) };
}

/** Where the words of one booking begin. Fixed: the common list may grow up to here. */
const OWN = 36 * 36;

function unpackHistory({ H, P, j, c }: Record<string, unknown>, createdAt: unknown): unknown {
  const own = [isObject(j) ? j.c : '', listOf(c)[1], ...listOf(P)];
  const word = (place: string): unknown => {
    const at = parseInt(place, 36);
    return at < OWN ? WORDS[at] : own[at - OWN];
  };
  if (typeof H !== 'string' || H === '') return [];
  return H.split(' ').map((text): Partial<Record<keyof HistoryEntry, unknown>> => {
    const [at = '', by = '', what = '', detail] = text.split('.');
    const entry = { at: Number(createdAt) + parseInt(at, 36), by: word(by), what: word(what) };
    return detail === undefined ? entry : { ...entry, detail: word(detail) };
  });
}

/** The list without the usual values at its end. */
function trimmed(values: readonly unknown[], usual: readonly unknown[] = ['', '']): unknown[] {
  const first = values.length - usual.length;
  let length = values.length;
  while (length > first && isSame(values[length - 1], usual[length - 1 - first])) length--;
  return values.slice(0, length);
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
