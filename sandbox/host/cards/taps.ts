import { isObject, objects, text, type Json } from '../model/json';
import { el } from '../ui/dom';
import { menuButton, menuItem } from '../ui/menu';
import type { Tap, Tools } from './tools';

/** What a tap does: a function is called with the form as it is now, an address opens, a card is put on top. */
export function tap(onClick: Json, tools: Tools, parameters: Record<string, string> = {}): void {
  if (isObject(onClick.openLink)) tools.host.openLink(onClick.openLink);
  if (isObject(onClick.card)) tools.host.pushCard(onClick.card);
  if (isObject(onClick.action)) runAction(onClick.action, tools, parameters);
  const dynamic = onClick.openDynamicLinkAction;
  // Opened while the tap is still going on: a browser refuses a window that comes later.
  if (isObject(dynamic) && tools.form.passes(dynamic)) {
    tools.host.tap({ ...tapOf(dynamic, tools, parameters), popup: window.open('', '_blank') });
  }
}

/** Calls an action's function; one whose widgets are not filled in is not called. */
export function runAction(action: Json, tools: Tools, parameters: Record<string, string> = {}): void {
  if (tools.form.passes(action)) tools.host.tap(tapOf(action, tools, parameters));
}

/** An action and the form, as they are sent. */
export function tapOf(action: Json, { form }: Pick<Tools, 'form'>, parameters: Record<string, string> = {}): Tap {
  const own = objects(action.parameters).map((parameter) => [text(parameter.key), text(parameter.value)] as const);
  return {
    function: text(action.function),
    parameters: { ...Object.fromEntries(own), ...parameters },
    formInputs: form.inputs(),
    showsLoading: action.loadIndicator !== 'NONE',
    keepsValues: action.persistValues === true,
  };
}

/** Makes an element do what its widget says, on a tap or on Enter. */
export function tappable(
  element: HTMLElement,
  json: Json,
  tools: Tools,
  parameters: Record<string, string> = {},
): HTMLElement {
  const { onClick } = json;
  if (!isObject(onClick)) return element;
  element.classList.add('tappable');
  element.tabIndex = 0;
  element.setAttribute('role', 'button');
  const go = () => tap(onClick, tools, parameters);
  element.addEventListener('click', (event) => {
    // A link inside keeps its own meaning.
    if (!(event.target instanceof Element && event.target.closest('a') !== null)) go();
  });
  element.addEventListener('keydown', (event) => {
    if (event.target !== element || (event.key !== 'Enter' && event.key !== ' ')) return;
    event.preventDefault();
    go();
  });
  return element;
}

/** A button that opens a menu of further actions, where its onClick says so. */
export function overflowMenu(
  onClick: Json,
  content: Node | string,
  label: string,
  className: string,
  tools: Tools,
): HTMLElement | null {
  if (!isObject(onClick.overflowMenu)) return null;
  const items = objects(onClick.overflowMenu.items);
  const fillIn = (close: () => void) =>
    el(
      'div',
      { class: 'menu-items' },
      ...items.map((item) => {
        const inner = isObject(item.onClick) ? item.onClick : {};
        const go = () => {
          close();
          tap(inner, tools);
        };
        // A menu in a menu is dropped, and its line is disabled
        // (https://developers.google.com/workspace/add-ons/reference/rpc/google.apps.card.v1).
        return menuItem(text(item.text), go, { disabled: item.disabled === true || isObject(inner.overflowMenu) });
      }),
    );
  return menuButton(content, label, fillIn, { class: className, 'aria-label': label }).root;
}
