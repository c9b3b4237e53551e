import type { PlainDate } from '../../booking/time/dates';
import type { DeskTranslate } from '../../i18n/index';
import {
  present,
  type Button,
  type CardAction,
  type CardView,
  type Maybe,
  type Option,
  type Section,
  type Tap,
  type Widget,
} from './widgets';

// The words in which cards are written. What is null or false is left out, so that a card reads as one list.

/** @param title the title alone, or with a line under it */
export function card(
  name: string,
  title: string | { title: string; subtitle: string },
  ...sections: readonly Maybe<Section>[]
): CardView {
  return { name, ...(typeof title === 'string' ? { title } : title), sections: present(sections) };
}

/** The card with something more at its top. */
export function withTop(below: CardView, ...sections: readonly Section[]): CardView {
  return { ...below, sections: [...sections, ...below.sections] };
}

/**
 * A card on which only the first of its most prominent buttons is one: what waits for a person comes first, and several
 * would say that nothing does.
 */
export function withOneMainButton(view: CardView): CardView {
  let isFirst = true;
  const plainer = (one: Button): Button => {
    if (one.filled !== true || isFirst) {
      isFirst &&= one.filled !== true;
      return one;
    }
    const { filled: _, ...rest } = one;
    return rest;
  };
  const widgets = (list: readonly Widget[]) =>
    list.map((widget) => (widget.kind === 'buttons' ? { ...widget, buttons: widget.buttons.map(plainer) } : widget));
  return { ...view, sections: view.sections.map((one) => ({ ...one, widgets: widgets(one.widgets) })) };
}

export function section(...widgets: readonly Maybe<Widget>[]): Section {
  return { widgets: present(widgets) };
}

export function titled(title: string, ...widgets: readonly Maybe<Widget>[]): Section {
  return { title, widgets: present(widgets) };
}

/** @param shown how many widgets are shown until it is opened */
export function folded(title: string, shown: number, ...widgets: readonly Maybe<Widget>[]): Section {
  return { title, folded: shown, widgets: present(widgets) };
}

/** Stays above an offer to undo: it waits for a person. */
export function urgent(waiting: Section): Section {
  return { ...waiting, urgent: true };
}

export function paragraph(text: string): Widget {
  return { kind: 'text', text };
}

/** Grey: what helps, and may be passed over. */
export function quiet(text: string): Widget {
  return { kind: 'text', text, tone: 'quiet' };
}

/** Red: what is wrong, or soon will be. */
export function warning(text: string): Widget {
  return { kind: 'text', text, tone: 'warning' };
}

export function strong(text: string): Widget {
  return { kind: 'text', text, tone: 'strong' };
}

/** A text with an icon or a label, and what a tap on it or on its button does. */
export function line(text: string, rest: Omit<Extract<Widget, { kind: 'line' }>, 'kind' | 'text'>): Widget {
  return { kind: 'line', text, ...rest };
}

export function buttons(...list: readonly Maybe<Button>[]): Widget {
  return { kind: 'buttons', buttons: present(list) };
}

export function button(text: string, action: CardAction, params?: Tap['params']): Button {
  return { text, click: { action, ...(params !== undefined && { params }) } };
}

/** The most prominent button of its card. */
export function submit(text: string, action: CardAction, params?: Tap['params']): Button {
  return { ...button(text, action, params), filled: true };
}

/** Ends or deletes something at this tap. */
export function endButton(text: string, action: CardAction, params?: Tap['params']): Button {
  return { ...button(text, action, params), danger: 'now' };
}

/** Leads to a card that asks before something is ended or deleted. */
export function askButton(text: string, action: CardAction, params?: Tap['params']): Button {
  return { ...button(text, action, params), danger: 'asks' };
}

export function linkButton(text: string, link: string): Button {
  return { text, click: { link } };
}

export function backHome(t: DeskTranslate): Button {
  return button(t('home.back'), 'goHome');
}

/** A field of one line; `input` of form.ts makes those that have a message for their name. */
export function textField(name: string, label: string, value: string, hint?: string): Widget {
  return { kind: 'input', name, label, value, ...(hint !== undefined && { hint }) };
}

/** A field of several lines. */
export function multiline(name: string, label: string, value: string, hint?: string): Widget {
  return { kind: 'input', name, label, value, multiline: true, ...(hint !== undefined && { hint }) };
}

export function dateField(name: string, label: string, value: PlainDate | null, changed?: Tap): Widget {
  return { kind: 'date', name, label, value, ...(changed !== undefined && { changed }) };
}

/** What there is to choose from. */
type Choices = readonly Omit<Option, 'selected'>[];

/** A drop-down list; form.ts says what was chosen when the form is shown again. */
export function dropdown(name: string, label: string, options: Choices, selected: string, changed?: Tap): Widget {
  const list = selectedOnes(options, (value) => value === selected);
  return { kind: 'choice', name, label, look: 'dropdown', options: list, ...(changed !== undefined && { changed }) };
}

export function radio(name: string, label: string, options: Choices, selected: string): Widget {
  return { kind: 'choice', name, label, look: 'radio', options: selectedOnes(options, (value) => value === selected) };
}

export function checkboxes(
  name: string,
  label: string,
  options: Choices,
  isTicked: (value: string) => boolean,
): Widget {
  return { kind: 'choice', name, label, look: 'checkboxes', options: selectedOnes(options, isTicked) };
}

/** One box to tick. */
export function checkbox(name: string, value: string, label: string, isTicked: boolean): Widget {
  return checkboxes(name, '', [{ value, label }], () => isTicked);
}

function selectedOnes(options: Choices, isSelected: (value: string) => boolean): Option[] {
  return options.map((option) => ({ ...option, selected: isSelected(option.value) }));
}
