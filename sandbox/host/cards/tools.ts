import type { Json } from '../model/json';
import type { Form, FormInputs } from './form';

/** What a tap asks of the add-on. */
export interface Tap {
  function: string;
  parameters: Record<string, string>;
  formInputs: FormInputs;
  /** Whether the card waits, with a sign that it does. */
  showsLoading: boolean;
  /** Whether what is entered stays in the card that follows. */
  keepsValues: boolean;
  /** A window that was opened at once, for an address that the add-on is going to name. */
  popup?: Window | null;
}

/** What the panel does for a card. */
export interface CardHost {
  tap(tap: Tap): void;
  openLink(link: Json): void;
  pushCard(card: Json): void;
  /** What a text input's own function suggests. */
  suggest(tap: Tap): Promise<string[]>;
  /** The zone of the person at the page. */
  zone: string;
  /** Where a date alone is midnight: UTC by Google's reference, the browser's zone by reports. */
  dateZone: string;
}

/** The card that is being drawn. */
export interface Tools {
  form: Form;
  host: CardHost;
}

/** Draws one kind of widget. */
export type Draw = (json: Json, tools: Tools) => HTMLElement;
