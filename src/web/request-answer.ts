import { refused } from '../booking/refusal';
import { requestBooking } from '../desk/bookings/request';
import type { Desk } from '../desk/ports/ports';
import { refusalResult } from './answers';
import { looksAutomatic } from './automatic';
import { waysOn } from './link-pages';
import { readRequest } from './parse';
import type { RequestAnswer } from './public-api';

/** A client's request, from the page. */
export function answerRequest(desk: Desk, input: unknown, isZone: (zone: string) => boolean): RequestAnswer {
  // Which of the signs it was is said to nobody: a program's author would learn from it.
  if (looksAutomatic(input)) return refusalResult(refused('tooManyRequests').refusal, input);
  const request = readRequest(input, isZone);
  if (!request.ok) return refusalResult(request.refusal, input);
  const outcome = requestBooking(desk, request.value);
  if (!outcome.ok) return refusalResult(outcome.refusal, input);
  const { reference, state, start, end, client, staffId, holdUntil } = outcome.value;
  const person = desk.store.seen().get('staff', staffId)?.name ?? '';
  const booked = { reference, state, start, end, email: client.email, person, answerBy: holdUntil ?? 0 };
  return { ok: true, ...booked, ...waysOn(desk, outcome.value) };
}
