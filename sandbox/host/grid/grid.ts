import type { ShownEvent } from '../../calendar/model/resources';
import { Calendar, type EventInput } from 'fullcalendar';
import dayGrid from 'fullcalendar/daygrid';
import interaction from 'fullcalendar/interaction';
import list from 'fullcalendar/list';
import timeGrid from 'fullcalendar/timegrid';
import classicTheme from 'fullcalendar/themes/classic';
import 'fullcalendar/skeleton.css';
import 'fullcalendar/themes/classic/theme.css';
import 'fullcalendar/themes/classic/palette.css';
import { calendarApi, type CalendarEntry } from '../http/calendar';
import { eventColor } from '../model/colors';
import { isWritable, type HostState } from '../model/state';
import { wallOf } from '../model/time';
import { attempt, toast, wordsOf } from '../ui/toast';

/** What a person does in the grid. */
export interface GridActions {
  openEvent(calendarId: string, event: ShownEvent): void;
  newEvent(start: Date, end: Date, allDay: boolean): void;
}

export const GRID_VIEWS = [
  { value: 'timeGridDay', label: 'Day' },
  { value: 'timeGridWeek', label: 'Week' },
  { value: 'dayGridMonth', label: 'Month' },
  { value: 'listWeek', label: 'List' },
];

/** An entry of the grid, as fullcalendar hands it back. */
interface Dragged {
  event: { extendedProps: Record<string, unknown>; start: Date | null; end: Date | null; allDay: boolean };
  revert(): void;
}

/** What an entry of the grid carries of its event. */
interface Source {
  calendarId: string;
  event: ShownEvent;
}

const DAY = 86_400_000;
const HOUR = 3_600_000;

/** Day, week, month and list, in the person's own zone. */
export class Grid {
  private calendar: Calendar | null = null;

  constructor(
    private readonly root: HTMLElement,
    private readonly state: () => HostState,
    private readonly actions: GridActions,
  ) {
    letScrollByKeyboard(root);
  }

  /** Draws the grid for the user there is now, at a day. */
  draw(now: number, view: string): void {
    this.calendar?.destroy();
    const { user } = this.state();
    this.calendar = new Calendar(this.root, {
      plugins: [timeGrid, dayGrid, list, interaction, classicTheme],
      initialView: view,
      initialDate: new Date(now),
      now: () => new Date(now),
      timeZone: user.timeZone,
      locale: user.locale,
      firstDay: 1,
      height: '100%',
      scrollTime: '08:00:00',
      nowIndicator: true,
      editable: true,
      selectable: true,
      // An entry can be reached and opened with the keyboard.
      eventInteractive: true,
      dayMaxEvents: true,
      headerToolbar: false,
      events: (range, done, failed) => {
        this.load(range.startStr, range.endStr).then(done, failed);
      },
      eventClick: ({ event }) => {
        const { calendarId, event: source } = event.extendedProps as unknown as Source;
        this.actions.openEvent(calendarId, source);
      },
      select: ({ start, end, allDay }) => this.actions.newEvent(start, end, allDay),
      eventDrop: (dragged) => attempt(this.move(dragged)),
      eventResize: (dragged) => attempt(this.move(dragged)),
    });
    this.calendar.render();
  }

  refresh(): void {
    this.calendar?.refetchEvents();
  }

  go(where: 'prev' | 'next' | Date): void {
    if (where instanceof Date) this.calendar?.gotoDate(where);
    else this.calendar?.[where]();
  }

  show(view: string): void {
    this.calendar?.changeView(view);
  }

  get title(): string {
    return this.calendar?.view.title ?? '';
  }

  private async load(from: string, to: string): Promise<EventInput[]> {
    const { user, calendars, hidden } = this.state();
    const api = calendarApi(user.email);
    const shown = calendars.filter((calendar) => !hidden.has(calendar.id));
    const lists = await Promise.all(
      shown.map(async (calendar) => {
        const events = await api.events(calendar.id, new Date(from).toISOString(), new Date(to).toISOString());
        return events.map((event) => entryOf(calendars, calendar, event));
      }),
    );
    return lists.flat();
  }

  /** A drag or a stretch is saved at once, as in Calendar; the news of it draws the grid again. */
  private async move(dragged: Dragged): Promise<void> {
    const { calendarId, event: source } = dragged.event.extendedProps as unknown as Source;
    const { start, end, allDay } = dragged.event;
    if (start === null) return;
    const until = end ?? new Date(start.getTime() + (allDay ? DAY : HOUR));
    const { user } = this.state();
    const time = (at: Date) =>
      allDay ? { date: dayOf(at), dateTime: null } : { dateTime: at.toISOString(), date: null };
    try {
      await calendarApi(user.email).patch(calendarId, source.id, { start: time(start), end: time(until) });
    } catch (error) {
      dragged.revert();
      toast(wordsOf(error));
    }
  }
}

const SCROLL_KEYS: Readonly<Record<string, number>> = { ArrowUp: -60, ArrowDown: 60, PageUp: -400, PageDown: 400 };

/** An empty day is scrolled with the keyboard too: its own scrolling part takes no focus. */
function letScrollByKeyboard(root: HTMLElement): void {
  root.tabIndex = 0;
  root.setAttribute('role', 'region');
  root.setAttribute('aria-label', 'Events');
  root.addEventListener('keydown', (event) => {
    const distance = SCROLL_KEYS[event.key];
    if (event.target !== root || distance === undefined) return;
    event.preventDefault();
    const parts = [...root.querySelectorAll<HTMLElement>('div')].filter(
      (part) => part.scrollHeight > part.clientHeight,
    );
    for (const part of parts) part.scrollBy({ top: distance });
  });
}

/** The day of an all-day entry: fullcalendar marks days by midnight in UTC. */
const dayOf = (at: Date) => wallOf(at.getTime(), 'UTC').date;

function entryOf(calendars: readonly CalendarEntry[], calendar: CalendarEntry, event: ShownEvent): EventInput {
  const answer = event.attendees?.find((guest) => guest.self === true)?.responseStatus;
  const isFaint = event.transparency === 'transparent' || answer === 'declined';
  // A reader who sees only when somebody is busy gets no title.
  const noTitle = calendar.accessRole === 'freeBusyReader' ? 'Busy' : '(No title)';
  return {
    id: `${calendar.id}/${event.id}`,
    title: event.summary ?? noTitle,
    start: event.start.dateTime ?? event.start.date ?? '',
    end: event.end.dateTime ?? event.end.date ?? '',
    allDay: event.start.date !== undefined,
    editable: isWritable(calendar) && event.organizer?.self !== false,
    color: isFaint ? '#eef1f5' : eventColor(calendars, calendar.id, event),
    className:
      `${answer === 'declined' ? 'declined' : isFaint ? 'faint' : 'solid'} ${answer === 'needsAction' ? 'unanswered' : ''}`.trim(),
    extendedProps: { calendarId: calendar.id, event },
  };
}
