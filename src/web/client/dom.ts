type Child = Node | string | null | false;

/** A new element. Children that are text stay text, whatever is in them. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  for (const child of children) if (child !== null && child !== false) element.append(child);
  return element;
}

/** A button that does something. */
export function button(text: string, onClick: () => void, attributes: Readonly<Record<string, string>> = {}) {
  const element = el('button', { type: 'button', ...attributes }, text);
  element.addEventListener('click', onClick);
  return element;
}

/** A drop-down list. */
export function select(
  options: readonly { value: string; label: string }[],
  chosen: string,
  onChange: (value: string) => void,
  attributes: Readonly<Record<string, string>> = {},
): HTMLSelectElement {
  const element = el('select', attributes);
  for (const { value, label } of options) element.append(el('option', { value }, label));
  element.value = chosen;
  element.addEventListener('change', () => onChange(element.value));
  return element;
}
