import { Calendar, type EventInput } from 'fullcalendar';
import dayGrid from 'fullcalendar/daygrid';
import interaction from 'fullcalendar/interaction';
import list from 'fullcalendar/list';
import timeGrid from 'fullcalendar/timegrid';
import classicTheme from 'fullcalendar/themes/classic';
import 'fullcalendar/skeleton.css';
import 'fullcalendar/themes/classic/theme.css';
import 'fullcalendar/themes/classic/palette.css';
import { calendarApi, type ApiEvent } from './api';
import { byId, el, toast } from './dom';
import { colorOf, type HostState } from './state';

/** What a person does in the grid. */
export interface GridActions {
  openEvent(calendarId: string, event: ApiEvent): void;
  newEvent(start: Date, end: Date, allDay: boolean): void;
  saved(): void;
}

/** An entry of the grid, as fullcalendar hands it back. */
interface Dragged {
  event: { extendedProps: Record<string, unknown>; start: Date | null; end: Date | null; allDay: boolean };
  revert(): void;
}

/** The week, in the person's own zone. */
export class Grid {
  private calendar: Calendar | null = null;

  constructor(
    private readonly state: () => HostState,
    private readonly actions: GridActions,
  ) {}

  /** Draws the grid for the user there is now, at a day. */
  draw(now: number, view: string): void {
    this.calendar?.destroy();
    const root = el('div', { id: 'grid' });
    byId('main').replaceChildren(root);
    const { user, locale } = this.state();
    this.calendar = new Calendar(root, {
      plugins: [timeGrid, dayGrid, list, interaction, classicTheme],
      initialView: view,
      initialDate: new Date(now),
      now: () => new Date(now),
      timeZone: user.timeZone,
      locale,
      firstDay: 1,
      height: '100%',
      scrollTime: '08:00:00',
      nowIndicator: true,
      editable: true,
      selectable: true,
      headerToolbar: false,
      events: (range, done, failed) => {
        this.load(range.start, range.end).then(done, failed);
      },
      eventClick: ({ event }) => {
        const { calendarId, event: source } = event.extendedProps as { calendarId: string; event: ApiEvent };
        this.actions.openEvent(calendarId, source);
      },
      select: ({ start, end, allDay }) => this.actions.newEvent(start, end, allDay),
      eventDrop: (dragged) => void this.move(dragged),
      eventResize: (dragged) => void this.move(dragged),
    });
    this.calendar.render();
  }

  refresh(): void {
    this.calendar?.refetchEvents();
  }

  go(where: 'prev' | 'next' | 'today' | Date): void {
    if (where instanceof Date) this.calendar?.gotoDate(where);
    else this.calendar?.[where]();
  }

  show(view: string): void {
    this.calendar?.changeView(view);
  }

  get title(): string {
    return this.calendar?.view.title ?? '';
  }

  private async load(from: Date, to: Date): Promise<EventInput[]> {
    const state = this.state();
    const api = calendarApi(state.user.email);
    const shown = state.calendars.filter((calendar) => !state.hidden.has(calendar.id));
    const lists = await Promise.all(
      shown.map(async (calendar) => {
        const { items } = await api.events(calendar.id, from, to);
        return items.map((event) => entryOf(state, calendar.id, event));
      }),
    );
    return lists.flat();
  }

  /** A drag or a stretch is saved at once, as in Calendar. */
  private async move(dragged: Dragged): Promise<void> {
    const { calendarId, event: source } = dragged.event.extendedProps as { calendarId: string; event: ApiEvent };
    const { start, end, allDay } = dragged.event;
    if (start === null) return;
    const until = end ?? new Date(start.getTime() + (allDay ? 86_400_000 : 3_600_000));
    const time = (at: Date) =>
      allDay ? { date: at.toISOString().slice(0, 10), dateTime: null } : { dateTime: at.toISOString(), date: null };
    try {
      await calendarApi(this.state().user.email).patch(calendarId, source.id, { start: time(start), end: time(until) });
      this.actions.saved();
    } catch (error) {
      dragged.revert();
      toast(error instanceof Error ? error.message : String(error));
    }
  }
}

function entryOf(state: HostState, calendarId: string, event: ApiEvent): EventInput {
  const color = colorOf(state, calendarId);
  const declined = (event.attendees ?? []).some((a) => a.self === true && a.responseStatus === 'declined');
  const faint = event.transparency === 'transparent' || declined;
  return {
    id: `${calendarId}/${event.id}`,
    title: event.summary ?? (event.start.date === undefined && event.end.date === undefined ? '(busy)' : '(No title)'),
    start: event.start.dateTime ?? event.start.date ?? '',
    end: event.end.dateTime ?? event.end.date ?? '',
    allDay: event.start.date !== undefined,
    color: faint ? '#e8eaed' : color,
    className: declined ? 'declined' : faint ? 'faint' : 'solid',
    extendedProps: { calendarId, event },
  };
}
