/** Line breaks of every kind: CR, LF, VT, FF, NEL and Unicode's line and paragraph separators. */
const LINE_BREAK = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/g;

/**
 * Characters that show nothing or reverse other text: control, format and ignorable characters, halves of surrogate
 * pairs, the fillers of Hangul and Braille. Joiners have a rule of their own; variation selectors choose the form of a
 * character, and some Japanese names need them [unicode.org/reports/tr37].
 */
const INVISIBLE =
  /(?![\n\u200C\u200D\uFE00-\uFE0F\u{E0100}-\u{E01EF}])[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/**
 * The zero-width joiner and non-joiner change how letters of these scripts look, so that names are spelled with them
 * [unicode.org/reports/tr31, 2.3 Layout and Format Control Characters]; they also join several emoji into one.
 */
const JOINER =
  /([\p{Script=Arabic}\p{Script=Syriac}\p{Script=Nko}\p{Script=Mongolian}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Myanmar}\p{Script=Khmer}\p{Extended_Pictographic}\uFE0F])([\u200C\u200D])(?=[\p{L}\p{M}\p{Extended_Pictographic}])|[\u200C\u200D]/gu;

/** A text without invisible characters; its line breaks are all alike. */
export function visibleText(text: string): string {
  return text
    .replace(LINE_BREAK, '\n')
    .replace(/\t/g, ' ')
    .replace(INVISIBLE, '')
    .replace(JOINER, (_, before: string | undefined, joiner: string | undefined) => (before ?? '') + (joiner ?? ''))
    .trim();
}

/** The same on one line: each run of white space becomes one space. */
export function oneLine(text: string): string {
  return visibleText(text).replace(/\s+/g, ' ');
}

/** What mail programs turn into a link: an address with `://`, `www.` or an IP address, and well-known endings. */
const WEB_ADDRESS =
  /:\/\/|(?:^|[^\p{L}\p{N}])www\.|\d{1,3}(?:\.\d{1,3}){3}(?!\d)|[\p{L}\p{N}-]\.(?:com|net|org|info|biz|site|online|shop|link|click|xyz|top)(?!\p{L})/iu;

/**
 * The name of a server with any other ending, all in small or all in capital letters: `Dr.Kim` and `J.R.` are names.
 */
const SERVER_NAME = /[\p{L}\p{N}-]{2}\.(?:\p{Ll}{2,}|\p{Lu}{2,})(?!\p{L})/u;

/** Whether a text contains a web address. Full-width and ideographic dots count as dots, as browsers take them. */
export function namesWebAddress(text: string): boolean {
  const plain = text.normalize('NFKC').replace(/[\u3002\uFF61]/g, '.');
  return WEB_ADDRESS.test(plain) || SERVER_NAME.test(plain);
}
