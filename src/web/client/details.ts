import type { PublicRefusal, RequestAnswer } from '../public-api';
import { places } from './choices';
import { buttonElement, el } from './dom';
import { check, FIELDS, LIMITS, needsPhone, TYPED, type Details } from './form';
import { stepBefore } from './header';
import { icon } from './parts/icons';
import { heading, noticeBox, problemBox, stepLine } from './problem';
import { askForBooking } from './server';
import { facts, leaf, when } from './slip';
import {
  newKey,
  ownService,
  UNKNOWN,
  wordsOf,
  type Field,
  type FormStep,
  type Page,
  type PageState,
  type Said,
} from './state';
import { timeTaken, trapField, trapped } from './trap';
import { durationOf, languageTag, placeOf } from './texts';
import { backLink, choice } from './times';

/** Who the client is. */
export function detailsView(page: Page, step: Details): HTMLElement {
  const { state } = page;
  const { t, offer } = state;
  const { service } = step;
  const form = el(
    'form',
    { novalidate: '', id: 'form' },
    errorList(state),
    // By a link to a time that is held, the client comes here at once.
    ...(offer === null ? [] : places(page, service)),
    field(page, step, 'name', t('page.name'), { autocomplete: 'name', required: '' }),
    field(page, step, 'email', t('page.email'), {
      autocomplete: 'email',
      type: 'email',
      inputmode: 'email',
      required: '',
    }),
    needsPhone(state, step)
      ? field(page, step, 'phone', t('page.phoneNeeded'), { ...PHONE, required: '' })
      : field(page, step, 'phone', t('page.phoneNumber'), PHONE),
    field(page, step, 'note', t('page.note'), {}),
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
    el('div', { class: 'pane form-pane' }, stepLine(state, 3), heading(t('page.details')), form),
  );
}

const PHONE = { autocomplete: 'tel', type: 'tel', inputmode: 'tel' } as const;

