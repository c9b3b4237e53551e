import type { PublicRefusal, RequestAnswer } from '../public-api';
import { places } from './choices';
import { buttonElement, el, focusOn } from './dom';
import { formFields } from './fields';
import { answerName, check, fieldsOf, guestsIn, typedIn, type Details } from './form';
import { stepBefore } from './header';
import { icon } from './parts/icons';
import { heading, noticeBox, problemBox, stepLine } from './problem';
import { askForBooking } from './server';
import { facts, leaf, when } from './slip';
import { newKey, ownService, UNKNOWN, type FormStep, type Page, type PageState, type Said } from './state';
import { timeTaken, trapField, trapped } from './trap';
import { datesOf, durationOf, languageTag, placeOf } from './texts';
import { backLink, choice } from './times';

/** Who the client is. */
export function detailsView(page: Page, step: Details): HTMLElement {
  const { state } = page;
  const { t, offer } = state;
  const { service } = step;
  const form = el(
    'form',
    { novalidate: '', id: 'form' },
    errorList(state, step),
    // By a link to a time that is held, the client comes here at once.
    ...(offer === null ? [] : places(page, service)),
    ...formFields(page, step),
    trapField(),
    refusalBox(state, step),
    ...sending(page, step),
  );
  form.onsubmit = (event) => {
    event.preventDefault();
    // The page as it is at that moment: the form may be older than its last change.
    if (page.state.step.at === 'details') send(page, page.state.step);
  };
  return el(
    'section',
    { class: 'sheet two', id: 'step-details' },
    state.isNarrow ? shortSlip(page, step) : longSlip(page, step),
    el('div', 'pane form-pane', stepLine(state, 3), heading(t('page.details')), form),
  );
}

function longSlip(page: Page, { service, start }: Details): HTMLElement {
  const { state } = page;
  const before = stepBefore(state);
  return el(
    'div',
    'slip',
    el(
      'div',
      'stick',
      before !== null && backLink(state.t('page.changeTime'), () => page.go({ step: before })),
      el('p', 'slip-name', service.name),
      when(state, service, start, true),
      el('hr', 'tear'),
      facts(state, service, false, start),
    ),
  );
}

/** On a phone it stays above the form. */
function shortSlip(page: Page, { service, start }: Details): HTMLElement {
  const { state } = page;
  const before = stepBefore(state);
  const change = () => before !== null && page.go({ step: before });
  return el(
    'div',
    { class: 'slip-line', id: 'slip-line' },
    leaf(state, start),
    el('div', {}, choice(state, service, start), el('p', 'hint', service.name)),
    buttonElement(state.t('page.change'), change, { class: 'link', id: 'change' }),
  );
}

function sending(page: Page, step: Details): HTMLElement[] {
  const { t, isSending } = page.state;
  const { confirmsItself, price } = step.service;
  const button = el(
    'button',
    {
      type: 'submit',
      id: 'submit',
      class: 'wide',
      'data-testid': 'submit',
      ...(isSending && { 'aria-disabled': 'true', 'data-sending': '' }),
    },
    sendText(page.state, step.service),
  );
  const next = [price === '' ? '' : t('page.payNothing'), confirmsItself ? '' : t('page.answerByMail')];
  const text = next.filter((part) => part !== '').join(' ');
  return [button, ...(text === '' ? [] : [el('p', 'hint centred', text)])];
}

/** What the button says that sends the form. */
export function sendText({ t, isSending }: PageState, { confirmsItself }: Details['service']): string {
  return t(isSending ? 'page.sending' : confirmsItself ? 'page.book' : 'page.submit');
}

/** What has to be corrected, with a way to each: shown once the form was sent. */
function errorList(state: PageState, step: Details): HTMLElement | null {
  const { t, wrong, isListed } = state;
  const fields = fieldsOf(state, step).filter(({ name }) => wrong[name] !== undefined);
  if (!isListed || fields.length === 0) return null;
  const links = fields.map(({ name, kind, label }) =>
    buttonElement(kind === 'consent' ? t('page.consent') : label, () => focusOn(name), {
      class: 'link',
      id: `to-${name}`,
      'data-testid': 'to-wrong',
    }),
  );
  return el(
    'div',
    { class: 'banner bad', id: 'errors', 'data-testid': 'errors' },
    icon('wrong'),
    el('div', {}, el('b', {}, t('page.wrongCount', { count: fields.length })), el('div', 'links', ...links)),
  );
}

