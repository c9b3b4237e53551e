import type { PublicService } from '../public-api';
import { MINUTE } from '../../booking/time/time';
import { el } from './dom';
import { cityOf } from './parts/places';
import { fact, leafOf } from './parts/slip';
import type { PageState } from './state';
import {
  clockSpan,
  datesOf,
  dayText,
  durationOf,
  formatIn,
  lengthsText,
  personOf,
  placeIcon,
  placeLine,
  placeOf,
} from './texts';

// What is booked, as one thing: the client sees the same, in the same order, beside the calendar, beside the form and on
// the receipt.

/** The date as on a leaf of a calendar. */
export function leaf(state: PageState, at: number): HTMLElement {
  return leafOf((options) => formatIn(state, options)(at));
}

/** The day in large, and under it the time or what is still to be done. */
export function when(state: PageState, service: PublicService, at: number, isChosen: boolean): HTMLElement {
  const end = at + durationOf(state, service) * MINUTE;
  const time = isChosen ? `${clockSpan(state, at, end)}, ${cityOf(state.zone)}` : state.t('page.chooseTime');
  return el(
    'div',
    { class: 'when', id: 'when' },
    leaf(state, at),
    el('div', {}, el('p', 'day-name', dayText(state, at)), el('p', 'quiet', time)),
  );
}

/** The same while no day is known. */
export function whenUnknown({ t }: PageState): HTMLElement {
  const words = el('div', {}, el('p', 'day-name', t('page.chooseDay')));
  return el(
    'div',
    { class: 'when', id: 'no-day-yet' },
    el('div', { class: 'leaf shape', 'aria-hidden': 'true' }),
    words,
  );
}

/** Until when the booking can be cancelled, if that is not just until it starts. */
export function cancelFact(state: PageState, { cancelDeadline }: PublicService, start: number): HTMLElement[] {
  if (cancelDeadline === null || cancelDeadline === 0) return [];
  const until = start - cancelDeadline * MINUTE;
  if (until <= state.start.now) return [];
  const time = `${dayText(state, until, 'short')}, ${datesOf(state).time(until)}`;
  return [fact('paper', state.t('page.cancelUntil', { time }))];
}

/** Length, person, place and price; without what the client still chooses beside it. */
export function facts(state: PageState, service: PublicService, isChoosing: boolean, start = 0): HTMLElement {
  const person = personOf(state, service);
  const place = placeOf(state, service);
  const canChoosePlace = isChoosing && service.places.length > 1;
  return el(
    'ul',
    'facts',
    (isChoosing || state.step.at !== 'done') && fact('clock', lengthsText(state, [durationOf(state, service)])),
    person !== '' && !(isChoosing && state.staff !== '') && fact('person', person),
    place !== null && !canChoosePlace && fact(placeIcon(place), placeLine(state, place)),
    service.price !== '' && fact('wallet', service.price),
    ...(start === 0 ? [] : cancelFact(state, service, start)),
  );
}
