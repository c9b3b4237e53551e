import { isObject, text, type Json } from '../model/json';
import { el } from '../ui/dom';
import { stringsOf, strings } from './form';
import { runAction } from './taps';
import type { Tools } from './tools';

/** The switch or checkbox of a decorated text. */
export function switchControl(json: Json, tools: Tools, label: string): HTMLElement {
  const name = text(json.name);
  const value = text(json.value) === '' ? 'true' : text(json.value);
  const isSwitch = !text(json.controlType).startsWith('CHECK');
  const input = el('input', {
    type: 'checkbox',
    role: isSwitch ? 'switch' : undefined,
    class: isSwitch ? 'switch' : '',
    name,
    value,
    checked: json.selected === true,
    'aria-label': label === '' ? name : label.replace(/<[^>]*>/g, ''),
  });
  onChange(input, json, tools);
  return tools.form.add({
    name,
    element: input,
    read: () => strings(input.checked ? [value] : []),
    restore: (entered) => (input.checked = stringsOf(entered).includes(value)),
    canBeRequired: false,
    fault: () => null,
    focus: () => input.focus(),
  });
}

/** Calls a widget's onChangeAction when what is entered has changed. */
export function onChange(input: HTMLElement, json: Json, tools: Tools): void {
  const action = json.onChangeAction;
  if (isObject(action)) input.addEventListener('change', () => runAction(action, tools));
}