/** Why nothing was sent, if no field is at fault. */
function refusalBox(state: PageState, { service }: Details): HTMLElement | null {
  const { refusal } = state;
  if (refusal === null) return null;
  // One of the page's own texts: the desk could not be reached.
  return 'key' in refusal ? problemBox(state, service, null, null) : noticeBox(refusal.text);
}

/** Sends the form; if something in it is wrong, the client is led there. */
export function send(page: Page, step: Details): void {
  const { state } = page;
  if (state.isSending) return;
  const wrong = check(state, step);
  if (showWrong(page, step, wrong)) return;
  const website = trapped();
  page.go({ wrong, isListed: false, refusal: null, isSending: true });
  const { service } = step;
  const typed = (name: string) => typedIn(state, { name });
  const form = {
    name: typed('name'),
    email: typed('email'),
    phone: typed('phone'),
    note: typed('note'),
    answers: Object.fromEntries(service.questions.map((question) => [question.id, typed(answerName(question))])),
    consent: typed('consent') !== '',
    guests: guestsIn(typed('guests')),
    service: service.id,
    staff: state.staff,
    start: step.start,
    duration: durationOf(state, step.service),
    place: placeOf(state, step.service)?.kind ?? '',
    locale: languageTag(state).replace(/-u-.*$/, ''),
    zone: state.zone,
    requestKey: state.requestKey,
    offer: state.offer?.id ?? '',
    code: typed('code'),
    website,
  };
  timeTaken()
    .then((took) => askForBooking({ ...form, took }))
    .then((answer) => take(page, step, answer))
    .catch(() => {
      // Not reached, or failed: the same submission can be sent again without making a second booking.
      page.go({ step, isSending: false, refusal: { key: 'page.failedSend' } });
    });
}

/** Says what is wrong at its fields; the focus goes to the first of them. */
function showWrong(page: Page, step: Details, wrong: PageState['wrong']): boolean {
  const first = fieldsOf(page.state, step).find(({ name }) => wrong[name] !== undefined);
  if (first === undefined) return false;
  page.go({ step, wrong, isListed: true, refusal: null, isSending: false });
  focusOn(first.name);
  return true;
}

/** The desk's words, unless the page has better ones. */
function saidOf({ code, field, message }: PublicRefusal): Said {
  if (code === 'required' && field === 'name') return { key: 'page.nameExpected' };
  if (code === 'required' && field === 'email') return { key: 'page.emailExpected' };
  const isPhone = field === 'phone' && (code === 'required' || code === 'phoneExpected');
  return isPhone ? { key: 'page.phoneExpected' } : { text: message };
}

/** Problems with the chosen time: another one has to be chosen. */
const OF_THE_TIME = ['start', 'duration', 'staff'];

/**
 * What comes of a request. A time that is taken has the page's own words, `page.taken`, since the times that are like it
 * are shown below them; `refusal.slotTaken` is what staff read on a card.
 */
function take(page: Page, step: Details, answer: RequestAnswer): void {
  const { offer, start } = page.state;
  const service = ownService(start, step.service);
  const sent = { isSending: false, wrong: {}, refusal: null, times: UNKNOWN, chosen: 0 };
  if (answer.ok) {
    // The offer is used up: another time is chosen as by any client. Going back skips the form that was sent.
    const done: FormStep = { at: 'done', service, receipt: answer };
    page.go({ ...sent, requestKey: newKey(), offer: null, receipt: answer, step: done }, 'replace');
  } else if (offer !== null && answer.code === 'slotTaken') {
    const starts = offer.starts.filter((one) => one !== step.start);
    const taken = { key: 'page.taken', time: datesOf(page.state).time(step.start) } as const;
    page.go({ ...sent, offer: { ...offer, starts }, step: { at: 'offered', notice: taken } }, 'replace');
  } else if (answer.code === 'slotTaken') {
    page.go({ ...sent, step: { at: 'taken', service, start: step.start } }, 'replace');
  } else if (answer.code === 'offerGone' || OF_THE_TIME.includes(answer.field)) {
    const notice = answer.code === 'offerGone' ? ({ key: 'page.offerGone' } as const) : { text: answer.message };
    page.go({ ...sent, offer: null, step: { at: 'times', service, notice } }, 'replace');
  } else {
    // From now on the form has a field for it.
    if (answer.field === 'code') page.keep({ typed: { code: '', ...page.state.typed } });
    const isShown = showWrong(page, step, { [answer.field]: saidOf(answer) });
    if (!isShown) page.go({ step, isSending: false, refusal: { text: answer.message } });
  }
}
