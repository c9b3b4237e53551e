import type { HistoryEntry } from '../../booking/booking';
import { historyBy, historyDetail, historyText } from '../../i18n/history';
import type { CardContext } from './context';
import { line } from './parts';
import type { Widget } from './widgets';

/** One thing that happened to a booking: when, what, by whom. @param dayOf how the day is written */
export function historyLine(
  { t, dates }: CardContext,
  entry: HistoryEntry,
  dayOf = (at: number) => dates.day(at),
): Widget {
  return line(t('booking.historyLine', { what: historyText(t, entry.what), by: historyBy(t, entry.by) }), {
    label: `${dayOf(entry.at)}, ${dates.time(entry.at)}`,
    ...(entry.detail !== undefined && { note: historyDetail(t, entry.detail) }),
  });
}
