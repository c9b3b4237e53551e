import type { PublicService, Receipt } from '../public-api';
import { buttonElement, el } from './dom';
import { icon } from './parts/icons';
import { cityOf } from './parts/places';
import { heading } from './problem';
import { fact } from './parts/slip';
import { cancelFact, leaf } from './slip';
import { NO_CHOICE, UNKNOWN, type FormStep, type Page, type PageState } from './state';
import { clockSpan, datesOf, dayText, placeIcon, placeLine, placeOf } from './texts';

const STATES = {
  confirmed: ['page.confirmed', 'page.confirmedText', 'ok', 'check'],
  awaitingPayment: ['page.awaitingPayment', 'page.awaitingPaymentText', 'wait', 'wallet'],
  requested: ['page.requested', 'page.requestedText', 'wait', 'clock'],
} as const;

/** What has been requested or booked. */
export function doneView(page: Page, { receipt, service }: Extract<FormStep, { at: 'done' }>): HTMLElement {
  const { state } = page;
  const { t } = state;
  const known = receipt.state === 'confirmed' || receipt.state === 'awaitingPayment' ? receipt.state : 'requested';
  const [title, text, color, drawing] = STATES[known];
  const [before = '', after = ''] = t(text, { email: '\n' }).split('\n');
  const again = () =>
    page.go({
      ...NO_CHOICE,
      step: { at: 'times', service, notice: null },
      times: UNKNOWN,
      typed: { ...state.typed, note: '' },
    });
  return el(
    'section',
    { class: 'sheet one', id: 'step-done', 'data-testid': 'done' },
    el('div', `round ${color}`, icon(drawing)),
    heading(t(title)),
    el('p', 'quiet', before, el('b', {}, receipt.email), after),
    summary(state, service, receipt),
    ...addToCalendar(state, receipt),
    ...nextSteps(state, service, receipt),
    el(
      'div',
      'buttons',
      receipt.page !== '' &&
        el('a', { class: 'button', href: receipt.page, id: 'open-booking', target: '_top' }, t('page.openBooking')),
      buttonElement(t('page.another'), again, { class: 'plain', id: 'again' }),
    ),
  );
}

function summary(state: PageState, service: PublicService, { start, end, person, reference }: Receipt): HTMLElement {
  const { t } = state;
  const place = placeOf(state, service);
  const time = `${clockSpan(state, start, end)}, ${cityOf(state.zone)}`;
  return el(
    'div',
    'box receipt',
    el('p', 'slip-name', service.name),
    el(
      'div',
      'when hero',
      leaf(state, start),
      el('div', {}, el('p', 'day-name', dayText(state, start)), el('p', 'quiet', time)),
    ),
    el('hr', 'tear'),
    el(
      'ul',
      'facts',
      person !== '' && fact('person', person),
      place !== null && fact(placeIcon(place), placeLine(state, place)),
      service.price !== '' && fact('wallet', service.price),
      ...cancelFact(state, service, start),
      el(
        'li',
        'fact',
        icon('paper'),
        el('p', {}, `${t('page.reference')} `, el('span', { 'data-testid': 'reference' }, reference)),
      ),
    ),
  );
}

function addToCalendar({ t }: PageState, { calendar }: Receipt): HTMLElement[] {
  if (calendar === null) return [];
  const link = (text: string, href: string, id: string) =>
    el('a', { class: 'button plain', href, id, target: '_blank', rel: 'noopener' }, text);
  return [
    el('h3', {}, t('page.addToCalendar')),
    el(
      'div',
      'side-by-side',
      link('Google', calendar.google, 'add-google'),
      link('Outlook', calendar.outlook, 'add-outlook'),
      link(t('page.file'), calendar.file, 'add-file'),
    ),
  ];
}

/** What happens next, and until when. */
function nextSteps(state: PageState, service: PublicService, receipt: Receipt): HTMLElement[] {
  const { t } = state;
  const { person, answerBy } = receipt;
  const dates = datesOf(state);
  const item = (text: string, more: string, isDone = false) =>
    el(
      'li',
      { class: isDone ? 'done' : '' },
      isDone && icon('check'),
      el('div', {}, el('p', {}, text), more !== '' && el('p', 'hint', more)),
    );
  const answered = person === '' ? t('page.weAnswer') : t('page.personAnswers', { person });
  const until =
    answerBy === 0 ? '' : t('page.answerBy', { time: `${dayText(state, answerBy, 'short')}, ${dates.time(answerBy)}` });
  const place = placeOf(state, service)?.kind;
  const hasLink = place === 'meet' || place === 'room';
  const pay = receipt.state === 'confirmed' || !service.prepaid ? [] : [item(t('page.youPay'), service.price)];
  const items =
    receipt.state === 'requested'
      ? [
          item(t('page.requested'), '', true),
          item(answered, until),
          ...pay,
          ...(hasLink ? [item(t('page.youGetLink'), '')] : []),
        ]
      : [...pay, ...(hasLink ? [item(t('page.youGetLink'), '')] : [])];
  if (items.length === 0) return [];
  return [el('h3', {}, t('page.whatNext')), el('ol', 'next-steps', ...items)];
}
