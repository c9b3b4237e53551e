import type { PlainDate } from '../../booking/time/dates';
import type { PublicService } from '../public-api';
import { openDaysOf, stateOfDay, wantedStretch, type DaysAsked, type OpenDays } from './parts/days';
import type { KnownTimes } from './parts/known-times';
import { askedFor, type PageState } from './state';

const NOTHING: KnownTimes = [];

function askedOf(state: PageState, service: PublicService): DaysAsked {
  const { start, zone, month, day, reached, times } = state;
  const known = times.of === askedFor(state, service) ? times.known : NOTHING;
  return { known, now: start.now, until: service.until, zone, month, day, reached };
}

/** What to show of the days on which a service can be booked. */
export function openDays(state: PageState, service: PublicService): OpenDays {
  return openDaysOf(askedOf(state, service));
}

/** Whether open times of a day are known. */
export function stateOf(open: OpenDays, { start }: PageState, { until }: PublicService, day: PlainDate) {
  return stateOfDay(open, { now: start.now, until }, day);
}

/** The open times to ask for next; `null` if the page knows all that it shows. */
export function wantedTimes(state: PageState, service: PublicService): { from: number; to: number } | null {
  const asked = askedOf(state, service);
  return wantedStretch(openDaysOf(asked), asked);
}
