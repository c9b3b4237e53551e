import { objects, text, type Json } from '../model/json';
import { el, newId } from '../ui/dom';
import { faultLine, hintOf, strings, stringsOf, type Field } from './form';
import { multiSelect } from './multi-select';
import { onChange } from './switch';
import type { Draw, Tools } from './tools';

/** A choice: checkboxes, radio buttons, switches, a menu of one or of several. */
export const selectionInput: Draw = (json, tools) => {
  const type = text(json.type);
  const draw = TYPES[type] ?? boxes;
  return tools.form.add(draw(json, tools));
};

type Make = (json: Json, tools: Tools) => Field;

const TYPES: Readonly<Record<string, Make>> = { DROPDOWN: dropDown, MULTI_SELECT: multiSelect };

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
