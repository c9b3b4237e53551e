import type { HostState, ViewName } from '../model/state';
import { button, el } from '../ui/dom';
import { icon, type IconName } from '../ui/icons';

/** What can be looked at; the add-on is a page of its own only where the window is too narrow for both. */
export type PageName = ViewName | 'addOn';

/** Links to all pages. */
export function pageLinks(state: HostState, chosen: PageName, go: (page: PageName) => void): HTMLElement[] {
  const { counts } = state.status;
  const link = (page: PageName, mark: IconName, label: string, count = 0) =>
    button(
      [icon(mark), el('span', {}, label), count > 0 ? el('span', { class: 'count' }, String(count)) : null],
      () => go(page),
      {
        class: `tab page-${page} ${page === chosen ? 'chosen' : ''}`,
        'aria-current': page === chosen ? 'page' : undefined,
        'data-testid': `view-${page}`,
      },
    );
  return [
    link('calendar', 'calendar', 'Calendar'),
    link('addOn', 'addOn', state.project.addOn?.name ?? 'Add-on'),
    link('mail', 'mail', 'Mail', counts.mail),
    link('log', 'list', 'Executions', counts.failed),
    ...(state.project.hasWebApp ? [publicPage()] : []),
  ];
}

function publicPage(): HTMLElement {
  return el(
    'a',
    { href: '/macros/s/sandbox/exec', target: '_blank', class: 'tab', 'data-testid': 'public-page' },
    icon('globe'),
    el('span', {}, 'Public page'),
  );
}
