import { number, objects, text, type Json } from '../model/json';
import { button, el, fill, newId } from '../ui/dom';
import { icon } from '../ui/icons';
import { faultLine, hintOf, strings, stringsOf, type Field } from './form';
import { picture } from './pictures';
import { onChange } from './switch';
import type { Tools } from './tools';

/**
 * A multi-select menu takes three items unless the card says otherwise
 * (https://developers.google.com/workspace/add-ons/reference/rpc/google.apps.card.v1).
 */
const MOST_SELECTED = 3;

/** A menu of several: the chosen items are chips above; typing narrows the list. */
export function multiSelect(json: Json, tools: Tools): Field {
  const items = objects(json.items);
  const most = number(json.multiSelectMaxSelectedItems, MOST_SELECTED);
  let chosen = items.filter((item) => item.selected === true).map(valueOf);
  const { element, search, chips, list } = frame(json, most);
  const set = (values: readonly string[], isEntered: boolean) => {
    chosen = [...values];
    draw();
    if (isEntered) element.dispatchEvent(new Event('change'));
  };
  const without = (value: string) => chosen.filter((one) => one !== value);
  const row = (item: Json) => {
    const value = valueOf(item);
    const change = (isOn: boolean) => set(isOn ? [...chosen, value] : without(value), true);
    return option(item, chosen.includes(value), chosen.length >= most, change);
  };
  const draw = () => {
    const wanted = search.value.trim().toLowerCase();
    fill(list, ...items.filter((item) => text(item.text).toLowerCase().includes(wanted)).map(row));
    const selected = items.filter((item) => chosen.includes(valueOf(item)));
    fill(chips, ...selected.map((item) => chip(item, () => set(without(valueOf(item)), true))));
  };
  search.addEventListener('input', draw);
  search.addEventListener('change', (event) => event.stopPropagation());
  onChange(element, json, tools);
  draw();
  return {
    name: text(json.name),
    element,
    read: () => strings(chosen),
    restore: (entered) => set(stringsOf(entered), false),
    canBeRequired: true,
    fault: () => null,
    focus: () => search.focus(),
  };
}

const valueOf = (item: Json) => text(item.value);

function frame(json: Json, most: number) {
  const id = newId('several');
  const search = el('input', { id, type: 'text', name: text(json.name), autocomplete: 'off', placeholder: 'Search' });
  const chips = el('div', { class: 'chips' });
  const list = el('div', { class: 'options', role: 'group', 'aria-label': text(json.label) });
  const element = el(
    'div',
    { class: 'field several' },
    text(json.label) !== '' && el('label', { for: id }, text(json.label)),
    chips,
    search,
    list,
    el('div', { class: 'label' }, `At most ${most}`),
    hintOf(json),
    faultLine(),
  );
  return { element, search, chips, list };
}

function option(item: Json, isChosen: boolean, isFull: boolean, change: (isOn: boolean) => void): HTMLElement {
  const input = el('input', { type: 'checkbox', checked: isChosen, disabled: !isChosen && isFull });
  input.addEventListener('change', (event) => {
    event.stopPropagation();
    change(input.checked);
  });
  const start = text(item.startIconUri);
  const below = text(item.bottomText);
  return el(
    'label',
    { class: 'box-row' },
    input,
    start !== '' && picture(start, ''),
    el('span', {}, text(item.text), below !== '' && el('span', { class: 'label' }, ` ${below}`)),
  );
}

function chip(item: Json, remove: () => void): HTMLElement {
  const name = text(item.text);
  return button([name, icon('close')], remove, { class: 'chip', 'aria-label': `Remove ${name}` });
}
