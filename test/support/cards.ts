import type { ExecutionRecord } from '../../sandbox/protocol';
import { ACTION_PARAMETER, CARD_FUNCTION } from '../../src/platform/card-function';

type Json = Record<string, unknown>;

/** Every text that a card shows, for looking something up in it. */
export function textsOf(value: unknown): string {
  return JSON.stringify(value);
}

/** What a tap on a button of the booking desk calls, and with what. */
export function tapOn(action: string, parameters: Json = {}): { function: string; parameters: Json } {
  return { function: CARD_FUNCTION, parameters: { ...parameters, [ACTION_PARAMETER]: action } };
}

/** What an execution did: the action of a tap, as the log names it, or else its function. */
export function whatRan({ function: name, logs }: Pick<ExecutionRecord, 'function' | 'logs'>): string {
  if (name !== CARD_FUNCTION) return name;
  return logs.map(({ message }) => /^action: (\w+)$/.exec(message)?.[1]).find((action) => action !== undefined) ?? name;
}

/** The actions that a card of the booking desk offers, with their parameters. */
export function actionsOf(value: unknown): { action: string; parameters: Record<string, string>; text?: string }[] {
  return tapsOf(value).map(({ function: name, parameters, ...rest }) => {
    const { [ACTION_PARAMETER]: action, ...own } = parameters;
    if (name !== CARD_FUNCTION || action === undefined) throw new Error(`${name} is not the door for taps`);
    return { action, parameters: own, ...rest };
  });
}

interface FunctionTap {
  function: string;
  parameters: Record<string, string>;
  text?: string;
}

/** The functions that a card's buttons and fields name, with their parameters. */
export function tapsOf(value: unknown): FunctionTap[] {
  const found: FunctionTap[] = [];
  const walk = (node: unknown, text?: string): void => {
    if (Array.isArray(node)) return node.forEach((item) => walk(item));
    if (typeof node !== 'object' || node === null) return;
    const json = node as Json;
    if (typeof json.function === 'string') {
      const list = (json.parameters ?? []) as { key: string; value: string }[];
      const parameters = Object.fromEntries(list.map(({ key, value }) => [key, value]));
      found.push({ function: json.function, parameters, ...(text !== undefined && { text }) });
    }
    const own = typeof json.text === 'string' ? json.text : text;
    for (const inner of Object.values(json)) walk(inner, own);
  };
  walk(value);
  return found;
}
