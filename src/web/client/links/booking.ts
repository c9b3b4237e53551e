import type { BookingPage, OwnBooking } from '../../link-api';
import { buttonElement, el } from '../dom';
import { icon } from '../parts/icons';
import { cityOf } from '../parts/places';
import { act, formFacts, banner, facts, go, placeFact, reasonField, refusalBox, title, when } from './parts';
import { datesOf, momentText, type App } from './state';
import { bar, timesChoice } from './times';

/** The client's page of their booking. */
export function bookingView(app: App, { booking }: BookingPage): Node[] {
  const { view } = app.state;
  if (view === 'move') return moveView(app, booking);
  return view === 'cancel' ? cancelView(app, booking) : mainView(app, booking);
}

function mainView(app: App, booking: OwnBooking): Node[] {
  const { state } = app;
  const { t } = state;
  const isOff = booking.ended !== null;
  const slip = el(
    'section',
    { class: 'sheet one' },
    title(booking.service, `${t('link.yourBooking')} · ${booking.reference}`),
    stateBanner(app, booking),
    when(state, booking, `, ${cityOf(booking.zone)}`, isOff),
    joinPart(app, booking),
    el('hr', { class: 'tear' }),
    facts(
      ['person', booking.staff, ''],
      placeFact(state, booking, booking.state === 'confirmed' || isOff ? '' : t('link.linkLater')),
      ['wallet', booking.price, paidText(app, booking)],
      ...formFacts(booking),
    ),
  );
  const parts = [changePart(app, booking), calendarPart(app, booking), againPart(app, booking)];
  return [slip, el('section', { class: 'sheet one actions' }, ...parts)];
}

function paidText({ state }: App, { zone, paidAt, prepayment, ended, state: at }: OwnBooking): string {
  if (paidAt > 0) return state.t('link.paidOn', { day: datesOf(state, zone).day(paidAt) });
  return prepayment && ended === null && at === 'requested' ? state.t('link.payLater') : '';
}

function stateBanner({ state }: App, booking: OwnBooking): HTMLElement {
  const { t, did } = state;
  const { zone, start, staff, holdUntil, ended } = booking;
  const dates = datesOf(state, zone);
  const time = momentText(dates, start);
  const until = momentText(dates, holdUntil);
  const moved = did === 'move' ? `${t('link.moved')}. ${t('link.movedText', { time })}` : '';
  const { remindAt } = booking;
  const remind = remindAt === 0 ? '' : t('link.remind', { time: momentText(dates, remindAt) });
  switch (booking.state) {
    case 'requested':
      return banner('wait', 'clock', t('link.waiting'), moved, t('link.waitingText', { staff, time: until }));
    case 'awaitingPayment':
      return banner('wait', 'clock', t('link.toPay'), moved, holdUntil > 0 ? t('link.toPayText', { time: until }) : '');
    case 'confirmed':
      return banner(
        'ok',
        'check',
        t('link.confirmed'),
        moved === '' ? t('link.confirmedText', { time }) : moved,
        remind,
      );
    case 'declined':
    case 'cancelled':
    case 'expired':
      return endBanner(state.t, booking, ended === null ? '' : dates.day(ended.at));
    default:
      return banner('calm', 'check', t('link.over'), t('link.overText'));
  }
}

function endBanner(t: App['state']['t'], { state, ended, offer }: OwnBooking, day: string): HTMLElement {
  const { who = '', reason = '' } = ended ?? {};
  const words = reason === '' ? '' : t('link.wrote', { staff: who, reason });
  const held = offer === '' ? '' : t('link.offered');
  if (state === 'declined')
    return banner('calm', 'cross', t('link.declined'), words === '' ? t('link.declinedText') : words, held);
  if (state === 'cancelled') {
    const said = ended?.by === 'client' ? t('link.youCancelled', { day }) : t('link.wasCancelled', { day });
    return banner('calm', 'cross', t('link.cancelled'), said, words);
  }
  return ended?.isUnpaid === true
    ? banner('calm', 'cross', t('link.unpaid'), t('link.unpaidText'))
    : banner('calm', 'cross', t('link.expired'), t('link.expiredText'));
}

function joinPart(app: App, { joinFrom, link, start, end, zone }: OwnBooking): HTMLElement | null {
  const { state } = app;
  const { t } = state;
  const now = app.now();
  if (joinFrom === 0 || end <= now) return null;
  if (link === '') return el('div', { class: 'join' }, el('p', { class: 'hint' }, t('link.linkFollows')));
  const isOpen = joinFrom <= now;
  const minutes = Math.ceil((start - now) / 60_000);
  const below = isOpen
    ? minutes > 0
      ? t('link.startsIn', { count: minutes })
      : t('link.started')
    : t('link.opens', { time: momentText(datesOf(state, zone), joinFrom) });
  const content = [icon('video'), t('link.join')];
  // Not a link before it leads anywhere, and still something that a screen reader names.
  const button = isOpen
    ? el('a', { id: 'join', class: 'button wide', href: link, target: '_top' }, ...content)
    : el('span', { id: 'not-yet', class: 'button wide later', role: 'link', 'aria-disabled': 'true' }, ...content);
  return el('div', { class: 'join' }, button, el('p', { class: 'hint', id: 'join-when' }, below));
}

