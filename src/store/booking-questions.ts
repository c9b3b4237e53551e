import { mayNeedAttention } from '../booking/attention';
import { isLive, type Booking } from '../booking/booking';
import type { Interval } from '../booking/time/intervals';
import { MINUTE, type Instant } from '../booking/time/time';
import { EVER, type BookingQuestions } from '../desk/ports/store';

/**
 * Answers from bookings that have all been read. Each index is made once, when it is first asked: what answers a card
 * asks for few of them.
 */
export class BookingIndex implements BookingQuestions {
  private readonly made = new Map<string, ReadonlyMap<string, readonly Booking[]>>();

  /** @param all by id */
  constructor(private readonly all: ReadonlyMap<string, Booking>) {}

  live(staffId: string | null, stretch = EVER): readonly Booking[] {
    const live = this.of('live', staffId, (b) => isLive(b), byStart);
    return stretch === EVER ? live : live.filter((booking) => touches(booking, stretch));
  }

  waiting(): readonly Booking[] {
    const waits = ({ state }: Booking) => state === 'requested' || state === 'awaitingPayment';
    return this.of('waiting', null, waits, byMaking);
  }

  finished(staffId: string | null, ended = EVER, limit = Infinity): readonly Booking[] {
    const finished = this.of('finished', staffId, (b) => !isLive(b), byEnd);
    const within = ended === EVER ? finished : finished.filter(({ end }) => ended.start <= end && end < ended.end);
    return within.slice(0, limit);
  }

  withWork(): readonly Booking[] {
    return this.of('work', null, ({ outbox }) => outbox.length > 0, byMaking);
  }

  needingAttention(staffId: string | null): readonly Booking[] {
    return this.of('attention', staffId, mayNeedAttention, byStart);
  }

  ofEvent(eventId: string): readonly Booking[] {
    return this.grouped('event', ({ event }) => event?.eventId ?? null, byMaking).get(eventId) ?? [];
  }

  withLink(uri: string): readonly Booking[] {
    return this.grouped('link', ({ link }) => link?.uri ?? null, byMaking).get(uri) ?? [];
  }

  byReference(reference: string): Booking | undefined {
    return this.grouped('reference', (booking) => booking.reference, byId).get(reference)?.[0];
  }

  byRequestKey(requestKey: string): readonly Booking[] {
    return this.grouped('request', (booking) => booking.requestKey, byMaking).get(requestKey) ?? [];
  }

  madeSince(since: Instant): readonly Booking[] {
    return (
      this.grouped('made', () => EVERYBODY, byMakingLast)
        .get(EVERYBODY)
        ?.filter(isAfter(since)) ?? []
    );
  }

  given(serviceId: string, staffId: string, since: Instant): readonly Booking[] {
    const key = (booking: Booking) => `${booking.serviceId}\n${booking.staffId}`;
    const all = this.grouped('given', key, byMakingLast).get(`${serviceId}\n${staffId}`) ?? [];
    const recent = all.filter(isAfter(since));
    return recent.length > 0 ? recent : all.slice(0, 1);
  }

  page(after: string, size: number): readonly Booking[] {
    const all = this.grouped('id', () => EVERYBODY, byId).get(EVERYBODY) ?? [];
    const from = after === '' ? 0 : firstAfter(all, after);
    return all.slice(from, from + size);
  }

  /** Those that are meant, of a person or of everybody. */
  private of(name: string, staffId: string | null, isMeant: (booking: Booking) => boolean, order: Order) {
    const whose = (booking: Booking) => (isMeant(booking) ? booking.staffId : null);
    if (staffId !== null) return this.grouped(name, whose, order).get(staffId) ?? [];
    const all = this.grouped(`${name} of all`, (b) => (isMeant(b) ? EVERYBODY : null), order);
    return all.get(EVERYBODY) ?? [];
  }

  /** The index of this name: bookings by a key; those whose key is `null` are left out. */
  private grouped(name: string, keyOf: (booking: Booking) => string | null, order: Order) {
    const known = this.made.get(name);
    if (known !== undefined) return known;
    const groups = new Map<string, Booking[]>();
    for (const booking of this.all.values()) {
      const key = keyOf(booking);
      if (key === null) continue;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [booking]);
      else group.push(booking);
    }
    for (const group of groups.values()) group.sort((a, b) => order(a, b) || byId(a, b));
    this.made.set(name, groups);
    return groups;
  }
}

/** The key of an index that has only one. */
const EVERYBODY = '';

type Order = (a: Booking, b: Booking) => number;

const byId: Order = (a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
const byStart: Order = (a, b) => a.start - b.start;
const byEnd: Order = (a, b) => a.end - b.end;
const byMaking: Order = (a, b) => a.createdAt - b.createdAt;
const byMakingLast: Order = (a, b) => b.createdAt - a.createdAt;

function isAfter(since: Instant): (booking: Booking) => boolean {
  return ({ createdAt }) => createdAt > since;
}

/** Whether a live booking concerns a stretch of time. */
function touches(booking: Booking, { start, end }: Interval): boolean {
  const before = booking.bufferBefore * MINUTE;
  const after = booking.bufferAfter * MINUTE;
  const isIn = (time: Interval) => time.start - before < end && time.end + after > start;
  return isIn(booking) || (booking.question?.kind === 'moved' && isIn(booking.question.span));
}

/** The place of the first one whose id is greater; `sorted` by id. */
function firstAfter(sorted: readonly Booking[], id: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.id ?? '') > id) high = middle;
    else low = middle + 1;
  }
  return low;
}
