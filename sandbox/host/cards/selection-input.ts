import { number, objects, text, type Json } from '../model/json';
import { button, el, fill, newId } from '../ui/dom';
import { icon } from '../ui/icons';
import { strings, stringsOf, type Field } from './form';
import { onChange } from './switch';
import { picture } from './pictures';
import type { Draw, Tools } from './tools';

/** A choice: checkboxes, radio buttons, switches, a menu of one or of several. */
export const selectionInput: Draw = (json, tools) => {
  const type = text(json.type);
  const draw = TYPES[type] ?? boxes;
  return tools.form.add(draw(json, tools));
};

type Make = (json: Json, tools: Tools) => Field;

const TYPES: Readonly<Record<string, Make>> = { DROPDOWN: dropDown, MULTI_SELECT: multiSelect };

const hintOf = (json: Json) => text(json.hintText) !== '' && el('div', { class: 'label' }, text(json.hintText));
const faultLine = () => el('div', { class: 'fault', role: 'alert', hidden: true });

function dropDown(json: Json, tools: Tools): Field {
  const id = newId('choice');
  const input = el('select', { id, name: text(json.name) });
  const items = objects(json.items);
  for (const item of items) {
    input.append(el('option', { value: text(item.value), selected: item.selected === true }, text(item.text)));
  }
  if (!items.some((item) => item.selected === true)) input.selectedIndex = -1;
  onChange(input, json, tools);
  const label = text(json.label) !== '' && el('label', { for: id }, text(json.label));
  return {
    name: text(json.name),
    element: el('div', { class: 'field' }, label, input, hintOf(json), faultLine()),
    read: () => strings(input.selectedIndex < 0 ? [] : [input.value]),
    restore: (entered) => {
      const [value] = stringsOf(entered);
      if (value === undefined) input.selectedIndex = -1;
      else input.value = value;
    },
    canBeRequired: true,
    fault: () => null,
    focus: () => input.focus(),
  };
}

/** Checkboxes, radio buttons or switches, one under another. */
function boxes(json: Json, tools: Tools): Field {
  const type = text(json.type);
  const name = text(json.name);
  const isRadio = type === 'RADIO_BUTTON';
  const isSwitch = type === 'SWITCH';
  // Radio buttons of one card must not switch off those of another that has the same name.
  const group = isRadio ? newId(name) : name;
  const inputs = objects(json.items).map((item) => {
    const input = el('input', {
      type: isRadio ? 'radio' : 'checkbox',
      role: isSwitch ? 'switch' : undefined,
      class: isSwitch ? 'switch' : '',
      name: group,
      value: text(item.value),
      checked: item.selected === true,
    });
    onChange(input, json, tools);
    return {
      input,
      row: el('label', { class: isSwitch ? 'box-row end' : 'box-row' }, input, el('span', {}, text(item.text))),
    };
  });
  const legend = text(json.label) !== '' && el('legend', {}, text(json.label));
  return {
    name,
    element: el('fieldset', { class: 'choices' }, legend, ...inputs.map(({ row }) => row), hintOf(json)),
    read: () => strings(inputs.filter(({ input }) => input.checked).map(({ input }) => input.value)),
    restore: (entered) => {
      const values = stringsOf(entered);
      for (const { input } of inputs) input.checked = values.includes(input.value);
    },
    canBeRequired: false,
    fault: () => null,
    focus: () => inputs[0]?.input.focus(),
  };
}

/**
 * A multi-select menu takes three items unless the card says otherwise
 * (https://developers.google.com/workspace/add-ons/reference/rpc/google.apps.card.v1).
 */
const MOST_SELECTED = 3;

/** A menu of several: the chosen items are chips above; typing narrows the list. */
function multiSelect(json: Json, tools: Tools): Field {
  const items = objects(json.items);
  const most = number(json.multiSelectMaxSelectedItems, MOST_SELECTED);
  let chosen = items.filter((item) => item.selected === true).map((item) => text(item.value));
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
  const set = (values: readonly string[], isEntered: boolean) => {
    chosen = [...values];
    draw();
    if (isEntered) element.dispatchEvent(new Event('change'));
  };
  const option = (item: Json) => {
    const value = text(item.value);
    const isChosen = chosen.includes(value);
    const input = el('input', { type: 'checkbox', checked: isChosen, disabled: !isChosen && chosen.length >= most });
    input.addEventListener('change', (event) => {
      event.stopPropagation();
      set(input.checked ? [...chosen, value] : chosen.filter((one) => one !== value), true);
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
  };
  const draw = () => {
    const wanted = search.value.trim().toLowerCase();
    fill(list, ...items.filter((item) => text(item.text).toLowerCase().includes(wanted)).map(option));
    const selected = items.filter((item) => chosen.includes(text(item.value)));
    fill(
      chips,
      ...selected.map((item) =>
        button(
          [text(item.text), icon('close')],
          () =>
            set(
              chosen.filter((one) => one !== text(item.value)),
              true,
            ),
          { class: 'chip', 'aria-label': `Remove ${text(item.text)}` },
        ),
      ),
    );
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
