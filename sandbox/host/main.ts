import type { ShownEvent } from '../calendar/model/resources';
import './style/base.css';
import './style/shell.css';
import './style/views.css';
import './style/editor.css';
import './style/panel.css';
import { Editor, type Opened } from './editor/editor';
import { Grid } from './grid/grid';
import { calendarApi } from './http/calendar';
import { control } from './http/control';
import type { HostState, ViewName } from './model/state';
import { Panel } from './panel/panel';
import { pageLinks, type PageName } from './shell/pages';
import { drawSide } from './shell/side';
import { drawTop, showClock } from './shell/top';
import { byId, el, fill } from './ui/dom';
import { attempt, toast, wordsOf } from './ui/toast';
import { openExecution, showLog } from './views/log';
import { showMail } from './views/mail';

const HOUR = 3_600_000;
const NARROW = matchMedia('(max-width: 860px)');

/** The page: Calendar as staff know it, with the add-on beside it. */
class HostPage {
  /** When the status was read, by the machine's clock. */
  private readAt = 0;
  private editor: Editor | null = null;
  /** Number of the newest sign-in: an older one that comes late is dropped. */
  private signIns = 0;
  private gridView = NARROW.matches ? 'timeGridDay' : 'timeGridWeek';
  private readonly grid: Grid;
  private readonly panel: Panel;

  constructor(private state: HostState) {
    this.grid = new Grid(byId('grid'), () => this.state, {
      openEvent: (calendarId, event) => attempt(this.openEvent(calendarId, event)),
      newEvent: (start, end, allDay) => this.newEvent(start, end, allDay),
    });
    this.panel = new Panel(byId('panel'), () => this.state, {
      stage: (action) => this.editor?.stage(action),
      showLog: (id) => {
        openExecution(id);
        this.show('log');
      },
    });
  }

  /** Signs a user in; the page then shows everything as this user sees it. */
  async signIn(email: string): Promise<void> {
    const mine = ++this.signIns;
    const status = await control.status();
    this.readAt = Date.now();
    const known = status.users.find((one) => one.email === email) ?? status.users[0];
    if (known === undefined) {
      this.state = { ...this.state, status };
      drawTop({ ...this.state, view: 'calendar' }, this.gridView, this.topActions);
      fill(
        byId('grid'),
        el('p', { class: 'label' }, 'There is nobody yet: sign in, or start over with a small studio.'),
      );
      return;
    }
    const calendars = await calendarApi(known.email).calendars();
    if (mine !== this.signIns) return;
    const user = { ...known, locale: localStorage.getItem('locale') ?? known.locale };
    this.state = { ...this.state, status, user, calendars, hidden: new Set() };
    localStorage.setItem('user', user.email);
    // A browser that is signed in with Google is so at the script's pages too.
    document.cookie = `user=${encodeURIComponent(user.email)}; path=/macros; samesite=lax`;
    this.dropEditor();
    this.grid.draw(this.now(), this.gridView);
    this.show(this.state.view);
    await this.panel.reset();
  }

