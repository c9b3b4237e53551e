import { LOCALE_NAMES, LOCALES } from '../../i18n/locales';
import { SHOWN_AT_ONCE, type PageStart } from '../public-api';
import { detailsView } from './details';
import { doneView } from './done';
import { el, select } from './dom';
import { noteStep, onTurn, stepOf } from './history';
import { offeredView } from './offered';
import { patch } from './patch';
import { heading } from './problem';
import { askTimes } from './server';
import { nothingView, serviceView } from './service';
import { firstState, inLocale, WANTED, type PageState, type FormStep, type Page } from './state';
import { timesNews, timesView } from './times';

function mount(root: HTMLElement, news: HTMLElement, start: PageStart): void {
  let state = firstState(start);
  const turnTo = (next: PageState): boolean => {
    const isNew = !isSameStep(state.step, next.step);
    state = next;
    draw(root, news, page, isNew);
    lookForTimes(page);
    return isNew;
  };
  const page: Page = {
    get state() {
      return state;
    },
    go: (change, how = 'push') => {
      if (turnTo({ ...state, ...change })) noteStep(state.step, how);
    },
    keep: (change) => {
      state = { ...state, ...change };
    },
  };
  onTurn((entry) => {
    const step = stepOf(entry, state);
    const { times } = state;
    const isKnown = step.at === 'times' && times.at === 'known' && times.service === step.service.id;
    turnTo({ ...state, step, wrong: {}, refusal: null, times: isKnown ? times : WANTED });
  });
  page.go({});
}

function isSameStep(a: FormStep, b: FormStep): boolean {
  const serviceOf = (step: FormStep) => ('service' in step ? step.service.id : '');
  return a.at === b.at && serviceOf(a) === serviceOf(b);
}

/** The question that is waiting for its answer. */
let asked = '';

/** Asks for the open times that the page is to show and does not have. */
function lookForTimes(page: Page): void {
  const { step, times, from, staff, duration, locale } = page.state;
  if (step.at !== 'times' || times.at !== 'wanted') return;
  const service = step.service.id;
  const question = { service, staff, duration, from, to: from + SHOWN_AT_ONCE, locale };
  const key = JSON.stringify([service, staff, duration, from]);
  if (asked === key) return;
  asked = key;
  /** Whether this is still what the page waits for. */
  const isAwaited = () => {
    if (asked !== key) return false;
    asked = '';
    return page.state.step.at === 'times';
  };
  askTimes(question)
    .then((answer) => {
      if (!isAwaited()) return;
      page.go({
        times: answer.ok
          ? { at: 'known', service, starts: answer.starts, next: answer.next }
          : { at: 'refused', text: answer.message },
      });
    })
    .catch(() => {
      // The desk could not be reached or failed: the client is told, and can try again.
      if (isAwaited()) page.go({ times: { at: 'failed' } });
    });
}

function draw(root: HTMLElement, news: HTMLElement, page: Page, isNewStep: boolean): void {
  const { state } = page;
  document.documentElement.lang = state.locale;
  const hadFocus = document.activeElement !== null && document.activeElement !== document.body;
  patch(root, [header(page), body(page)]);
  const title = document.getElementById('heading');
  document.title = [title?.textContent ?? '', businessOf(state)].join(' · ');
  const hasLostFocus = hadFocus && document.activeElement === document.body;
  if (isNewStep || hasLostFocus) title?.focus({ preventScroll: hasLostFocus });
  if (isNewStep) window.scrollTo(0, 0);
  const said = newsOf(state);
  if (news.textContent !== said) news.textContent = said;
}

/** Announces a change inside a step to people who cannot see it; a new step is announced by its heading. */
function newsOf(state: PageState): string {
  if (state.isSending) return state.t('page.sending');
  return state.step.at === 'times' ? timesNews(state, state.step.service) : '';
}

function businessOf({ start, t }: PageState): string {
  return start.business === '' ? t('page.title') : start.business;
}

function header(page: Page): HTMLElement {
  const { locale, t } = page.state;
  const options = LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }));
  const onChange = (value: string) => {
    const chosen = LOCALES.find((known) => known === value);
    if (chosen !== undefined) page.go(inLocale(chosen));
  };
  const languages = select(t('page.language'), options, locale, onChange, {
    id: 'language',
    'data-testid': 'language',
  });
  languages.className = 'language';
  return el('header', { class: 'top' }, el('h1', {}, businessOf(page.state)), languages);
}

function body(page: Page): HTMLElement {
  const { start, step, offer, t } = page.state;
  if (start.rooms !== '') {
    return el(
      'section',
      { class: 'card', id: 'step-rooms' },
      heading(t('page.rooms')),
      el('p', {}, t('page.roomsText', { domain: start.rooms })),
      el('p', { class: 'quiet' }, t('page.roomsChange')),
    );
  }
  const isNothing = start.services.length === 0 && offer === null && step.at !== 'done';
  if (!start.ready || isNothing) return nothingView(page);
  switch (step.at) {
    case 'service':
      return serviceView(page);
    case 'offered':
      return offer === null ? serviceView(page) : offeredView(page, offer, step.notice);
    case 'times':
      return timesView(page, step);
    case 'details':
      return detailsView(page, step);
    case 'done':
      return doneView(page, step);
  }
}

const root = document.getElementById('app');
const news = document.getElementById('news');
const data = document.getElementById('start');
// The page's own data, written into it by the desk that this script was built with.
if (root !== null && news !== null && data !== null) mount(root, news, JSON.parse(data.textContent) as PageStart);
