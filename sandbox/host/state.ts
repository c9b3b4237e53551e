import type { AddOn, CalendarEntry, User } from './api';

/** What the page is showing, and to whom. */
export interface HostState {
  user: User;
  users: User[];
  /** Language in which the person reads Calendar; what the add-on is told. */
  locale: string;
  addOn: AddOn | null;
  hasWebApp: boolean;
  calendars: CalendarEntry[];
  hidden: Set<string>;
  view: 'calendar' | 'mail' | 'log';
  /** The event whose card the side panel shows. */
  open: { calendarId: string; eventId: string } | null;
}

export const LOCALES = ['en', 'zh-TW', 'pl', 'ru', 'th', 'es'];

const COLORS = ['#1a73e8', '#0b8043', '#8e24aa', '#f4511e', '#039be5', '#616161'];

/** The colour of a calendar: its place in the list. */
export function colorOf(state: HostState, calendarId: string): string {
  const index = state.calendars.findIndex((calendar) => calendar.id === calendarId);
  return COLORS[Math.max(0, index) % COLORS.length] ?? '#1a73e8';
}
