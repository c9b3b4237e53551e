import { cityOf, placesFor, placesOf } from '../../../src/web/client/parts/places';

const places = placesOf('en');
const found = (typed: string) => placesFor(typed, places).map(({ zone }) => zone);

it('no place has a name that it no longer has', () => {
  const names = new Set(places.map(({ city }) => city));
  const former = ['Calcutta', 'Saigon', 'Rangoon', 'Kiev', 'Katmandu', 'Godthab', 'Faeroe', 'Truk', 'Ponape', 'Asmera'];
  expect(former.filter((name) => names.has(name))).toEqual([]);
  expect(['Europe/Kiev', 'Asia/Calcutta', 'America/New_York', 'Asia/Saigon'].map(cityOf)).toEqual([
    'Kyiv',
    'Kolkata',
    'New York',
    'Ho Chi Minh City',
  ]);
  expect(names.size).toBe(places.length);
});

it('finds a place by city or country, by its former name, and without accents', () => {
  expect(found('TAI')[0]).toBe('Asia/Taipei');
  expect(found('poland')).toEqual(['Europe/Warsaw']);
  expect(found('new y')).toEqual(['America/New_York']);
  expect(found('sao paulo')).toEqual(['America/Sao_Paulo']);
  expect(found('calcutta')).toHaveLength(1);
  expect(found('')).toEqual([]);
  expect(found('zzz')).toEqual([]);
});

it('finds a country in the language of the page, inside a text without spaces too', () => {
  const zonesIn = (tag: string, typed: string) => placesFor(typed, placesOf(tag)).map(({ zone }) => zone);
  expect(zonesIn('pl', 'Polska')).toEqual(['Europe/Warsaw']);
  expect(zonesIn('ru', 'польша')).toEqual(['Europe/Warsaw']);
  expect(zonesIn('zh-TW', '台灣')).toEqual(['Asia/Taipei']);
  expect(zonesIn('th', 'ไทย')).toContain('Asia/Bangkok');
});