function longSlip(page: Page, { service, start }: Details): HTMLElement {
  const { state } = page;
  const before = stepBefore(state);
  return el(
    'div',
    { class: 'slip' },
    el(
      'div',
      { class: 'stick' },
      before !== null && backLink(state.t('page.changeTime'), () => page.go({ step: before })),
      el('p', { class: 'slip-name' }, service.name),
      when(state, service, start, true),
      el('hr', { class: 'tear' }),
      facts(state, service, false),
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
    el('div', {}, choice(state, service, start), el('p', { class: 'hint' }, service.name)),
    buttonElement(state.t('page.change'), change, { class: 'link', id: 'change' }),
  );
}

function sending(page: Page, step: Details): HTMLElement[] {
  const { t, isSending } = page.state;
  const { confirmsItself, price } = step.service;
  const send = confirmsItself ? t('page.book') : t('page.submit');
  const button = el(
    'button',
    {
      type: 'submit',
      id: 'submit',
      class: 'wide',
      'data-testid': 'submit',
      ...(isSending && { 'aria-disabled': 'true', 'data-sending': '' }),
    },
    isSending ? t('page.sending') : send,
  );
  const next = [price === '' ? '' : t('page.payNothing'), confirmsItself ? '' : t('page.answerByMail')];
  const text = next.filter((part) => part !== '').join(' ');
  return [button, ...(text === '' ? [] : [el('p', { class: 'hint centred' }, text)])];
}

/** What has to be corrected, with a way to each: shown once the form was sent. */
function errorList(state: PageState): HTMLElement | null {
  const { t, wrong, isListed } = state;
  const names = FIELDS.filter((name) => wrong[name] !== undefined);
  if (!isListed || names.length === 0) return null;
  const labels = {
    name: t('page.name'),
    email: t('page.email'),
    phone: t('page.phoneNumber'),
    note: t('page.note'),
    place: t('page.place'),
  };
  const links = names.map((name) =>
    buttonElement(labels[name], () => document.getElementById(name)?.focus(), {
      class: 'link',
      id: `to-${name}`,
      'data-testid': 'to-wrong',
    }),
  );
  return el(
    'div',
    { class: 'banner bad', id: 'errors', 'data-testid': 'errors' },
    icon('wrong'),
    el('div', {}, el('b', {}, t('page.wrongCount', { count: names.length })), el('div', { class: 'links' }, ...links)),
  );
}

function field(
  page: Page,
  step: Details,
  name: (typeof TYPED)[number],
  label: string,
  attributes: Readonly<Record<string, string>>,
): HTMLElement {
  const { state } = page;
  const { t } = state;
  const all = { id: name, name, maxlength: String(LIMITS[name]), ...attributes, ...described(state, name) };
  const input = name === 'note' ? el('textarea', { ...all, rows: '3' }) : el('input', { type: 'text', ...all });
  input.value = state.typed[name];
  input.oninput = ({ currentTarget }) => {
    const isField = currentTarget instanceof HTMLInputElement || currentTarget instanceof HTMLTextAreaElement;
    if (isField) type(page, step, name, currentTarget.value);
  };
  input.onblur = () => leave(page, step, name);
  const isOptional = attributes.required === undefined;
  const text = [label, isOptional && [' ', el('span', { class: 'optional' }, t('page.optional'))]].flat();
  return el('div', { class: 'field' }, el('label', { for: name }, ...text), input, ...wrongText(state, name));
}

/** A field is looked at when it is left, if anything was typed: nobody is told off for passing through. */
function leave(page: Page, step: Details, name: (typeof TYPED)[number]): void {
  const { typed, wrong, step: now } = page.state;
  const found = check(page.state, step)[name];
  if (now.at !== 'details' || typed[name].trim() === '' || found === undefined || wrong[name] !== undefined) return;
  page.go({ wrong: { ...wrong, [name]: found } });
}

/** Typed text is kept at once; an error message goes as soon as the field is right. */
function type(page: Page, step: Details, name: (typeof TYPED)[number], value: string): void {
  const { typed, wrong } = page.state;
  page.keep({ typed: { ...typed, [name]: value } });
  if (wrong[name] === undefined || check(page.state, step)[name] !== undefined) return;
  const { [name]: _, ...others } = wrong;
  page.go({ wrong: others });
}

function described({ wrong }: PageState, name: Field): Readonly<Record<string, string>> {
  return wrong[name] === undefined ? {} : { 'aria-invalid': 'true', 'aria-describedby': `${name}-wrong` };
}

function wrongText(state: PageState, name: Field): HTMLElement[] {
  const said = state.wrong[name];
  if (said === undefined) return [];
  return [el('p', { class: 'wrong', id: `${name}-wrong` }, icon('wrong'), el('span', {}, wordsOf(state, said)))];
}

/** Why nothing was sent, if no field is at fault. */
function refusalBox(state: PageState, { service }: Details): HTMLElement | null {
  const { refusal } = state;
  if (refusal === null) return null;
  // One of the page's own texts: the desk could not be reached.
  return 'key' in refusal ? problemBox(state, service, null, null) : noticeBox(refusal.text);
}

function send(page: Page, step: Details): void {
  const { state } = page;
  if (state.isSending) return;
  const wrong = check(state, step);
  if (showWrong(page, wrong)) return;
  const website = trapped();
  page.go({ wrong, isListed: false, refusal: null, isSending: true });
  const form = {
    ...state.typed,
    service: step.service.id,
    staff: state.staff,
    start: step.start,
    duration: durationOf(state, step.service),
    place: placeOf(state, step.service)?.kind ?? '',
    locale: languageTag(state).replace(/-u-.*$/, ''),
    zone: state.zone,
    requestKey: state.requestKey,
    offer: state.offer?.id ?? '',
    website,
  };
  timeTaken()
    .then((took) => askForBooking({ ...form, took }))
    .then((answer) => take(page, step, answer))
    .catch(() => {
      // Not reached, or failed: the same submission can be sent again without making a second booking.
      page.go({ isSending: false, refusal: { key: 'page.failedSend' } });
    });
}

/** Says what is wrong at its fields; the focus goes to the first of them. */
function showWrong(page: Page, wrong: PageState['wrong']): boolean {
  const first = FIELDS.find((name) => wrong[name] !== undefined);
  if (first === undefined) return false;
  page.go({ wrong, isListed: true, refusal: null, isSending: false });
  document.getElementById(first)?.focus();
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
 * What comes of a request. A time that is taken has the page's own words, `page.taken`, since the times that are left are
 * shown below them; `refusal.slotTaken` is what staff read on a card.
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
    const offered: FormStep = { at: 'offered', notice: { key: 'page.taken' } };
    page.go({ ...sent, offer: { ...offer, starts }, step: offered }, 'replace');
  } else if (answer.code === 'offerGone' || answer.code === 'slotTaken' || OF_THE_TIME.includes(answer.field)) {
    const notice =
      answer.code === 'offerGone'
        ? ({ key: 'page.offerGone' } as const)
        : answer.code === 'slotTaken'
          ? ({ key: 'page.taken' } as const)
          : { text: answer.message };
    page.go({ ...sent, offer: null, step: { at: 'times', service, notice } }, 'replace');
  } else {
    const at = FIELDS.find((name) => name === answer.field);
    const hasField = at !== undefined && document.getElementById(at) !== null;
    if (hasField) showWrong(page, { [at]: saidOf(answer) });
    else page.go({ isSending: false, refusal: { text: answer.message } });
  }
}
