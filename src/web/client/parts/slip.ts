import { el } from '../dom';
import { icon, type IconName } from './icons';

/** The date as on a leaf of a calendar; the same date is beside it in words. @param part the date formatted so */
export function leafOf(part: (options: Intl.DateTimeFormatOptions) => string): HTMLElement {
  return el(
    'div',
    { class: 'leaf', 'aria-hidden': 'true' },
    el('span', {}, part({ month: 'short' })),
    // In Chinese a day comes with a sign of its own.
    el('b', {}, part({ day: 'numeric' }).replace(/\D+$/, '')),
    el('span', {}, part({ weekday: 'short' })),
  );
}

/** A line with a drawing, and what there is to add to it. */
export function fact(drawing: IconName, text: string, more = ''): HTMLElement {
  return el('li', 'fact', icon(drawing), el('div', {}, el('p', {}, text), more !== '' && el('p', 'hint', more)));
}
