import { isObject, objects, text, type Json } from '../model/json';
import { append, el } from '../ui/dom';
import { cardIcon, colorOf, isLight } from './pictures';
import { overflowMenu, tap } from './taps';
import type { Draw, Tools } from './tools';

const STYLES: Readonly<Record<string, string>> = {
  FILLED: 'filled',
  FILLED_TONAL: 'tonal',
  BORDERLESS: 'borderless',
  OUTLINED: 'outlined',
};

/** A text, icon, or text and icon button. */
export function cardButton(json: Json, tools: Tools): HTMLElement {
  const label = text(json.text);
  const iconJson = isObject(json.icon) ? json.icon : null;
  const name = [label, text(json.altText), text(iconJson?.altText), 'Button'].find((one) => one !== '') ?? '';
  const isIconOnly = label === '' && iconJson !== null;
  const style = isObject(json.color) ? 'filled' : (STYLES[text(json.type)] ?? (isIconOnly ? 'borderless' : 'outlined'));
  const className = `card-button ${style}${isIconOnly ? ' icon-only' : ''}`;
  const content = document.createDocumentFragment();
  if (iconJson !== null) content.append(cardIcon(isIconOnly ? { ...iconJson, altText: '' } : iconJson));
  content.append(label);
  const onClick = isObject(json.onClick) ? json.onClick : {};
  const menu = overflowMenu(onClick, content, name, className, tools);
  if (menu !== null) return menu;
  const element = el('button', {
    type: 'button',
    class: className,
    'aria-label': isIconOnly ? name : undefined,
    title: isIconOnly ? name : undefined,
    disabled: json.disabled === true,
  });
  append(element, [content]);
  if (isObject(json.color)) {
    element.style.background = colorOf(json.color);
    element.style.borderColor = colorOf(json.color);
    element.style.color = isLight(json.color) ? '#1f1f1f' : '#fff';
  }
  element.addEventListener('click', () => tap(onClick, tools));
  return element;
}

/** Buttons side by side. */
export const buttonList: Draw = (json, tools) =>
  el('div', { class: 'buttons' }, ...objects(json.buttons).map((button) => cardButton(button, tools)));
