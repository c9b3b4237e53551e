import type { PlainDate } from '../../booking/time/dates';
import type { Refusal } from '../../booking/refusal';
import type { Instant } from '../../booking/time/time';
import type { Room } from '../../desk/ports/records';

/** Icons that CardService knows by name (CardService.Icon). */
export type IconName =
  | 'CLOCK'
  | 'DESCRIPTION'
  | 'DOLLAR'
  | 'EMAIL'
  | 'EVENT_SEAT'
  | 'INVITE'
  | 'MAP_PIN'
  | 'PERSON'
  | 'PHONE'
  | 'STAR'
  | 'VIDEO_CAMERA';

/** The actions that a button can name: each folder of cards adds its own, beside its list of handlers. */
export interface CardActions {
  goHome: true;
}

export type CardAction = keyof CardActions;

/** One of our actions, with its parameters. */
export interface Tap {
  action: CardAction;
  params?: Record<string, string>;
}

/** What a tap does: one of our actions, or an address that opens. */
export type Click = Tap | { link: string };

export interface Button {
  text: string;
  click: Click;
  filled?: boolean;
  /** Whether it ends or deletes something: `now` at this tap, `asks` on the card that it leads to. */
  danger?: 'now' | 'asks';
}

export interface Option {
  value: string;
  label: string;
  selected: boolean;
}

/**
 * A part of a card, in the words of this product; platform/ turns it into CardService's. All text is plain text.
 *
 * A text input has no change action: it would run when the field is left, which is also the moment at which the next
 * button is pressed, and a card takes no taps while an action is running. Lists and pickers may have one.
 */
export type Widget =
  | { kind: 'text'; text: string; tone?: 'plain' | 'quiet' | 'warning' | 'strong' }
  | { kind: 'line'; text: string; label?: string; note?: string; icon?: IconName; button?: Button; click?: Click }
  | { kind: 'buttons'; buttons: Button[] }
  | {
      kind: 'input';
      name: string;
      label: string;
      value: string;
      hint?: string;
      multiline?: boolean;
      suggestions?: string[];
    }
  | {
      kind: 'choice';
      name: string;
      label: string;
      look: 'dropdown' | 'checkboxes' | 'radio';
      options: Option[];
      changed?: Tap;
    }
  | { kind: 'date'; name: string; label: string; value: PlainDate | null; changed?: Tap }
  /** A date and a time of day; `offset`: minutes east of UTC of the clock on which a value is shown. */
  | { kind: 'moment'; name: string; label: string; value: { at: Instant; offset: number } | null };

export interface Section {
  title?: string;
  widgets: Widget[];
  /** How many widgets it shows until it is opened. */
  folded?: number;
  /** Something in it waits for a person, so an undo offer does not push it down. */
  urgent?: boolean;
}

export interface CardView {
  /** A later card can also go back to it. */
  name: string;
  title: string;
  subtitle?: string;
  sections: Section[];
}

/** The answer to a card action. */
export interface CardAnswer {
  card: CardView;
  /** `root` replaces everything, `same` the card that was tapped, `next` is pushed on top of it. */
  at: 'root' | 'same' | 'next';
  /** A line that is shown briefly. */
  notice?: string;
}

/**
 * Additions to the event that is open in the editor: staged there, and written when the person saves
 * [workspace/add-ons/calendar/calendar-actions].
 */
export interface EditorAnswer {
  edit: { guests: string[] } | { room: Room };
}

/**
 * What a handler answers with. A refusal alone is shown above the home card: a form that is to keep what was entered
 * answers with its own card (`refusalAnswer`).
 */
export type TapAnswer = CardAnswer | EditorAnswer | Refusal;

/** The answer to a universal action: cards in place of what is shown, or an address to open. */
export type UniversalAnswer = { card: CardView } | { link: string };

export type Maybe<T> = T | null | undefined | false;

/** Drops missing parts, so that a card can be written as one list. */
export function present<T>(items: readonly Maybe<T>[]): T[] {
  return items.filter((item): item is T => item !== null && item !== undefined && item !== false);
}
