import { LOCALE_NAMES, LOCALES } from '../../i18n/locales';
import type { PageStart } from '../public-api';
import { detailsView, doneView } from './details';
import { el, select } from './dom';
import { offeredView } from './offered';
import { askTimes } from './server';
import { firstState, inLocale, type PageState } from './state';
import { RANGE, serviceView, timesView } from './times';

/** Draws the page from its state, and changes the state: everything else only asks for it. */
export interface Page {
  readonly state: PageState;
  /** Changes the state and draws the page anew. */
  go(change: Partial<PageState>): void;
}

function mount(root: HTMLElement, start: PageStart): void {
  let state = firstState(start);
  const page: Page = {
    get state() {
      return state;
    },
    go: (change) => {
      const before = state;
      state = { ...state, ...change };
      draw(root, page);
      if (before.step.at !== state.step.at) window.scrollTo(0, 0);
      lookForTimes(page);
    },
  };
  page.go({});
}

/** Asks for the open times that the page is to show and does not have. */
function lookForTimes(page: Page): void {
  const { state } = page;
  if (state.step.at !== 'times' || state.starts !== null) return;
  const { from, staff, duration } = state;
  const { service } = state.step;
  const stillWanted = () =>
    page.state.from === from &&
    page.state.staff === staff &&
    page.state.duration === duration &&
    page.state.step.at === 'times';
  askTimes({ service: service.id, staff, duration, from, to: from + RANGE, locale: state.locale })
    .then((answer) => {
      if (!stillWanted()) return;
      if (answer.ok) page.go({ starts: answer.starts });
      else page.go({ starts: [], step: { at: 'times', service, notice: answer.message } });
    })
    .catch(() => {
      // The desk could not be reached or failed: the client is told, and can try again.
      if (stillWanted()) page.go({ starts: [], step: { at: 'times', service, notice: state.t('page.failed') } });
    });
}

function draw(root: HTMLElement, page: Page): void {
  const { state } = page;
  document.documentElement.lang = state.locale;
  root.replaceChildren(header(page), body(page));
}

function header(page: Page): HTMLElement {
  const { start, locale, t } = page.state;
  const title = start.business === '' ? t('page.title') : start.business;
  const options = LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }));
  const onChange = (value: string) => {
    const chosen = LOCALES.find((known) => known === value);
    if (chosen !== undefined) page.go(inLocale(chosen));
  };
  const languages = select(options, locale, onChange, { 'aria-label': t('page.language'), 'data-testid': 'language' });
  return el('header', { class: 'top' }, el('h1', {}, title), languages);
}

function body(page: Page): HTMLElement {
  const { start, step, offer, t } = page.state;
  if (start.rooms !== '') {
    return el(
      'section',
      { class: 'card' },
      el('h2', {}, t('page.rooms')),
      el('p', {}, t('page.roomsText', { domain: start.rooms })),
      el('p', { class: 'quiet' }, t('page.roomsChange')),
    );
  }
  if (!start.ready) return el('section', { class: 'card' }, el('p', {}, t('page.notSetUp')));
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
const data = document.getElementById('start');
// The page's own data, written into it by the desk that this script was built with.
if (root !== null && data !== null) mount(root, JSON.parse(data.textContent) as PageStart);
