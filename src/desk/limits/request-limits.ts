import { isVouchedFor, type Booking, type MailTemplate } from '../../booking/booking';
import { refused, type Refusal } from '../../booking/refusal';
import { DAY, HOUR, type Instant } from '../../booking/time/time';
import type { RecordChange, Snapshot, StoreUsage } from '../ports/store';
import { mailboxOf } from './mailbox';
import type { Desk } from '../ports/ports';

// How much strangers may ask of the desk. Google tells Apps Script nothing about the visitor of a public page, neither
// address nor headers [apps-script/guides/web, "Request parameters"], so that visitors cannot be told apart: limits
// count by the mailbox of the e-mail address that is typed, and for the desk as a whole. A flood therefore closes the
// page for a while; it never uses up what staff need. Requests are counted in the store, which a flood cannot wash out,
// as it can a cache, which forgets the oldest of more than a thousand entries [apps-script/reference/cache/cache]. The
// cache only remembers refusals, so that what is refused again and again costs little.

/** A class of twenty signs up within five minutes; one client asks for three times, a family for some more. */
const REQUEST_LIMITS = {
  client: { hour: 10, day: 20, waiting: 10 },
  desk: { hour: 60, day: 200, waiting: 120 },
} as const;

/** Strangers may fill the store up to here, staff up to its reserve: accepting 120 requests takes some 70 KB. */
const STRANGERS_SHARE = 0.8;

/**
 * Mails a day that a stranger's request cannot use up: an account outside Workspace has 100
 * [apps-script/guides/services/quotas]. They are for what staff accept, decline and move.
 */
export const MAIL_RESERVE = 40;

/** The e-mails that a person who has not been vouched for makes us send. */
const STRANGERS_MAIL: readonly MailTemplate[] = [
  'clientRequested',
  'staffRequested',
  'clientExpired',
  'clientReminder',
  'clientFollowUp',
];

/** Seconds for which a refusal is remembered without looking at the store again. */
const REFUSAL_LIFE = 60;

/** The client who requests a time: lower-case address. */
interface Requester {
  email: string;
}

/** Why a stranger's request is too much; `null` if it is not. */
export function overLimit(snapshot: Snapshot, { email }: Requester, now: Instant): Refusal | null {
  const { bookings } = snapshot;
  const counted = new Set([...bookings.madeSince(now - DAY), ...bookings.waiting()]);
  const asked = [...counted].filter(isStrangers);
  const mailbox = mailboxOf(email);
  const own = asked.filter(({ client }) => mailboxOf(client.email) === mailbox);
  if (isOver(own, REQUEST_LIMITS.client, now)) return refused('tooManyYours').refusal;
  const isFull = !hasRoomForStrangers(snapshot.usage);
  return isFull || isOver(asked, REQUEST_LIMITS.desk, now) ? refused('tooManyRequests').refusal : null;
}

/** Whether there is room for what people outside the team make the desk keep. */
export function hasRoomForStrangers({ used, limit }: StoreUsage): boolean {
  return used <= limit * STRANGERS_SHARE;
}

/** Made on the public page, and not by a client to whom staff have offered times. */
function isStrangers(booking: Booking): boolean {
  const [first, second] = booking.history;
  const isOffered = second?.what === 'accepted' && second.at === first?.at && second.by.includes('@');
  return first?.by === 'client' && !isOffered;
}

function isOver(
  bookings: readonly Booking[],
  limits: { hour: number; day: number; waiting: number },
  now: Instant,
): boolean {
  const since = (time: number) => bookings.filter(({ createdAt }) => createdAt > now - time).length;
  const waiting = bookings.filter(({ state }) => state === 'requested').length;
  return since(HOUR) >= limits.hour || since(DAY) >= limits.day || waiting >= limits.waiting;
}

/** Where refusals of the last minute are remembered that also apply to this client. */
export function refusalKeys({ email }: Requester): string[] {
  return [DESK_KEY, clientKey(email), ANY_KEY];
}

/** What the desk remembers of the last minute, under refusalKeys. */
type RememberedRefusals = Readonly<Record<string, string>>;

/** A refusal of the last minute that also applies to this request; `null` if none is remembered. */
export function rememberedRefusal(known: RememberedRefusals, { email }: Requester): Refusal | null {
  if (known[DESK_KEY] !== undefined) return refused('tooManyRequests').refusal;
  return known[clientKey(email)] === undefined ? null : refused('tooManyYours').refusal;
}

/** Whether any request has been refused in the last minute. */
export function wasAnyRefused(known: RememberedRefusals): boolean {
  return known[ANY_KEY] !== undefined;
}

/**
 * Remembers a refusal for a minute; one by a limit keeps the next request from being looked at.
 *
 * @param isTheirs whether it is for this client alone, whatever it says: then only that there was one
 */
export function rememberRefusal(desk: Desk, { email }: Requester, { code }: Refusal, isTheirs = false): void {
  const byLimit = code === 'tooManyRequests' ? DESK_KEY : code === 'tooManyYours' ? clientKey(email) : ANY_KEY;
  desk.memory.put({ [isTheirs ? ANY_KEY : byLimit]: code, [ANY_KEY]: code }, REFUSAL_LIFE);
}

const DESK_KEY = 'refused';
const ANY_KEY = 'refused-any';

/** A cache's key has 250 characters at most [apps-script/reference/cache/cache]; an address may have 254. */
function clientKey(email: string): string {
  return `refused/${mailboxOf(email).slice(-200)}`;
}

/** How many of today's e-mails are reserved for others when this one is about to be sent. */
export function mailReserve(booking: Booking, template: MailTemplate): number {
  const isTheirs = STRANGERS_MAIL.includes(template) || (CHANGES.includes(template) && isChangedByClient(booking));
  return isTheirs && !isVouchedFor(booking) ? MAIL_RESERVE : 0;
}

/** The e-mails about a request that its client has moved or withdrawn by its link. */
const CHANGES: readonly MailTemplate[] = ['clientRescheduled', 'staffRescheduled', 'clientCancelled', 'staffCancelled'];

function isChangedByClient({ history }: Booking): boolean {
  return history.filter(({ what }) => what === 'rescheduled' || what === 'cancelled').pop()?.by === 'client';
}

/**
 * What is dropped first when the store fills up: strangers' requests that expired without an answer or were withdrawn
 * by whoever made them, and the e-mails that wait in them. They are not archived: it is unknown who made them.
 *
 * @param isRunOut whether a request that still waits has waited long enough
 */
export function strangersToForget(snapshot: Snapshot, isRunOut: (booking: Booking) => boolean): RecordChange[] {
  const { bookings } = snapshot;
  return [...bookings.waiting(), ...bookings.finished(null)]
    .filter((booking) => isStrangers(booking) && !isVouchedFor(booking))
    .filter((booking) => isTheirEnd(booking) || (booking.state === 'requested' && isRunOut(booking)))
    .map(({ id }): RecordChange => ({ remove: 'booking', id }));
}

function isTheirEnd(booking: Booking): boolean {
  return booking.state === 'expired' || (booking.state === 'cancelled' && isChangedByClient(booking));
}