  /** News of the world: several in a row are answered once. */
  listen(): void {
    let waiting: number | undefined;
    const seen = new Set<string>();
    new EventSource('/sandbox/events').onmessage = (message: MessageEvent<string>) => {
      seen.add(message.data);
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        const changes = new Set(seen);
        seen.clear();
        attempt(this.react(changes));
      }, 150);
    };
    setInterval(() => showClock(this.state, this.now()), 10_000);
  }

  private now(): number {
    const { now, running } = this.state.status;
    return running ? now + (Date.now() - this.readAt) : now;
  }

  private readonly topActions = {
    user: (email: string) => {
      localStorage.removeItem('locale');
      attempt(this.signIn(email));
    },
    locale: (tag: string) => {
      localStorage.setItem('locale', tag);
      this.state = { ...this.state, user: { ...this.state.user, locale: tag } };
      this.grid.draw(this.now(), this.gridView);
      this.show(this.state.view);
      attempt(this.panel.reset());
    },
    go: (where: 'prev' | 'next' | 'today') => {
      this.grid.go(where === 'today' ? new Date(this.now()) : where);
      this.showTitle();
    },
    create: () => {
      const start = Math.ceil(this.now() / HOUR) * HOUR;
      this.newEvent(new Date(start), new Date(start + HOUR), false);
    },
    grid: (view: string) => {
      this.gridView = view;
      this.grid.show(view);
      this.showTitle();
    },
  };

  private show(view: ViewName): void {
    this.state.view = view;
    document.body.dataset.page = view;
    this.drawPages();
    drawTop(this.state, this.gridView, this.topActions);
    drawSide(this.state, {
      create: this.topActions.create,
      changed: () => this.grid.refresh(),
    });
    byId('calendar').hidden = view !== 'calendar';
    byId('view').hidden = view === 'calendar';
    if (view !== 'calendar') attempt(this.fillView());
    this.showTitle();
    showClock(this.state, this.now());
  }

  private async fillView(): Promise<void> {
    if (this.state.view === 'mail') await showMail(byId('view'), this.state);
    if (this.state.view === 'log') await showLog(byId('view'), this.state);
  }

  private showTitle(): void {
    byId('title').textContent = this.grid.title;
  }

  /** The pages' links are beside the grid; on a narrow window they are below, with the add-on as one of them. */
  private drawPages(): void {
    const { view } = this.state;
    const isAddOn = NARROW.matches && document.body.dataset.page === 'addOn';
    fill(byId('pages'), ...pageLinks(this.state, isAddOn ? 'addOn' : view, (page) => this.goTo(page)));
  }

  private goTo(page: PageName): void {
    document.body.dataset.page = page;
    if (page === 'addOn') this.drawPages();
    else this.show(page);
  }

  private newEvent(start: Date, end: Date, allDay: boolean): void {
    const time = (at: Date) => (allDay ? { date: at.toISOString().slice(0, 10) } : { dateTime: at.toISOString() });
    const { email } = this.state.user;
    this.edit({ calendarId: email, event: { start: time(start), end: time(end) } });
    attempt(this.panel.openEvent({ calendarId: email }));
  }

  private async openEvent(calendarId: string, shown: ShownEvent): Promise<void> {
    const event = await calendarApi(this.state.user.email).get(calendarId, shown.id);
    this.edit({ calendarId, event });
    await this.panel.openEvent({ calendarId, eventId: event.id });
  }

  private edit(opened: Opened): void {
    this.dropEditor();
    this.editor = new Editor(this.state, opened, {
      closed: (hasChanged) => {
        this.dropEditor();
        attempt(this.panel.closeEvent(hasChanged));
      },
      drafted: (draft) => attempt(this.panel.updateEvent(draft)),
    });
    byId('calendar').append(this.editor.element);
    byId('grid').inert = true;
    this.editor.focus();
  }

  private dropEditor(): void {
    this.editor?.element.remove();
    this.editor = null;
    byId('grid').inert = false;
  }

  private async react(changes: ReadonlySet<string>): Promise<void> {
    const has = (change: string) => changes.has(JSON.stringify(change));
    if (has('state')) return this.signIn(this.state.user.email);
    const status = await control.status();
    this.state = { ...this.state, status };
    this.readAt = Date.now();
    this.drawPages();
    showClock(this.state, this.now());
    if (has('calendar')) this.grid.refresh();
    if (has('mail') || has('execution')) await this.fillView();
  }
}

async function begin(): Promise<void> {
  const [project, status] = await Promise.all([control.project(), control.status()]);
  const user = { email: '', name: '', timeZone: 'UTC', locale: 'en' };
  const page = new HostPage({ project, status, user, calendars: [], hidden: new Set(), view: 'calendar' });
  await page.signIn(localStorage.getItem('user') ?? '');
  page.listen();
}

begin().catch((error: unknown) => toast(wordsOf(error)));
