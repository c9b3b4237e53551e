import type { ParamsOf, PluralTexts } from './locales/catalogue';
import { pluralOf, type Locale } from './locales';

/** Any catalogue: messages by key. */
export type Messages = Readonly<Record<string, string | PluralTexts>>;

/** What a message needs: nothing, or a value for each of its placeholders; `count` also chooses the plural text. */
export type ParamArgs<M> = [ParamsOf<M>] extends [never]
  ? []
  : [params: Readonly<Record<ParamsOf<M>, string | number>>];

/** Translates messages of a catalogue `E` into one language. */
export interface Translate<E> {
  <K extends keyof E & string>(key: K, ...args: ParamArgs<E[K]>): string;
  /** The text as the catalogue has it, with its placeholders; a plural's "other" text. */
  raw(key: keyof E & string): string;
}

/**
 * A translator for one language.
 *
 * @param messages the catalogue in that language: same keys as English, which the compiler has checked
 */
export function translatorOf<E>(locale: Locale, messages: Messages): Translate<E> {
  const textOf = (key: string, count: number): string => {
    const message = messages[key] ?? key;
    if (typeof message === 'string') return message;
    return message[pluralOf(locale, count)] ?? message.other ?? key;
  };
  const say = <K extends keyof E & string>(key: K, ...args: ParamArgs<E[K]>): string => {
    const params: Readonly<Record<string, string | number>> = args[0] ?? {};
    return fill(textOf(key, Number(params.count ?? 0)), params);
  };
  return Object.assign(say, { raw: (key: keyof E & string) => textOf(key, 0) });
}

/** Fills in the placeholders of a text once: braces inside a value stay as they are. */
export function fill(text: string, params: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (braces, name: string) => {
    const value = params[name];
    return value === undefined ? braces : String(value);
  });
}
