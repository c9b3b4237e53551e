import { icon } from './parts/icons';

type Child = Node | string | null | false;

/** A new element. Children that are text stay text, whatever is in them. @param attributes or only the class */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>> | string = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  const all = typeof attributes === 'string' ? { class: attributes } : attributes;
  for (const [name, value] of Object.entries(all)) element.setAttribute(name, value);
  for (const child of children) if (child !== null && child !== false) element.append(child);
  return element;
}

/** Puts the focus on an element, if it is there. */
export function focusOn(id: string): void {
  document.getElementById(id)?.focus();
}

/** A button that does something. */
export function buttonElement(text: string, onClick: () => void, attributes: Readonly<Record<string, string>> = {}) {
  const element = el('button', { type: 'button', ...attributes }, text);
  element.onclick = onClick;
  return element;
}

/** A drop-down list under its label. */
export function select(
  label: string,
  options: readonly { value: string; label: string }[],
  chosen: string,
  onChange: (value: string) => void,
  attributes: Readonly<Record<string, string>> & { id: string },
): HTMLElement {
  const element = el('select', attributes);
  for (const option of options) element.append(el('option', { value: option.value }, option.label));
  element.value = chosen;
  // The list on the page may be an older element: the choice is read from the list that fires the event.
  element.onchange = ({ currentTarget }) => {
    if (currentTarget instanceof HTMLSelectElement) onChange(currentTarget.value);
  };
  const box = el('div', 'select', element, icon('down'));
  return el('div', 'field', el('label', { for: attributes.id }, label), box);
}
