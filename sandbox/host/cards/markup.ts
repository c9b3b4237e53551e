const ALLOWED = new Set(['B', 'I', 'U', 'S', 'STRIKE', 'BR', 'A', 'FONT', 'TIME']);

/** Text of a card: a few tags are markup, everything else is text [workspace/add-ons/concepts/widgets]. */
export function markup(text: string): DocumentFragment {
  const parsed = new DOMParser().parseFromString(text.replace(/\n/g, '<br>'), 'text/html');
  const out = document.createDocumentFragment();
  for (const node of parsed.body.childNodes) out.append(clean(node));
  return out;
}

function clean(node: Node): Node {
  if (node.nodeType === Node.TEXT_NODE) return document.createTextNode(node.textContent ?? '');
  if (!(node instanceof HTMLElement)) return document.createTextNode('');
  const isPlain = !ALLOWED.has(node.tagName) || node.tagName === 'FONT';
  const target = document.createElement(isPlain ? 'span' : node.tagName);
  if (node.tagName === 'FONT') target.style.color = node.getAttribute('color') ?? '';
  if (target instanceof HTMLAnchorElement) {
    const href = node.getAttribute('href') ?? '';
    if (/^(https?|mailto|tel):/i.test(href)) target.href = href;
    target.target = '_blank';
    target.rel = 'noopener';
  }
  for (const child of node.childNodes) target.append(clean(child));
  return target;
}
