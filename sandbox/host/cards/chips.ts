import { isObject, objects, text } from '../model/json';
import { append, el } from '../ui/dom';
import { cardIcon } from './pictures';
import { overflowMenu, tap } from './taps';
import type { Draw } from './tools';

/** Chips in a line, or in several. */
export const chipList: Draw = (json, tools) => {
  const chips = objects(json.chips).map((chip) => {
    const content = document.createDocumentFragment();
    if (isObject(chip.icon)) content.append(cardIcon(chip.icon));
    content.append(text(chip.label));
    const onClick = isObject(chip.onClick) ? chip.onClick : {};
    const menu = overflowMenu(onClick, content, text(chip.label), 'chip', tools);
    if (menu !== null) return menu;
    const element = el('button', { type: 'button', class: 'chip', disabled: chip.disabled === true });
    append(element, [content]);
    element.addEventListener('click', () => tap(onClick, tools));
    return element;
  });
  const isScrolled = text(json.layout) === 'HORIZONTAL_SCROLLABLE';
  return el('div', { class: isScrolled ? 'chips scrolled' : 'chips' }, ...chips);
};
