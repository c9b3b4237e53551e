import type { LinkAnswer, LinkCall, LinkPage } from '../../link-api';
import { el } from '../dom';
import { learned, stretchOf } from '../parts/known-times';
import { patch } from '../patch';
import { answerView, goneView } from './answer';
import { bookingView } from './booking';
import { header } from './parts';
import { callDesk, noteEntry, onTurn } from '../parts/script';
import { firstState, opened, VIEWS, type App, type LinkState, type View } from './state';
import { wantedTimes } from './times';

// The pages behind the links in e-mails: a client's booking, and a request that a staff member answers.

/** How often what depends on the clock is drawn again, milliseconds. */
const TICK = 20_000;

function mount(root: HTMLElement, news: HTMLElement, page: LinkPage): void {
  const begun = performance.now();
  let state = firstState(page);
  const turnTo = (change: Partial<LinkState>) => {
    const before = state;
    state = { ...state, ...change };
    lookForTimes(app);
    const isNew = before.view !== state.view || whatIsShown(before.page) !== whatIsShown(state.page);
    draw(root, news, app, isNew);
  };
  const app: App = {
    get state() {
      return state;
    },
    go: turnTo,
    open: (view) => {
      noteEntry(view, 'push');
      turnTo(opened(view));
    },
    keep: (change) => {
      state = { ...state, ...change };
    },
    send: (wish) => send(app, wish),
    now: () => page.now + performance.now() - begun,
  };
  onTurn((entry) => turnTo(opened(viewOf(entry))));
  // The owner's colours, in place of the usual ones.
  if (page.style !== '') document.head.append(el('style', {}, page.style));
  noteEntry('main', 'replace');
  draw(root, news, app, false);
  setInterval(() => draw(root, news, app, false), TICK);
}

function viewOf(entry: unknown): View {
  return VIEWS.find((view) => view === entry) ?? 'main';
}

/** What makes a page another one, so that its heading gets the focus. */
function whatIsShown(page: LinkPage): string {
  if (page.kind === 'booking') return `${page.booking.state} ${page.booking.start}`;
  return page.kind === 'answer' ? page.request.state : page.kind;
}

/** A client's page asks one function, a staff member's the other. What was done by a first try is not done again. */
function ask({ kind }: LinkPage, call: LinkCall): Promise<LinkAnswer> {
  return callDesk(kind === 'answer' ? 'answerByLink' : 'changeByLink', call);
}

function tokenOf(page: LinkPage): string {
  return page.kind === 'gone' ? '' : page.token;
}

function send(app: App, wish: Parameters<App['send']>[0]): void {
  const { page, locale, t } = app.state;
  app.go({ isSending: true, refusal: '' });
  ask(page, { token: tokenOf(page), locale, ...wish })
    .then((answer) => {
      if (!answer.ok) {
        // Somebody else may have taken the time: what is open is asked for again.
        const isTaken = answer.field === 'start' || answer.field === 'starts';
        app.go({
          isSending: false,
          refusal: answer.message,
          ...(answer.page !== undefined && { page: answer.page }),
          ...(isTaken && { known: [], chosen: [] }),
        });
      } else if ('page' in answer) {
        app.go({ isSending: false, page: answer.page, did: wish.wish, ...opened('main'), reason: '' });
        noteEntry('main', 'replace');
      }
    })
    .catch(() => {
      // The desk could not be reached or failed: the person is told, and can try again.
      app.go({ isSending: false, refusal: t('link.failed') });
    });
}

/** The question that is waiting for its answer. */
let asked = '';

/** Asks for the open times that the page is to show and does not know. */
function lookForTimes(app: App): void {
  const { page, view, isLost, locale } = app.state;
  if ((view !== 'move' && view !== 'propose') || page.kind === 'gone' || isLost) return;
  const booking = page.kind === 'booking' ? page.booking : page.request;
  const range = wantedTimes(app.state, booking);
  const key = JSON.stringify([view, range]);
  if (range === null || asked === key) return;
  asked = key;
  const isAwaited = () => {
    if (asked !== key) return false;
    asked = '';
    return app.state.view === view;
  };
  ask(page, { token: page.token, locale, wish: 'times', ...range })
    .then((answer) => {
      if (!isAwaited()) return;
      if (!answer.ok) app.go({ isLost: true, refusal: answer.message });
      else if ('page' in answer) app.go({ page: answer.page, ...opened('main') });
      else {
        const { starts, next } = answer;
        const news = stretchOf(range.from, range.to, starts, next, booking.bookUntil);
        app.go({ known: learned(app.state.known, news) });
      }
    })
    .catch(() => {
      // As above.
      if (isAwaited()) app.go({ isLost: true });
    });
}

function draw(root: HTMLElement, news: HTMLElement, app: App, isNew: boolean): void {
  const { state } = app;
  document.documentElement.lang = state.locale;
  patch(root, [header(app), ...views(app)]);
  const heading = document.getElementById('heading');
  document.title = [heading?.textContent ?? '', state.page.business].filter((text) => text !== '').join(' · ');
  if (isNew) {
    heading?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }
  const said = state.isSending ? state.t('link.sending') : asked === '' ? '' : state.t('link.loading');
  if (news.textContent !== said) news.textContent = said;
}

function views(app: App): Node[] {
  const { page } = app.state;
  switch (page.kind) {
    case 'booking':
      return bookingView(app, page);
    case 'answer':
      return answerView(app, page);
    case 'gone':
      return [goneView(app)];
  }
}

const root = document.getElementById('app');
const news = document.getElementById('news');
const data = document.getElementById('start');
// The page's own data, written into it by the desk that this script was built with.
if (root !== null && news !== null && data !== null) mount(root, news, JSON.parse(data.textContent) as LinkPage);
