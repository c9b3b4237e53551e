import type { AnswerPage, AskedBooking } from '../../link-api';
import { el } from '../dom';
import { backButton } from './booking';
import { act, answerFacts, facts, icon, placeFact, reasonField, refusalBox, title, when } from './parts';
import { cityOf, datesOf, momentText, type App } from './state';
import { bar, timesList } from './times';

/** As OFFER_LIMITS of the desk: how many times can be proposed. */
const MOST = 10;

/** The page on which a staff member answers a request: nothing is decided by opening it. */
export function answerView(app: App, { request }: AnswerPage): Node[] {
  if (request.state !== 'requested') return [resultView(app, request)];
  const { view } = app.state;
  if (view === 'decline') return [declineView(app, request)];
  return [view === 'propose' ? proposeView(app, request) : askView(app, request)];
}

function askView(app: App, request: AskedBooking): HTMLElement {
  const { t } = app.state;
  const { client, staff, isFree, prepayment } = request;
  const text = prepayment ? t('link.acceptPay', { client }) : t('link.acceptText', { client });
  return el(
    'section',
    { class: 'sheet' },
    title(t('link.acceptAsk'), t('link.for', { staff })),
    el('p', { class: 'quiet' }, isFree ? text : t('link.busyText')),
    slip(app, request, true),
    refusalBox(app.state),
    isFree &&
      act(app, t('link.acceptRequest'), () => app.send({ wish: 'accept', start: request.start }), {
        id: 'accept',
        look: 'filled',
      }),
    act(app, t('link.propose'), () => app.open('propose'), { id: 'propose', look: isFree ? 'plain' : 'filled' }),
    act(app, t('link.decline'), () => app.open('decline'), { id: 'decline', look: 'bad' }),
  );
}

/** What is asked for, and by whom. */
function slip({ state }: App, request: AskedBooking, isWhole: boolean): HTMLElement {
  const { t } = state;
  const { client, service, start, end, zone, clientZone, note, phone, isFree, price } = request;
  const theirs = datesOf(state, clientZone);
  const time = `${theirs.time(start)}–${theirs.time(end)}`;
  const more = [
    el('hr'),
    facts(
      zone === clientZone ? null : ['globe', t('link.theirTime', { time, client }), cityOf(clientZone)],
      placeFact(state, request, ''),
      ['phone', request.place.kind === 'weCall' ? '' : phone, ''],
      ['price', price, ''],
      ['note', note, ''],
      ...answerFacts(request),
      ['calendar', request.state === 'requested' ? t(isFree ? 'link.free' : 'link.busy') : '', ''],
    ),
  ];
  return el(
    'div',
    { class: 'slip' },
    el('p', { class: 'name' }, `${client} · ${service}`),
    when(state, request, ` ${t('link.yourTime')}`, false),
    ...(isWhole ? more : []),
  );
}

function declineView(app: App, request: AskedBooking): HTMLElement {
  const { state } = app;
  const { t } = state;
  const { client, staff } = request;
  const send = () => app.send({ wish: 'decline', reason: app.state.reason });
  return el(
    'section',
    { class: 'sheet' },
    title(t('link.declineAsk'), t('link.for', { staff })),
    el('p', { class: 'quiet' }, t('link.declineText', { client })),
    slip(app, request, false),
    reasonField(app, t('link.message', { client }), t('link.sees', { client })),
    refusalBox(state),
    act(app, t('link.declineRequest'), send, { id: 'send', look: 'danger' }),
    act(app, t('link.back'), () => app.open('main'), { id: 'back', look: 'plain' }),
  );
}

function proposeView(app: App, request: AskedBooking): HTMLElement {
  const { state } = app;
  const { t, chosen } = state;
  const { client, staff } = request;
  const send = () => {
    if (chosen.length > 0) app.send({ wish: 'propose', starts: chosen, reason: app.state.reason });
    else app.go({ refusal: t('link.chooseTime') });
  };
  return el(
    'section',
    { class: 'sheet' },
    backButton(app),
    title(t('link.propose'), t('link.for', { staff })),
    el('p', { class: 'quiet' }, t('link.proposeText', { max: MOST, client })),
    timesList(app, request, MOST),
    reasonField(app, t('link.message', { client }), t('link.sees', { client })),
    bar(
      app,
      request,
      act(app, t('link.proposeSend', { count: chosen.length }), send, { id: 'send', look: 'filled' }),
      '',
    ),
  );
}

function resultView(app: App, request: AskedBooking): HTMLElement {
  const { t, did } = app.state;
  const isAccepted = request.state !== 'declined';
  const word = isAccepted ? t('link.accepted') : t(did === 'propose' ? 'link.proposed' : 'link.declined');
  return el(
    'section',
    { class: 'sheet' },
    el('div', { class: `sign ${isAccepted ? 'ok' : 'calm'}` }, icon('check')),
    title(word, t('link.for', { staff: request.staff })),
    el('p', { class: 'quiet', id: 'result' }, resultText(app, request)),
    slip(app, request, true),
    el('p', { class: 'quiet' }, t('link.close')),
  );
}

function resultText({ state }: App, { client, state: at, holdUntil, zone, isWritten }: AskedBooking): string {
  const { t, did } = state;
  if (at === 'declined') return t(did === 'propose' ? 'link.proposedText' : 'link.declinedDone', { client });
  if (at === 'awaitingPayment')
    return t('link.askedToPay', { client, time: momentText(datesOf(state, zone), holdUntil) });
  return t(isWritten ? 'link.inCalendar' : 'link.soonInCalendar', { client });
}

/** For every text that is no link of ours any more. */
export function goneView({ state }: App): HTMLElement {
  const { t, page } = state;
  return el(
    'section',
    { class: 'sheet' },
    el('div', { class: 'sign calm' }, icon('link')),
    title(t('link.gone')),
    el('p', { class: 'quiet' }, t('link.goneText')),
    page.home === ''
      ? null
      : el('a', { id: 'home', class: 'button filled', href: page.home, target: '_top' }, t('link.bookTime')),
  );
}
