import type { Json } from '../api';
import { el } from '../dom';
import { isObject, objects, text } from './json';
import { runAction, type Tools } from './taps';

let nextId = 1;

const DRAW = { textInput, selectionInput, dateTimePicker, switch: switchControl };

/** A widget in which something is entered. */
export function inputWidget(kind: keyof typeof DRAW, json: Json, tools: Tools): HTMLElement {
  return DRAW[kind](json, tools);
}

function labelled(label: string, id: string, field: HTMLElement, hint = ''): HTMLElement {
  return el(
    'div',
    { class: 'field' },
    label !== '' && el('label', { for: id }, label),
    field,
    hint !== '' && el('div', { class: 'label' }, hint),
  );
}

function onChange(field: HTMLElement, json: Json, tools: Tools): void {
  const action = json.onChangeAction;
  if (isObject(action)) field.addEventListener('change', () => runAction(action, tools));
}

function textInput(json: Json, tools: Tools): HTMLElement {
  const id = `field-${String(nextId++)}`;
  const validation = isObject(json.validation) ? json.validation : {};
  const limit = validation.characterLimit;
  const attributes = {
    id,
    name: text(json.name),
    'data-field': 'text',
    maxlength: typeof limit === 'number' ? String(limit) : undefined,
  };
  const isLong = text(json.type) === 'MULTIPLE_LINE';
  const field = isLong ? el('textarea', { ...attributes, rows: '3' }) : el('input', { ...attributes, type: 'text' });
  field.value = text(json.value);
  const wrapped = labelled(text(json.label), id, field, text(json.hintText));
  const suggestions = isObject(json.initialSuggestions) ? objects(json.initialSuggestions.items) : [];
  if (suggestions.length > 0) {
    field.setAttribute('list', `${id}-list`);
    const options = suggestions.map((suggestion) => el('option', { value: text(suggestion.text) }));
    wrapped.append(el('datalist', { id: `${id}-list` }, ...options));
  }
  onChange(field, json, tools);
  return wrapped;
}

function selectionInput(json: Json, tools: Tools): HTMLElement {
  const type = text(json.type);
  return type === 'DROPDOWN' || type === 'MULTI_SELECT' ? dropDown(type, json, tools) : choices(type, json, tools);
}

function dropDown(type: string, json: Json, tools: Tools): HTMLElement {
  const id = `field-${String(nextId++)}`;
  const multiple = type === 'MULTI_SELECT' ? '' : undefined;
  const field = el('select', { id, name: text(json.name), 'data-field': 'select', multiple });
  for (const item of objects(json.items)) {
    const selected = item.selected === true ? '' : undefined;
    field.append(el('option', { value: text(item.value), selected }, text(item.text)));
  }
  onChange(field, json, tools);
  return labelled(text(json.label), id, field);
}

function choices(type: string, json: Json, tools: Tools): HTMLElement {
  const set = el('fieldset', { class: 'choices' }, el('legend', {}, text(json.label)));
  for (const item of objects(json.items)) {
    const field = el('input', {
      type: type === 'RADIO_BUTTON' ? 'radio' : 'checkbox',
      name: text(json.name),
      value: text(item.value),
      'data-field': 'choice',
      checked: item.selected === true ? '' : undefined,
    });
    onChange(field, json, tools);
    set.append(el('label', {}, field, ' ', text(item.text)));
  }
  return set;
}

function dateTimePicker(json: Json, tools: Tools): HTMLElement {
  const id = `field-${String(nextId++)}`;
  const type = text(json.type);
  const types: Record<string, string> = { DATE_ONLY: 'date', TIME_ONLY: 'time', DATE_AND_TIME: 'datetime-local' };
  const field = el('input', { id, name: text(json.name), type: types[type] ?? 'date', 'data-field': type });
  const value = text(json.valueMsEpoch);
  if (value !== '') {
    const iso = new Date(Number(value)).toISOString();
    field.value = type === 'DATE_ONLY' ? iso.slice(0, 10) : type === 'TIME_ONLY' ? iso.slice(11, 16) : iso.slice(0, 16);
  }
  onChange(field, json, tools);
  return labelled(text(json.label), id, field);
}

function switchControl(json: Json, tools: Tools): HTMLElement {
  const value = text(json.value);
  const field = el('input', {
    type: 'checkbox',
    role: text(json.controlType) === 'CHECK_BOX' ? undefined : 'switch',
    name: text(json.name),
    value: value === '' ? 'true' : value,
    'data-field': 'choice',
    'aria-label': text(json.name),
    checked: json.selected === true ? '' : undefined,
  });
  onChange(field, json, tools);
  return field;
}
