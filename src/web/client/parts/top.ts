import { LOCALE_NAMES, LOCALES, type Locale } from '../../../i18n/locales';
import { el } from '../dom';
import { icon } from './icons';

/** The business: its logo, or the first letter of its name, and its name. @param logo its address, or empty */
export function brandOf(name: string, logo: string, locale: Locale): HTMLElement {
  const [letter = ''] = name;
  const sign =
    logo === ''
      ? el('span', { class: 'sign', 'aria-hidden': 'true' }, letter.toLocaleUpperCase(locale))
      : el('img', { class: 'sign', src: logo, alt: '' });
  return el('div', { class: 'brand', id: 'brand' }, sign, el('h1', {}, name));
}

/** The languages of the page. */
export function languageList(label: string, locale: Locale, onChoose: (locale: Locale) => void): HTMLElement {
  const list = el(
    'select',
    { id: 'language', 'data-testid': 'language' },
    ...LOCALES.map((value) => el('option', { value }, LOCALE_NAMES[value])),
  );
  list.value = locale;
  // The list on the page may be an older element: the choice is read from the list that fires the event.
  list.onchange = ({ currentTarget }) => {
    const chosen = LOCALES.find((known) => currentTarget instanceof HTMLSelectElement && known === currentTarget.value);
    if (chosen !== undefined) onChoose(chosen);
  };
  const name = el('label', { for: 'language', class: 'unseen' }, label);
  return el('div', { class: 'language', id: 'languages' }, name, icon('globe'), list);
}

/**
 * The format locale: the reader's own variant of the language shown; Thai with Gregorian years, as in Calendar.
 *
 * @param own the reader's language tags, most wanted first
 */
export function formatLocale(locale: Locale, own: readonly string[]): string {
  if (locale === 'th') return 'th-u-ca-gregory';
  return own.find((tag) => tag.toLowerCase().startsWith(locale.toLowerCase())) ?? locale;
}
