import { SUGGESTED_ZONES, zoneMeant } from '../../../src/cards/kit/zone-names';
import { isZone } from '../../../src/platform/zone-offsets';

it.each([
  ['Europe/Warsaw', 'Europe/Warsaw'],
  ['europe/warsaw', 'Europe/Warsaw'],
  ['Warsaw', 'Europe/Warsaw'],
  ['new york', 'America/New_York'],
  ['Bratislava', 'Europe/Bratislava'],
  ['UTC', 'UTC'],
  ['Kraków', 'Europe/Warsaw'],
  ['łódź', 'Europe/Warsaw'],
  ['Nowy Jork', 'America/New_York'],
  ['Москва', 'Europe/Moscow'],
  ['台北', 'Asia/Taipei'],
  ['กรุงเทพ', 'Asia/Bangkok'],
  ['Ciudad de México', 'America/Mexico_City'],
  ['Kleinkleckersdorf', null],
  ['Nowhere', null],
  ['GMT+2', null],
  ['', null],
])('%j means %j', (text, zone) => {
  expect(zoneMeant(text, isZone)).toBe(zone);
});

it('every suggested zone exists', () => {
  expect(SUGGESTED_ZONES.filter((zone) => !isZone(zone))).toEqual([]);
  expect(SUGGESTED_ZONES.length).toBeLessThanOrEqual(100);
});
