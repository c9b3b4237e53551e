import { clockFormat, clockTwins, type Clock } from '../../../i18n/clock';
import type { Locale } from '../../../i18n/locales';
import type { TimeChoice } from './times';

interface TimeWords {
  summerTime: string;
  winterTime: string;
}

interface DayPartWords {
  night: string;
  morning: string;
  afternoon: string;
  evening: string;
}

/** How clock times are read: in which format locale, in which zone, by which clock. */
export interface ClockReading {
  tag: string;
  zone: string;
  /** If it is not the usual one of the language. */
  clock?: Clock | undefined;
}

/** A time as it can be chosen; of two that the clock shows alike, each says which it is. */
export function timeChoiceIn({ tag, zone, clock }: ClockReading, words: TimeWords): (start: number) => TimeChoice {
  const format = clockFormat(tag, zone, clock);
  const twinOf = clockTwins(zone);
  return (start) => {
    const twin = twinOf(start);
    const season = twin?.which === 'first' ? words.summerTime : words.winterTime;
    return { start, text: format.format(start), note: twin === null ? '' : `${season}, ${twin.offset}` };
  };
}

/** When the evening begins; in Spanish the afternoon lasts until eight. */
const EVENING: Readonly<Record<Locale, number>> = { en: 17, 'zh-TW': 18, pl: 18, ru: 17, th: 18, es: 20 };

/** The times of a day by its parts: morning until 12, afternoon, evening; night only where there is one. */
export function partsOfDay(
  starts: readonly number[],
  { locale, zone }: { locale: Locale; zone: string },
  words: DayPartWords,
  choiceOf: (start: number) => TimeChoice,
): { name: string; times: TimeChoice[] }[] {
  const hour = new Intl.DateTimeFormat('en', { hour: 'numeric', hourCycle: 'h23', timeZone: zone });
  const groups: { name: string; times: TimeChoice[] }[] = [];
  for (const start of starts) {
    const at = Number(hour.format(start));
    const part = at < 5 ? 'night' : at < 12 ? 'morning' : at < EVENING[locale] ? 'afternoon' : 'evening';
    const name = words[part];
    const group = groups[groups.length - 1];
    if (group?.name === name) group.times.push(choiceOf(start));
    else groups.push({ name, times: [choiceOf(start)] });
  }
  return groups;
}
