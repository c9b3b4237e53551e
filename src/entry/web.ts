import { optionalText, TEXT_LIMITS } from '../booking/fields';
import { refused, type Refusal } from '../booking/refusal';
import type { Desk } from '../desk/ports/ports';
import { joinRoom, waysInto } from '../desk/rooms/join';
import { bookingOfLink, requestOfLink } from '../desk/links/links';
import { settleRooms } from '../desk/rooms/room-outbox';
import { serverNames, serverSettingsOf } from '../desk/rooms/settings';
import { settingsOf, staffByEmail } from '../desk/team/people';
import { noteWebApp } from '../desk/web-app';
import { accountAtWork, accountLocale, visitorAccount, webAppAddress } from '../platform/google';
import { personalStore } from '../platform/login';
import { renderCalendarFile, renderHtml, renderJson, renderPage } from '../platform/outputs';
import { isZone } from '../platform/zone-offsets';
import { isAwaited } from '../rooms/zoom/zoom-login';
import { answerProgram, answerTimes, pageStart, refusalResult } from '../web/answers';
import { answerClient, answerStaff, tokenOf } from '../web/link-answers';
import type { LinkAnswer, LinkPage } from '../web/link-api';
import { answerPage, bookingPage, calendarFileOf, gonePage } from '../web/link-pages';
import { readFields } from '../web/parse';
import { answerRequest } from '../web/request-answer';
import { aboutRoomsPage, joinPage, loginPage, waysPage, type PlainPage } from '../web/room-pages';
import { refusalFor } from './refusals';

/** doGet: the public page. */
export function showPage(desk: Desk, event: unknown) {
  const said = parameterOf(event);
  noteWebApp(desk, webAppAddress(), accountAtWork());
  if (said('join') !== '') return present(wayIntoRoom(desk, said('join'), said('name')));
  if (said('ways') !== '') return present(waysPage(waysInto(desk, said('ways'))));
  if (said('booking') !== '') return behindLink(desk, said('booking'), said('as'));
  if (said('answer') !== '') return showLinkPage(answerPage(desk, said('answer')));
  if (said('view') === 'rooms') return present(aboutRoomsPage(serverNames(desk.store.seen()), said('lang')));
  const start = pageStart(desk, {
    offer: said('offer'),
    time: said('time'),
    service: said('service'),
    staff: said('staff'),
    lang: said('lang'),
    date: said('date'),
    name: said('name'),
    email: said('email'),
  });
  return renderPage('page', start, { title: titleOf(start), icon: start.logo, mayBeFramed: mayBeFramed(desk) });
}

function titleOf({ business }: { business: string }): string {
  return business === '' ? 'Slotkeeper' : business;
}

/** Whether other sites may show the public page: a page inside another can be made to look like something else. */
function mayBeFramed(desk: Desk): boolean {
  return settingsOf(desk.store.seen())?.framing === true;
}

/** A client's booking: its page, or its calendar file. */
function behindLink(desk: Desk, token: string, as: string) {
  const file = as === 'ics' ? calendarFileOf(desk, token) : null;
  return file === null ? showLinkPage(bookingPage(desk, token)) : renderCalendarFile(file.name, file.text);
}

/** Never inside another site's page: what looks like a harmless button there could be this one. */
function showLinkPage(page: LinkPage) {
  return renderPage('link', page, { title: titleOf(page) });
}

/** Whether somebody brings the link of a booking. */
export function holdsBooking(desk: Desk, input: unknown): boolean {
  return bookingOfLink(desk, tokenOf(input)) !== null;
}

/** Whether somebody brings the link by which a request is answered. */
export function holdsRequest(desk: Desk, input: unknown): boolean {
  return requestOfLink(desk, tokenOf(input)) !== null;
}

/** google.script.run: what a client asks of their booking. */
export function changeOwnBooking(desk: Desk, input: unknown) {
  return orClientsRefusal(input, () => answerClient(desk, input));
}

/** google.script.run: how a staff member answers a request. */
export function answerAsStaff(desk: Desk, input: unknown) {
  return orRefusal(input, () => answerStaff(desk, input));
}

/** For everybody else: the same answer, whatever is wrong. */
export function refuseLink(desk: Desk): LinkAnswer {
  return { ok: true, page: gonePage(desk) };
}

/** The way into a room, made for the person who has opened its link. */
function wayIntoRoom(desk: Desk, key: string, name: string): PlainPage {
  const said = optionalText(name, 'name', TEXT_LIMITS.name);
  const guest = { email: visitorAccount(), name: said.ok ? said.value : '' };
  return joinPage(joinRoom(desk, key, guest), key, desk.webApp() || webAppAddress());
}

/** doPost: programs. */
export function answerPost(_desk: Desk, event: unknown) {
  return renderJson(answerProgram(readFields(event)('parameter')));
}

/** google.script.run: which times are open. */
export const readOpenTimes = answerTimes;

/** google.script.run: a request for a time. */
export function answerSendRequest(desk: Desk, input: unknown) {
  return orClientsRefusal(input, () => answerRequest(desk, input, isZone));
}

function orRefusal<T>(input: unknown, work: () => T, inWords = (refusal: Refusal) => refusal) {
  try {
    return work();
  } catch (error) {
    return refusalResult(inWords(refusalFor(error)), input);
  }
}

/** That the store is full is the team's to know and to mend: a client is told what it means for them. */
function orClientsRefusal<T>(input: unknown, work: () => T) {
  return orRefusal(input, work, (refusal) => (refusal.code === 'storeFull' ? refused('notSaved').refusal : refusal));
}

/** Whether a person brings the secret of a log-in that they have started. */
export function isLoginAwaited(event: unknown): boolean {
  return isAwaited(personalStore, parameterOf(event)('login'), Date.now());
}

/** Where a person returns to after a log-in at a provider, as themselves. */
export function finishLogin(desk: Desk, event: unknown) {
  const parameter = parameterOf(event);
  const texts = (['code', 'error', 'login'] as const).flatMap((name): [string, string][] => {
    const value = parameter(name);
    return value === '' ? [] : [[name, value]];
  });
  const settings = serverSettingsOf(desk.store.seen());
  const end = desk.rooms.alone(() => desk.rooms.login(settings).finish(Object.fromEntries(texts)));
  // What waited for the log-in can now be done.
  if (end === 'done') settleRooms(desk, { atOnce: true });
  return present(loginPage(end, staffByEmail(desk.store.seen(), desk.me.email)?.locale ?? accountLocale()));
}

/** For who comes back without that secret, or too late. */
export function refuseLogin() {
  return present(loginPage('expired', accountLocale()));
}

/** A parameter of the web app's address; empty if it is missing. */
function parameterOf(event: unknown): (name: string) => string {
  const parameter = readFields(readFields(event)('parameter'));
  return (name) => {
    const value = parameter(name);
    return typeof value === 'string' ? value : '';
  };
}

function present({ title, html }: PlainPage) {
  return renderHtml(title, html);
}
