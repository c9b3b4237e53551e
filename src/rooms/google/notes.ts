/** Tags that notes may contain: Calendar renders them, and none of them can do any harm. */
const TAGS = new Set(['a', 'b', 'br', 'em', 'i', 'li', 'ol', 'p', 'strong', 'u', 'ul']);

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as HTML has it. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => SIGNS[sign] ?? sign);
}

/**
 * HTML reduced to text and a few plain tags, well nested, with links only to `https:`, `mailto:` and `tel:`. It is cut
 * at `max` characters, between two characters, and open tags are closed.
 */
export function safeHtml(html: string, max: number): string {
  let out = '';
  const open: string[] = [];
  const closing = () =>
    [...open]
      .reverse()
      .map((tag) => `</${tag}>`)
      .join('');
  const put = (piece: string, extra = 0): boolean => {
    const fits = out.length + piece.length + closing().length + extra <= max;
    if (fits) out += piece;
    return fits;
  };
  for (const piece of pieces(html)) {
    if (piece.kind === 'text') {
      if (!put(piece.html, ELLIPSIS.length)) {
        put(ELLIPSIS);
        break;
      }
    } else if (piece.kind === 'close') {
      // Tags opened inside are closed with it; a tag that was never opened is ignored.
      const at = open.lastIndexOf(piece.tag);
      if (at >= 0)
        out += open
          .splice(at)
          .reverse()
          .map((tag) => `</${tag}>`)
          .join('');
    } else if (piece.tag === 'br') {
      if (!put(piece.html, ELLIPSIS.length)) break;
    } else {
      if (!put(piece.html, `</${piece.tag}>`.length + ELLIPSIS.length)) break;
      open.push(piece.tag);
    }
  }
  return out + closing();
}

const ELLIPSIS = '…';

type Piece =
  { kind: 'text'; html: string } | { kind: 'open'; tag: string; html: string } | { kind: 'close'; tag: string };

/** Splits into single characters and tags; unknown tags stay as plain text, comments and scripts are removed. */
function* pieces(html: string): Generator<Piece> {
  const pattern =
    /<!--[\s\S]*?-->|<(script|style)\b[\s\S]*?<\/\1\s*>|<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[^<>]*)?)\/?>|&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});|[\uD800-\uDBFF][\uDC00-\uDFFF]|[\s\S]/gi;
  for (const match of html.matchAll(pattern)) {
    const [whole, script, slash, name, attributes = ''] = match;
    if (script !== undefined || whole.startsWith('<!--')) continue;
    if (name === undefined) yield { kind: 'text', html: textOf(whole) };
    else if (!TAGS.has(name.toLowerCase())) continue;
    else if (slash === '/') yield { kind: 'close', tag: name.toLowerCase() };
    else yield opened(name.toLowerCase(), attributes);
  }
}

function textOf(sign: string): string {
  if (sign.length > 1 && sign.startsWith('&')) return sign;
  return sign === '\n' ? '<br>' : escapeHtml(sign);
}

function opened(tag: string, attributes: string): Piece {
  if (tag !== 'a') return { kind: 'open', tag, html: `<${tag}>` };
  const [, , quoted, single, bare] = /\bhref\s*=\s*("([^"]*)"|'([^']*)'|([^\s"'>]+))/i.exec(attributes) ?? [];
  const address = (quoted ?? single ?? bare ?? '').trim();
  const isPlain = /^(https:\/\/|mailto:|tel:)[^\s<>]+$/i.test(address);
  const html = isPlain ? `<a href="${address.replace(/"/g, '%22').replace(/&(?!amp;)/g, '&amp;')}">` : '<a>';
  return { kind: 'open', tag, html };
}
