import type { desk, link, page } from './en';

/** A message with a number in it: one text for each plural category of the language (CLDR). */
export type PluralTexts<C extends string = string> = Readonly<Record<C, string>>;

export type DeskMessages = typeof desk;
export type PageMessages = typeof page;
export type LinkMessages = typeof link;

/** The placeholders of a text. */
type Placeholders<S> = S extends `${string}{${infer P}}${infer Rest}` ? P | Placeholders<Rest> : never;

/** The placeholders of a message, in any of its plural texts. */
export type ParamsOf<M> = M extends string ? Placeholders<M> : M extends object ? Placeholders<M[keyof M]> : never;

/** The same messages in another language: texts where English has texts, all plural categories where it has those. */
type SameMessages<E, C extends string> = { readonly [K in keyof E]: E[K] extends string ? string : PluralTexts<C> };

/** Names the messages whose placeholders differ from English; `unknown` for those that agree. */
type SameParams<L, E> = {
  readonly [K in keyof E]: K extends keyof L
    ? [ParamsOf<L[K]>] extends [ParamsOf<E[K]>]
      ? [ParamsOf<E[K]>] extends [ParamsOf<L[K]>]
        ? unknown
        : { missingPlaceholder: Exclude<ParamsOf<E[K]>, ParamsOf<L[K]>> }
      : { unknownPlaceholder: Exclude<ParamsOf<L[K]>, ParamsOf<E[K]>> }
    : never;
};

/** The plural categories of each language for whole numbers (CLDR). */
interface Categories {
  'zh-TW': 'other';
  pl: 'one' | 'few' | 'many' | 'other';
  ru: 'one' | 'few' | 'many' | 'other';
  th: 'other';
  es: 'one' | 'many' | 'other';
}

type Translated = keyof Categories;

/**
 * Declares a translation of the desk's messages. A missing message, a missing plural text or a wrong placeholder does
 * not compile. Calls are marked as pure, so that a bundle contains only what it uses.
 */
export function deskIn<N extends Translated, const L extends SameMessages<DeskMessages, Categories[N]>>(
  _language: N,
  messages: L & SameParams<L, DeskMessages>,
): L {
  return messages;
}

/** As deskIn, for the messages of the public page. */
export function pageIn<N extends Translated, const L extends SameMessages<PageMessages, Categories[N]>>(
  _language: N,
  messages: L & SameParams<L, PageMessages>,
): L {
  return messages;
}

/** As deskIn, for the pages behind the links in e-mails. */
export function linkIn<N extends Translated, const L extends SameMessages<LinkMessages, Categories[N]>>(
  _language: N,
  messages: L & SameParams<L, LinkMessages>,
): L {
  return messages;
}
