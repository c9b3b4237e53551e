import { readCardEvent } from '../cards/kit/tap-event';
import { troubleCard, unknownPersonCard } from '../cards/door-cards';
import type { CardView } from '../cards/kit/widgets';
import { deskTexts } from '../i18n/index';
import { isOwnTrigger, isPersonAtWork } from '../platform/gate';
import { accountLocale, logLine } from '../platform/google';
import { renderAnswer, renderCard, renderUniversal } from '../platform/card-renderer';
import { renderConferenceTrouble, renderHtml } from '../platform/outputs';
import { waitForLocks } from '../platform/properties';
import type { TriggerFunction } from '../platform/triggers';
import type { Desk } from '../desk/ports/ports';
import { readFields } from '../web/parse';
import { noticePage } from '../web/room-pages';
import { makeDesk } from './desk';

/**
 * Who may use an entry point: a person in the add-on (also when Google creates a conference as them), anybody who has
 * the web app's address, a trigger that we have made, a person who comes back from a log-in with its secret, or one who
 * holds a link from one of our e-mails.
 */
export type Audience = 'person' | 'visitor' | 'trigger' | 'login' | 'link';

/** An entry point behind its gate. Google can call nothing else of ours. */
export interface Door {
  (event: unknown): unknown;
  readonly audience: Audience;
}

/** What a refused caller may know. */
const REFUSED = 'Slotkeeper does not do this for you here.';

/** What is done behind a door, with the desk of this execution. */
type Work = (desk: Desk, event: unknown) => unknown;

interface DoorPlan {
  audience: Audience;
  admits: (event: unknown) => boolean;
  work: Work;
  /** The answer to everybody else: it says nothing about the desk. */
  refuse: (event: unknown) => unknown;
  /** The answer if Google fails. */
  trouble: (event: unknown) => unknown;
  /** How long it waits for locks, in all. */
  patience: number;
}

/**
 * Milliseconds. A person behind a card has 30 seconds, including all calls to Calendar, and Calendar itself waits for a
 * conference: for both, a quick “somebody else is at work” is better than no answer.
 */
const PANEL_PATIENCE = 5_000;
const WEB_PATIENCE = 10_000;
/** A trigger has minutes, and nobody is waiting: this applies to each lock. */
const TRIGGER_PATIENCE = 15_000;

/**
 * Milliseconds after which long readings end. An execution is stopped after 6 minutes, one behind a card after 30
 * seconds [apps-script/guides/services/quotas]. Behind a card somebody waits: three seconds is what they are asked to,
 * with the writing that follows a reading.
 */
const SHORT_TIME = 2_000;
const TRIGGER_TIME = 270_000;

/** The gate comes before anything is read or locked; behind it no failure of Google's is an error page. */
function door({ audience, admits, work, refuse, trouble, patience }: DoorPlan): Door {
  const open = (event: unknown): unknown => {
    waitForLocks(patience, patience);
    try {
      if (admits(event)) return work(makeDesk(SHORT_TIME), event);
      logLine(`refused: this is for a ${audience}`);
    } catch (error) {
      if (isOurs(error)) throw error;
      logLine(`failed: ${error instanceof Error ? error.message : String(error)}`);
      return trouble(event);
    }
    return refuse(event);
  };
  return Object.assign(open, { audience });
}

/** A bug in this program, which must show as one. What a service throws is none of these kinds. */
function isOurs(error: unknown): boolean {
  return error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError;
}

/** For a person who opens the panel: what is answered is a card. */
export function cardDoor(work: Work): Door {
  return panelDoor(renderCard, work);
}

/** For a person who taps on a card. */
export function tapDoor(work: Work): Door {
  return panelDoor((card) => renderAnswer({ at: 'same', card }), work);
}

/** For a person who chooses in the add-on's own menu. */
export function menuDoor(work: Work): Door {
  return panelDoor((card) => renderUniversal({ card }), work);
}

/** @param show a card, in the form that this door answers with */
function panelDoor(show: (card: CardView) => unknown, work: Work): Door {
  const textsFor = (event: unknown) => deskTexts(readLocale(event));
  return door({
    audience: 'person',
    admits: isPersonAtWork,
    work,
    refuse: (event) => show(unknownPersonCard(textsFor(event))),
    trouble: (event) => show(troubleCard(textsFor(event))),
    patience: PANEL_PATIENCE,
  });
}

function readLocale(event: unknown): string {
  const { locale } = readCardEvent(event);
  return locale === '' ? 'en' : locale;
}

/** For a person who picks one of our conference solutions; Calendar has its own words for failures. */
export function conferenceDoor(work: Work): Door {
  return door({
    audience: 'person',
    admits: isPersonAtWork,
    work,
    refuse: () => renderConferenceTrouble('permission', ''),
    trouble: () => renderConferenceTrouble('temporary', ''),
    patience: PANEL_PATIENCE,
  });
}

/** For a person whom Calendar asks for something other than a card. */
export function plainDoor(work: Work): Door {
  return door({ audience: 'person', admits: isPersonAtWork, work, refuse, trouble: fail, patience: PANEL_PATIENCE });
}

/** For a trigger of the account at work. Nobody waits for an answer: failures must show in the list of executions. */
export function triggerDoor(name: TriggerFunction, work: Work): Door {
  const open = (event: unknown): unknown => {
    waitForLocks(TRIGGER_PATIENCE, Infinity);
    if (isOwnTrigger(readFields(event)('triggerUid'), name)) return work(makeDesk(TRIGGER_TIME), event);
    logLine('refused: this is for a trigger');
    return refuse();
  };
  return Object.assign(open, { audience: 'trigger' as const });
}

/** For anybody who opens a page of the web app. */
export function pageDoor(work: Work): Door {
  return door({ audience: 'visitor', admits: () => true, work, refuse, trouble: troublePage, patience: WEB_PATIENCE });
}

/**
 * For a person who comes back from a log-in elsewhere.
 *
 * @param admits whether they bring the secret of one that was started
 */
export function loginDoor(admits: (event: unknown) => boolean, work: Work, tooLate: () => unknown): Door {
  return door({ audience: 'login', admits, work, refuse: tooLate, trouble: troublePage, patience: WEB_PATIENCE });
}

/** For the script of the public page: it has its own words for failures, and a visitor sees none of Google's. */
export function visitorDoor(work: Work): Door {
  return door({ audience: 'visitor', admits: () => true, work, refuse, trouble: fail, patience: WEB_PATIENCE });
}

/**
 * For the script of a page behind a link in an e-mail. Only the records tell whether a link is genuine: they are read,
 * and nothing else is done, for whoever has none.
 *
 * @param holds whether what they bring is such a link
 */
export function linkDoor(holds: (desk: Desk, event: unknown) => boolean, work: Work, dead: Work): Door {
  return door({
    audience: 'link',
    admits: () => true,
    work: (desk, event) => (holds(desk, event) ? work : dead)(desk, event),
    refuse,
    trouble: fail,
    patience: WEB_PATIENCE,
  });
}

function refuse(): never {
  throw new Error(REFUSED);
}

function fail(): never {
  throw new Error('Google did not answer. Try again.');
}

function troublePage(): unknown {
  const locale = accountLocale();
  const t = deskTexts(locale);
  const { title, html } = noticePage(locale, t('door.troubleTitle'), t('door.trouble'));
  return renderHtml(title, html);
}
