import { optionalText, TEXT_LIMITS } from './booking/fields';
import { refused, type Refusal } from './booking/refusal';
import { calendarGateway } from './calendar/gateway';
import { refusalAnswer as refusalCard, type CardContext } from './cards/kit/context';
import { readCardEvent } from './cards/kit/tap-event';
import { editorCard, eventCard } from './cards/event/event-card';
import { unknownActionAnswer } from './cards/door-cards';
import { HANDLERS, isCardAction } from './cards/handlers';
import { homeCard } from './cards/home/home';
import type { CardAnswer, CardView, EditorAnswer } from './cards/kit/widgets';
import { MENU, type MenuFunction } from './cards/menu';
import { readConferenceEvent } from './rooms/google/event';
import { roomGateway } from './rooms/providers';
import { conferenceView, type ConferenceView } from './rooms/google/view';
import { isAwaited, LOGIN_LIFE } from './rooms/zoom/zoom-login';
import { archiveIn } from './store/archive';
import { propertyStore } from './store/properties';
import { BrokenRecordError, StoreBusyError, StoreFullError } from './desk/ports/store';
import { createEventRoom } from './desk/rooms/rooms';
import { joinRoom, waysInto } from './desk/rooms/join';
import { settleRooms } from './desk/rooms/room-outbox';
import { staffByEmail } from './desk/team/people';
import type { Desk } from './desk/ports/ports';
import type { Room } from './desk/ports/records';
import { ProviderError } from './desk/ports/rooms';
import { serverSettingsOf } from './desk/rooms/settings';
import { writeWhatWaits } from './desk/outbox';
import { bookingsOfEvent } from './desk/events/event-placement';
import { syncNow } from './desk/sync/connection';
import { syncCalendar } from './desk/sync/sync';
import { tick } from './desk/tick';
import { mendTriggers } from './desk/sync/trigger-status';
import { noteWebApp, webAppOf } from './desk/web-app';
import { datesIn } from './i18n/dates';
import {
  conferenceDoor,
  loginDoor,
  pageDoor,
  panelDoor,
  plainDoor,
  triggerDoor,
  visitorDoor,
  type Door,
} from './doors';
import { deskTexts } from './i18n/index';
import { knownTag } from './i18n/locales';
import { eventTexts } from './notify/event-texts';
import { composeMail } from './notify/mail';
import { scriptCache } from './platform/cache';
import { calendarApi } from './platform/calendar-api';
import { ACTION_PARAMETER } from './platform/card-function';
import { renderAnswer, renderCard, renderEdit, renderUniversal } from './platform/card-renderer';
import { BUILD_ID } from './platform/build-id';
import { utilitiesCrypto } from './platform/crypto';
import {
  accountAtWork,
  accountLocale,
  logLine,
  pause,
  randomIds,
  visitorAccount,
  webAppAddress,
} from './platform/google';
import { fetchUrl } from './platform/http';
import { personalStore, wayBack } from './platform/login';
import { mailQuotaLeft, sendMail } from './platform/mail';
import { renderConference, renderConferenceTrouble, renderHtml, renderJson, renderPage } from './platform/outputs';
import { scriptProperties, underScriptLock, underUserLock, userProperties } from './platform/properties';
import { TRIGGER_FUNCTIONS, triggerGateway } from './platform/triggers';
import { isZone, zoneOffset } from './platform/zone-offsets';
import { answerProgram, answerRequest, answerTimes, pageStart, refusalResult } from './web/answers';
import { readFields } from './web/parse';
import { joinPage, loginPage, waysPage, type PlainPage } from './web/room-pages';
import type { PageFunction } from './web/page-functions';

/**
 * An execution is stopped after 6 minutes, one behind a card after 30 seconds [guides/services/quotas]. Long readings
 * end a good while before, and the next execution goes on from there. Behind a card somebody waits: three seconds is
 * what they are asked to, with the writing that follows a reading.
 */
const CARD_TIME = 2_000;
const TRIGGER_TIME = 270_000;
let until = Date.now() + CARD_TIME;

/** The parts of the product put together for one execution. Nothing is asked of Google until it is needed. */
const desk: Desk = {
  get me() {
    return { email: accountAtWork() };
  },
  store: propertyStore(scriptProperties(), underScriptLock),
  calendar: calendarGateway({ api: calendarApi(), offsets: zoneOffset, sleep: pause, random: Math.random }),
  triggers: triggerGateway(),
  postman: {
    quotaLeft: mailQuotaLeft,
    send: (letter) => sendMail(composeMail(letter)),
  },
  ids: randomIds,
  offsets: zoneOffset,
  eventTexts,
  rooms: roomGateway(
    {
      http: fetchUrl,
      crypto: utilitiesCrypto,
      now: () => Date.now(),
      log: logLine,
      mine: personalStore,
      back: wayBack(webAppAddress, () => randomIds.secret(), LOGIN_LIFE / 1_000),
    },
    underUserLock,
  ),
  memory: scriptCache(logLine),
  accountLocale,
  build: BUILD_ID,
  webApp: () => webAppOf(desk),
  now: () => Date.now(),
  timeLeft: () => until - Date.now(),
  log: logLine,
};

