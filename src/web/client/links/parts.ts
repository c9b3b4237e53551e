import { LOCALE_NAMES, LOCALES } from '../../../i18n/locales';
import type { LinkedBooking } from '../../link-api';
import { buttonElement, el, select } from '../dom';
import { datesOf, inLocale, tagOf, type App, type LinkState } from './state';

/** What both pages are built of. */

type Icon =
  'check' | 'clock' | 'cross' | 'person' | 'video' | 'pin' | 'phone' | 'price' | 'note' | 'globe' | 'calendar' | 'link';

/** A drawing that says nothing that the text beside it does not say. */
export function icon(name: Icon): HTMLElement {
  return el('span', { class: `icon icon-${name}`, 'aria-hidden': 'true' });
}

/** The business, and the language. */
export function header(app: App): HTMLElement {
  const { page, locale, t } = app.state;
  const options = LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }));
  const onChange = (value: string) => {
    const chosen = LOCALES.find((known) => known === value);
    if (chosen !== undefined) app.go(inLocale(chosen));
  };
  const languages = select(t('link.language'), options, locale, onChange, { id: 'language' });
  languages.className = 'language';
  return el(
    'header',
    { class: 'top' },
    el('span', { class: 'logo', 'aria-hidden': 'true' }, page.business.slice(0, 1)),
    el('p', { class: 'business' }, page.business),
    languages,
  );
}

/** The heading of a view, which gets the focus when the view opens. */
export function title(text: string, above = ''): HTMLElement {
  const heading = el('h1', { id: 'heading', tabindex: '-1' }, text);
  return el('div', { class: 'title' }, above === '' ? null : el('p', { class: 'above' }, above), heading);
}

/** What state something is in: one bold word, one or two sentences. */
export function banner(tone: 'ok' | 'wait' | 'calm', sign: Icon, word: string, ...sentences: string[]): HTMLElement {
  const texts = sentences.filter((text) => text !== '').map((text) => el('p', {}, text));
  return el(
    'div',
    { class: `banner ${tone}`, role: 'status', id: 'state' },
    icon(sign),
    el('div', {}, el('p', { class: 'word' }, word), ...texts),
  );
}

/** The day as a leaf of a calendar, and the time in words. */
export function when(state: LinkState, booking: LinkedBooking, below: string, isOff: boolean): HTMLElement {
  const { start, end, zone } = booking;
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(tagOf(state), { timeZone: zone, ...options }).format(start);
  const dates = datesOf(state, zone);
  const leaf = el(
    'div',
    { class: 'leaf', 'aria-hidden': 'true' },
    el('span', {}, part({ month: 'short' })),
    el('b', {}, part({ day: 'numeric' }).replace(/\D+$/, '')),
    el('span', {}, part({ weekday: 'short' })),
  );
  const day = part({ weekday: 'long', day: 'numeric', month: 'long' });
  const ofDay = (text: string) => (isOff ? el('s', {}, text) : text);
  return el(
    'div',
    { class: isOff ? 'when off' : 'when' },
    leaf,
    el(
      'div',
      {},
      el('p', { class: 'day' }, ofDay(day)),
      el('p', { class: 'quiet' }, ofDay(`${dates.time(start)}–${dates.time(end)}${below}`)),
    ),
  );
}

/** A drawing, what it stands for, and more about it. */
type Fact = readonly [Icon, string, string];

/** Facts, one under another. */
export function facts(...lines: (Fact | null)[]): HTMLElement {
  const shown = lines.filter((line) => line !== null && line[1] !== '');
  return el(
    'ul',
    { class: 'facts' },
    ...shown.flatMap((line) => {
      if (line === null) return [];
      const [sign, text, more] = line;
      return el(
        'li',
        {},
        icon(sign),
        el('div', {}, el('p', {}, text), more === '' ? null : el('p', { class: 'quiet' }, more)),
      );
    }),
  );
}

/** Where it takes place. */
export function placeFact({ t }: LinkState, { place, phone }: LinkedBooking, more: string) {
  switch (place.kind) {
    case 'meet':
      return ['video', t('link.online'), more] as const;
    case 'room':
      return ['video', t('link.room'), more] as const;
    case 'address':
      return ['pin', place.detail, ''] as const;
    case 'weCall':
      return ['phone', t('link.weCall', { phone }), ''] as const;
    case 'clientCalls':
      return ['phone', t('link.callUs', { number: place.detail }), ''] as const;
  }
}

/** What the client has answered: the words in which they were asked, and theirs. */
export function answerFacts({ answers }: LinkedBooking): Fact[] {
  return answers.map(({ label, value }): Fact => ['note', label, value]);
}

/** A button that waits while something is being sent. */
export function act(
  { state }: App,
  text: string,
  onClick: () => void,
  { id, look }: { id: string; look: 'filled' | 'plain' | 'bad' | 'danger' },
): HTMLElement {
  const { isSending, t } = state;
  const isWaiting = isSending && (look === 'filled' || look === 'danger');
  const attributes = { id, class: `button ${look}`, ...(isSending && { 'aria-disabled': 'true' }) };
  return buttonElement(
    isWaiting ? t('link.sending') : text,
    () => {
      if (!isSending) onClick();
    },
    attributes,
  );
}

/** An address that looks like a button. */
export function go(text: string, href: string, attributes: { id: string; look: 'filled' | 'plain' }): HTMLElement {
  const { id, look } = attributes;
  return el('a', { id, class: `button ${look}`, href, target: '_top' }, text);
}

/** Why the last wish was not granted. */
export function refusalBox({ refusal }: LinkState): HTMLElement | null {
  return refusal === '' ? null : el('p', { class: 'refusal', role: 'alert', id: 'refusal' }, refusal);
}

/** A long text that may be left out. */
export function reasonField(app: App, label: string, hint: string): HTMLElement {
  const area = el('textarea', { id: 'reason', rows: '4', maxlength: '500', 'aria-describedby': 'reason-hint' });
  area.value = app.state.reason;
  area.oninput = ({ currentTarget }) => {
    if (currentTarget instanceof HTMLTextAreaElement) app.keep({ reason: currentTarget.value });
  };
  const parts = [el('label', { for: 'reason' }, label), el('p', { class: 'quiet', id: 'reason-hint' }, hint), area];
  return el('div', { class: 'field' }, ...parts);
}
