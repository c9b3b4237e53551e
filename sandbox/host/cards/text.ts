import { isObject, number, text, type Json } from '../model/json';
import { button, el } from '../ui/dom';
import { cardButton } from './buttons';
import { markup } from './markup';
import { cardIcon } from './pictures';
import { switchControl } from './switch';
import { tappable } from './taps';
import type { Draw } from './tools';

/** A paragraph; what is over its lines is shown on demand. */
export const textParagraph: Draw = (json) => {
  const paragraph = el('p', { class: 'text' }, markup(text(json.text)));
  const lines = number(json.maxLines, 0);
  if (lines <= 0) return paragraph;
  paragraph.classList.add('clamped');
  paragraph.style.setProperty('--lines', String(lines));
  const more = button(
    'Show more',
    () => {
      const isClamped = paragraph.classList.toggle('clamped');
      more.textContent = isClamped ? 'Show more' : 'Show less';
    },
    { class: 'borderless small', hidden: true },
  );
  // Only where there is more than is shown; that is known when it is laid out.
  requestAnimationFrame(() => (more.hidden = paragraph.scrollHeight <= paragraph.clientHeight));
  return el('div', {}, paragraph, more);
};

/** Text with labels, an icon before it, and a button, a switch or an icon after it. */
export const decoratedText: Draw = (json, tools) => {
  const start = [json.startIcon, json.icon].find(isObject);
  const row = el(
    'div',
    { class: 'decorated' },
    start !== undefined && cardIcon(start),
    tappable(linesOf(json), json, tools),
  );
  if (isObject(json.button)) row.append(cardButton(json.button, tools));
  else if (isObject(json.switchControl)) row.append(switchControl(json.switchControl, tools, text(json.text)));
  else if (isObject(json.endIcon)) row.append(cardIcon(json.endIcon));
  return row;
};

function linesOf(json: Json): HTMLElement {
  const label = (name: string, className: string) =>
    text(json[name]) !== '' && el('div', { class: className }, markup(text(json[name])));
  return el(
    'div',
    { class: 'lines' },
    label('topLabel', 'label one-line'),
    el('div', { class: json.wrapText === true ? 'main' : 'main one-line' }, markup(text(json.text))),
    label('bottomLabel', 'label'),
  );
}
