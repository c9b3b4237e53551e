import { refused, type Refusal } from './booking/refusal';
import { calendarGateway } from './calendar/gateway';
import type { CardAction, UniversalAction } from './cards/actions';
import { refusalAnswer as refusalCard, type CardContext } from './cards/context';
import { readCardEvent } from './cards/event';
import { editorCard, eventCard } from './cards/event-card';
import { HANDLERS, UNIVERSAL_HANDLERS } from './cards/handlers';
import { homeCard } from './cards/home';
import { readConferenceEvent } from './conference/event';
import { archiveIn } from './store/archive';
import { propertyStore } from './store/properties';
import { BrokenRecordError, StoreBusyError, StoreFullError } from './store/store';
import { createConference } from './desk/conference';
import { staffByEmail } from './desk/people';
import type { Desk, Me } from './desk/ports';
import { syncNow } from './desk/connection';
import { syncCalendar } from './desk/sync';
import { tick } from './desk/tick';
import { datesIn } from './i18n/dates';
import { deskTexts } from './i18n/index';
import { eventTexts } from './notify/event-texts';
import { composeMail } from './notify/mail';
import { calendarApi } from './platform/calendar-api';
import { renderAnswer, renderCard, renderEdit, renderUniversal } from './platform/card-renderer';
import { accountAtWork, logLine, pause, randomIds, webAppAddress } from './platform/google';
import { mailQuotaLeft, sendMail } from './platform/mail';
import { renderConference, renderConferenceTrouble, renderJson, renderPage } from './platform/outputs';
import { scriptProperties, underScriptLock, underUserLock, userProperties } from './platform/properties';
import { triggerGateway } from './platform/triggers';
import { isZone, zoneOffset } from './platform/zone-offsets';
import { answerProgram, answerRequest, answerTimes, pageStart, refusalAnswer } from './web/answers';
import { readFields } from './web/parse';
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
  store: propertyStore(scriptProperties(), underScriptLock),
  calendar: calendarGateway({ api: calendarApi(), offsets: zoneOffset, sleep: pause, random: Math.random }),
  triggers: triggerGateway(),
  postman: {
    quotaLeft: mailQuotaLeft,
    send: (letter) => sendMail(composeMail(letter)),
    alone: underUserLock,
  },
  ids: randomIds,
  offsets: zoneOffset,
  eventTexts,
  now: () => Date.now(),
  timeLeft: () => until - Date.now(),
  log: logLine,
};

function me(): Me {
  return { email: accountAtWork() };
}

function cardContext(event: unknown): CardContext {
  const read = readCardEvent(event);
  const person = me();
  // Where Calendar says neither language nor zone, those that this person connected with.
  const isTold = read.locale !== '' && isZone(read.zone);
  const staff = isTold ? null : staffByEmail(desk.store.seen(), person.email);
  const locale = read.locale === '' ? (staff?.locale ?? 'en') : read.locale;
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
    webAppAddress,
  };
}

/** homepageTrigger */
export function openHome(event: unknown) {
  return renderCard(homeCard(cardContext(event)));
}

/** eventOpenTrigger */
export function openEvent(event: unknown) {
  return renderCard(eventCard(cardContext(event)));
}

/** eventUpdateTrigger: guests or the conference are being edited, and nothing is saved yet. */
export function editEvent(event: unknown) {
  return renderCard(editorCard(cardContext(event)));
}

/** A tap on a card. */
export function tap(action: CardAction) {
  return (event: unknown) => {
    const context = cardContext(event);
    try {
      const answer = HANDLERS[action](context);
      return 'edit' in answer ? renderEdit(answer, context.t('conference.note')) : renderAnswer(answer);
    } catch (error) {
      return renderAnswer(refusalCard(context, refusalOf(error), homeCard(context)));
    }
  };
}

/** The add-on's own menu. */
export function universal(action: UniversalAction) {
  return (event: unknown) => renderUniversal(UNIVERSAL_HANDLERS[action](cardContext(event)));
}

/** onCreateFunction of the conference solution */
export function makeConference(event: unknown) {
  const { calendarId, eventId } = readConferenceEvent(event);
  const person = me();
  try {
    const conference = createConference(desk, person, calendarId, eventId);
    const locale = staffByEmail(desk.store.read(), person.email)?.locale ?? 'en';
    return renderConference(conference, deskTexts(locale)('conference.note'));
  } catch (error) {
    desk.log(`no room: ${refusalOf(error).code}`);
    return renderConferenceTrouble();
  }
}

/** createSettingsUrlFunction: a page that says where rooms are made and who can change it. */
export function settingsAddress(): string {
  return `${webAppAddress()}?view=rooms`;
}

/** Calendar trigger: something changed in a calendar; it does not say what. */
export function calendarChanged(event: unknown): void {
  until = Date.now() + TRIGGER_TIME;
  const calendarId = readFields(event)('calendarId');
  const person = me();
  if (typeof calendarId === 'string') syncCalendar(desk, person, calendarId);
  // A message without a calendar may be about any of them.
  else syncNow(desk, person);
}

/** Hourly trigger. */
export function hourPassed(): void {
  until = Date.now() + TRIGGER_TIME;
  tick(desk, me(), archiveIn(userProperties()));
}

/** doGet: the public page. */
export function showPage(event: unknown) {
  const parameter = readFields(readFields(event)('parameter'));
  const said = (name: string) => {
    const value = parameter(name);
    return typeof value === 'string' ? value : '';
  };
  const start = pageStart(desk, { view: said('view'), offer: said('offer'), time: said('time') });
  return renderPage('page', start.business === '' ? 'Slotkeeper' : start.business, start);
}

/** doPost: programs. */
export function answerPost(event: unknown) {
  return renderJson(answerProgram(readFields(event)('parameter')));
}

/** google.script.run: the public page's questions. */
export const pageFunctions: Record<PageFunction, (input: unknown) => object> = {
  readOpenTimes: (input) => answerTimes(desk, input),
  sendRequest: (input) => {
    try {
      return answerRequest(desk, me(), input, isZone);
    } catch (error) {
      return refusalAnswer(refusalOf(error), input);
    }
  },
};

/** What a person can do something about is told; anything else is a fault and ends the execution with its own words. */
function refusalOf(error: unknown): Refusal {
  if (error instanceof StoreBusyError) return refused('busy').refusal;
  if (error instanceof StoreFullError) return refused('storeFull').refusal;
  if (error instanceof BrokenRecordError) return refused('recordBroken', undefined, { key: error.message }).refusal;
  throw error;
}
