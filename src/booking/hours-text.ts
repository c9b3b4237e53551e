import type { HoursRange } from './staff';

const RANGE = /^(\d{1,2})(?::(\d{2}))?\s*[-–—]\s*(\d{1,2})(?::(\d{2}))?$/;

/** Hours of one day as people write them: `9:00-12:30, 13-17`. Empty text means closed. Null: not understood. */
export function parseDayHours(text: string): HoursRange[] | null {
  const trimmed = text.trim();
  if (trimmed === '') return [];
  const ranges: HoursRange[] = [];
  for (const part of trimmed.split(/[,;]/)) {
    const match = RANGE.exec(part.trim());
    if (match === null) return null;
    const from = minutes(match[1], match[2]);
    const until = minutes(match[3], match[4]);
    if (from === null || until === null || from === until || from >= 1440) return null;
    // 22:00-02:00 reaches past midnight.
    ranges.push({ from, to: until > from ? until : until + 1440 });
  }
  ranges.sort((a, b) => a.from - b.from);
  const overlapping = ranges.some((range, i) => range.from < (ranges[i - 1]?.to ?? 0));
  return overlapping ? null : ranges;
}

/** The inverse of parseDayHours: `09:00-12:30, 13:00-17:00`. */
export function formatDayHours(ranges: readonly HoursRange[]): string {
  return ranges
    .map((range) => `${clock(range.from)}-${clock(range.to > 1440 ? range.to - 1440 : range.to)}`)
    .join(', ');
}

function minutes(hours: string | undefined, minute: string | undefined): number | null {
  const total = Number(hours ?? NaN) * 60 + Number(minute ?? '0');
  return Number(minute ?? '0') < 60 && total >= 0 && total <= 1440 ? total : null;
}

function clock(total: number): string {
  return `${String(Math.floor(total / 60)).padStart(2, '0')}:${String(total % 60).padStart(2, '0')}`;
}
