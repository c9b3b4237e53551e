import { LEAST_TIME } from '../public-api';
import { el } from './dom';

const NAME = 'website';

/**
 * A field that nobody sees, hears or reaches by keyboard: only a program fills it in. What it holds survives a change
 * of the page, as typed text does.
 */
export function trapField(): HTMLElement {
  const field = el('input', { id: NAME, name: NAME, type: 'text', tabindex: '-1', autocomplete: 'off' });
  field.value = trapped();
  return el('div', { id: 'trap', 'aria-hidden': 'true', style: 'position:absolute;left:-9999px' }, field);
}

/** What the hidden field holds: nothing, if a person has filled in the form. */
export function trapped(): string {
  const field = document.getElementById(NAME);
  return field instanceof HTMLInputElement ? field.value : '';
}

/** Milliseconds since the page was opened, once it has been open for as long as a form takes at least. */
export async function timeTaken(): Promise<number> {
  const left = LEAST_TIME - performance.now();
  if (left > 0) await new Promise((goOn) => setTimeout(goOn, left));
  return Math.max(LEAST_TIME, Math.round(performance.now()));
}