function cardContext(event: unknown): CardContext {
  const read = readCardEvent(event);
  const person = desk.me;
  // Where Calendar says neither language nor zone, those that this person connected with.
  const isTold = read.locale !== '' && isZone(read.zone);
  const staff = isTold ? null : staffByEmail(desk.store.seen(), person.email);
  // What Calendar or a stored record says may be no tag at all, at which sorting and dates would throw.
  const locale = knownTag(read.locale === '' ? (staff?.locale ?? 'en') : read.locale);
  const zone = isZone(read.zone) ? read.zone : (staff?.zone ?? 'UTC');
  return {
    desk,
    me: person,
    event: read,
    t: deskTexts(locale),
    locale,
    zone,
    dates: datesIn(locale, zone),
    isZone,
  };
}

/** homepageTrigger */
export const openHome = panelDoor(renderCard, (event) => {
  mendTriggers(desk);
  writeWhatWaits(desk);
  return shownTo(cardContext(event), homeCard);
});

/** eventOpenTrigger */
export const openEvent = panelDoor(renderCard, (event) => {
  writeWhatWaits(desk);
  return shownTo(cardContext(event), eventCard);
});

/** eventUpdateTrigger: guests or the conference are being edited, and nothing is saved yet. */
export const editEvent = panelDoor(renderCard, (event) => shownTo(cardContext(event), editorCard));

function shownTo(context: CardContext, draw: (context: CardContext) => CardView) {
  return renderCard(draw(context), context.t);
}

/** A tap on a card: its button names the action and what belongs to it, and a forged tap may name anything. */
export const answerTap = panelDoor(showInstead, (event) => {
  const read = readCardEvent(event);
  const action = read.param(ACTION_PARAMETER);
  if (!isCardAction(action)) {
    logLine('refused: there is no such action');
    const t = deskTexts(knownTag(read.locale));
    return renderAnswer(unknownActionAnswer(t), t);
  }
  logLine(`action: ${action}`);
  const context = cardContext(event);
  try {
    const answer: CardAnswer | EditorAnswer = HANDLERS[action](context);
    return 'edit' in answer ? renderEdit(answer, viewOf) : renderAnswer(answer, context.t);
  } catch (error) {
    return renderAnswer(refusalCard(context, refusalOf(error), homeCard(context)), context.t);
  }
});

function showInstead(card: CardView) {
  return renderAnswer({ at: 'same', card });
}

/** The add-on's own menu. */
export function menu(entry: MenuFunction): Door {
  return panelDoor(showInMenu, (event) => {
    const context = cardContext(event);
    try {
      return renderUniversal(MENU[entry](context), context.t);
    } catch (error) {
      return renderUniversal({ card: refusalCard(context, refusalOf(error), homeCard(context)).card }, context.t);
    }
  });
}

function showInMenu(card: CardView) {
  return renderUniversal({ card });
}

/** onCreateFunction of a conference solution */
export function makeConference(recorded: boolean): Door {
  return conferenceDoor((event) => {
    const named = readConferenceEvent(event);
    if (named === null) return noConference(new ProviderError('permanent', 'no event is named'));
    const { calendarId, eventId } = named;
    try {
      return renderConference(viewOf(createEventRoom(desk, calendarId, eventId, recorded)));
    } catch (error) {
      return noConference(error);
    }
  });
}

/** A room as Calendar is to show it, from an onCreateFunction or from a card's action. */
function viewOf(room: Room): ConferenceView {
  const { calendarId, eventId, keys } = room;
  const snapshot = desk.store.seen();
  const locale = localeOf(room.email);
  const webApp = (room.meeting?.ways ?? []).length > 0 ? desk.webApp() : '';
  return conferenceView(room, {
    settings: serverSettingsOf(snapshot),
    note: deskTexts(locale)('conference.note'),
    home: /-([a-z]{2})$/i.exec(locale)?.[1] ?? '',
    bookingId: bookingsOfEvent(snapshot, calendarId, eventId)[0]?.id ?? '',
    waysPage: webApp === '' ? '' : `${webApp}?ways=${keys.guest}`,
  });
}

/** Why there is no room: Calendar has words of its own for each kind, and opens the log-in where one is needed. */
function noConference(error: unknown) {
  const failure = error instanceof ProviderError ? error : storeTrouble(error);
  desk.log(`no room: ${failure.trouble}: ${failure.message}`);
  if (failure.trouble !== 'authentication') return renderConferenceTrouble(failure.trouble, '');
  try {
    const logIn = desk.rooms.alone(() => desk.rooms.login(serverSettingsOf(desk.store.seen())).begin());
    return renderConferenceTrouble('authentication', logIn);
  } catch (fault) {
    const noLogin = fault instanceof ProviderError ? fault : storeTrouble(fault);
    desk.log(`no log-in: ${noLogin.message}`);
    return renderConferenceTrouble(noLogin.trouble, '');
  }
}

