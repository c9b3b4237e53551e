import type { DeskTranslate } from '../i18n/index';

/** A length in minutes as people say it: `1 hour 30 minutes`. */
export function durationText(t: DeskTranslate, minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const parts = [];
  if (hours > 0) parts.push(t('duration.hours', { count: hours }));
  if (rest > 0 || hours === 0) parts.push(t('duration.minutes', { count: rest }));
  return parts.join(' ');
}
