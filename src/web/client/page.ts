import { wholeStart, type PageStart, type SparseStart } from '../public-api';
import { detailsView } from './details';
import { doneView } from './done';
import { el } from './dom';
import { businessOf, footer, header, isClosed } from './header';
import { noteStep, stepOf } from './history';
import { onTurn } from './parts/script';
import { offeredView } from './offered';
import { wantedTimes } from './open-days';
import { learned, stretchOf } from './parts/known-times';
import { patch } from './patch';
import { askTimes } from './server';
import { nothingView, serviceView } from './service';
import { askedFor, firstState, UNKNOWN, type FormStep, type Page, type PageState, type Times } from './state';
import { takenView } from './taken';
import { timesNews, timesView } from './times';

/** In this the page is one column. The same in styles/page.css. */
const NARROW = '(max-width: 40em)';

function mount(root: HTMLElement, news: HTMLElement, start: PageStart): void {
  const narrow = window.matchMedia(NARROW);
  let state = firstState(start, narrow.matches);
  const turnTo = (next: PageState): boolean => {
    const isNew = !isSameStep(state.step, next.step);
    const isBeside = !next.isNarrow && [state.step.at, next.step.at].includes('zone');
    state = next;
    draw(root, news, page, isNew && !isBeside);
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
  onTurn((entry) => turnTo({ ...state, step: stepOf(entry, state), wrong: {}, refusal: null }));
  narrow.onchange = () => page.go({ isNarrow: narrow.matches });
  document.addEventListener('visibilitychange', () => {
    const since = performance.now();
    const gone = since - state.since;
    if (document.hidden || gone < OLD) return;
    // The page lay in the background: what was open then may have been taken, or be over.
    page.go({ start: { ...state.start, now: state.start.now + Math.round(gone) }, since, times: UNKNOWN });
  });
  style(start.style);
  turnTo(state);
  noteStep(state.step, 'replace');
}

/** After so long, milliseconds, a page that is looked at again asks once more what is open. */
const OLD = 15 * 60_000;

/** The owner's colours, in place of the usual ones. */
function style(colors: string): void {
  if (colors !== '') document.head.append(el('style', {}, colors));
}

function isSameStep(a: FormStep, b: FormStep): boolean {
  const serviceOf = (step: FormStep) => ('service' in step ? step.service.id : '');
  return a.at === b.at && serviceOf(a) === serviceOf(b);
}

/** The question that is waiting for its answer. */
let asked = '';

/** How long the desk may take before the page says so, milliseconds. */
const PATIENCE = 8_000;

/** Asks for the open times that the page is to show and does not have. */
function lookForTimes(page: Page): void {
  const { step, times, staff, duration, locale } = page.state;
  const isShown = step.at === 'times' || step.at === 'zone' || step.at === 'taken';
  if (!isShown || page.state.offer !== null) return;
  const { service } = step;
  const of = askedFor(page.state, service);
  if (times.of === of && times.trouble !== null) return;
  const wanted = wantedTimes(page.state, service);
  if (wanted === null) return;
  const question = { service: service.id, staff, duration, ...wanted, locale };
  const key = JSON.stringify([of, wanted]);
  if (asked === key) return;
  asked = key;
  const slow = setTimeout(() => isAwaited() && page.go({ isSlow: true }), PATIENCE);
  /** Whether this is still what the page waits for. */
  const isAwaited = () => asked === key;
  const take = (change: (before: Times) => Times) => {
    clearTimeout(slow);
    if (!isAwaited()) return;
    asked = '';
    const now = page.state.times;
    page.go({ isSlow: false, times: change(now.of === of ? now : { ...UNKNOWN, of }) });
  };
  askTimes(question)
    .then((answer) => {
      take((before) => {
        if (!answer.ok) return { ...before, trouble: { text: answer.message } };
        const news = stretchOf(wanted.from, wanted.to, answer.starts, answer.next, service.until);
        const left = { ...before.left, ...Object.fromEntries(answer.left) };
        return { ...before, known: learned(before.known, news), left };
      });
    })
    .catch(() => {
      // The desk could not be reached or failed: the client is told, and can try again.
      take((before) => ({ ...before, trouble: 'failed' }));
    });
}

function draw(root: HTMLElement, news: HTMLElement, page: Page, isNewStep: boolean): void {
  const { state } = page;
  document.documentElement.lang = state.locale;
  const hadFocus = document.activeElement !== null && document.activeElement !== document.body;
  patch(
    root,
    [header(page), el('div', { id: 'main' }, body(page)), footer(state)].filter((part) => part !== null),
  );
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

function body(page: Page): HTMLElement {
  const { step, offer } = page.state;
  if (isClosed(page.state)) return nothingView(page);
  switch (step.at) {
    case 'service':
      return serviceView(page);
    case 'offered':
      return offer === null ? serviceView(page) : offeredView(page, offer, step.notice);
    case 'zone':
      return offer === null ? timesView(page, step) : offeredView(page, offer, null, true);
    case 'times':
      return timesView(page, step);
    case 'taken':
      return takenView(page, step);
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
if (root !== null && news !== null && data !== null) {
  mount(root, news, wholeStart(JSON.parse(data.textContent) as SparseStart));
}
