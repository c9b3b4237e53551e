import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { zoneBetween } from '../../../src/booking/time/zones';
import { DAY } from '../../../src/booking/time/time';
import { at, offsets } from '../../support/builders';

const FROM = at('2021-01-01T00:00:00Z');
const TO = at('2031-12-31T00:00:00Z');
const ZONES = [
  'Europe/Warsaw',
  'America/New_York',
  'Asia/Taipei',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Pacific/Auckland',
  'America/St_Johns',
  'UTC',
];

describe('zoneBetween', () => {
  it('agrees with Temporal on any wall time of any zone, gaps and overlaps included', () => {
    const zones = new Map(ZONES.map((name) => [name, zoneBetween(name, offsets, FROM, TO)]));
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), fc.integer({ min: FROM / 60_000, max: TO / 60_000 }), (name, minute) => {
        const wall = minute * 60_000;
        const plain = new Date(wall).toISOString().slice(0, 19);
        const expected = Temporal.PlainDateTime.from(plain).toZonedDateTime(name).epochMilliseconds;
        expect(zones.get(name)!.instantOf(wall)).toBe(expected);
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes the first of two instants that share a wall time, and moves on a wall time that a change skips', () => {
    const warsaw = zoneBetween('Europe/Warsaw', offsets, FROM, TO);
    expect(warsaw.instantOf(at('2026-10-25T02:30:00Z'))).toBe(at('2026-10-25T00:30:00Z'));
    expect(warsaw.instantOf(at('2026-03-29T02:30:00Z'))).toBe(at('2026-03-29T01:30:00Z'));
  });

  it('finds both changes of a zone that changes twice within five weeks', () => {
    const casablanca = zoneBetween('Africa/Casablanca', offsets, FROM, TO);
    for (let day = FROM; day < TO; day += DAY) expect(casablanca.offsetAt(day)).toBe(offsets('Africa/Casablanca', day));
  });

  it('refuses a zone that does not exist', () => {
    expect(() => zoneBetween('Mars/Olympus', offsets, FROM, TO)).toThrow(RangeError);
  });
});
