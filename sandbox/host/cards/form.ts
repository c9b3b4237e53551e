import { text, type Json } from '../model/json';
import { el } from '../ui/dom';

/** A widget in which something is entered. */
export interface Field {
  name: string;
  element: HTMLElement;
  /** What goes to the add-on; null where nothing is entered. */
  read(): Json | null;
  /** Puts back what was entered before. */
  restore(input: Json | null): void;
  /**
   * Whether an action may demand it: text, pickers, drop-down and multi-select menus
   * (https://developers.google.com/workspace/add-ons/reference/rpc/google.apps.card.v1).
   */
  canBeRequired: boolean;
  /** What is wrong with what is entered, in words. */
  fault(): string | null;
  focus(): void;
}

export type FormInputs = Record<string, Json>;

/** Everything that is entered in one card. */
export class Form {
  private readonly fields: Field[] = [];

  add(field: Field): HTMLElement {
    this.fields.push(field);
    return field.element;
  }

  /** The form as Calendar sends it (https://developers.google.com/workspace/add-ons/concepts/event-objects). */
  inputs(): FormInputs {
    const inputs: FormInputs = {};
    for (const field of this.fields) {
      const input = field.read();
      if (input === null) continue;
      inputs[field.name] = merged(inputs[field.name], input);
    }
    return inputs;
  }

  /** Puts back what was entered before: by name, where a field of that name is still there. */
  restore(inputs: FormInputs): void {
    for (const field of this.fields) field.restore(inputs[field.name] ?? null);
  }

  /**
   * Looks at the form before an action: marks what is missing or wrong.
   *
   * @returns whether the action may go on
   */
  passes(action: Json): boolean {
    const names = Array.isArray(action.requiredWidgets) ? action.requiredWidgets.map(text) : [];
    const isRequired = (field: Field) =>
      field.canBeRequired && (action.allWidgetsAreRequired === true || names.includes(field.name));
    let first: Field | null = null;
    for (const field of this.fields) {
      const fault = isRequired(field) && field.read() === null ? 'Fill this in' : field.fault();
      showFault(field.element, fault);
      if (fault !== null) first ??= field;
    }
    first?.focus();
    return first === null;
  }
}

/** Fields of one name are one list of values: switches and checkboxes often share theirs. */
function merged(before: Json | undefined, input: Json): Json {
  const values = [before, input].flatMap((one) => stringsOf(one ?? {}));
  return before === undefined ? input : { stringInputs: { value: values } };
}

/** The values of a text or a choice. */
export function stringsOf(input: Json | null): string[] {
  const strings = input?.stringInputs;
  if (typeof strings !== 'object' || strings === null || !('value' in strings)) return [];
  return Array.isArray(strings.value) ? strings.value.map(text) : [];
}

/** Values as Calendar sends them; no value is no input. */
export function strings(values: readonly string[]): Json | null {
  return values.length === 0 ? null : { stringInputs: { value: values } };
}

/** The hint below a field; false where the card has none. */
export const hintOf = (json: Json): HTMLElement | false =>
  text(json.hintText) !== '' && el('div', { class: 'label' }, text(json.hintText));

/** Where a field says what is wrong with it. */
export const faultLine = (): HTMLElement => el('div', { class: 'fault', role: 'alert', hidden: true });

function showFault(element: HTMLElement, fault: string | null): void {
  const line = element.querySelector<HTMLElement>('.fault');
  if (line === null) return;
  line.textContent = fault ?? '';
  line.hidden = fault === null;
  for (const input of element.querySelectorAll('input, textarea, select')) {
    if (fault === null) input.removeAttribute('aria-invalid');
    else input.setAttribute('aria-invalid', 'true');
  }
}
