type Child = Node | string | null | undefined | false;
type Attributes = Readonly<Record<string, string | undefined>>;

/** A new element; attributes that are undefined are left out. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) element.setAttribute(name, value);
  for (const child of children) if (child !== null && child !== undefined && child !== false) element.append(child);
  return element;
}

/** A button that does something. */
export function button(text: string, onClick: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const element = el('button', { type: 'button', ...attributes }, text);
  element.addEventListener('click', onClick);
  return element;
}

/** A drop-down list. */
export function select(
  options: readonly { value: string; label: string }[],
  chosen: string,
  onChange: (value: string) => void,
  attributes: Attributes = {},
): HTMLSelectElement {
  const element = el('select', attributes);
  for (const { value, label } of options) element.append(el('option', { value }, label));
  element.value = chosen;
  element.addEventListener('change', () => onChange(element.value));
  return element;
}

/** The element of the page with this id; index.html has it. */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page has no #${id}`);
  return element;
}

let hiding: number | undefined;

/** Shows a line for a moment. */
export function toast(text: string): void {
  const line = byId('toast');
  line.textContent = text;
  line.classList.add('shown');
  clearTimeout(hiding);
  hiding = setTimeout(() => line.classList.remove('shown'), 5_000);
}
