import type { PublicService } from '../public-api';
import { buttonElement, el } from './dom';
import type { PageState } from './state';
import { contactOf } from './texts';

/**
 * The desk could not be reached, and what helps. The cause is seldom known; with several Google accounts in one
 * browser, Google keeps refusing
 * (https://developers.google.com/apps-script/guides/projects#fix_issues_with_multiple_google_accounts).
 *
 * @param onRetry `null` if the form's own button tries again
 */
export function problemBox(
  state: PageState,
  service: PublicService | null,
  words: string,
  onRetry: (() => void) | null,
): HTMLElement {
  const { t } = state;
  const contact = contactOf(state, service);
  return el(
    'div',
    { class: 'notice bad', role: 'alert', id: 'problem', 'data-testid': 'problem' },
    el('p', { class: 'strong' }, words),
    el('p', {}, navigator.onLine ? t('page.severalAccounts') : t('page.offline')),
    contact !== '' && el('p', {}, t('page.contact', { contact })),
    onRetry !== null && buttonElement(t('page.retry'), onRetry, { id: 'retry', 'data-testid': 'retry' }),
  );
}

/** Something that the client has to know before they continue. */
export function noticeBox(words: string, id = 'notice'): HTMLElement {
  return el('p', { class: 'notice bad', role: 'alert', id }, words);
}

/** The heading of a step: it gets the focus when the step begins. */
export function heading(text: string): HTMLElement {
  return el('h2', { id: 'heading', tabindex: '-1' }, text);
}
