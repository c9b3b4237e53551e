import { button, el, newId } from './dom';

type Attributes = Parameters<typeof button>[2];

/**
 * A button with something that opens under it. The browser closes it: by Escape, or by a click elsewhere.
 *
 * @param fillIn makes the content each time it opens
 */
export function menuButton(
  content: Parameters<typeof button>[0],
  label: string,
  fillIn: (close: () => void) => HTMLElement,
  attributes: Attributes = {},
): { root: HTMLElement; trigger: HTMLButtonElement } {
  const box = el('div', {
    class: 'popover',
    popover: 'auto',
    id: newId('popover'),
    role: 'dialog',
    'aria-label': label,
  });
  const trigger = button(content, () => undefined, { 'aria-expanded': 'false', ...attributes });
  trigger.popoverTargetElement = box;
  box.addEventListener('beforetoggle', (event) => {
    if (event.newState === 'open') box.replaceChildren(fillIn(() => box.hidePopover()));
  });
  box.addEventListener('toggle', (event) => {
    const isOpen = event.newState === 'open';
    trigger.setAttribute('aria-expanded', String(isOpen));
    if (isOpen) place(box, trigger);
  });
  return { root: el('span', { class: 'menu' }, trigger, box), trigger };
}

/** One line of a menu. */
export function menuItem(content: Parameters<typeof button>[0], onClick: () => void, attributes: Attributes = {}) {
  return button(content, onClick, { class: 'menu-item', ...attributes });
}

/** Under its button, within the window. */
function place(box: HTMLElement, trigger: HTMLElement): void {
  const anchor = trigger.getBoundingClientRect();
  const { width, height } = box.getBoundingClientRect();
  const left = Math.max(8, Math.min(anchor.left, window.innerWidth - width - 8));
  const below = anchor.bottom + 6;
  const top = below + height > window.innerHeight - 8 ? Math.max(8, anchor.top - height - 6) : below;
  box.style.left = `${left}px`;
  box.style.top = `${top}px`;
}
