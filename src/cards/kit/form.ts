import type { FieldName } from '../../booking/refusal';
import { fieldText } from '../../i18n/index';
import type { CardContext } from './context';
import type { Widget } from './widgets';

/** What a form needs. */
export type FormContext = Pick<CardContext, 't' | 'event' | 'zone' | 'locale' | 'dates'>;

interface InputOptions {
  hint?: string;
  suggestions?: string[];
}

/** An input that keeps its content when the form is shown again. */
export function input(context: FormContext, name: FieldName, value: string, options: InputOptions = {}): Widget {
  const { t } = context;
  return { kind: 'input', name, label: fieldText(t, name), value: typed(context, name, value), ...options };
}

/** What was typed into a field, or what is stored while nothing was. */
export function typed({ event }: FormContext, name: string, stored: string): string {
  return event.inputs(name)[0] ?? stored;
}

/** A number as text; empty for `null`. */
export function numberText(value: number | null): string {
  return value === null ? '' : String(value);
}

/** The chosen option if it is among the known ones; otherwise the usual one. */
export function chosen<T extends string>({ event }: FormContext, name: string, known: readonly T[], usual: T): T {
  return known.find((one) => one === event.input(name)) ?? usual;
}

/**
 * Whether the form has already been sent, judged by a field that it always sends: unticked boxes then stay unticked.
 */
export function isSent({ event }: FormContext, field: string): boolean {
  return event.inputs(field).length > 0;
}
