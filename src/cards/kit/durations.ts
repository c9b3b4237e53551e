import { done, refused, type FieldName, type Outcome } from '../../booking/refusal';
import type { DeskTranslate } from '../../i18n/index';
import { parseLength } from '../../i18n/lengths';

/** A length in minutes in words: `1 hour 30 minutes`, `2 days`. */
export function durationText(t: DeskTranslate, minutes: number): string {
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  const rest = minutes % 60;
  const parts = [];
  if (days > 0) parts.push(t('duration.days', { count: days }));
  if (hours > 0) parts.push(t('duration.hours', { count: hours }));
  if (rest > 0 || parts.length === 0) parts.push(t('duration.minutes', { count: rest }));
  return parts.join(' ');
}

/**
 * A length of time that was entered, in minutes.
 *
 * @param bare what a number without a unit counts, minutes; `null` if it needs a unit, because its meaning would be
 * unclear
 */
export function readLength(
  t: DeskTranslate,
  text: string,
  field: FieldName,
  { min, max, bare }: { min: number; max: number; bare: number | null },
): Outcome<number> {
  const minutes = parseLength(text, bare);
  return minutes !== null && minutes >= min && minutes <= max
    ? done(minutes)
    : refused('lengthExpected', field, { min: durationText(t, min), max: durationText(t, max) });
}
