import * as v from 'valibot';
import { referenceOf, type Booking, type HistoryEntry } from '../booking/booking';
import { isInstant, MINUTE, type Instant } from '../booking/time/time';
import type { Archived } from '../desk/ports/archive';
import { numberColumn, packNumbers, unpackNumbers } from './number-columns';
import { packBooking } from './packed-booking';
import { formOf, readForm } from './forms';

// Many finished bookings as one text: a column for each field, whatever repeats once, times in minutes counted from one
// another. That is what gzip makes small.

/** The form below. A change of it gets the next number and a reader for this one. */
const FORM = 1;

const number = v.pipe(numberColumn, v.transform(unpackNumbers));
const texts = v.array(v.string());
const record = v.record(v.string(), v.unknown());

const columns = v.object({
  form: v.literal(FORM),
  /** The form of the bookings' fields in `kinds` and `own`, see forms.ts. */
  fields: v.number(),
  /** One after the other; of this width, or apart by blanks if it is 0. */
  ids: v.string(),
  width: v.number(),
  /** Minutes after the one before. */
  starts: number,
  /** Minutes. */
  lengths: number,
  /** Minutes from its making to its start. */
  ages: number,
  /** What many bookings have in common, and which of them each one has. */
  kinds: v.array(record),
  kind: number,
  /** Name, address, language, zone, phone. For each booking 0 for the next of them, or how far back it is in the list. */
  clients: v.array(texts),
  client: number,
  /** For each what was done, by whom, and perhaps a detail; first of all a letter for each, see GAPS. */
  histories: v.array(v.tuple([v.string(), v.array(texts)])),
  history: number,
  /** Minutes of the entries that have none in their letter, of all histories; then of those that are AFTERWARDS. */
  times: number,
  afterwards: number,
  notes: texts,
  staffNotes: texts,
  /** The ten letters of each Meet link. */
  meets: v.string(),
  /** What is a booking's own: fields of the packed form. */
  own: v.array(v.nullable(record)),
});

type Columns = v.InferOutput<typeof columns>;

/** The columns that are numbers. */
const NUMBERS = ['starts', 'lengths', 'ages', 'kind', 'client', 'history', 'times', 'afterwards'] as const;

/** Fields of the packed form that have a column, and those that most bookings share with others. */
const IN_COLUMNS = ['i', 'r', 'start', 'end', 'm', 'c', 'o', 'L', 'H', 'P', 'z', 'e'];
const SHARED = ['state', 'staffId', 's', 'n', 'l', 'b', 'a', 'k', 'y', 'g', 'f', 'j'];

/** In `kinds`: its link is the next of `meets`. */
const HAS_MEET = 'meet';
const MEET = /^https:\/\/meet\.google\.com\/([a-z]{3})-([a-z]{4})-([a-z]{3})$/;

/** E-mails are noted in the minute of what they are about, or in the next one. */
const GAPS = ['0', '1'];
const OTHER_GAP = '*';

/**
 * What the archive keeps of a finished booking: everything that it says, with the times of what happened to the minute
 * as they are shown. It needs no hold, no open task and no key of its request any more; of its link only the code of a
 * Meet call is kept, by which a recording is found: a room of ours has ended with it.
 */
export function keptOf(booking: Booking): Booking {
  const { facts: _, ...rest } = booking;
  const createdAt = toMinute(booking.createdAt);
  const uri = booking.link?.uri ?? '';
  const isMeet = MEET.test(uri);
  return {
    ...rest,
    createdAt,
    paidAt: booking.paidAt === null ? null : toMinute(booking.paidAt),
    consentedAt: booking.consentedAt === null ? null : toMinute(booking.consentedAt),
    hold: 48,
    timeToPay: 48,
    holdUntil: null,
    link: isMeet ? { status: 'ready', uri, since: createdAt, attempt: 1, phones: [] } : null,
    question: null,
    invitations: null,
    outbox: [],
    nextEffect: 1,
    requestKey: '',
    remindedUntil: 0,
    history: booking.history.map((entry) => ({ ...entry, at: toMinute(entry.at) })),
  };
}

