import type { ExecutionRecord } from '../../sandbox/protocol';
import { ACTION_PARAMETER, CARD_FUNCTION } from '../../src/platform/card-function';

type Json = Record<string, unknown>;

/** Every object in an answer, outermost first, in order. */
function* objectsIn(value: unknown): Generator<Json> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Json;
  for (const inner of Object.values(value)) yield* objectsIn(inner);
}

/** Fields of cards, widgets and notifications that hold what a person reads. */
const READ = ['title', 'subtitle', 'header', 'topLabel', 'text', 'bottomLabel', 'label', 'hintText'];

/** The texts that an answer shows, in order: what stands in text fields, too. */
export function shownTexts(answer: unknown): string[] {
  return [...objectsIn(answer)].flatMap((node) => {
    const entered = (node.textInput as Json | undefined)?.value;
    return [...READ.map((field) => node[field]), entered].filter((text) => typeof text === 'string');
  });
}

/**
 * What a person reads on a card, a text a line: no names of actions or fields, no addresses that links lead to. To see
 * that something is nowhere in an answer, look through the JSON of it.
 */
export function textsOf(answer: unknown): string {
  return shownTexts(answer).join('\n');
}

/** The addresses that an answer opens, or that links and buttons on its card do. */
export function linksOn(answer: unknown): string[] {
  return [...objectsIn(answer)]
    .flatMap(({ openLink, link }) => [openLink, link] as (Json | undefined)[])
    .map((opened) => opened?.url)
    .filter((url) => typeof url === 'string');
}

interface CardJson {
  sections: { header?: string; widgets?: unknown[] }[];
}

/** The cards in an answer, whatever it does with them. */
export function cardsIn(answer: unknown): CardJson[] {
  return [...objectsIn(answer)].filter((node) => 'sections' in node) as unknown as CardJson[];
}

/** The main texts of the lines of a card, in order. */
export function linesOf(answer: unknown): string[] {
  return [...objectsIn(answer)].flatMap(({ decoratedText }) =>
    decoratedText === undefined ? [] : [(decoratedText as { text: string }).text],
  );
}

/** The values that a card's lists offer, in order. */
export function choicesOn(answer: unknown): string[] {
  return [...objectsIn(answer)].flatMap(({ selectionInput }) =>
    ((selectionInput as { items?: { value: string }[] } | undefined)?.items ?? []).map(({ value }) => value),
  );
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
export function actionsOf(answer: unknown): { action: string; parameters: Record<string, string>; text?: string }[] {
  return tapsOf(answer).map(({ function: name, parameters, ...rest }) => {
    const { [ACTION_PARAMETER]: action, ...own } = parameters;
    if (name !== CARD_FUNCTION || action === undefined) throw new Error(`${name} is not the door for taps`);
    return { action, parameters: own, ...rest };
  });
}

/** The names of the actions that a card of the booking desk offers. */
export function actionNames(answer: unknown): string[] {
  return actionsOf(answer).map(({ action }) => action);
}

/** The texts of the most prominent buttons of an answer; a button of another colour warns. */
export function mainButtons(answer: unknown): unknown[] {
  return [...objectsIn(answer)]
    .filter(({ type, color }) => type === 'FILLED' && color === undefined)
    .map(({ text }) => text);
}

interface FunctionTap {
  function: string;
  parameters: Record<string, string>;
  text?: string;
}

/** The functions that a card's buttons and fields name, with their parameters. */
export function tapsOf(answer: unknown): FunctionTap[] {
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
  walk(answer);
  return found;
}