/** Somebody else was at work, and soon will not be; any other trouble of the store stays until a person sees to it. */
function storeTrouble(error: unknown): ProviderError {
  const { code } = refusalOf(error);
  return new ProviderError(code === 'busy' ? 'temporary' : 'permanent', code);
}

function localeOf(email: string): string {
  return staffByEmail(desk.store.seen(), email)?.locale ?? accountLocale();
}

/** Where somebody comes back to from a log-in at a provider, as themselves. */
export const finishLogin = loginDoor(
  (event) => isAwaited(personalStore, parameterOf(event)('login'), desk.now()),
  endLogin,
  () => present(loginPage('expired', accountLocale())),
);

function endLogin(event: unknown) {
  const parameter = parameterOf(event);
  const texts = (['code', 'error', 'login'] as const).flatMap((name): [string, string][] => {
    const value = parameter(name);
    return value === '' ? [] : [[name, value]];
  });
  const settings = serverSettingsOf(desk.store.seen());
  const person = desk.me;
  const end = desk.rooms.alone(() => desk.rooms.login(settings).finish(Object.fromEntries(texts)));
  // What waited for the log-in waits no longer.
  if (end === 'done') settleRooms(desk, { atOnce: true });
  return present(loginPage(end, localeOf(person.email)));
}

/** createSettingsUrlFunction: a page that says where rooms are made and who can change it. */
export const settingsAddress = plainDoor(() => `${desk.webApp() || webAppAddress()}?view=rooms`);

/** Calendar trigger: something changed in a calendar; it does not say what. */
export const calendarChanged = triggerDoor(TRIGGER_FUNCTIONS.calendarChange, (event) => {
  until = Date.now() + TRIGGER_TIME;
  const calendarId = readFields(event)('calendarId');
  if (typeof calendarId === 'string') syncCalendar(desk, calendarId);
  // A message without a calendar may be about any of them.
  else syncNow(desk);
});

/** Hourly trigger. */
export const hourPassed = triggerDoor(TRIGGER_FUNCTIONS.tick, () => {
  until = Date.now() + TRIGGER_TIME;
  tick(desk, archiveIn(userProperties()));
});

/** A parameter of the web app's address; empty where it is not said. */
function parameterOf(event: unknown): (name: string) => string {
  const parameter = readFields(readFields(event)('parameter'));
  return (name) => {
    const value = parameter(name);
    return typeof value === 'string' ? value : '';
  };
}

/** doGet: the public page. */
export const showPage = pageDoor((event) => {
  const said = parameterOf(event);
  noteWebApp(desk, webAppAddress(), accountAtWork());
  if (said('join') !== '') return present(openRoom(said('join'), said('name')));
  if (said('ways') !== '') return present(waysPage(waysInto(desk, said('ways'))));
  const start = pageStart(desk, { view: said('view'), offer: said('offer'), time: said('time') });
  return renderPage('page', start.business === '' ? 'Slotkeeper' : start.business, start, start.rooms === '');
});

/** The way into a room, made for whoever has opened its link. */
function openRoom(key: string, name: string): PlainPage {
  const said = optionalText(name, 'name', TEXT_LIMITS.name);
  const guest = { email: visitorAccount(), name: said.ok ? said.value : '' };
  return joinPage(joinRoom(desk, key, guest), key, desk.webApp() || webAppAddress());
}

function present({ title, html }: PlainPage) {
  return renderHtml(title, html);
}

/** doPost: programs. */
export const answerPost = visitorDoor((event) => renderJson(answerProgram(readFields(event)('parameter'))));

/** google.script.run: the public page's questions. */
export const pageFunctions: Record<PageFunction, Door> = {
  readOpenTimes: visitorDoor((input) => answerTimes(desk, input)),
  sendRequest: visitorDoor((input) => {
    try {
      return answerRequest(desk, input, isZone);
    } catch (error) {
      return refusalResult(refusalOf(error), input);
    }
  }),
};

/** What a person can do something about is told; anything else is a fault and ends the execution with its own words. */
function refusalOf(error: unknown): Refusal {
  if (error instanceof StoreBusyError) return refused('busy').refusal;
  if (error instanceof ProviderError) {
    const { trouble, message } = error;
    return (trouble === 'authentication' ? refused('roomLogin') : refused('roomFailed', undefined, { message }))
      .refusal;
  }
  if (error instanceof StoreFullError) return refused('storeFull').refusal;
  if (error instanceof BrokenRecordError) return refused('recordBroken', undefined, { key: error.message }).refusal;
  throw error;
}
