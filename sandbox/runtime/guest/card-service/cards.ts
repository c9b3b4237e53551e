import { isJson, made, settle, type Json } from '../core/builder';
import { bool, integer, oneOf, part, partAs, text } from '../core/parameters';
import { add, listOf, put } from '../core/methods';
import { card } from './base';
import { BUTTONS, shown } from './buttons';
import { CLICKABLE } from './clicks';
import { DisplayStyle, ImageStyle } from './enums';
import { setId } from './id';
import { atMost, refuseDoubtful } from './strict';

// Google drops what is over the limit without a word
// (https://developers.google.com/workspace/add-ons/guides/workspace-restrictions), or refused: strict.ts.
const MOST_WIDGETS = 100;
const MOST_SECTIONS = 100;

const WIDGETS = [
  ...BUTTONS,
  'ButtonSet',
  'DatePicker',
  'DateTimePicker',
  'DecoratedText',
  'Divider',
  'Grid',
  'Image',
  'KeyValue',
  'SelectionInput',
  'TextInput',
  'TextParagraph',
  'TimePicker',
];

/** A single button is a row of one: a card has no other place for it. */
const asWidget = (json: Json, name: string): Json =>
  BUTTONS.some((button) => button === name) ? { buttonList: { buttons: [shown(json)] } } : json;

/** The head of a card. */
export const newCardHeader = card(
  'CardHeader',
  {
    setImageAltText: put('imageAltText', text),
    setImageStyle: put('imageType', oneOf(ImageStyle)),
    setImageUrl: put('imageUrl', text),
    setSubtitle: put('subtitle', text),
    setTitle: put('title', text),
  },
  { needs: { title: 'setTitle' } },
);

/** Widgets under a heading. */
export const newCardSection = card(
  'CardSection',
  {
    addWidget: add('widgets', [partAs(WIDGETS, asWidget)]),
    setCollapsible: put('collapsible', bool),
    setHeader: put('header', text),
    setId,
    setNumUncollapsibleWidgets: put('uncollapsibleWidgetsCount', integer('numUncollapsibleWidgets', 0)),
  },
  {
    json: ({ widgets, ...section }) => ({ ...section, widgets: atMost(listOf(widgets), MOST_WIDGETS, 'CardSection') }),
  },
);

/** An entry of the card's menu. */
export const newCardAction = card(
  'CardAction',
  { ...CLICKABLE, setText: put('actionLabel', text) },
  { needs: { actionLabel: 'setText' } },
);

/** A card in the making. */
export const newCardBuilder = card('CardBuilder', {
  addCardAction: add('cardActions', [part('CardAction')]),
  addSection: add('sections', [part('CardSection')]),
  build: { parameters: [], run: (kept) => made('CardService', 'Card', cardOf(settle(kept))) },
  setDisplayStyle: put('displayStyle', oneOf(DisplayStyle)),
  setFixedFooter: put('fixedFooter', part('FixedFooter')),
  setHeader: put('header', part('CardHeader')),
  setName: put('name', text),
  setPeekCardHeader: put('peekCardHeader', part('CardHeader')),
});

/** A card's JSON: a hundred sections, a hundred widgets in all. */
function cardOf({ sections, fixedFooter, ...card }: Json): Json {
  let left = MOST_WIDGETS;
  const all = atMost(listOf(sections), MOST_SECTIONS, 'Card').filter(isJson);
  atMost(
    all.flatMap((section) => listOf(section.widgets)),
    MOST_WIDGETS,
    'Card',
  );
  const limited = all.map((section) => {
    const widgets = listOf(section.widgets).slice(0, left);
    left -= widgets.length;
    return { ...section, widgets };
  });
  refuseDoubtful({ ...card, sections: limited, fixedFooter });
  const hasFooter = isJson(fixedFooter) && fixedFooter.primaryButton !== undefined;
  return { ...card, sections: limited, ...(hasFooter && { fixedFooter }) };
}
