/** A place whose clock times can be shown. */
export interface ZonePlace {
  /** As the browser calls the IANA zone. */
  zone: string;
  city: string;
  /** In the language of the page; empty where the browser does not know it. */
  country: string;
}

/**
 * Zones whose cities have another name today, or whose name says another city. Browsers list some of them as they were
 * called in 1993 (https://github.com/tc39/proposal-temporal/issues/1076).
 */
const TODAY: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Asmara',
  'America/Coral_Harbour': 'Atikokan',
  'America/Godthab': 'Nuuk',
  'America/Indianapolis': 'Indianapolis',
  'Asia/Calcutta': 'Kolkata',
  'Asia/Katmandu': 'Kathmandu',
  'Asia/Rangoon': 'Yangon',
  'Asia/Saigon': 'Ho Chi Minh City',
  'Asia/Ho_Chi_Minh': 'Ho Chi Minh City',
  'Atlantic/Faeroe': 'Faroe',
  'Europe/Kiev': 'Kyiv',
  'Europe/Uzhgorod': 'Uzhhorod',
  'Europe/Zaporozhye': 'Zaporizhzhia',
  'Pacific/Enderbury': 'Kanton',
  'Pacific/Ponape': 'Pohnpei',
  'Pacific/Truk': 'Chuuk',
};

/** What a zone is called: its city, by its name today. */
export function cityOf(zone: string): string {
  return TODAY[zone] ?? (zone.split('/').pop() ?? zone).replace(/_/g, ' ');
}

/** A locale of a country tells its zones, in browsers that know. */
interface ZonedLocale {
  getTimeZones?: () => string[] | undefined;
  timeZones?: string[];
}

/** All places that the browser knows. @param tag language of the countries' names */
export function placesOf(tag: string): ZonePlace[] {
  const countries = countriesOf(tag);
  const zones = typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('timeZone') : [];
  return zones
    .filter((zone) => zone.includes('/') && !zone.startsWith('Etc/'))
    .map((zone) => ({ zone, city: cityOf(zone), country: countries.get(zone) ?? '' }))
    .sort((a, b) => (a.city < b.city ? -1 : 1));
}

/** The country of each zone. */
function countriesOf(tag: string): Map<string, string> {
  const found = new Map<string, string>();
  const names = new Intl.DisplayNames([tag, 'en'], { type: 'region', fallback: 'none' });
  const letters = Array.from({ length: 26 }, (_, i) => String.fromCharCode(65 + i));
  for (const code of letters.flatMap((first) => letters.map((second) => first + second))) {
    const name = names.of(code);
    if (name === undefined) continue;
    const locale: Intl.Locale & ZonedLocale = new Intl.Locale(`und-${code}`);
    for (const zone of locale.getTimeZones?.() ?? locale.timeZones ?? []) if (!found.has(zone)) found.set(zone, name);
  }
  return found;
}

/**
 * The places whose city, country or zone has a word that begins with what is typed; those whose city begins with it
 * come first. Case and accents do not count.
 */
export function placesFor(typed: string, places: readonly ZonePlace[]): ZonePlace[] {
  const wanted = plain(typed).trim();
  if (wanted === '') return [];
  const rank = ({ zone, city, country }: ZonePlace): number => {
    if (plain(city).startsWith(wanted)) return 0;
    const words = ` ${plain(`${city} ${country} ${zone.replace(/[/_]/g, ' ')}`)}`;
    // Chinese and Thai have no spaces between words.
    return words.includes(` ${wanted}`) || (wanted > '\u0e00' && words.includes(wanted)) ? 1 : 2;
  };
  return [0, 1].flatMap((wantedRank) => places.filter((place) => rank(place) === wantedRank));
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/ł/gi, 'l').toLowerCase();
}
