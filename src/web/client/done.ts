import { buttonElement, el } from './dom';
import { heading } from './problem';
import { WANTED, type FormStep, type Page } from './state';
import { datesOf, zoneText } from './texts';

const STATES = {
  confirmed: ['page.confirmed', 'page.confirmedText'],
  awaitingPayment: ['page.awaitingPayment', 'page.awaitingPaymentText'],
  requested: ['page.requested', 'page.requestedText'],
} as const;

/** What has been requested or booked. */
export function doneView(page: Page, { receipt, service }: Extract<FormStep, { at: 'done' }>): HTMLElement {
  const { state } = page;
  const { t } = state;
  const known = receipt.state === 'confirmed' || receipt.state === 'awaitingPayment' ? receipt.state : 'requested';
  const [title, text] = STATES[known];
  const again = () =>
    page.go({
      step: { at: 'times', service, notice: null },
      times: WANTED,
      day: '',
      typed: { ...state.typed, note: '' },
    });
  return el(
    'section',
    { class: 'card', id: 'step-done', 'data-testid': 'done' },
    el('div', { class: 'done', 'aria-hidden': 'true' }, '✓'),
    heading(t(title)),
    el('p', {}, t(text, { email: receipt.email })),
    el(
      'dl',
      {},
      el('dt', {}, t('page.service')),
      el('dd', {}, service.name),
      el('dt', {}, t('page.time')),
      el('dd', {}, `${datesOf(state).longSpan(receipt.start, receipt.end)} (${zoneText(state.zone)})`),
      el('dt', {}, t('page.reference')),
      el('dd', { 'data-testid': 'reference' }, receipt.reference),
    ),
    buttonElement(t('page.another'), again, { class: 'plain', id: 'again' }),
  );
}
