import { clickable } from './actions';
import { builder, cardOf, compact, oneOf, text, type Json } from './base';
import { DisplayStyle, ImageStyle } from './enums';

/** What is over is dropped without a word [guides/workspace-restrictions]. */
const MOST_WIDGETS = 100;
const MOST_SECTIONS = 100;

export function newCardHeader() {
  const json: Json = {};
  return builder('CardHeader', (self) => ({
    setTitle: (value: unknown) => ((json.title = text(value, 'title')), self()),
    setSubtitle: (value: unknown) => ((json.subtitle = text(value, 'subtitle')), self()),
    setImageUrl: (url: unknown) => ((json.imageUrl = text(url, 'url')), self()),
    setImageAltText: (value: unknown) => ((json.imageAltText = text(value, 'altText')), self()),
    setImageStyle: (style: unknown) => ((json.imageType = oneOf(style, ImageStyle, 'imageStyle')), self()),
    toCard: () => json,
  }));
}

export function newCardSection() {
  const json: Json = {};
  const widgets: Json[] = [];
  return builder('CardSection', (self) => ({
    setHeader: (value: unknown) => ((json.header = text(value, 'header')), self()),
    addWidget: (widget: unknown) => {
      const made = cardOf(widget, 'widget');
      // A button of its own is shown as a list of one.
      const { button } = made;
      if (widgets.length < MOST_WIDGETS)
        widgets.push(button === undefined ? made : { buttonList: { buttons: [button] } });
      return self();
    },
    setCollapsible: (value: boolean) => ((json.collapsible = value), self()),
    setNumUncollapsibleWidgets: (value: number) => ((json.uncollapsibleWidgetsCount = value), self()),
    toCard: () => ({ ...json, widgets }),
  }));
}

export function newCardAction() {
  const json: Json = {};
  return builder('CardAction', (self) => ({
    ...clickable(json, self),
    setText: (value: unknown) => ((json.actionLabel = text(value, 'text')), self()),
    toCard: () => json,
  }));
}

export function newFixedFooter() {
  const json: Json = {};
  const button = (value: unknown) => cardOf(value, 'button').button;
  return builder('FixedFooter', (self) => ({
    setPrimaryButton: (value: unknown) => ((json.primaryButton = button(value)), self()),
    setSecondaryButton: (value: unknown) => ((json.secondaryButton = button(value)), self()),
    toCard: () => {
      if (json.secondaryButton !== undefined && json.primaryButton === undefined) {
        throw new Error('A secondary button needs a primary one.');
      }
      return json;
    },
  }));
}

export function newCardBuilder() {
  const json: Json = {};
  const sections: Json[] = [];
  const actions: Json[] = [];
  return builder('CardBuilder', (self) => ({
    setName: (name: unknown) => ((json.name = text(name, 'name')), self()),
    setHeader: (header: unknown) => ((json.header = cardOf(header, 'cardHeader')), self()),
    setPeekCardHeader: (header: unknown) => ((json.peekCardHeader = cardOf(header, 'cardHeader')), self()),
    setDisplayStyle: (style: unknown) => ((json.displayStyle = oneOf(style, DisplayStyle, 'displayStyle')), self()),
    addSection: (section: unknown) => {
      if (sections.length < MOST_SECTIONS) sections.push(cardOf(section, 'section'));
      return self();
    },
    addCardAction: (action: unknown) => (actions.push(cardOf(action, 'cardAction')), self()),
    setFixedFooter: (footer: unknown) => ((json.fixedFooter = cardOf(footer, 'fixedFooter')), self()),
    build: () => {
      const card = compact({
        ...json,
        ...(actions.length > 0 && { cardActions: actions }),
        sections: limited(sections),
      });
      return builder('Card', () => ({ printJson: () => JSON.stringify(card), toCard: () => card }));
    },
    toCard: () => json,
  }));
}

/** A card shows a hundred widgets in all. */
function limited(sections: readonly Json[]): Json[] {
  let left = MOST_WIDGETS;
  return sections.map((section) => {
    const widgets = Array.isArray(section.widgets) ? section.widgets.slice(0, left) : [];
    left -= widgets.length;
    return { ...section, widgets };
  });
}
