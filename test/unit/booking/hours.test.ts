import { workingTime, type WorkingRules } from '../../../src/booking/slots/hours';
import { OFFICE_HOURS, PLAIN_RULES, type WeeklyHours } from '../../../src/booking/staff';
import { zoneBetween } from '../../../src/booking/time/zones';
import { at, offsets } from '../../support/builders';

const range = (from: number, to: number) => ({ from: from * 60, to: to * 60 });
const everyDay = (...ranges: { from: number; to: number }[]): WeeklyHours => Array.from({ length: 7 }, () => ranges);

/** Open time as wall-clock text of the zone. */
function open(rules: Partial<WorkingRules>, zoneName: string, from: string, to: string): string[] {
  const zone = zoneBetween(zoneName, offsets, at(from), at(to));
  const wall = (instant: number) => new Date(zone.wallOf(instant)).toISOString().slice(5, 16).replace('T', ' ');
  const { open } = workingTime({ ...PLAIN_RULES, overrides: [], absences: [], ...rules }, zone, at(from), at(to));
  return open.map(({ start, end }) => `${wall(start)}-${wall(end).slice(6)} ${(end - start) / 3_600_000}h`);
}

describe('hours', () => {
  it('may be several in a day, and reach past midnight', () => {
    const hours = everyDay(range(9, 12), range(22, 26));
    expect(open({ hours }, 'Europe/Warsaw', '2026-11-24T00:00:00+01:00', '2026-11-25T00:00:00+01:00')).toEqual([
      '11-23 22:00-02:00 4h',
      '11-24 09:00-12:00 3h',
      '11-24 22:00-02:00 4h',
    ]);
  });

  it('of two days that overlap are one stretch', () => {
    const hours = everyDay(range(20, 30), range(5, 8));
    expect(open({ hours }, 'UTC', '2026-11-24T00:00:00Z', '2026-11-24T12:00:00Z')).toEqual(['11-23 20:00-08:00 12h']);
  });

  it.each([
    // The clock jumps from 2 to 3 on 29 March, and back from 3 to 2 on 25 October 2026.
    ['a gap takes an hour out', 'Europe/Warsaw', range(0, 6), '2026-03-29', ['03-29 00:00-06:00 5h']],
    ['a repeated hour counts twice', 'Europe/Warsaw', range(0, 6), '2026-10-25', ['10-25 00:00-06:00 7h']],
    [
      'hours that begin in a gap begin after it',
      'Europe/Warsaw',
      range(2.5, 5),
      '2026-03-29',
      ['03-29 03:00-05:00 2h'],
    ],
    ['hours inside a gap are none', 'Europe/Warsaw', range(2, 3), '2026-03-29', []],
    [
      'a wall time within a repeated hour comes twice',
      'Europe/Warsaw',
      range(2, 2.5),
      '2026-10-25',
      ['10-25 02:00-02:30 0.5h', '10-25 02:00-02:30 0.5h'],
    ],
    [
      'a range past midnight into the changed day',
      'Europe/Warsaw',
      range(22, 28),
      '2026-03-29',
      ['03-28 22:00-04:00 5h', '03-29 22:00-04:00 6h'],
    ],
    ['a change by half an hour', 'Australia/Lord_Howe', range(0, 6), '2026-10-04', ['10-04 00:00-06:00 5.5h']],
    ['Kathmandu, three quarters of an hour', 'Asia/Kathmandu', range(9, 17), '2026-11-24', ['11-24 09:00-17:00 8h']],
    ['a midnight that does not exist', 'America/Santiago', range(0, 4), '2026-09-06', ['09-06 01:00-04:00 3h']],
  ])('%s', (_what, zone, hours, date, expected) => {
    const day = (offset: number) => new Date(Date.parse(`${date}T00:00:00Z`) + offset * 3_600_000).toISOString();
    const found = open({ hours: everyDay(hours) }, zone, day(-12), day(36));
    expect(
      found.filter((one) => (expected.length === 0 ? one.startsWith(date.slice(5)) : expected.includes(one))),
    ).toEqual(expected);
  });

  it('of a day that a zone skipped do not exist (Samoa had no 30 December 2011)', () => {
    const friday: WeeklyHours = [[], [], [], [], [range(9, 17)], [], []];
    expect(open({ hours: friday }, 'Pacific/Apia', '2011-12-28T00:00:00Z', '2012-01-01T00:00:00Z')).toEqual([]);
  });
});

describe('days unlike others', () => {
  const week = (rules: Partial<WorkingRules>, zone = 'UTC') =>
    open({ hours: OFFICE_HOURS, ...rules }, zone, '2026-11-09T00:00:00Z', '2026-11-14T00:00:00Z').map((one) =>
      one.slice(0, 11),
    );

  it('have other hours, or none', () => {
    const overrides = [
      { date: '2026-11-10', hours: [] },
      { date: '2026-11-12', hours: [range(12, 14)] },
    ];
    expect(week({ overrides })).toEqual(['11-09 09:00', '11-11 09:00', '11-12 12:00', '11-13 09:00']);
  });

  it('may be public holidays, unless somebody works on one anyway', () => {
    expect(week({ holidays: 'PL' })).toEqual(['11-09 09:00', '11-10 09:00', '11-12 09:00', '11-13 09:00']);
    const overrides = [{ date: '2026-11-11', hours: [range(10, 11)] }];
    expect(week({ holidays: 'PL', overrides })).toContain('11-11 10:00');
  });

  it('may be days away: those close also what an override says, and the hours past midnight', () => {
    const absences = [{ from: '2026-11-10', to: '2026-11-12' }];
    const overrides = [{ date: '2026-11-11', hours: [range(9, 10)] }];
    expect(week({ absences, overrides })).toEqual(['11-09 09:00', '11-13 09:00']);
    const night = open(
      { hours: everyDay(range(22, 26)), absences },
      'UTC',
      '2026-11-09T12:00:00Z',
      '2026-11-10T12:00:00Z',
    );
    expect(night).toEqual(['11-09 22:00-00:00 2h']);
  });

  it('are days of the zone of who works', () => {
    const absences = [{ from: '2026-11-10', to: '2026-11-10' }];
    const taipei = open(
      { hours: everyDay(range(0, 24)), absences },
      'Asia/Taipei',
      '2026-11-09T00:00:00Z',
      '2026-11-11T12:00:00Z',
    );
    expect(taipei.some((one) => one.startsWith('11-10'))).toBe(false);
  });
});
