import type { ShownEvent } from '../../calendar/model/resources';
import type { CalendarEntry } from '../http/calendar';

/** Dark enough for white text on them. */
const CALENDAR_COLORS = ['#1967d2', '#0b8043', '#8e24aa', '#c5221f', '#3f51b5', '#ad1457', '#795548', '#5f6368'];

/** Colours of an event's own colorId. */
const EVENT_COLORS: Readonly<Record<string, string>> = {
  1: '#5c6bc0',
  2: '#287a55',
  3: '#8e24aa',
  4: '#c2185b',
  5: '#8a6d00',
  6: '#c53929',
  7: '#00707f',
  8: '#616161',
  9: '#3f51b5',
  10: '#0b8043',
  11: '#b3261e',
};

/** The colour of a calendar: by its place in the list, so that no two look alike. */
export function calendarColor(calendars: readonly CalendarEntry[], calendarId: string): string {
  const index = calendars.findIndex((calendar) => calendar.id === calendarId);
  return CALENDAR_COLORS[Math.max(0, index) % CALENDAR_COLORS.length] ?? '#1967d2';
}

/** The colour of an event: its own, else its calendar's. */
export function eventColor(calendars: readonly CalendarEntry[], calendarId: string, event: ShownEvent): string {
  return EVENT_COLORS[event.colorId ?? ''] ?? calendarColor(calendars, calendarId);
}
