import { HOUR } from '../../../src/booking/time/time';
import { isZone, zoneOffset } from '../../../src/platform/zone-offsets';
import { at } from '../../support/builders';

/** A stand-in for Utilities, which knows Taipei and takes every other zone for GMT, as Google's does. */
const utilities = {
  formatDate: (date: Date, zone: string, pattern: string) => {
    const isTaipei = zone === 'Asia/Taipei';
    if (pattern === 'z') return isTaipei ? 'CST' : 'GMT';
    return new Date(date.getTime() + (isTaipei ? 8 * HOUR : 0)).toISOString().slice(0, 19);
  },
};

const scope = globalThis as { Utilities?: unknown };
beforeEach(() => {
  scope.Utilities = utilities;
});
afterEach(() => {
  delete scope.Utilities;
  jest.restoreAllMocks();
});

/** Intl as it may be in Apps Script. @param format what comes of a date */
function intlThat(format: () => string): void {
  jest.spyOn(Intl, 'DateTimeFormat').mockImplementation(() => ({ format }) as unknown as Intl.DateTimeFormat);
}

const broken = () => {
  throw new TypeError('Intl is not here');
};
const unknown = () => {
  throw new RangeError('Invalid time zone');
};
const noon = at('2026-11-24T12:00:00Z');

it('Utilities is asked where Intl throws', () => {
  jest.spyOn(Intl, 'DateTimeFormat').mockImplementation(broken);
  expect(zoneOffset('Asia/Taipei', noon)).toBe(8 * HOUR);
});

it('Utilities is asked where Intl answers with other signs than asked for', () => {
  intlThat(() => '廿四日');
  expect(zoneOffset('Asia/Taipei', noon)).toBe(8 * HOUR);
});

it('a zone that Intl does not know is refused, whatever Utilities would say', () => {
  jest.spyOn(Intl, 'DateTimeFormat').mockImplementation(unknown);
  expect(() => zoneOffset('Nowhere/Land', noon)).toThrow(RangeError);
  expect(isZone('Nowhere/Land')).toBe(false);
});

it.each([
  ['Asia/Taipei', true],
  ['Etc/UTC', true],
  ['GMT', true],
  ['Nowhere/Land', false],
])('where Intl itself is broken, Utilities says whether %s is a zone: %s', (zone, isOne) => {
  jest.spyOn(Intl, 'DateTimeFormat').mockImplementation(broken);
  expect(isZone(zone)).toBe(isOne);
});

it('what is not written as a zone is none, before anything is asked', () => {
  jest.spyOn(Intl, 'DateTimeFormat').mockImplementation(broken);
  for (const text of ['', '+08:00', 'Asia/Taipei; x', '../etc']) expect(isZone(text)).toBe(false);
});
