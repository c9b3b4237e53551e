type Child = Node | string | null | undefined | false;
type Attributes = Readonly<Record<string, string | boolean | undefined>>;

/** A new element; an attribute that is undefined or false is left out, one that is true has no value. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  setAttributes(element, attributes);
  append(element, children);
  return element;
}

/** Sets or takes away attributes, by the rule of `el`. */
function setAttributes(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? '' : value);
  }
}

/** Appends what there is of some children. */
export function append(element: Element, children: readonly Child[]): void {
  for (const child of children) if (child !== null && child !== undefined && child !== false) element.append(child);
}

/** Puts children in the place of what an element had. */
export function fill(element: Element, ...children: readonly Child[]): void {
  element.replaceChildren();
  append(element, children);
}

/** A button that does something. */
export function button(content: Child | readonly Child[], onClick: () => void, attributes: Attributes = {}) {
  const element = el('button', { type: 'button', ...attributes });
  append(element, Array.isArray(content) ? (content as readonly Child[]) : [content as Child]);
  element.addEventListener('click', onClick);
  return element;
}

export interface Option {
  value: string;
  label: string;
}

/** A drop-down list. */
export function select(
  options: readonly Option[],
  chosen: string,
  onChange: (value: string) => void,
  attributes: Attributes = {},
): HTMLSelectElement {
  const element = el('select', attributes);
  setOptions(element, options, chosen);
  element.addEventListener('change', () => onChange(element.value));
  return element;
}

/** Gives a drop-down list other options. */
export function setOptions(element: HTMLSelectElement, options: readonly Option[], chosen: string): void {
  fill(element, ...options.map(({ value, label }) => el('option', { value }, label)));
  element.value = chosen;
}

/** The element of the page with this id; index.html has it. */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page has no #${id}`);
  return element;
}

let nextId = 1;

/** An id that no other element of the page has. */
export function newId(prefix: string): string {
  return `${prefix}-${nextId++}`;
}

/** The first letter of a name, for a picture that there is none of. */
export const initialOf = (name: string): string => (Array.from(name)[0] ?? '?').toUpperCase();
