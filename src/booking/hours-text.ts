import type { HoursRange } from './staff';

/**
 * A time of day as people write it: `9`, `9:00`, `9.00`, `9h30`, `9am`, `9:00 AM`, `9:00 a. m.`, `上午9:00`, `9點30分`.
 * This includes what cards show in any of our languages.
 */
const TIME = String.raw`(上午|早上|下午|晚上)?\s*(\d{1,2})(?:\s*[:.：h點点時时]\s*(\d{2})|[h點点時时])?\s*分?\s*(?:([ap])\.?\s?m\b\.?)?`;

/** What people write after a time, and what changes nothing: `9 godz.`, `9 Uhr`, `9 ч.`, `9:00 น.` */
const HOUR_WORDS = /(\d)\s*(?:hours?|hrs?|godz|uhr|час(?:ов|а)?|ч|น|นาฬิกา|整)(?![\p{L}\p{M}])\.?/giu;

/** What people write before the first time: `from 9 to 17`, `od 9 do 17`, `с 9 до 17`, `de 9 a 17`. */
const FROM_WORDS = /^(?:from|between|od|godz\.?|с|de|desde|從|从|自|ตั้งแต่|เวลา)\s*(?:las?\s+)?(?=[\d上早下晚])/iu;

/** Between the two ends of a range: a dash, or a word for it. */
const TO = String.raw`\s*(?:[-‐‑–—−~〜～]|to|till|until|do|до|ถึง|至|到|hasta|a)\s*(?:las?\s+)?`;

const RANGE = new RegExp(`^${TIME}${TO}${TIME}$`, 'i');

/** Between two ranges: a mark, or a word for “and”. */
const AND = /[,;、，；+&]|\s(?:and|i|oraz|y|и|และ)\s|[和與及]/iu;

/**
 * Hours of one day as people write them: `9:00-12:30, 1pm to 5pm`. An empty text means closed. `null` if it is not
 * understood.
 */
export function parseDayHours(text: string): HoursRange[] | null {
  // These include the non-breaking spaces that Intl puts before AM and PM.
  const trimmed = text.normalize('NFKC').replace(/\s+/g, ' ').trim();
  if (trimmed === '') return [];
  const ranges: HoursRange[] = [];
  for (const part of trimmed.split(AND)) {
    const range = parseRange(part.trim().replace(HOUR_WORDS, '$1').replace(FROM_WORDS, ''));
    if (range === null) return null;
    ranges.push(range);
  }
  ranges.sort((a, b) => a.from - b.from);
  const overlapping = ranges.some((range, i) => range.from < (ranges[i - 1]?.to ?? 0));
  return overlapping ? null : ranges;
}

function parseRange(text: string): HoursRange | null {
  const match = RANGE.exec(text);
  if (match === null) return null;
  const first = clockTime(match.slice(1, 5));
  const second = clockTime(match.slice(5, 9));
  if (first === null || second === null) return null;
  const [from, until] = withSharedHalf(first, second);
  if (from === until || from >= 1440) return null;
  // 22:00-02:00 reaches past midnight.
  return { from, to: until > from ? until : until + 1440 };
}

/** A time of day, minutes from midnight, and whether its half of the day was given. */
interface ClockTime {
  minutes: number;
  hasHalf: boolean;
}

/** Words before an hour that leave it in the first half of the day; the others put it into the second. */
const MORNING: readonly string[] = ['上午', '早上'];

/** @param parts 上午 or 下午, hours, minutes, a or p; those that are missing are undefined */
function clockTime([before, hours, minute, after]: readonly (string | undefined)[]): ClockTime | null {
  const half =
    MORNING.includes(before ?? '') || after?.toLowerCase() === 'a' ? 0 : (before ?? after) !== undefined ? 12 : null;
  const hour = Number(hours ?? NaN);
  const past = Number(minute ?? '0');
  if (past >= 60 || (half !== null && (hour < 1 || hour > 12))) return null;
  const minutes = (half === null ? hour : (hour % 12) + half) * 60 + past;
  return minutes <= 1440 ? { minutes, hasHalf: half !== null } : null;
}

const HALF_DAY = 720;

/** `9-5pm`, `1-5pm`, `9am-5`: an end without its half of the day gets the one that makes the range shortest. */
function withSharedHalf(first: ClockTime, second: ClockTime): [number, number] {
  const [from, until] = [first.minutes, second.minutes];
  if (first.hasHalf === second.hasHalf) return [from, until];
  if (first.hasHalf) return [from, until <= from && until <= HALF_DAY ? (until + HALF_DAY) % 1440 || 1440 : until];
  const later = from < HALF_DAY ? from + HALF_DAY : from;
  return [later < until ? later : from, until];
}

/** The inverse of parseDayHours: `09:00-12:30, 13:00-17:00`. */
export function formatDayHours(ranges: readonly HoursRange[]): string {
  return ranges
    .map((range) => `${clock(range.from)}-${clock(range.to > 1440 ? range.to - 1440 : range.to)}`)
    .join(', ');
}

function clock(total: number): string {
  return `${String(Math.floor(total / 60)).padStart(2, '0')}:${String(total % 60).padStart(2, '0')}`;
}
