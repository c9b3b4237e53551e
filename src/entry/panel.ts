import type { Refusal } from '../booking/refusal';
import { unknownActionAnswer } from '../cards/door-cards';
import { editorCard, eventCard } from '../cards/event/event-card';
import { HANDLERS, isCardAction } from '../cards/handlers';
import { homeCard } from '../cards/home/home';
import { refusalAnswer, type CardContext } from '../cards/kit/context';
import { readCardEvent } from '../cards/kit/tap-event';
import type { CardAnswer, CardView } from '../cards/kit/widgets';
import { MENU, type MenuFunction } from '../cards/menu';
import { writeWhatWaits } from '../desk/outbox/outbox';
import type { Desk } from '../desk/ports/ports';
import { mendTriggers } from '../desk/sync/trigger-status';
import { staffByEmail } from '../desk/team/people';
import { datesIn } from '../i18n/dates';
import { deskTexts } from '../i18n/index';
import { knownTag } from '../i18n/locales';
import { ACTION_PARAMETER } from '../platform/card-function';
import { renderAnswer, renderCard, renderEdit, renderUniversal } from '../platform/card-renderer';
import { isZone } from '../platform/zone-offsets';
import { refusalFor } from './refusals';
import { viewOf } from './rooms';

/** homepageTrigger */
export function openHome(desk: Desk, event: unknown) {
  mendTriggers(desk);
  writeWhatWaits(desk);
  return shownTo(contextOf(desk, event), homeCard);
}

/** eventOpenTrigger */
export function openEvent(desk: Desk, event: unknown) {
  writeWhatWaits(desk);
  return shownTo(contextOf(desk, event), eventCard);
}

/** eventUpdateTrigger: guests or the conference are being edited, and nothing is saved yet. */
export function editEvent(desk: Desk, event: unknown) {
  return shownTo(contextOf(desk, event), editorCard);
}

function shownTo(context: CardContext, draw: (context: CardContext) => CardView) {
  return renderCard(draw(context), context.t);
}

/** A tap on a card: its button names the action and its parameters, and a forged tap may name anything. */
export function answerTap(desk: Desk, event: unknown) {
  const read = readCardEvent(event);
  const action = read.param(ACTION_PARAMETER);
  if (!isCardAction(action)) {
    desk.log('refused: there is no such action');
    const t = deskTexts(knownTag(read.locale));
    return renderAnswer(unknownActionAnswer(t), t);
  }
  desk.log(`action: ${action}`);
  const context = contextOf(desk, event);
  const answer = orRefusal(() => HANDLERS[action](context));
  if ('edit' in answer) return renderEdit(answer, (room) => viewOf(desk, room));
  return renderAnswer('code' in answer ? overHome(context, answer) : answer, context.t);
}

/** What is thrown and a person can do something about is a refusal like any other. */
function orRefusal<T>(work: () => T): T | Refusal {
  try {
    return work();
  } catch (error) {
    return refusalFor(error);
  }
}

/** What is refused for itself, and not for what a form says, is told above the home card. */
function overHome(context: CardContext, refusal: Refusal): CardAnswer {
  return refusalAnswer(context, refusal, homeCard(context));
}

/** An entry of the add-on's own menu. */
export function chooseInMenu(entry: MenuFunction) {
  return (desk: Desk, event: unknown) => {
    const context = contextOf(desk, event);
    const answer = orRefusal(() => MENU[entry](context));
    return renderUniversal('code' in answer ? overHome(context, answer) : answer, context.t);
  };
}

function contextOf(desk: Desk, event: unknown): CardContext {
  const read = readCardEvent(event);
  const person = desk.me;
  // If Calendar gives neither language nor zone, those that this person connected with are used.
  const isTold = read.locale !== '' && isZone(read.zone);
  const staff = isTold ? null : staffByEmail(desk.store.seen(), person.email);
  // What Calendar or a stored record gives may not be a valid tag, which would make sorting and dates throw.
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
