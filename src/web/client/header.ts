import { buttonElement, el } from './dom';
import { icon } from './parts/icons';
import { brandOf, languageList } from './parts/top';
import { inLocale, type FormStep, type Page, type PageState } from './state';

/** Name of the business, the way back, the language. */
export function header(page: Page): HTMLElement {
  const { state } = page;
  return el('header', 'top', backButton(page), ...(hasBrand(state) ? [brand(state)] : []), languages(page));
}

/** Where there is room, the first step shows the business beside the services. */
function hasBrand(state: PageState): boolean {
  return state.isNarrow || state.step.at !== 'service' || isClosed(state);
}

/** Whether there is nothing to book. */
export function isClosed({ start, step, offer }: PageState): boolean {
  return !start.ready || (start.services.length === 0 && offer === null && step.at !== 'done');
}

/** The business: its sign and its name. */
export function brand(state: PageState): HTMLElement {
  return brandOf(businessOf(state), state.start.logo, state.locale);
}

/** What the business is called. */
export function businessOf({ start, t }: PageState): string {
  return start.business === '' ? t('page.title') : start.business;
}

/** The business's rules and what it does with data: an address, or a text that is opened here. */
export function footer({ start, t }: PageState): HTMLElement | null {
  const { policy } = start;
  if (policy === '') return null;
  const isAddress = /^https?:[^ ]+$/.test(policy);
  return el(
    'footer',
    { class: 'foot', id: 'foot' },
    isAddress
      ? el('a', { href: policy, target: '_blank', rel: 'noopener' }, t('page.policy'))
      : el('details', { id: 'policy' }, el('summary', {}, t('page.policy')), el('p', {}, policy)),
  );
}

/** The step before this one; `null` if there is none to go back to. */
export function stepBefore({ start, step, offer }: PageState): FormStep | null {
  switch (step.at) {
    case 'times':
      return start.services.length > 1 ? { at: 'service' } : null;
    case 'taken':
    case 'zone':
    case 'details':
      return offer === null ? { at: 'times', service: step.service, notice: null } : { at: 'offered', notice: null };
    case 'service':
    case 'offered':
    case 'done':
      return null;
  }
}

/** On a phone the way back is in the header; elsewhere it is beside what it leads back from. */
function backButton(page: Page): HTMLElement | null {
  const { state } = page;
  const before = stepBefore(state);
  if (before === null || !state.isNarrow) return null;
  const back = buttonElement('', () => page.go({ step: before }), {
    class: 'turn',
    id: 'back',
    'aria-label': state.t('page.back'),
  });
  back.append(icon('back'));
  return back;
}

function languages(page: Page): HTMLElement {
  const { locale, t } = page.state;
  return languageList(t('page.language'), locale, (chosen) => page.go(inLocale(chosen)));
}
