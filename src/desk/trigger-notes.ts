import type { Change } from '../store/store';
import type { Desk, Me } from './ports';

/**
 * Notes of which calendars Google announces changes, so that the card can say which are read once an hour only: a user
 * may have 20 triggers of a script [guides/services/quotas].
 */
export function noteTriggers(desk: Desk, me: Me, failures: readonly { calendarId: string; message: string }[]): void {
  for (const failure of failures) desk.log(`no trigger: ${failure.message}`);
  const without = new Set(failures.map(({ calendarId }) => calendarId));
  const isNews = [...desk.store.read().all('calendar').values()].some(
    (calendar) => calendar.email === me.email && calendar.hasTrigger === without.has(calendar.calendarId),
  );
  if (!isNews) return;
  desk.store.update((snapshot) => ({
    changes: [...snapshot.all('calendar')].flatMap(([id, calendar]): Change[] => {
      const hasTrigger = !without.has(calendar.calendarId);
      if (calendar.email !== me.email || calendar.hasTrigger === hasTrigger) return [];
      return [{ put: 'calendar', id, value: { ...calendar, hasTrigger } }];
    }),
    result: null,
  }));
}
