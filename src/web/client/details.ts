import type { PublicPlace, RequestAnswer } from '../public-api';
import { button, el, select } from './dom';
import type { Page } from './page';
import { sendRequest } from './server';
import { newKey, type PageState, type Step } from './state';
import { durationOf, facts, placeOf, placeText, tagOf, timeText } from './times';

type Details = Extract<Step, { at: 'details' }>;

/** As the desk has them, so that a browser stops at the same length. */
const LIMITS = { name: 100, email: 254, phone: 40, note: 1000 } as const;

type Field = keyof typeof LIMITS;

/** Who the client is. */
export function detailsView(page: Page, step: Details): HTMLElement {
  const { state } = page;
  const { t } = state;
  const form: HTMLFormElement = el(
    'form',
    { novalidate: '' },
    ...placeChoice(page, step, () => readForm(form)),
    field(state, 'name', t('page.name'), 'name'),
    field(state, 'email', t('page.email'), 'email'),
    field(state, 'phone', t(needsPhone(state, step) ? 'page.phoneNeeded' : 'page.phone'), 'tel'),
    field(state, 'note', t('page.note'), ''),
  );
  const submit = el(
    'button',
    { type: 'submit', 'data-testid': 'submit' },
    step.service.confirmsItself ? t('page.book') : t('page.submit'),
  );
  const back = () =>
    page.go({
      typed: readForm(form),
      step: state.offer === null ? { at: 'times', service: step.service, notice: '' } : { at: 'offered', notice: '' },
    });
  form.append(el('div', { class: 'row' }, button(t('page.back'), back, { class: 'plain' }), submit));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    send(page, step, form, submit);
  });
  return el(
    'section',
    { class: 'card' },
    el('h2', {}, t('page.details')),
    el('p', {}, `${step.service.name}, ${whenText(state, step.start)}`),
    el('p', { class: 'quiet' }, `${facts(state, step.service)} · ${state.zone.replace(/_/g, ' ')}`),
    el('p', { class: 'notice', role: 'alert', hidden: '', 'data-testid': 'form-error' }),
    form,
  );
}

/** Where there is a choice, the client makes it here; drawn anew, since a call needs a number. */
function placeChoice(page: Page, { service }: Details, typed: () => Record<string, string>): HTMLElement[] {
  const { state } = page;
  if (service.places.length < 2) return [];
  const options = service.places.map((place) => ({ value: place.kind, label: placeText(state, place) }));
  const chosen = placeOf(state, service)?.kind ?? service.places[0]?.kind ?? '';
  const onChange = (place: string) => page.go({ place, typed: typed() });
  const list = select(options, chosen, onChange, { id: 'place', 'data-testid': 'place' });
  return [el('div', { class: 'field' }, el('label', { for: 'place' }, state.t('page.place')), list)];
}

/** The place as it will be sent: with several to choose from the first one stands chosen. */
function chosenPlace(state: PageState, { service }: Details): PublicPlace | null {
  return placeOf(state, service) ?? service.places[0] ?? null;
}

function needsPhone(state: PageState, step: Details): boolean {
  return chosenPlace(state, step)?.kind === 'weCall';
}

function field(state: PageState, name: Field, label: string, autocomplete: string): HTMLElement {
  const attributes = {
    id: name,
    name,
    maxlength: String(LIMITS[name]),
    'aria-describedby': `${name}-wrong`,
    ...(autocomplete !== '' && { autocomplete }),
  };
  const input =
    name === 'note'
      ? el('textarea', attributes)
      : el('input', { ...attributes, type: name === 'email' ? 'email' : name === 'phone' ? 'tel' : 'text' });
  input.value = state.typed[name] ?? '';
  return el(
    'div',
    { class: 'field' },
    el('label', { for: name }, label),
    input,
    el('p', { class: 'wrong', id: `${name}-wrong`, hidden: '' }),
  );
}

function readForm(form: HTMLFormElement): Record<Field, string> {
  const data = new FormData(form);
  const text = (name: Field) => {
    const value = data.get(name);
    return typeof value === 'string' ? value : '';
  };
  return { name: text('name'), email: text('email'), phone: text('phone'), note: text('note') };
}

