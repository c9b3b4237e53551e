import type { Refusal } from '../../booking/refusal';
import type { Desk, Actor } from '../../desk/ports/ports';
import { datesIn, type DateTexts } from '../../i18n/dates';
import { fullRefusalText, refusalText, type DeskTranslate } from '../../i18n/index';
import type { CardEvent } from './tap-event';
import { section, warning, withTop } from './parts';
import type { CardAnswer, CardView, Section } from './widgets';

/** What every card is made with: the desk, the reader, and their language and zone. */
export interface CardContext {
  desk: Desk;
  me: Actor;
  event: CardEvent;
  t: DeskTranslate;
  /** Language of the texts and formats, BCP 47. */
  locale: string;
  /** Zone of the times shown. */
  zone: string;
  dates: DateTexts;
  isZone(zone: string): boolean;
}

/** The same context for a person whose zone has become known. */
export function inZone(context: CardContext, zone: string): CardContext {
  return { ...context, zone, dates: datesIn(context.locale, zone) };
}

/** Whether a person may have the time anyway: only rules for clients, or a busy calendar, say no. */
export function mayInsist(refusal: Refusal): boolean {
  return refusal.code === 'notOpen' || refusal.params?.overrule === 1;
}

/** The form's card stays, and says what was wrong with the input. */
export function refusalAnswer(context: CardContext, refusal: Refusal, card: CardView): CardAnswer {
  const message = fullRefusalText(context.t, refusal);
  const sections = card.sections.map((one) => atField(one, refusal, refusalText(context.t, refusal)));
  return { at: 'same', notice: message, card: withTop({ ...card, sections }, section(warning(message))) };
}

/** The field at fault repeats what is expected there. */
function atField(shown: Section, { field, params }: Refusal, message: string): Section {
  const name = params?.question === undefined ? field : `${field}.${params.question}`;
  const isFaulty = shown.widgets.some((widget) => widget.kind === 'input' && widget.name === name);
  if (!isFaulty) return shown;
  const { folded: _, ...open } = shown;
  const marked = shown.widgets.map((widget) =>
    widget.kind === 'input' && widget.name === name ? { ...widget, hint: `⚠ ${message}` } : widget,
  );
  return { ...open, widgets: marked };
}

/** Some fields of the form are empty again. */
export function withoutFields(context: CardContext, names: readonly string[]): CardContext {
  const { event } = context;
  const isEmpty = (name: string) => names.includes(name);
  return {
    ...context,
    event: {
      ...event,
      input: (name) => (isEmpty(name) ? '' : event.input(name)),
      inputs: (name) => (isEmpty(name) ? [] : event.inputs(name)),
    },
  };
}

/** The form is empty again after its content has been saved. */
export function withoutInputs(context: CardContext): CardContext {
  return { ...context, event: { ...context.event, input: () => '', inputs: () => [], date: () => null } };
}
