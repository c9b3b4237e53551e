import { isObject, number, objects, text, type Json } from '../model/json';
import { button, el, newId } from '../ui/dom';
import { icon } from '../ui/icons';
import { markup } from './markup';
import { widgetOf } from './widgets';
import type { Tools } from './tools';

/** A section; a collapsible one keeps all but its first widgets closed until it is opened. */
export function sectionOf(json: Json, tools: Tools): HTMLElement {
  const widgets = objects(json.widgets).map((widget) => widgetOf(widget, tools));
  const title = text(json.header) === '' ? null : el('h3', {}, markup(text(json.header)));
  const shown = number(json.uncollapsibleWidgetsCount, 0);
  const isClosing = json.collapsible === true && widgets.length > shown;
  if (!isClosing) return el('section', { class: 'section' }, title, ...widgets);
  const id = newId('more');
  const rest = el('div', { id, hidden: true }, ...widgets.slice(shown));
  return el('section', { class: 'section' }, title, ...widgets.slice(0, shown), rest, opener(json, rest, id));
}

function opener(json: Json, rest: HTMLElement, id: string): HTMLElement {
  const control = isObject(json.collapseControl) ? json.collapseControl : {};
  const named = (name: string, fallback: string) => {
    const own = control[name];
    return isObject(own) && text(own.text) !== '' ? text(own.text) : fallback;
  };
  const draw = () => {
    const isOpen = !rest.hidden;
    const label = isOpen ? named('collapseButton', 'Show less') : named('expandButton', 'Show more');
    toggle.replaceChildren(label, icon('down'));
    toggle.setAttribute('aria-expanded', String(isOpen));
  };
  const toggle = button(
    '',
    () => {
      rest.hidden = !rest.hidden;
      draw();
    },
    { class: 'opener', 'aria-controls': id },
  );
  draw();
  return toggle;
}