function changePart(app: App, booking: OwnBooking): HTMLElement | null {
  const { t } = app.state;
  const { cancelUntil, moveUntil, contact, ended, start, state } = booking;
  const now = app.now();
  const isLive = state === 'requested' || state === 'awaitingPayment' || state === 'confirmed';
  if (ended !== null || !isLive || start <= now) return null;
  const isRequest = state === 'requested';
  const canMove = moveUntil > now;
  const canCancel = cancelUntil > now;
  return el(
    'div',
    { class: 'change' },
    el('h3', {}, t(isRequest ? 'link.changeRequest' : 'link.change')),
    refusalBox(app.state),
    canMove && act(app, t('link.reschedule'), () => app.open('move'), { id: 'reschedule', look: 'plain' }),
    canCancel &&
      act(app, t(isRequest ? 'link.withdraw' : 'link.cancel'), () => app.open('cancel'), { id: 'cancel', look: 'bad' }),
    el('p', { class: 'hint' }, deadlineText(app, booking, canMove, canCancel)),
    contact !== '' && contactLine(app, contact, canMove || canCancel),
  );
}

/** How else to reach the business; a number can be called. */
function contactLine({ state }: App, contact: string, isLater: boolean): HTMLElement {
  const [before = '', after = ''] = state.t(isLater ? 'link.after' : 'link.contact', { contact: '\n' }).split('\n');
  const number = contact.replace(/[^\d+]/g, '');
  const isNumber = /^\+?[\d\s().-]{6,}$/.test(contact);
  const shown = isNumber ? el('a', { href: `tel:${number}`, target: '_top' }, contact) : contact;
  return el('p', { class: 'hint' }, before, shown, after);
}

function deadlineText({ state }: App, booking: OwnBooking, canMove: boolean, canCancel: boolean): string {
  const { t } = state;
  const { cancelUntil, moveUntil, zone } = booking;
  const dates = datesOf(state, zone);
  if (canMove && canCancel && cancelUntil === moveUntil) return t('link.until', { time: momentText(dates, moveUntil) });
  const move = canMove ? t('link.moveUntil', { time: momentText(dates, moveUntil) }) : '';
  const cancel = canCancel ? t('link.cancelUntil', { time: momentText(dates, cancelUntil) }) : '';
  return canMove || canCancel ? `${move} ${cancel}`.trim() : t('link.noChange');
}

function calendarPart({ state }: App, { calendar }: OwnBooking): HTMLElement | null {
  if (calendar === null) return null;
  const { t } = state;
  const away = (id: string, text: string, href: string) =>
    el('a', { id, class: 'button plain', href, target: '_blank', rel: 'noopener' }, text);
  return el(
    'div',
    { class: 'calendars' },
    el('h3', {}, t('link.addTo')),
    el(
      'div',
      { class: 'side-by-side' },
      away('google', 'Google', calendar.google),
      away('outlook', 'Outlook', calendar.outlook),
      el('a', { id: 'ics', class: 'button plain', href: calendar.file, target: '_top' }, t('link.file')),
    ),
  );
}

function againPart({ state }: App, { ended, again, offer, state: at }: OwnBooking): HTMLElement | null {
  const isOver = ended !== null || at === 'completed' || at === 'noShow';
  if (!isOver) return null;
  const { t } = state;
  const isRefused = at === 'declined' || at === 'expired';
  const other =
    again === '' ? null : go(t(isRefused ? 'link.askAnother' : 'link.bookAnother'), again, look(offer === ''));
  const held = offer === '' ? null : go(t('link.seeOffer'), offer, { id: 'offer', look: 'filled' });
  return el('div', { class: 'again' }, held, other);
}

function look(isFirst: boolean): { id: string; look: 'filled' | 'plain' } {
  return { id: 'again', look: isFirst ? 'filled' : 'plain' };
}

function moveView(app: App, booking: OwnBooking): Node[] {
  const { state } = app;
  const { t, chosen } = state;
  const { service, staff, start, zone } = booking;
  const time = momentText(datesOf(state, zone), start);
  const [wanted] = chosen;
  const move = () => {
    if (wanted !== undefined) app.send({ wish: 'move', start: wanted });
    else app.go({ refusal: t('link.chooseTime') });
  };
  return [
    el(
      'section',
      { class: 'sheet one' },
      backButton(app),
      title(t('link.newTime'), t('link.with', { service, staff })),
      el('div', { class: 'banner calm' }, icon('calendar'), el('p', {}, t('link.keeps', { time }))),
      timesChoice(app, booking, 1),
      bar(
        app,
        booking,
        act(app, t('link.move'), move, { id: 'move', look: 'filled' }),
        wanted === undefined ? '' : t('link.insteadOf', { time }),
      ),
    ),
  ];
}

function cancelView(app: App, booking: OwnBooking): Node[] {
  const { state } = app;
  const { t } = state;
  const { staff, service, state: at, moveUntil } = booking;
  const isRequest = at === 'requested';
  const send = () => app.send({ wish: 'cancel', reason: app.state.reason });
  return [
    el(
      'section',
      { class: 'sheet one' },
      backButton(app),
      title(t(isRequest ? 'link.withdrawAsk' : 'link.cancelAsk')),
      el('p', { class: 'hint' }, t('link.cancelText', { staff })),
      el('div', { class: 'box' }, when(state, booking, ` · ${t('link.with', { service, staff })}`, false)),
      reasonField(app, t('link.reason'), t('link.reads', { staff })),
      refusalBox(state),
      act(app, t(isRequest ? 'link.withdraw' : 'link.cancel'), send, { id: 'send', look: 'danger' }),
      act(app, t(isRequest ? 'link.keepRequest' : 'link.keep'), () => app.open('main'), { id: 'keep', look: 'plain' }),
      moveUntil > app.now() &&
        el(
          'p',
          { class: 'hint centred' },
          `${t('link.rather')} `,
          buttonElement(t('link.reschedule'), () => app.open('move'), { id: 'rather', class: 'link' }),
        ),
    ),
  ];
}

/** Back to the booking, or the request. */
export function backButton(app: App): HTMLElement {
  const back = buttonElement('', () => app.open('main'), { id: 'back', class: 'back-link' });
  back.append(icon('back'), app.state.t('link.back'));
  return back;
}
