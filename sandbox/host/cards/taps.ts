import type { Json } from '../api';
import { collectInputs } from './inputs';
import { isObject, objects, text } from './json';

/** What a tap asks for. */
export interface Tap {
  function: string;
  parameters: Record<string, string>;
  formInputs: Json;
}

export interface CardActions {
  run(tap: Tap): void;
  open(url: string): void;
}

/** The card that is being drawn, and what its taps do. */
export interface Tools {
  root: HTMLFormElement;
  actions: CardActions;
}

/** What a tap does: an address opens, a function is called with the form as it stands. */
export function tap(onClick: Json, tools: Tools): void {
  if (isObject(onClick.openLink)) tools.actions.open(text(onClick.openLink.url));
  const action = [onClick.action, onClick.openDynamicLinkAction].find(isObject);
  if (action !== undefined) runAction(action, tools);
}

/** Calls an action's function; one that needs fields is not called before they are filled in. */
export function runAction(action: Json, tools: Tools): void {
  const needed = Array.isArray(action.requiredWidgets) ? action.requiredWidgets.map(String) : [];
  const fields = [...tools.root.querySelectorAll<HTMLInputElement>('[data-field]')];
  const missing = fields.find((field) => {
    const isNeeded = action.allWidgetsAreRequired === true || needed.includes(field.name);
    return isNeeded && field.value.trim() === '';
  });
  if (missing !== undefined) {
    missing.setAttribute('aria-invalid', 'true');
    missing.focus();
    return;
  }
  tools.actions.run({
    function: text(action.function),
    parameters: Object.fromEntries(objects(action.parameters).map((p) => [text(p.key), text(p.value)])),
    formInputs: collectInputs(tools.root),
  });
}

/** Makes an element do on a tap, or on Enter, what its widget says. */
export function tappable(element: HTMLElement, json: Json, tools: Tools): HTMLElement {
  const { onClick } = json;
  if (!isObject(onClick)) return element;
  element.classList.add('tappable');
  element.tabIndex = 0;
  element.setAttribute('role', 'button');
  const go = () => tap(onClick, tools);
  element.addEventListener('click', go);
  element.addEventListener('keydown', (event) => {
    if (event.target === element && (event.key === 'Enter' || event.key === ' ')) go();
  });
  return element;
}
