import type { AddOnManifest } from '../../protocol';
import { isObject, text, type Json } from '../model/json';
import { button, el } from '../ui/dom';
import { icon } from '../ui/icons';
import { menuButton, menuItem } from '../ui/menu';

/** Refreshing, the card's own actions, and those that every card has. */
export function panelMenu(
  own: readonly Json[],
  universal: AddOnManifest['universalActions'],
  { refresh, tap }: { refresh: () => void; tap: (onClick: Json) => void },
): DocumentFragment {
  const menu = document.createDocumentFragment();
  menu.append(button(icon('refresh'), refresh, { class: 'plain', 'aria-label': 'Refresh add-on', title: 'Refresh' }));
  if (own.length + universal.length === 0) return menu;
  const fillIn = (close: () => void) => {
    const item = (label: string, onClick: Json) =>
      menuItem(label, () => {
        close();
        tap(onClick);
      });
    return el(
      'div',
      { class: 'menu-items' },
      ...own.map((entry) => item(text(entry.actionLabel), isObject(entry.onClick) ? entry.onClick : {})),
      own.length > 0 && universal.length > 0 && el('hr'),
      ...universal.map(({ label, runFunction, openLink: url }) =>
        item(label, runFunction === null ? { openLink: { url } } : { action: { function: runFunction } }),
      ),
    );
  };
  const attributes = { class: 'plain', 'aria-label': 'Menu', 'data-testid': 'panel-menu' };
  menu.append(menuButton(icon('more'), 'Menu', fillIn, attributes).root);
  return menu;
}
