import type { Json } from '../api';
import { el } from '../dom';
import { inputWidget } from './input-widgets';
import { isObject, objects, text } from './json';
import { markup } from './markup';
import { tap, tappable, type CardActions, type Tools } from './taps';

/** Draws google.apps.card.v1 JSON as Calendar's side panel would. */
export function renderCard(card: Json, actions: CardActions): HTMLElement {
  const root = el('form', {
    class: 'card',
    'data-testid': 'card',
    'data-card': text(card.name),
    autocomplete: 'off',
  });
  root.addEventListener('submit', (event) => event.preventDefault());
  const tools: Tools = { root, actions };
  if (isObject(card.header)) root.append(header(card.header));
  for (const section of objects(card.sections)) root.append(sectionOf(section, tools));
  if (isObject(card.fixedFooter)) {
    const buttons = [card.fixedFooter.primaryButton, card.fixedFooter.secondaryButton].filter(isObject);
    root.append(el('div', { class: 'footer' }, ...buttons.map((button) => buttonOf(button, tools))));
  }
  return root;
}

function header(json: Json): HTMLElement {
  const src = text(json.imageUrl);
  const round = text(json.imageType) === 'CIRCLE' ? 'round' : '';
  return el(
    'header',
    { class: 'card-header' },
    src !== '' && el('img', { src, alt: text(json.imageAltText), class: round }),
    el('div', {}, el('h2', {}, text(json.title)), json.subtitle !== undefined && el('p', {}, text(json.subtitle))),
  );
}

function sectionOf(json: Json, tools: Tools): HTMLElement {
  const widgets = objects(json.widgets).map((widget) => widgetOf(widget, tools));
  const title = json.header !== undefined && el('h3', {}, markup(text(json.header)));
  if (json.collapsible !== true) return el('section', { class: 'section' }, title, ...widgets);
  const shown = Number(json.uncollapsibleWidgetsCount ?? 0);
  const rest = el('details', {}, el('summary', {}, title || '…'), ...widgets.slice(shown));
  return el('section', { class: 'section' }, ...widgets.slice(0, shown), rest);
}

type Draw = (json: Json, tools: Tools) => HTMLElement;

const WIDGETS: Readonly<Record<string, Draw>> = {
  textParagraph: (json) => el('p', { class: 'text' }, markup(text(json.text))),
  decoratedText,
  buttonList: (json, tools) =>
    el('div', { class: 'buttons' }, ...objects(json.buttons).map((button) => buttonOf(button, tools))),
  divider: () => el('hr'),
  image: (json, tools) =>
    tappable(el('img', { src: text(json.imageUrl), alt: text(json.altText), class: 'image' }), json, tools),
  grid,
  textInput: (json, tools) => inputWidget('textInput', json, tools),
  selectionInput: (json, tools) => inputWidget('selectionInput', json, tools),
  dateTimePicker: (json, tools) => inputWidget('dateTimePicker', json, tools),
};

function widgetOf(json: Json, tools: Tools): HTMLElement {
  const [kind = ''] = Object.keys(json);
  const draw = WIDGETS[kind];
  const inner = json[kind];
  return draw === undefined || !isObject(inner) ? el('p', { class: 'text' }, `not shown: ${kind}`) : draw(inner, tools);
}

function decoratedText(json: Json, tools: Tools): HTMLElement {
  const start = [json.startIcon, json.icon].find(isObject);
  const lines = el(
    'div',
    { class: 'lines' },
    json.topLabel !== undefined && el('div', { class: 'label' }, markup(text(json.topLabel))),
    el('div', { class: json.wrapText === true ? 'main wrap' : 'main' }, markup(text(json.text))),
    json.bottomLabel !== undefined && el('div', { class: 'label' }, markup(text(json.bottomLabel))),
  );
  const row = el('div', { class: 'decorated' }, start !== undefined && icon(start), tappable(lines, json, tools));
  if (isObject(json.button)) row.append(buttonOf(json.button, tools));
  if (isObject(json.switchControl)) row.append(inputWidget('switch', json.switchControl, tools));
  return row;
}

const SIGNS: Readonly<Record<string, string>> = {
  BOOKMARK: '🔖',
  CLOCK: '🕒',
  DESCRIPTION: '🗒',
  DOLLAR: '$',
  EMAIL: '✉',
  EVENT_SEAT: '💺',
  INVITE: '📅',
  MAP_PIN: '📍',
  MULTIPLE_PEOPLE: '👥',
  PERSON: '👤',
  PHONE: '☎',
  STAR: '☆',
  STORE: '🏬',
  TICKET: '🎫',
  VIDEO_CAMERA: '🎥',
};

function icon(json: Json): HTMLElement {
  const src = text(json.iconUrl);
  if (src !== '') return el('img', { src, alt: text(json.altText), class: 'icon' });
  return el('span', { class: 'icon', 'aria-hidden': 'true' }, SIGNS[text(json.knownIcon)] ?? '•');
}

/** A button by its style: filled, borderless, or with an outline. */
function buttonOf(json: Json, tools: Tools): HTMLElement {
  const styles: Record<string, string> = { FILLED: 'filled', BORDERLESS: 'borderless' };
  const label = text(json.text);
  const element = el(
    'button',
    {
      type: 'button',
      class: styles[text(json.type)] ?? 'outlined',
      'aria-label': label === '' ? text(json.altText) : undefined,
      disabled: json.disabled === true ? '' : undefined,
    },
    isObject(json.icon) && icon(json.icon),
    label,
  );
  const { onClick } = json;
  if (isObject(onClick)) element.addEventListener('click', () => tap(onClick, tools));
  return element;
}

function grid(json: Json, tools: Tools): HTMLElement {
  const items = objects(json.items).map((item) => {
    const image = isObject(item.image) ? item.image : {};
    const src = text(image.imageUri);
    const cell = el(
      'div',
      { class: 'grid-item' },
      src !== '' && el('img', { src, alt: text(image.altText) }),
      el('div', {}, text(item.title)),
      el('div', { class: 'label' }, text(item.subtitle)),
    );
    const onClick = isObject(json.onClick) ? withItem(json.onClick, text(item.id)) : undefined;
    return tappable(cell, onClick === undefined ? {} : { onClick }, tools);
  });
  const columns = String(Number(json.columnCount ?? 2));
  return el(
    'div',
    {},
    el('h3', {}, text(json.title)),
    el('div', { class: 'grid', style: `--columns:${columns}` }, ...items),
  );
}

/** The tapped item's id comes along as a parameter. */
function withItem(onClick: Json, id: string): Json {
  const { action } = onClick;
  if (!isObject(action)) return onClick;
  const parameters = [...objects(action.parameters), { key: 'grid_item_identifier', value: id }];
  return { ...onClick, action: { ...action, parameters } };
}