function toMinute(at: Instant): Instant {
  return Math.floor(at / MINUTE) * MINUTE;
}

/** The bookings as one text, in their order. */
export function toColumns(bookings: readonly Booking[]): string {
  const made = noColumns(bookings);
  const places = { kind: placesIn(made.kinds), client: placesIn(made.clients), history: placesIn(made.histories) };
  let previous = 0;
  for (const booking of bookings.map(keptOf)) {
    const { client, start, end, createdAt } = booking;
    made.starts.push((start - previous) / MINUTE);
    previous = start;
    made.lengths.push((end - start) / MINUTE);
    made.ages.push((start - createdAt) / MINUTE);
    made.notes.push(client.note);
    made.staffNotes.push(booking.staffNote);
    addKind(made, booking, places.kind);
    const known = made.clients.length;
    const place = places.client([client.name, client.email, client.locale, client.zone, client.phone]);
    made.client.push(place === known ? 0 : known - place);
    addHistory(made, booking, places.history);
  }
  const numbers = NUMBERS.map((name) => [name, packNumbers(made[name])]);
  return JSON.stringify({ ...made, ...Object.fromEntries(numbers) });
}

/** The columns with nothing in them but the ids. */
function noColumns(bookings: readonly Booking[]): Columns {
  const width = bookings.every(({ id }) => id.length === ID_LENGTH) ? ID_LENGTH : 0;
  return {
    form: FORM,
    fields: formOf('booking'),
    ids: bookings.map(({ id }) => id).join(width === 0 ? ' ' : ''),
    width,
    starts: [],
    lengths: [],
    ages: [],
    kinds: [],
    kind: [],
    clients: [],
    client: [],
    histories: [],
    history: [],
    times: [],
    afterwards: [],
    notes: [],
    staffNotes: [],
    meets: '',
    own: [],
  };
}

type PlaceOf<T> = (value: T) => number;

/** What many bookings share, by its place, and what is this one's own. */
function addKind(made: Columns, booking: Booking, placeOf: PlaceOf<Columns['kinds'][number]>): void {
  const packed = Object.entries(packBooking(booking));
  const shared = Object.fromEntries(packed.filter(([name]) => SHARED.includes(name)));
  const [, ...parts] = MEET.exec(booking.link?.uri ?? '') ?? [];
  made.kind.push(placeOf(parts.length === 0 ? shared : { ...shared, [HAS_MEET]: true }));
  made.meets += parts.join('');
  made.own.push(ownOf(booking, packed));
}

/** What happened and who did it, by its place; minutes between, where they are not the usual ones. */
function addHistory(made: Columns, booking: Booking, placeOf: PlaceOf<Columns['histories'][number]>): void {
  const gaps = gapsOf(booking);
  const letterOf = (gap: number) => GAPS.find((letter) => letter === String(gap)) ?? OTHER_GAP;
  const did = booking.history.map(({ by, what, detail = [] }) => [by, what].concat(detail));
  made.history.push(placeOf([gaps.map(letterOf).join(''), did]));
  for (const [i, { what }] of booking.history.entries()) {
    const gap = gaps[i] ?? NaN;
    if (letterOf(gap) === OTHER_GAP) (AFTERWARDS.includes(what) ? made.afterwards : made.times).push(gap);
  }
}

/** Answers where in the list a value is, and adds it to its end if it is not there. */
function placesIn<T>(list: T[]): (value: T) => number {
  const places = new Map<string, number>();
  return (value) => {
    const key = JSON.stringify(value);
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, list.length);
    return list.push(value) - 1;
  };
}

/** Its moments of payment and consent are counted from its making, since consent comes with it. */
function ownOf({ id, reference, createdAt, paidAt, consentedAt }: Booking, packed: [string, unknown][]) {
  const own: Record<string, unknown> = {
    ...Object.fromEntries(packed.filter(([name]) => !IN_COLUMNS.includes(name) && !SHARED.includes(name))),
    ...(reference !== referenceOf(id) && { r: reference }),
    ...(paidAt !== null && { d: paidAt - createdAt }),
    ...(consentedAt !== null && { C: consentedAt - createdAt }),
  };
  return Object.keys(own).length === 0 ? null : own;
}

