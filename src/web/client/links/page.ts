import type { LinkPage } from '../../link-api';
import { patch } from '../patch';
import { answerView, goneView } from './answer';
import { bookingView } from './booking';
import { header } from './parts';
import { ask, noteView, onTurn } from './server';
import { firstState, opened, VIEWS, type App, type LinkState, type View } from './state';
import { SHOWN } from './times';

// The pages behind the links in e-mails: a client's booking, and a request that a staff member answers.

/** How often what depends on the clock is drawn again, milliseconds. */
const TICK = 20_000;

function mount(root: HTMLElement, news: HTMLElement, page: LinkPage): void {
  const begun = performance.now();
  let state = firstState(page);
  const turnTo = (change: Partial<LinkState>) => {
    const before = state;
    state = { ...state, ...change };
    draw(
      root,
      news,
      app,
      before.view !== state.view ||
        before.page.kind !== state.page.kind ||
        stateOf(before.page) !== stateOf(state.page),
    );
    lookForTimes(app);
  };
  const app: App = {
    get state() {
      return state;
    },
    go: turnTo,
    open: (view) => {
      noteView(view, 'push');
      turnTo(opened(view, state));
    },
    keep: (change) => {
      state = { ...state, ...change };
    },
    send: (wish) => send(app, wish),
    now: () => page.now + performance.now() - begun,
  };
  onTurn((entry) => turnTo(opened(viewOf(entry), state)));
  noteView('main', 'replace');
  draw(root, news, app, false);
  setInterval(() => draw(root, news, app, false), TICK);
}

function viewOf(entry: unknown): View {
  return VIEWS.find((view) => view === entry) ?? 'main';
}

function stateOf(page: LinkPage): string {
  if (page.kind === 'booking') return `${page.booking.state} ${page.booking.start}`;
  return page.kind === 'answer' ? page.request.state : '';
}

/** A client's page asks one function, a staff member's the other. */
function functionOf({ kind }: LinkPage) {
  return kind === 'answer' ? 'answerByLink' : 'changeByLink';
}

function tokenOf(page: LinkPage): string {
  return page.kind === 'gone' ? '' : page.token;
}

function send(app: App, wish: Parameters<App['send']>[0]): void {
  const { page, locale, t } = app.state;
  app.go({ isSending: true, refusal: '' });
  ask(functionOf(page), { token: tokenOf(page), locale, ...wish })
    .then((answer) => {
      if (!answer.ok) {
        // Somebody else may have taken the time: what is open is asked for again.
        const isTaken = answer.field === 'start' || answer.field === 'starts';
        app.go({
          isSending: false,
          refusal: answer.message,
          ...(answer.page !== undefined && { page: answer.page }),
          ...(isTaken && { times: { at: 'wanted' }, chosen: [] }),
        });
      } else if ('page' in answer) {
        app.go({ isSending: false, page: answer.page, did: wish.wish, view: 'main', chosen: [], reason: '' });
        noteView('main', 'replace');
      }
    })
    .catch(() => {
      // The desk could not be reached or failed: the person is told, and can try again.
      app.go({ isSending: false, refusal: t('link.failed') });
    });
}

/** The question that is waiting for its answer. */
let asked = '';

/** Asks for the open times that the page is to show and does not have. */
function lookForTimes(app: App): void {
  const { page, view, times, from, locale } = app.state;
  if ((view !== 'move' && view !== 'propose') || times.at !== 'wanted') return;
  const key = `${view} ${from}`;
  if (asked === key) return;
  asked = key;
  const isAwaited = () => {
    if (asked !== key) return false;
    asked = '';
    return app.state.view === view;
  };
  ask(functionOf(page), { token: tokenOf(page), locale, wish: 'times', from, to: from + SHOWN })
    .then((answer) => {
      if (!isAwaited()) return;
      if (!answer.ok) app.go({ times: { at: 'failed' }, refusal: answer.message });
      else if ('page' in answer) app.go({ page: answer.page, view: 'main' });
      else app.go({ times: { at: 'known', starts: answer.starts, next: answer.next } });
    })
    .catch(() => {
      // As above.
      if (isAwaited()) app.go({ times: { at: 'failed' } });
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
  const said = state.isSending ? state.t('link.sending') : '';
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
