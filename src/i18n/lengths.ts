const HOUR = 60;
const DAY = 24 * HOUR;

/** The names of the units in the languages of the cards, long and short. */
const UNITS: readonly { minutes: number; names: RegExp }[] = [
  {
    minutes: 7 * DAY,
    names: /^(w|wk|weeks?|tydzień|tygodnie|tygodni|tyg|нед|недел[яиью]|недель|สัปดาห์|週|周|semanas?|sem)$/,
  },
  { minutes: DAY, names: /^(d|days?|dzień|dni|dnia|дн|день|дня|дней|сут|วัน|天|日|días?|dias?)$/ },
  { minutes: HOUR, names: /^(h|hrs?|hours?|g|godz|godzin[aęy]?|ч|час|часа|часов|ชม|ชั่วโมง|小時|小时|時|horas?)$/ },
  { minutes: 1, names: /^(m|mins?|minutes?|minut[aęy]?|м|мин|минут[аыу]?|นาที|分|分鐘|分钟|minutos?)$/ },
];

/**
 * A length of time as people write it, in minutes: `90 min`, `2 h`, `1 day`, `1,5 h`, `1 hour 30 minutes`, `1:30`; the
 * same in the other languages of the cards. `null` if it is not understood or not a whole number of minutes.
 *
 * @param bare minutes of one, for a number without a unit; `null` if a unit is needed, except for 0
 */
export function parseLength(text: string, bare: number | null): number | null {
  const trimmed = text.trim().toLowerCase();
  if (/^\d{1,6}$/.test(trimmed)) return bare === null && Number(trimmed) !== 0 ? null : Number(trimmed) * (bare ?? 1);
  const clock = /^(\d{1,3}):(\d{2})$/.exec(trimmed);
  if (clock !== null) return Number(clock[2]) < 60 ? Number(clock[1]) * HOUR + Number(clock[2]) : null;
  // Several parts in a row, each a number and its unit.
  if (!/^(\d{1,6}([.,]\d{1,2})?\s*(de\s+)?[^\d\s.,]+\.?[\s,]*)+$/.test(trimmed)) return null;
  let total = 0;
  for (const [, amount = '', , name = ''] of trimmed.matchAll(/(\d{1,6}(?:[.,]\d{1,2})?)\s*(de\s+)?([^\d\s.,]+)/g)) {
    const unit = UNITS.find(({ names }) => names.test(name));
    if (unit === undefined) return null;
    total += Number(amount.replace(',', '.')) * unit.minutes;
  }
  return Number.isInteger(total) ? total : null;
}
