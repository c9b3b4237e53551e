/** Where in a page a value is printed. */
type Place =
  | { kind: 'text' }
  | { kind: 'attribute'; quote: '"' | "'" | ''; isAddress: boolean; isHandler: boolean }
  | { kind: 'script'; quote: '"' | "'" | '`' | '' }
  | { kind: 'style' };

/** Attributes whose value is an address. */
const ADDRESSES = /^(href|src|action|formaction|cite|poster|background)$/i;

/**
 * What `<?= value ?>` prints after `before`: escaped for the place it is printed in, so that a value can never become
 * markup or code (https://developers.google.com/apps-script/guides/html/templates, "contextual escaping"; the rules of
 * Closure Templates).
 */
export function escapeIn(before: string, value: unknown): string {
  const place = placeAfter(before);
  switch (place.kind) {
    case 'text':
      return escapeHtml(String(value));
    case 'script':
      return place.quote === '' ? scriptValue(value) : scriptText(String(value));
    case 'style':
      return String(value).replace(/[^\w\s.,#%-]/g, '');
    case 'attribute': {
      const text = place.isHandler ? scriptText(String(value)) : String(value);
      const safe = place.isAddress ? safeAddress(text, before) : text;
      return place.quote === ''
        ? escapeHtml(safe).replace(/[\s=`]/g, (sign) => `&#${sign.charCodeAt(0)};`)
        : escapeHtml(safe);
    }
  }
}

function escapeHtml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}

/** Inside a JavaScript text. */
function scriptText(text: string): string {
  return text.replace(/[\\"'`<>&=/\n\r\u2028\u2029$]/g, (sign) => {
    const code = sign.charCodeAt(0);
    return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16)}`;
  });
}

/** As a JavaScript value. */
function scriptValue(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  return typeof value === 'number' || typeof value === 'boolean'
    ? ` ${String(value)} `
    : `'${scriptText(String(value))}'`;
}

/** An address that begins with the value must be one that cannot run code. */
function safeAddress(text: string, before: string): string {
  const isBeginning = /=\s*["']?$/.test(before);
  return !isBeginning || /^(?:(?:https?|mailto|ftp):|[^&:/?#]*(?:[/?#]|$))/i.test(text) ? text : '#zSoyz';
}

function placeAfter(before: string): Place {
  const script = insideElement(before, 'script');
  if (script !== null) return { kind: 'script', quote: openQuote(script) };
  if (insideElement(before, 'style') !== null) return { kind: 'style' };
  const tag = openTag(before);
  if (tag === null) return { kind: 'text' };
  const [, name = '', quoted] = OPEN_VALUE.exec(tag) ?? [];
  const quote = quoted === undefined ? '' : quoted.startsWith('"') ? '"' : "'";
  return { kind: 'attribute', quote, isAddress: ADDRESSES.test(name), isHandler: /^on/i.test(name) };
}

/** The attribute whose value is still open at the end of a tag. Quotes before it come in pairs. */
const OPEN_VALUE = /^<(?:"[^"]*"|'[^']*'|[^"'])*?\s([^\s=<>"']+)\s*=\s*(?:("[^"]*|'[^']*)|[^\s"'>]*)$/;

/** Comments and elements whose content is no markup. */
const OPAQUE = /<!--[^]*?-->|<(script|style)\b[^>]*>[^]*?<\/\1\s*>/gi;

/** A tag from its `<` to its `>`, which may also stand in the quotes of its attributes. */
const TAG = /<[a-z](?:"[^"]*"|'[^']*'|[^"'>])*(>|$)/gi;

/** The tag that is still open at the end; null outside of one. */
function openTag(before: string): string | null {
  const markup = before.replace(OPAQUE, '');
  let end = 0;
  for (const { 0: tag, 1: mark, index } of markup.matchAll(TAG)) {
    if (mark === '') return tag;
    end = index + tag.length;
  }
  // A quote that is still open keeps a tag from being matched as a whole.
  const open = markup.slice(end).search(/<[a-z]/i);
  return open < 0 ? null : markup.slice(end + open);
}

/** The text since the opening tag of an element that is still open; null outside of one. */
function insideElement(before: string, name: string): string | null {
  const lower = before.toLowerCase();
  const open = lower.lastIndexOf(`<${name}`);
  if (open < 0 || lower.includes(`</${name}`, open)) return null;
  const end = before.indexOf('>', open);
  return end < 0 ? null : before.slice(end + 1);
}

/** The quote of a JavaScript text that is still open. */
function openQuote(script: string): '"' | "'" | '`' | '' {
  let quote = '';
  for (let at = 0; at < script.length; at++) {
    const sign = script.charAt(at);
    if (sign === '\\') at++;
    else if (quote === '') {
      if (sign === '"' || sign === "'" || sign === '`') quote = sign;
      else if (script.startsWith('//', at)) at = endOf(script, '\n', at);
      else if (script.startsWith('/*', at)) at = endOf(script, '*/', at);
    } else if (sign === quote) quote = '';
  }
  return quote === '"' || quote === "'" || quote === '`' ? quote : '';
}

function endOf(script: string, mark: string, from: number): number {
  const end = script.indexOf(mark, from);
  return end < 0 ? script.length : end + mark.length - 1;
}
