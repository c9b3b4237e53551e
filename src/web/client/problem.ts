import type { PublicService } from '../public-api';
import { buttonElement, el } from './dom';
import { icon } from './parts/icons';
import type { PageState } from './state';
import { contactOf } from './texts';

/**
 * The desk could not be reached, or it has said why it does not answer; and what helps. The cause is seldom known; with
 * several Google accounts in one browser, Google keeps refusing
 * (https://developers.google.com/apps-script/guides/projects#fix_issues_with_multiple_google_accounts).
 *
 * @param answer the desk's own words; `null` if it could not be reached
 * @param onRetry `null` if the form's own button tries again
 */
export function problemBox(
  state: PageState,
  service: PublicService | null,
  answer: string | null,
  onRetry: (() => void) | null,
): HTMLElement {
  const { t } = state;
  const contact = contactOf(state, service);
  const isOffline = answer === null && !navigator.onLine;
  const lost = onRetry === null ? t('page.failedSend') : t('page.failed');
  return el(
    'div',
    { class: 'box problem', role: 'alert', id: 'problem', 'data-testid': 'problem' },
    icon(isOffline ? 'offline' : 'wrong'),
    el(
      'div',
      {},
      boxHeading(isOffline ? t('page.noConnection') : (answer ?? t('page.noAnswer'))),
      answer === null && el('p', {}, lost),
      answer === null && !isOffline && el('p', 'quiet', t('page.severalAccounts')),
      contact !== '' && el('p', 'quiet', t('page.contact', { contact })),
    ),
    onRetry !== null && buttonElement(t('page.retry'), onRetry, { id: 'retry', 'data-testid': 'retry' }),
  );
}

/** Something that the client has to know before they continue. */
export function noticeBox(words: string, id = 'notice'): HTMLElement {
  return el('div', { class: 'banner bad', role: 'alert', id }, icon('wrong'), el('p', {}, words));
}

/** The heading of a step: it gets the focus when the step begins. */
export function heading(text: string): HTMLElement {
  return el('h2', { id: 'heading', tabindex: '-1' }, text);
}

/** The heading of a box inside a step. */
export function boxHeading(text: string): HTMLElement {
  return el('h3', 'box-heading', text);
}

/** Which step it is, where a service had to be chosen first. */
export function stepLine({ t, start, offer }: PageState, step: 2 | 3): HTMLElement | false {
  return start.services.length > 1 && offer === null && el('p', 'hint step', t('page.step', { step, of: 3 }));
}
