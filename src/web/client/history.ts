import { noteEntry } from './parts/script';
import { firstStep, type PageState, type FormStep } from './state';

/**
 * A step as the browser's history keeps it. Ids only: an entry may be older than the page, which is then asked whether
 * it still knows them.
 */
interface Mark {
  at: string;
  service: string;
  start: number;
}

/**
 * Records a step, so that the browser's Back returns to it: as a new entry, or in place of the last one if going back
 * there would be of no use.
 */
export function noteStep(step: FormStep, how: 'push' | 'replace'): void {
  const service = 'service' in step ? step.service.id : '';
  noteEntry({ at: step.at, service, start: 'start' in step ? step.start : 0 }, how);
}

/** The step that an entry of the history describes; the first step for an unknown entry. */
export function stepOf(entry: unknown, state: PageState): FormStep {
  const mark = readMark(entry);
  const first = firstStep(state.start, state.offer);
  if (mark === null) return first;
  const service = serviceOf(state, mark.service);
  switch (mark.at) {
    case 'service':
      return { at: 'service' };
    case 'offered':
      return state.offer === null ? first : { at: 'offered', notice: null };
    case 'times':
      return service === null ? first : { at: 'times', service, notice: null };
    case 'taken':
      return service === null ? first : { at: 'taken', service, start: mark.start };
    case 'zone':
      return service === null ? first : { at: 'zone', service };
    case 'details':
      return service === null ? first : { at: 'details', service, start: mark.start };
    case 'done':
      return service === null || state.receipt === null ? first : { at: 'done', service, receipt: state.receipt };
    default:
      return first;
  }
}

function serviceOf({ start, offer }: PageState, id: string) {
  return (offer?.service.id === id ? offer.service : start.services.find((service) => service.id === id)) ?? null;
}

function readMark(entry: unknown): Mark | null {
  if (typeof entry !== 'object' || entry === null) return null;
  const isMark = 'at' in entry && 'service' in entry && 'start' in entry;
  if (!isMark) return null;
  const { at, service, start } = entry;
  const isWhole = typeof at === 'string' && typeof service === 'string' && typeof start === 'number';
  return isWhole ? { at, service, start } : null;
}
