import type { FieldName } from '../../booking/refusal';
import { fieldText } from '../../i18n/index';
import type { CardContext } from './context';
import type { Tap, Widget } from './widgets';

/** What a form is made with. */
export type FormContext = Pick<CardContext, 't' | 'event' | 'zone' | 'locale' | 'dates'>;

interface InputOptions {
  hint?: string;
  suggestions?: string[];
}

/** An input that keeps what was entered when the form comes back. */
export function input({ t, event }: FormContext, name: FieldName, value: string, options: InputOptions = {}): Widget {
  return { kind: 'input', name, label: fieldText(t, name), value: event.inputs(name)[0] ?? value, ...options };
}

/** Numbers and nothing: empty for null. */
export function numberText(value: number | null): string {
  return value === null ? '' : String(value);
}

/** What was chosen, as long as it is among what there is to choose from; else the usual. */
export function chosen<T extends string>({ event }: FormContext, name: string, known: readonly T[], usual: T): T {
  return known.find((one) => one === event.input(name)) ?? usual;
}

/** A drop-down list; what was chosen stays so when the form comes back. */
export function dropdown(
  name: string,
  label: string,
  options: readonly { value: string; label: string }[],
  selected: string,
  changed?: Tap,
): Widget {
  return {
    kind: 'choice',
    name,
    label,
    look: 'dropdown',
    options: options.map((option) => ({ ...option, selected: option.value === selected })),
    ...(changed !== undefined && { changed }),
  };
}

/** Whether the form has been sent already, by a field that it always sends: what was unticked then stays so. */
export function isSent({ event }: FormContext, field: string): boolean {
  return event.inputs(field).length > 0;
}
