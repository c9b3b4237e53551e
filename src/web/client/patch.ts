/**
 * Gives an element the wanted children. Elements that are still wanted stay in place and are changed, so that the
 * focus, an open list and text being typed survive every change of the page. An element with an id is recognized by it;
 * others by their kind and place.
 */
export function patch(parent: Element, wanted: readonly Node[]): void {
  const ids = new Set(wanted.map(idOf));
  const isLeft = (node: ChildNode) => idOf(node) !== '' && !ids.has(idOf(node));
  let current = parent.firstChild;
  for (const node of wanted) {
    while (current !== null && isLeft(current)) current = removed(current);
    const kept = findKept(current, node);
    if (kept === null) {
      parent.insertBefore(node, current);
      continue;
    }
    while (current !== null && current !== kept) current = removed(current);
    current = kept.nextSibling;
    change(kept, node);
  }
  while (current !== null) current = removed(current);
}

/** The existing node for a wanted one: by its id anywhere from here on, otherwise the next one. */
function findKept(from: ChildNode | null, wanted: Node): ChildNode | null {
  if (idOf(wanted) === '') return from !== null && isSame(from, wanted) ? from : null;
  for (let node = from; node !== null; node = node.nextSibling) if (isSame(node, wanted)) return node;
  return null;
}

function isSame(a: Node, b: Node): boolean {
  return a.nodeName === b.nodeName && idOf(a) === idOf(b);
}

function idOf(node: Node): string {
  return node instanceof Element ? node.id : '';
}

function removed(node: ChildNode): ChildNode | null {
  const next = node.nextSibling;
  node.remove();
  return next;
}

function change(kept: ChildNode, wanted: Node): void {
  // A drawing: nothing in it has the focus.
  if (kept instanceof SVGElement && !kept.isEqualNode(wanted)) kept.replaceWith(wanted);
  if (!(kept instanceof HTMLElement) || !(wanted instanceof HTMLElement)) {
    if (kept.nodeValue !== wanted.nodeValue) kept.nodeValue = wanted.nodeValue;
    return;
  }
  for (const { name } of [...kept.attributes]) if (!wanted.hasAttribute(name)) kept.removeAttribute(name);
  for (const { name, value } of wanted.attributes) {
    if (kept.getAttribute(name) !== value) kept.setAttribute(name, value);
  }
  // All attributes that the views set.
  kept.onclick = wanted.onclick;
  kept.onchange = wanted.onchange;
  kept.oninput = wanted.oninput;
  kept.onkeydown = wanted.onkeydown;
  kept.onblur = wanted.onblur;
  kept.onsubmit = wanted.onsubmit;
  if (kept instanceof HTMLTextAreaElement) return setValue(kept, wanted);
  patch(kept, [...wanted.childNodes]);
  if (kept instanceof HTMLInputElement || kept instanceof HTMLSelectElement) setValue(kept, wanted);
}

/** Only if it differs: setting a value moves the cursor. */
function setValue(kept: HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement, wanted: HTMLElement): void {
  const isField =
    wanted instanceof HTMLInputElement || wanted instanceof HTMLSelectElement || wanted instanceof HTMLTextAreaElement;
  if (!isField) return;
  if (kept.value !== wanted.value) kept.value = wanted.value;
  if (kept instanceof HTMLInputElement && wanted instanceof HTMLInputElement) kept.checked = wanted.checked;
}
