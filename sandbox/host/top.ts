import { control } from './api';
import { button, byId, el, select } from './dom';
import { LOCALES, type HostState } from './state';

/** What the bar on top asks for. */
export interface TopActions {
  user: (email: string) => void;
  locale: (tag: string) => void;
  view: (view: HostState['view']) => void;
  go: (where: 'prev' | 'next' | 'today') => void;
  grid: (view: string) => void;
}

/** The bar on top: where in time, who, in which language, and the sandbox's clock. */
export function drawTop(state: HostState, title: string, actions: TopActions): void {
  byId('top').replaceChildren(
    el(
      'div',
      { class: 'brand' },
      el('span', { class: 'logo', 'aria-hidden': 'true' }, '31'),
      el('strong', {}, 'Calendar'),
      el('span', { class: 'tag' }, 'sandbox'),
    ),
    el(
      'div',
      { class: 'group' },
      button('Today', () => actions.go('today'), { class: 'outlined' }),
      button('‹', () => actions.go('prev'), { class: 'plain', 'aria-label': 'Earlier' }),
      button('›', () => actions.go('next'), { class: 'plain', 'aria-label': 'Later', 'data-testid': 'next' }),
      el('span', { class: 'title', id: 'title' }, title),
      select(
        [
          { value: 'timeGridWeek', label: 'Week' },
          { value: 'timeGridDay', label: 'Day' },
          { value: 'dayGridMonth', label: 'Month' },
          { value: 'listWeek', label: 'List' },
        ],
        window.innerWidth < 700 ? 'timeGridDay' : 'timeGridWeek',
        actions.grid,
        { 'aria-label': 'View' },
      ),
    ),
    el('div', { class: 'group' }, ...links(state, actions)),
    clock(state),
    el(
      'div',
      { class: 'group' },
      select(
        LOCALES.map((value) => ({ value, label: value })),
        state.locale,
        actions.locale,
        { 'aria-label': 'Language', 'data-testid': 'locale' },
      ),
      select(
        state.users.map((user) => ({ value: user.email, label: `${user.name}, ${user.timeZone}` })),
        state.user.email,
        actions.user,
        { 'aria-label': 'Signed in as', 'data-testid': 'user' },
      ),
    ),
  );
}

function links(state: HostState, actions: TopActions): HTMLElement[] {
  const tab = (view: HostState['view'], label: string) =>
    button(label, () => actions.view(view), {
      class: state.view === view ? 'tab chosen' : 'tab',
      'aria-pressed': String(state.view === view),
      'data-testid': `view-${view}`,
    });
  const page = el(
    'a',
    { href: '/macros/s/sandbox/exec', target: '_blank', class: 'tab', 'data-testid': 'public-page' },
    'Public page ↗',
  );
  return [
    tab('calendar', 'Calendar'),
    tab('mail', 'Mail'),
    tab('log', 'Executions'),
    ...(state.hasWebApp ? [page] : []),
  ];
}

function clock(state: HostState): HTMLElement {
  const set = el('input', { type: 'datetime-local', 'aria-label': 'Set the clock (UTC)' });
  const apply = (change: Record<string, unknown>) => void control.clock(change);
  return el(
    'details',
    { class: 'menu clock' },
    el(
      'summary',
      { 'data-testid': 'clock', title: `Clock of the sandbox, ${state.user.timeZone}` },
      el('span', { id: 'clock' }, ''),
    ),
    el(
      'div',
      {},
      button('1 hour on', () => apply({ advance: 'PT1H' })),
      button('1 day on', () => apply({ advance: 'P1D' })),
      button('Let it run', () => apply({ run: true })),
      set,
      button('Set (UTC) and stop', () => {
        if (set.value !== '') apply({ now: `${set.value}:00Z` });
      }),
    ),
  );
}

/** Shows the time of the sandbox in the person's zone. */
export function showClock(state: HostState, now: number, running: boolean): void {
  const format = new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: state.user.timeZone,
  });
  const line = document.getElementById('clock');
  if (line !== null) line.textContent = `${format.format(now)}${running ? '' : ' (stopped)'}`;
}