/** What is noted after a booking's time is counted from its end, everything else from what was noted before. */
const AFTERWARDS = ['completed', 'noShow'];

/** Minutes. */
function gapsOf({ history, createdAt, end }: Booking): number[] {
  return history.map(({ at, what }, i) => {
    const from = AFTERWARDS.includes(what) ? end : (history[i - 1]?.at ?? createdAt);
    return (at - from) / MINUTE;
  });
}

/**
 * The bookings of a text that toColumns wrote.
 *
 * @throws SyntaxError or valibot's error for any other text; a booking that is not valid is reported when it is asked for
 */
export function fromColumns(text: string): Archived[] {
  const read = v.parse(columns, JSON.parse(text));
  let clients = 0;
  let previous = 0;
  const [times, afterwards] = [read.times.values(), read.afterwards.values()];
  let meet = 0;
  return idsOf(read).map((id, i) => {
    const start = previous + ms(read.starts[i]);
    previous = start;
    const end = start + ms(read.lengths[i]);
    const createdAt = start - ms(read.ages[i]);
    const back = read.client[i] ?? 0;
    const place = back === 0 ? clients++ : clients - back;
    const [name = '', email = '', locale = '', zone = '', phone = ''] = read.clients[place] ?? [];
    const client = { name, email, locale, zone, phone, note: read.notes[i] ?? '' };
    const kind = read.kinds[read.kind[i] ?? -1] ?? {};
    const own = read.own[i] ?? {};
    const reference = typeof own.r === 'string' ? own.r : referenceOf(id);
    const [letters, did] = read.histories[read.history[i] ?? -1] ?? ['', []];
    const gaps = did.map(([, what = ''], n) => {
      const letter = letters.charAt(n);
      const left = AFTERWARDS.includes(what) ? afterwards : times;
      return letter === OTHER_GAP ? Number(left.next().value) : Number(letter);
    });
    const link = kind[HAS_MEET] === true ? read.meets.slice(meet, (meet += 10)) : '';
    const booking = (): Booking => {
      const packed = {
        ...kind,
        ...own,
        ...(typeof own.d === 'number' && { d: own.d + createdAt }),
        ...(typeof own.C === 'number' && { C: own.C + createdAt }),
        ...{ i: id, r: reference, start, end, m: createdAt, e: '', z: 1, o: read.staffNotes[i] },
        c: [name, email, locale, zone, phone, client.note],
        ...(link !== '' && { L: [meetLink(link), 0, 1] }),
      };
      const history = historyOf(did, gaps, { createdAt, end });
      const reading = readForm('booking', read.fields, packed);
      if (!reading.ok) throw new TypeError(`archived booking: ${reading.problem}`);
      if (!history.every((entry) => isInstant(entry.at))) throw new TypeError('archived booking: its history has gaps');
      return { ...reading.value, history };
    };
    return { id, reference, serviceName: String(kind.n), client, start, end, booking };
  });
}

/** Of new bookings, see platform/google.ts. */
const ID_LENGTH = 12;

function idsOf({ ids, width }: Columns): string[] {
  if (width === 0) return ids === '' ? [] : ids.split(' ');
  return Array.from({ length: ids.length / width }, (_, i) => ids.slice(i * width, (i + 1) * width));
}

function meetLink(letters: string): string {
  return `https://meet.google.com/${letters.slice(0, 3)}-${letters.slice(3, 7)}-${letters.slice(7)}`;
}

function historyOf(
  did: readonly (readonly string[])[],
  gaps: readonly number[],
  { createdAt, end }: Pick<Booking, 'createdAt' | 'end'>,
): HistoryEntry[] {
  let last = createdAt;
  return did.map(([by = '', what = '', detail], i) => {
    last = (AFTERWARDS.includes(what) ? end : last) + ms(gaps[i]);
    return { at: last, by, what, ...(detail !== undefined && { detail }) };
  });
}

/** Whole milliseconds, although the column may hold parts of minutes. */
function ms(minutes = NaN): number {
  return Math.round(minutes * MINUTE);
}
