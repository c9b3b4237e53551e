import type { CalendarUser } from '../../calendar/model/resources';
import { control } from '../http/control';
import { GRID_VIEWS } from '../grid/grid';
import { LOCALES, type HostState } from '../model/state';
import { words } from '../model/time';
import { button, byId, el, fill, initialOf, select } from '../ui/dom';
import { icon } from '../ui/icons';
import { menuButton, menuItem } from '../ui/menu';
import { attempt } from '../ui/toast';
import { clockMenu } from './clock';

/** What the bar on top asks for. */
export interface TopActions {
  user: (email: string) => void;
  locale: (tag: string) => void;
  go: (where: 'prev' | 'next' | 'today') => void;
  grid: (view: string) => void;
  create: () => void;
}

/** The bar on top: where in time, the sandbox's clock, who, and in which language. */
export function drawTop(state: HostState, gridView: string, actions: TopActions): void {
  fill(
    byId('top'),
    el(
      'div',
      { class: 'brand' },
      el('span', { class: 'mark', 'aria-hidden': 'true' }, icon('calendar')),
      el('h1', {}, 'Calendar'),
      el('span', { class: 'tag', title: 'An emulated Google: nothing leaves this machine' }, 'sandbox'),
    ),
    el(
      'div',
      { class: 'group when', hidden: state.view !== 'calendar' },
      button('Today', () => actions.go('today'), { class: 'outlined' }),
      button(icon('left'), () => actions.go('prev'), { class: 'plain round', 'aria-label': 'Earlier' }),
      button(icon('right'), () => actions.go('next'), {
        class: 'plain round',
        'aria-label': 'Later',
        'data-testid': 'next',
      }),
      el('h2', { class: 'title', id: 'title', 'aria-live': 'polite' }),
      button(icon('plus'), actions.create, { class: 'outlined only-narrow', 'aria-label': 'Create' }),
      select(GRID_VIEWS, gridView, actions.grid, { 'aria-label': 'View', 'data-testid': 'grid-view' }),
    ),
    el('div', { class: 'group who' }, clockMenu(), languages(state, actions), account(state, actions)),
  );
}

function languages(state: HostState, actions: TopActions): HTMLElement {
  return select(LOCALES, state.user.locale, actions.locale, { 'aria-label': 'Language', 'data-testid': 'locale' });
}

const initial = ({ name, email }: CalendarUser) => initialOf(name === '' ? email : name);

/** Who is signed in; the sandbox knows no password. */
function account(state: HostState, actions: TopActions): HTMLElement {
  const option = (user: CalendarUser) => ({ value: user.email, label: user.name === '' ? user.email : user.name });
  const list = select(state.status.users.map(option), state.user.email, actions.user, {
    'aria-label': 'Signed in as',
    'data-testid': 'user',
    title: `${state.user.email}, ${state.user.timeZone}`,
  });
  const fillIn = (close: () => void) => accountMenu(state, actions, close);
  const { root } = menuButton(initial(state.user), 'Account', fillIn, { class: 'avatar', 'aria-label': 'Account' });
  return el('span', { class: 'account' }, list, root);
}

/** To sign in as another user, and to start over. */
function accountMenu(state: HostState, actions: TopActions, close: () => void): HTMLElement {
  const email = el('input', {
    type: 'email',
    required: true,
    'aria-label': 'E-mail address',
    placeholder: 'name@studio.example',
  });
  const form = el(
    'form',
    { class: 'menu-form' },
    el('p', {}, 'Another account'),
    email,
    el('button', { class: 'filled' }, 'Sign in'),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    close();
    attempt(control.user({ email: email.value }).then(() => actions.user(email.value)));
  });
  const reset = (fixture: string) => () => {
    close();
    attempt(control.reset(fixture));
  };
  return el(
    'div',
    { class: 'menu-items' },
    el('p', { class: 'label' }, `${state.user.email} · ${state.user.timeZone}`),
    form,
    el('hr'),
    menuItem('Start over with a small studio', reset('studio'), { 'data-testid': 'reset-studio' }),
    menuItem('Start over with nothing', reset('empty')),
  );
}

/** Shows the time of the sandbox in the person's zone. */
export function showClock(state: HostState, now: number): void {
  const line = document.getElementById('clock');
  if (line === null) return;
  const { user, status } = state;
  const shown = words(now, user.timeZone, 'en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  fill(line, icon(status.running ? 'clock' : 'pause'), shown);
  line.title = status.running ? 'The clock is running' : 'The clock is stopped';
}
