import { buttonElement, el, focusOn } from '../dom';

export interface TimeChoice {
  /** The start; or whatever is chosen by a number, as a length. */
  start: number;
  /** `17:00` */
  text: string;
  /** What else there is to say of it; empty if nothing. */
  note: string;
}

export interface TimesView {
  /** Of the element; those of the choices begin with it. */
  id: string;
  /** What the times are of: a day. */
  name: string;
  /** In order; a group without a name has no heading. */
  groups: readonly { name: string; times: readonly TimeChoice[] }[];
  /** Of the groups' headings. */
  level: 3 | 4;
  /** 0 if none is chosen. */
  chosen: number;
  onChoose: (start: number) => void;
}

/** The id of the times of a day. */
export const TIMES_ID = 'time';

/** Puts the focus on the times that can be chosen. */
export function focusTimes(): void {
  document.querySelector<HTMLElement>(`#${TIMES_ID} [tabindex="0"]`)?.focus();
}

/**
 * Times of which one can be chosen: one tab stop, arrows move and choose
 * (https://www.w3.org/WAI/ARIA/apg/patterns/radio/). Choosing sends nothing.
 */
export function timesGroup(view: TimesView): HTMLElement {
  const starts = view.groups.flatMap(({ times }) => times.map(({ start }) => start));
  const stop = starts.includes(view.chosen) ? view.chosen : starts[0];
  const all = el(
    'div',
    { class: 'times', role: 'radiogroup', id: view.id, 'aria-label': view.name },
    ...view.groups.flatMap(({ name, times }) => [
      name !== '' && el(`h${view.level}`, { class: 'part-of-day' }, name),
      el('div', 'time-grid', ...times.map((time) => timeButton(view, time, time.start === stop))),
    ]),
  );
  all.onkeydown = (event) => {
    const step = STEPS[event.key];
    const at = starts.findIndex((start) => document.activeElement?.id === choiceId(view, start));
    if (step === undefined || at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const to = starts[(at + step + starts.length) % starts.length] ?? 0;
    view.onChoose(to);
    focusOn(choiceId(view, to));
  };
  return all;
}

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

function timeButton(view: TimesView, { start, text, note }: TimeChoice, isStop: boolean): HTMLElement {
  const { chosen, onChoose } = view;
  const button = buttonElement('', () => onChoose(start), {
    role: 'radio',
    class: 'time',
    id: choiceId(view, start),
    'data-testid': view.id,
    'data-start': String(start),
    'aria-checked': String(start === chosen),
    tabindex: isStop ? '0' : '-1',
  });
  button.append(el('span', {}, text));
  if (note !== '') button.append(' ', el('small', {}, note));
  return button;
}

function choiceId({ id }: TimesView, start: number): string {
  return `${id}-${start}`;
}

/** Times as they are on their way, in their real size. */
export function timesToCome(groups: readonly string[]): HTMLElement {
  const shape = () => el('span', 'time shape');
  return el(
    'div',
    { class: 'times', id: 'times-to-come', 'aria-hidden': 'true' },
    ...groups.flatMap((name) => [
      el('h4', 'part-of-day', name),
      el('div', 'time-grid', ...Array.from({ length: 6 }, shape)),
    ]),
  );
}
