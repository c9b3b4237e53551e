import { optionalText, TEXT_LIMITS } from '../booking/fields';
import { done, refused, type Outcome } from '../booking/refusal';
import { isInstant, type Instant } from '../booking/time/time';
import { answerByLink, changeByClient, timesFor, type ClientWish, type StaffAnswer } from '../desk/bookings/by-link';
import { bookingOfLink, requestOfLink } from '../desk/links/links';
import type { Desk } from '../desk/ports/ports';
import { refusalResult } from './answers';
import { bookingPage, gonePage, pageOfBooking, pageOfRequest } from './link-pages';
import type { LinkAnswer } from './link-api';
import { readFields, readRange } from './parse';

/** The token in what a page sends; empty if there is none. */
export function tokenOf(input: unknown): string {
  const token = readFields(input)('token');
  return typeof token === 'string' ? token : '';
}

/** What a client asks of their booking, by their link. */
export function answerClient(desk: Desk, input: unknown): LinkAnswer {
  const token = tokenOf(input);
  const field = readFields(input);
  if (field('wish') === 'times') return answerTimesFor(desk, input, bookingOfLink(desk, token));
  const wish = readWish(field);
  if (!wish.ok) return refusalResult(wish.refusal, input);
  const outcome = changeByClient(desk, token, wish.value);
  if (outcome === null) return { ok: true, page: gonePage(desk) };
  if (outcome.ok) return { ok: true, page: pageOfBooking(desk, token, outcome.value) };
  // Somebody else was faster: the page shows what they did.
  const { code } = outcome.refusal;
  const isOver = code === 'wrongState' || code === 'alreadyDone';
  const page = bookingPage(desk, token);
  return isOver ? { ok: true, page } : { ...refusalResult(outcome.refusal, input), page };
}

/** What a staff member answers to a request, by their link. */
export function answerStaff(desk: Desk, input: unknown): LinkAnswer {
  const token = tokenOf(input);
  const field = readFields(input);
  if (field('wish') === 'times') return answerTimesFor(desk, input, requestOfLink(desk, token)?.booking ?? null);
  const answer = readAnswer(field);
  if (!answer.ok) return refusalResult(answer.refusal, input);
  const outcome = answerByLink(desk, token, answer.value);
  const asked = requestOfLink(desk, token);
  const isOver = outcome?.ok === false && GONE.includes(outcome.refusal.code);
  if (outcome === null || asked === null || isOver) return { ok: true, page: gonePage(desk) };
  if (!outcome.ok) return { ...refusalResult(outcome.refusal, input), page: pageOfRequest(desk, token, asked) };
  return { ok: true, page: pageOfRequest(desk, token, { ...asked, booking: outcome.value }) };
}

/** Refusals after which the link is of no use any more: the request was answered, or is somebody else's. */
const GONE: readonly string[] = ['wrongState', 'alreadyDone', 'notAllowed', 'unknownBooking'];

type Field = (name: string) => unknown;

function readWish(field: Field): Outcome<ClientWish> {
  if (field('wish') === 'cancel') {
    const reason = readReason(field);
    return reason.ok ? done({ kind: 'cancel', reason: reason.value }) : reason;
  }
  if (field('wish') !== 'move') return refused('unknownAction', 'action');
  const start = field('start');
  return isTime(start) ? done({ kind: 'reschedule', start }) : refused('valueExpected', 'start');
}

function readAnswer(field: Field): Outcome<StaffAnswer> {
  const wish = field('wish');
  const start = field('start');
  if (wish === 'accept') return isTime(start) ? done({ kind: 'accept', start }) : refused('valueExpected', 'start');
  if (wish !== 'decline' && wish !== 'propose') return refused('unknownAction', 'action');
  const reason = readReason(field);
  if (!reason.ok) return reason;
  if (wish === 'decline') return done({ kind: 'decline', reason: reason.value });
  const starts: unknown = field('starts');
  const isList = Array.isArray(starts) && starts.every(isTime);
  return isList ? done({ kind: 'propose', starts, reason: reason.value }) : refused('valueExpected', 'starts');
}

function isTime(value: unknown): value is Instant {
  return typeof value === 'number' && isInstant(value);
}

function readReason(field: Field): Outcome<string> {
  const reason = field('reason') ?? '';
  return typeof reason === 'string'
    ? optionalText(reason, 'reason', TEXT_LIMITS.reason)
    : refused('valueExpected', 'reason');
}

function answerTimesFor(desk: Desk, input: unknown, booking: Parameters<typeof timesFor>[1] | null): LinkAnswer {
  if (booking === null) return { ok: true, page: gonePage(desk) };
  const field = readFields(input);
  const range = readRange(field('from'), field('to'));
  return range.ok ? { ok: true, ...timesFor(desk, booking, range.value) } : refusalResult(range.refusal, input);
}
