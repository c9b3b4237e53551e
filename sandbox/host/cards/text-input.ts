import { isObject, number, objects, text, type Json } from '../model/json';
import { el, fill, newId } from '../ui/dom';
import { faultLine, hintOf, strings, stringsOf } from './form';
import { onChange } from './switch';
import { tapOf } from './taps';
import type { Draw, Tools } from './tools';

/** Pause in typing after which the add-on is asked for suggestions. */
const TYPING_MS = 300;

/** A field for text. */
export const textInput: Draw = (json, tools) => {
  const name = text(json.name);
  const id = newId('text');
  const validation = isObject(json.validation) ? json.validation : {};
  const limit = number(validation.characterLimit, 0);
  const suggests = isObject(json.initialSuggestions) || isObject(json.autoCompleteAction);
  const attributes = {
    id,
    name,
    placeholder: text(json.placeholderText),
    maxlength: limit > 0 ? String(limit) : undefined,
  };
  // Suggestions force a single line (https://developers.google.com/workspace/add-ons/reference/rpc/google.apps.card.v1,
  // TextInput).
  const isLong = text(json.type) === 'MULTIPLE_LINE' && !suggests;
  const inputMode = MODES[text(validation.inputType)];
  const input = isLong
    ? el('textarea', { ...attributes, rows: '3' })
    : el('input', { ...attributes, type: 'text', inputmode: inputMode });
  input.value = text(json.value);
  onChange(input, json, tools);
  const element = el(
    'div',
    { class: 'field' },
    text(json.label) !== '' && el('label', { for: id }, text(json.label)),
    input,
    hintOf(json),
    limit > 0 && counter(input, limit),
    faultLine(),
  );
  if (suggests && input instanceof HTMLInputElement) element.append(suggestions(input, json, tools));
  return tools.form.add({
    name,
    element,
    read: () => strings(input.value === '' ? [] : [input.value]),
    restore: (entered) => (input.value = stringsOf(entered)[0] ?? ''),
    canBeRequired: true,
    fault: () => (input.value === '' ? null : (FAULTS[text(validation.inputType)]?.(input.value) ?? null)),
    focus: () => input.focus(),
  });
};

const MODES: Readonly<Record<string, string>> = { INTEGER: 'numeric', FLOAT: 'decimal', EMAIL: 'email' };

const FAULTS: Readonly<Record<string, (value: string) => string | null>> = {
  INTEGER: (value) => (/^[+-]?\d+$/.test(value.trim()) ? null : 'Enter a whole number'),
  FLOAT: (value) => (Number.isFinite(Number(value)) ? null : 'Enter a number'),
  EMAIL: (value) => (/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(value.trim()) ? null : 'Enter an e-mail address'),
};

function counter(input: HTMLInputElement | HTMLTextAreaElement, limit: number): HTMLElement {
  const line = el('div', { class: 'label counter' });
  const count = () => (line.textContent = `${input.value.length}/${limit}`);
  input.addEventListener('input', count);
  count();
  return line;
}

/** Suggestions under a text field: those of the card, or what the add-on answers while one types. */
function suggestions(input: HTMLInputElement, json: Json, tools: Tools): HTMLElement {
  const id = newId('suggestions');
  const list = el('datalist', { id });
  const show = (texts: readonly string[]) => fill(list, ...texts.map((value) => el('option', { value })));
  input.setAttribute('list', id);
  if (isObject(json.initialSuggestions)) show(objects(json.initialSuggestions.items).map((item) => text(item.text)));
  const action = json.autoCompleteAction;
  if (!isObject(action)) return list;
  let waiting: number | undefined;
  input.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      // A suggestion that does not come is no loss to who is typing; the execution log has the error.
      tools.host.suggest(tapOf(action, tools)).then(show, () => undefined);
    }, TYPING_MS);
  });
  return list;
}
