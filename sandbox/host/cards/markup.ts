/**
 * Tags that format text in a card (https://developers.google.com/workspace/add-ons/concepts/widgets, text formatting).
 */
const TAGS = new Set(['A', 'B', 'BR', 'EM', 'FONT', 'I', 'S', 'STRIKE', 'STRONG', 'TIME', 'U']);

const SAFE_ADDRESS = /^(https?|mailto|tel):/i;
const COLOR = /^(#[0-9a-f]{3,8}|[a-z]+)$/i;

/** Text of a card: a few tags are formatting, everything else is left out and its text kept. */
export function markup(text: string): DocumentFragment {
  const parsed = new DOMParser().parseFromString(text.replace(/\r?\n/g, '<br>'), 'text/html');
  const out = document.createDocumentFragment();
  for (const node of parsed.body.childNodes) out.append(clean(node));
  return out;
}

function clean(node: Node): Node {
  if (node.nodeType === Node.TEXT_NODE) return document.createTextNode(node.textContent ?? '');
  if (!(node instanceof HTMLElement) || node.tagName === 'SCRIPT' || node.tagName === 'STYLE') {
    return document.createDocumentFragment();
  }
  const target = made(node);
  for (const child of node.childNodes) target.append(clean(child));
  return target;
}

/** A new element of the same meaning, with nothing of the old one's attributes but what is known to be harmless. */
function made(node: HTMLElement): HTMLElement {
  if (!TAGS.has(node.tagName)) return document.createElement('span');
  if (node.tagName === 'FONT') {
    const span = document.createElement('span');
    const color = node.getAttribute('color') ?? '';
    if (COLOR.test(color)) span.style.color = color;
    return span;
  }
  const target = document.createElement(node.tagName);
  if (!(target instanceof HTMLAnchorElement)) return target;
  const href = node.getAttribute('href') ?? '';
  if (SAFE_ADDRESS.test(href)) target.href = href;
  target.target = '_blank';
  target.rel = 'noopener';
  return target;
}
