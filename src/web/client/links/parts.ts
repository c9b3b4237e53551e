import type { LinkedBooking } from '../../link-api';
import { buttonElement, el } from '../dom';
import { icon, type IconName } from '../parts/icons';
import { fact, leafOf } from '../parts/slip';
import { brandOf, languageList } from '../parts/top';
import { datesOf, formatIn, inLocale, type App, type LinkState } from './state';

// What both pages are built of.

/** The business, and the language. */
export function header(app: App): HTMLElement {
  const { page, locale, t } = app.state;
  return el(
    'header',
    { class: 'top' },
    brandOf(page.business, page.logo, locale),
    languageList(t('link.language'), locale, (chosen) => app.go(inLocale(chosen))),
  );
}

/** The heading of a view, which gets the focus when the view opens. */
export function title(text: string, above = ''): HTMLElement {
  const heading = el('h2', { id: 'heading', tabindex: '-1' }, text);
  return el('div', {}, above === '' ? null : el('p', { class: 'hint' }, above), heading);
}

/** What state something is in: one bold word, one or two sentences. */
export function banner(
  tone: 'ok' | 'wait' | 'calm',
  sign: IconName,
  word: string,
  ...sentences: string[]
): HTMLElement {
  const texts = sentences.filter((text) => text !== '').map((text) => el('p', {}, text));
  return el(
    'div',
    { class: `banner ${tone}`, role: 'status', id: 'state' },
    icon(sign),
    el('div', {}, el('p', {}, el('b', {}, word)), ...texts),
  );
}

/** The day as a leaf of a calendar, and the time in words. */
export function when(state: LinkState, booking: LinkedBooking, below: string, isOff: boolean): HTMLElement {
  const { start, end, zone } = booking;
  const part = (options: Intl.DateTimeFormatOptions) => formatIn(state, zone, options)(start);
  const dates = datesOf(state, zone);
  const day = part({ weekday: 'long', day: 'numeric', month: 'long' });
  const ofDay = (text: string) => (isOff ? el('s', {}, text) : text);
  return el(
    'div',
    { class: isOff ? 'when hero off' : 'when hero' },
    leafOf(part),
    el(
      'div',
      {},
      el('p', { class: 'day-name' }, ofDay(day)),
      el('p', { class: 'quiet' }, ofDay(`${dates.time(start)}–${dates.time(end)}${below}`)),
    ),
  );
}

/** A drawing, what it stands for, and more about it. */
type Fact = readonly [IconName, string, string];

/** Facts, one under another. */
export function facts(...lines: (Fact | null)[]): HTMLElement {
  const shown = lines.flatMap((line) => (line === null || line[1] === '' ? [] : [line]));
  return el('ul', 'facts', ...shown.map(([sign, text, more]) => fact(sign, text, more)));
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

/** Whom the client brings along, and what they have answered: the words in which they were asked, and theirs. */
export function formFacts({ answers, guests }: LinkedBooking): Fact[] {
  return [['people', guests.join('\n'), ''], ...answers.map(({ label, value }): Fact => ['paper', label, value])];
}

/** How a button looks: the next thing to do, something else, or what ends something; `danger` where that is confirmed. */
type Look = 'filled' | 'plain' | 'bad' | 'danger';

const CLASSES: Record<Look, string> = { filled: '', plain: 'plain', bad: 'plain bad', danger: 'bad-button' };

/** A button that waits while something is being sent. */
export function act({ state }: App, text: string, onClick: () => void, { id, look }: { id: string; look: Look }) {
  const { isSending, t } = state;
  const isWaiting = isSending && (look === 'filled' || look === 'danger');
  const press = () => {
    if (!isSending) onClick();
  };
  const sending = { 'aria-disabled': 'true', 'data-sending': 'yes' };
  const attributes = { id, class: `wide ${CLASSES[look]}`.trim(), ...(isSending && sending) };
  return buttonElement(isWaiting ? t('link.sending') : text, press, attributes);
}

/** An address that looks like a button. */
export function go(text: string, href: string, { id, look }: { id: string; look: 'filled' | 'plain' }): HTMLElement {
  return el('a', { id, class: `button wide ${CLASSES[look]}`.trim(), href, target: '_top' }, text);
}

/** Why the last wish was not granted. */
export function refusalBox({ refusal }: LinkState): HTMLElement | null {
  return refusal === ''
    ? null
    : el('div', { class: 'banner bad', role: 'alert', id: 'refusal' }, icon('wrong'), el('p', {}, refusal));
}

/** A long text that may be left out. */
export function reasonField(app: App, label: string, hint: string): HTMLElement {
  const area = el('textarea', { id: 'reason', rows: '4', maxlength: '500', 'aria-describedby': 'reason-hint' });
  area.value = app.state.reason;
  area.oninput = ({ currentTarget }) => {
    if (currentTarget instanceof HTMLTextAreaElement) app.keep({ reason: currentTarget.value });
  };
  const parts = [el('label', { for: 'reason' }, label), el('p', { class: 'hint', id: 'reason-hint' }, hint), area];
  return el('div', { class: 'field' }, ...parts);
}
