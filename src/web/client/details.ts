import { MINUTE } from '../../booking/time/time';
import type { PublicRefusal, RequestAnswer } from '../public-api';
import { buttonElement, el, select } from './dom';
import { check, chosenPlace, FIELDS, LIMITS, needsPhone, TYPED, type Details } from './form';
import { heading, noticeBox, problemBox } from './problem';
import { askForBooking } from './server';
import {
  newKey,
  ownService,
  WANTED,
  wordsOf,
  type Field,
  type PageState,
  type Said,
  type FormStep,
  type Page,
} from './state';
import { timeTaken, trapField, trapped } from './trap';
import { datesOf, durationOf, facts, placeLine, languageTag, zoneText } from './texts';

/** Who the client is. */
export function detailsView(page: Page, step: Details): HTMLElement {
  const { state } = page;
  const { t } = state;
  const end = step.start + durationOf(state, step.service) * MINUTE;
  const form = el(
    'form',
    { novalidate: '', id: 'form' },
    ...placeChoice(page, step),
    field(page, step, 'name', t('page.name'), { autocomplete: 'name', required: '' }),
    field(page, step, 'email', t('page.email'), { autocomplete: 'email', type: 'email', required: '' }),
    needsPhone(state, step)
      ? field(page, step, 'phone', t('page.phoneNeeded'), { autocomplete: 'tel', type: 'tel', required: '' })
      : field(page, step, 'phone', t('page.phone'), { autocomplete: 'tel', type: 'tel' }),
    field(page, step, 'note', t('page.note'), {}),
    trapField(),
    refusalBox(state, step),
    buttons(page, step),
  );
  form.onsubmit = (event) => {
    event.preventDefault();
    // The page as it is at that moment: the form may be older than its last change.
    if (page.state.step.at === 'details') send(page, page.state.step);
  };
  return el(
    'section',
    { class: 'card', id: 'step-details' },
    heading(t('page.details')),
    el('p', {}, `${step.service.name}, ${datesOf(state).longSpan(step.start, end)}`),
    el('p', { class: 'quiet' }, `${facts(state, step.service)} · ${zoneText(state.zone)}`),
    form,
  );
}

function buttons(page: Page, step: Details): HTMLElement {
  const { t, isSending, offer } = page.state;
  const before: FormStep =
    offer === null ? { at: 'times', service: step.service, notice: null } : { at: 'offered', notice: null };
  const send = step.service.confirmsItself ? t('page.book') : t('page.submit');
  return el(
    'div',
    { class: 'row start' },
    el(
      'button',
      { type: 'submit', id: 'submit', 'data-testid': 'submit', ...(isSending && { 'aria-disabled': 'true' }) },
      isSending ? t('page.sending') : send,
    ),
    buttonElement(t('page.back'), () => page.go({ step: before }), { class: 'plain', id: 'back' }),
  );
}

/** If there is a choice, the client makes it here, since a call needs a number. */
function placeChoice(page: Page, step: Details): HTMLElement[] {
  const { state } = page;
  const { places } = step.service;
  if (places.length < 2) return [];
  const options = places.map((place) => ({ value: place.kind, label: placeLine(state, place) }));
  const chosen = chosenPlace(state, step)?.kind ?? '';
  const onChange = (place: string) => page.go({ place, wrong: {} });
  const list = select(state.t('page.place'), options, chosen, onChange, {
    id: 'place',
    'data-testid': 'place',
    ...described(state, 'place'),
  });
  list.append(...wrongText(state, 'place'));
  return [list];
}

function field(
  page: Page,
  step: Details,
  name: (typeof TYPED)[number],
  label: string,
  attributes: Readonly<Record<string, string>>,
): HTMLElement {
  const { state } = page;
  const all = { id: name, name, maxlength: String(LIMITS[name]), ...attributes, ...described(state, name) };
  const input = name === 'note' ? el('textarea', all) : el('input', { type: 'text', ...all });
  input.value = state.typed[name];
  input.oninput = ({ currentTarget }) => {
    const isField = currentTarget instanceof HTMLInputElement || currentTarget instanceof HTMLTextAreaElement;
    if (isField) type(page, step, name, currentTarget.value);
  };
  return el('div', { class: 'field' }, el('label', { for: name }, label), input, ...wrongText(state, name));
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
  return said === undefined ? [] : [el('p', { class: 'wrong', id: `${name}-wrong` }, wordsOf(state, said))];
}

/** Why nothing was sent, if no field is at fault. */
function refusalBox(state: PageState, { service }: Details): HTMLElement | null {
  const { refusal } = state;
  if (refusal === null) return null;
  const words = wordsOf(state, refusal);
  // Not the desk's answer: it could not be reached.
  return 'key' in refusal ? problemBox(state, service, words, null) : noticeBox(words);
}

function send(page: Page, step: Details): void {
  const { state } = page;
  if (state.isSending) return;
  const wrong = check(state, step);
  if (showWrong(page, wrong)) return;
  const website = trapped();
  page.go({ wrong, refusal: null, isSending: true });
  const form = {
    ...state.typed,
    service: step.service.id,
    staff: state.staff,
    start: step.start,
    duration: durationOf(state, step.service),
    place: chosenPlace(state, step)?.kind ?? '',
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
  page.go({ wrong, refusal: null, isSending: false });
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
  const sent = { isSending: false, wrong: {}, refusal: null };
  if (answer.ok) {
    // The offer is used up: another time is chosen as by any client. Going back skips the form that was sent.
    const done: FormStep = { at: 'done', service, receipt: answer };
    page.go({ ...sent, requestKey: newKey(), offer: null, times: WANTED, receipt: answer, step: done }, 'replace');
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
    page.go({ ...sent, offer: null, times: WANTED, step: { at: 'times', service, notice } }, 'replace');
  } else {
    const at = FIELDS.find((name) => name === answer.field);
    const hasField = at !== undefined && document.getElementById(at) !== null;
    if (hasField) showWrong(page, { [at]: saidOf(answer) });
    else page.go({ isSending: false, refusal: { text: answer.message } });
  }
}
