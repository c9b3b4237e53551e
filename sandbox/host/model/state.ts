import type { CalendarUser } from '../../calendar/model/resources';
import type { ProjectInfo, WorldStatus } from '../../protocol';
import type { CalendarEntry } from '../http/calendar';

export type ViewName = 'calendar' | 'mail' | 'log';

/** What the page is showing, and to whom. */
export interface HostState {
  project: ProjectInfo;
  status: WorldStatus;
  user: CalendarUser;
  calendars: CalendarEntry[];
  /** Calendars that are not shown, by id. */
  hidden: Set<string>;
  view: ViewName;
}

/** Languages in which the page can be read as. */
export const LOCALES: readonly { value: string; label: string }[] = [
  { value: 'en', label: 'English' },
  { value: 'zh-TW', label: '繁體中文' },
  { value: 'pl', label: 'Polski' },
  { value: 'ru', label: 'Русский' },
  { value: 'th', label: 'ไทย' },
  { value: 'es', label: 'Español' },
];

/** Whether somebody may write into a calendar. */
export const isWritable = ({ accessRole }: CalendarEntry): boolean => accessRole === 'owner' || accessRole === 'writer';

/** A calendar's name, as its reader sees it. */
export function calendarName(calendar: CalendarEntry, user: CalendarUser): string {
  if (calendar.primary === true) return user.name;
  return calendar.summaryOverride ?? calendar.summary;
}
