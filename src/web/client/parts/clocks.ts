import type { Clock } from '../../../i18n/clock';
import { buttonElement, el } from '../dom';
import { remember, remembered } from '../memory';

/** The clock that was chosen at an earlier visit; `null` if none was. */
export function rememberedClock(): Clock | null {
  const clock = remembered('clock');
  return clock === 'h12' || clock === 'h23' ? clock : null;
}

/** How the clock is usually read where a language is spoken. */
export function usualClock(tag: string): Clock {
  const { hourCycle } = new Intl.DateTimeFormat(tag, { hour: 'numeric' }).resolvedOptions();
  return hourCycle === 'h12' || hourCycle === 'h11' ? 'h12' : 'h23';
}

interface ClockSwitchView {
  /** The one shown now. */
  clock: Clock;
  words: { label: string } & Record<Clock, string>;
  onChoose: (clock: Clock) => void;
}

/** Chooses between 12 and 24 hours; the browser remembers it for all pages. */
export function clockSwitch({ clock, words, onChoose }: ClockSwitchView): HTMLElement {
  const button = (value: Clock) => {
    const choose = () => {
      remember('clock', value);
      onChoose(value);
    };
    return buttonElement(words[value], choose, { class: 'clock', id: value, 'aria-pressed': String(clock === value) });
  };
  return el('div', { class: 'clocks', role: 'group', 'aria-label': words.label }, button('h12'), button('h23'));
}
