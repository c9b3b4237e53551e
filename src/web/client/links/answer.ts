import type { AnswerPage, AskedBooking } from '../../link-api';
import { el } from '../dom';
import { backButton } from './booking';
import { icon } from '../parts/icons';
import { cityOf } from '../parts/places';
import { act, formFacts, facts, placeFact, reasonField, refusalBox, title, when } from './parts';
import { datesOf, momentText, type App } from './state';
import { bar, chosenTimes, timesChoice } from './times';

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
    { class: 'sheet one' },
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
    el('hr', { class: 'tear' }),
    facts(
      zone === clientZone ? null : ['globe', t('link.theirTime', { time, client }), cityOf(clientZone)],
      placeFact(state, request, ''),
      ['phone', request.place.kind === 'weCall' ? '' : phone, ''],
      ['wallet', price, ''],
      ['paper', note, ''],
      ...formFacts(request),
      ['calendar', request.state === 'requested' ? t(isFree ? 'link.free' : 'link.busy') : '', ''],
    ),
  ];
  return el(
    'div',
    { class: 'box' },
    el('p', { class: 'slip-name' }, `${client} · ${service}`),
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
    { class: 'sheet one' },
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
    { class: 'sheet one' },
    backButton(app),
    title(t('link.propose'), t('link.for', { staff })),
    el('p', { class: 'quiet' }, t('link.proposeText', { max: MOST, client })),
    timesChoice(app, request, MOST),
    chosen.length > 0 && chosenTimes(app, request),
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
    { class: 'sheet one' },
    el('div', { class: `round ${isAccepted ? 'ok' : 'calm'}` }, icon('check')),
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
    { class: 'sheet one' },
    el('div', { class: 'round calm' }, icon('link')),
    title(t('link.gone')),
    el('p', { class: 'quiet' }, t('link.goneText')),
    page.home === ''
      ? null
      : el('a', { id: 'home', class: 'button wide', href: page.home, target: '_top' }, t('link.bookTime')),
  );
}