function send(page: Page, step: Details, form: HTMLFormElement, submit: HTMLButtonElement): void {
  const { state } = page;
  const { t } = state;
  const typed = readForm(form);
  clearWrong(form);
  if (typed.name.trim() === '') return showWrong(form, 'name', t('page.required'));
  if (!/^\S+@\S+\.\S+$/.test(typed.email.trim())) return showWrong(form, 'email', t('page.emailExpected'));
  if (needsPhone(state, step) && typed.phone.trim() === '') return showWrong(form, 'phone', t('page.required'));
  submit.disabled = true;
  submit.textContent = t('page.sending');
  sendRequest({
    ...typed,
    service: step.service.id,
    staff: state.staff,
    start: step.start,
    duration: durationOf(state, step.service),
    place: chosenPlace(state, step)?.kind ?? '',
    locale: tagOf(state).replace(/-u-.*$/, ''),
    zone: state.zone,
    requestKey: state.requestKey,
    offer: state.offer?.id ?? '',
  })
    .then((answer) => take(page, step, form, submit, typed, answer))
    .catch(() => {
      // Not reached, or failed: the same submission can be sent again, and makes no second booking.
      release(page, step, submit);
      showFormError(form, t('page.failed'));
    });
}

function take(
  page: Page,
  step: Details,
  form: HTMLFormElement,
  submit: HTMLButtonElement,
  typed: Record<Field, string>,
  answer: RequestAnswer,
): void {
  const { state } = page;
  const { t } = state;
  if (answer.ok) {
    // What was offered is used up: another time is chosen like anybody's.
    page.go({ typed, requestKey: newKey(), offer: null, step: { at: 'done', service: step.service, receipt: answer } });
  } else if (state.offer !== null && answer.code === 'slotTaken') {
    const starts = state.offer.starts.filter((start) => start !== step.start);
    page.go({ typed, offer: { ...state.offer, starts }, step: { at: 'offered', notice: t('page.taken') } });
  } else if (answer.code === 'offerGone') {
    const notice = t('page.offerGone');
    page.go({ typed, offer: null, starts: null, step: { at: 'times', service: step.service, notice } });
  } else if (answer.code === 'slotTaken') {
    const notice = t('page.taken');
    page.go({ typed, starts: null, step: { at: 'times', service: step.service, notice } });
  } else {
    release(page, step, submit);
    if (answer.field in LIMITS) showWrong(form, answer.field, answer.message);
    else showFormError(form, answer.message);
  }
}

function release(page: Page, step: Details, submit: HTMLButtonElement): void {
  submit.disabled = false;
  submit.textContent = page.state.t(step.service.confirmsItself ? 'page.book' : 'page.submit');
}

function clearWrong(form: HTMLFormElement): void {
  for (const wrong of form.querySelectorAll<HTMLElement>('.wrong')) wrong.hidden = true;
  for (const input of form.querySelectorAll('[aria-invalid]')) input.removeAttribute('aria-invalid');
  const error = form.parentElement?.querySelector<HTMLElement>('.notice');
  if (error) error.hidden = true;
}

function showWrong(form: HTMLFormElement, name: string, message: string): void {
  const wrong = form.querySelector<HTMLElement>(`#${name}-wrong`);
  const input = form.querySelector<HTMLElement>(`#${name}`);
  if (wrong === null || input === null) return;
  wrong.textContent = message;
  wrong.hidden = false;
  input.setAttribute('aria-invalid', 'true');
  input.focus();
}

function showFormError(form: HTMLFormElement, message: string): void {
  const error = form.parentElement?.querySelector<HTMLElement>('.notice');
  if (!error) return;
  error.textContent = message;
  error.hidden = false;
}

/** What has been asked for or booked. */
export function doneView(page: Page, step: Extract<Step, { at: 'done' }>): HTMLElement {
  const { state } = page;
  const { t } = state;
  const { receipt, service } = step;
  const states = {
    confirmed: ['page.confirmed', 'page.confirmedText'],
    awaitingPayment: ['page.awaitingPayment', 'page.awaitingPaymentText'],
    requested: ['page.requested', 'page.requestedText'],
  } as const;
  const known = receipt.state === 'confirmed' || receipt.state === 'awaitingPayment' ? receipt.state : 'requested';
  const [title, text] = states[known];
  const again = () =>
    page.go({ step: { at: 'times', service, notice: '' }, starts: null, day: '', typed: { ...state.typed, note: '' } });
  return el(
    'section',
    { class: 'card', 'data-testid': 'done' },
    el('div', { class: 'done', 'aria-hidden': 'true' }, '✓'),
    el('h2', {}, t(title)),
    el('p', {}, t(text, { email: receipt.email })),
    el(
      'dl',
      {},
      el('dt', {}, t('page.service')),
      el('dd', {}, service.name),
      el('dt', {}, t('page.time')),
      el('dd', {}, `${whenText(state, receipt.start)} (${state.zone.replace(/_/g, ' ')})`),
      el('dt', {}, t('page.reference')),
      el('dd', { 'data-testid': 'reference' }, receipt.reference),
    ),
    button(t('page.another'), again, { class: 'plain' }),
  );
}

function whenText(state: PageState, at: number): string {
  const day = new Intl.DateTimeFormat(tagOf(state), {
    timeZone: state.zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  return `${day.format(at)}, ${timeText(state, at)}`;
}
