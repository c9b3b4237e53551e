import './style.css';
import { calendarApi, control, type ApiEvent, type State } from './api';
import { openDialog } from './dialog';
import { byId, el, toast } from './dom';
import { Grid } from './grid';
import { Panel } from './panel';
import { colorOf, type HostState } from './state';
import { drawTop, showClock } from './top';
import { showLog, showMail } from './views';

let state: HostState;
let clock: Pick<State, 'now' | 'running'> & { seen: number };

const now = () => (clock.running ? clock.now + (Date.now() - clock.seen) : clock.now);

const grid = new Grid(() => state, {
  openEvent: (calendarId, event) => {
    void openEvent(calendarId, event);
  },
  newEvent: (start, end, allDay) => {
    const time = (at: Date) => (allDay ? { date: at.toISOString().slice(0, 10) } : { dateTime: at.toISOString() });
    openDialog(state, { calendarId: state.user.email, event: { start: time(start), end: time(end) } }, saved);
  },
  saved: () => saved(),
});

const panel = new Panel(
  () => state,
  () => {
    state.open = null;
    void panel.open();
  },
  () => grid.refresh(),
);

function saved(): void {
  grid.refresh();
  if (state.open !== null) void panel.open();
}

async function openEvent(calendarId: string, shown: ApiEvent): Promise<void> {
  state.open = { calendarId, eventId: shown.id };
  void panel.open();
  const event = await calendarApi(state.user.email).get(calendarId, shown.id);
  openDialog(state, { calendarId, event }, () => {
    state.open = null;
    grid.refresh();
    void panel.open();
  });
}

async function signIn(email: string): Promise<void> {
  const world = await control.state();
  clock = { now: world.now, running: world.running, seen: Date.now() };
  const user = world.users.find((known) => known.email === email) ?? world.users[0];
  if (user === undefined) {
    byId('main').replaceChildren(el('p', { class: 'list' }, 'There is no user yet: reset to the fixture "studio".'));
    return;
  }
  const { items } = await calendarApi(user.email).calendars();
  const locale = localStorage.getItem('locale') ?? user.locale;
  state = { ...state, user, users: world.users, locale, calendars: items, hidden: new Set(), open: null };
  localStorage.setItem('user', user.email);
  drawAll();
  await panel.open();
}

function drawAll(): void {
  drawTop(state, grid.title, {
    user: (email) => {
      localStorage.removeItem('locale');
      void signIn(email);
    },
    locale: (tag) => {
      localStorage.setItem('locale', tag);
      state.locale = tag;
      drawAll();
      void panel.open();
    },
    view: (view) => {
      state.view = view;
      drawAll();
    },
    go: (where) => {
      if (where === 'today') grid.go(new Date(now()));
      else grid.go(where);
      showTitle();
    },
    grid: (view) => {
      grid.show(view);
      showTitle();
    },
  });
  drawCalendars();
  if (state.view === 'mail') void showMail(state);
  else if (state.view === 'log') void showLog(state);
  else grid.draw(now(), window.innerWidth < 700 ? 'timeGridDay' : 'timeGridWeek');
  showTitle();
  showClock(state, now(), clock.running);
}

function showTitle(): void {
  byId('title').textContent = grid.title;
}

function drawCalendars(): void {
  byId('side').replaceChildren(
    el('h2', {}, 'Calendars'),
    ...state.calendars.map((calendar) => {
      const box = el('input', { type: 'checkbox', checked: state.hidden.has(calendar.id) ? undefined : '' });
      box.style.accentColor = colorOf(state, calendar.id);
      box.addEventListener('change', () => {
        if (box.checked) state.hidden.delete(calendar.id);
        else state.hidden.add(calendar.id);
        grid.refresh();
      });
      const name = calendar.primary === true ? state.user.name : calendar.summary;
      return el('label', {}, box, ' ', name, el('span', { class: 'label' }, ` ${calendar.accessRole}`));
    }),
  );
}

/** News of the world: several in a row are answered once. */
function listen(): void {
  let waiting: number | undefined;
  const seen = new Set<string>();
  new EventSource('/sandbox/events').onmessage = (message: MessageEvent<string>) => {
    seen.add(message.data);
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const changes = new Set(seen);
      seen.clear();
      void react(changes);
    }, 150);
  };
}

async function react(changes: ReadonlySet<string>): Promise<void> {
  const has = (change: string) => changes.has(JSON.stringify(change));
  if (has('state')) return signIn(state.user.email);
  if (has('clock')) {
    const world = await control.state();
    clock = { now: world.now, running: world.running, seen: Date.now() };
    showClock(state, now(), clock.running);
  }
  if (has('calendar') && state.view === 'calendar') grid.refresh();
  if (has('mail') && state.view === 'mail') await showMail(state);
  if (has('execution') && state.view === 'log') await showLog(state);
}

async function begin(): Promise<void> {
  const { addOn, hasWebApp } = await control.project();
  state = {
    user: { email: '', name: '', timeZone: 'UTC', locale: 'en' },
    users: [],
    locale: 'en',
    addOn,
    hasWebApp,
    calendars: [],
    hidden: new Set(),
    view: 'calendar',
    open: null,
  };
  await signIn(localStorage.getItem('user') ?? '');
  listen();
  setInterval(() => showClock(state, now(), clock.running), 10_000);
}

begin().catch((error: unknown) => toast(error instanceof Error ? error.message : String(error)));
