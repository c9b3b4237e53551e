import { DAY, HOUR } from '../../../src/booking/time';
import { overRoomLimit, ROOM_LIMITS } from '../../../src/desk/limits';
import type { EventConference } from '../../../src/desk/records';
import type { Snapshot } from '../../../src/store/store';
import { at } from '../builders';

const now = at('2026-11-24T06:00:00Z');

/** A desk in which each of these people has had so many rooms made, so long ago. */
function deskWith(rooms: [email: string, count: number, ago: number][], used = 0): Snapshot {
  const records = rooms.flatMap(([email, count, ago]) =>
    Array.from(
      { length: count },
      (_, n) => [`${email}${n}`, { email, createdAt: now - ago } as EventConference] as const,
    ),
  );
  return { all: () => new Map(records), usage: { used, limit: 100 } } as unknown as Snapshot;
}

const { hour, kept } = ROOM_LIMITS;

it.each<[string, Snapshot, isTeam: boolean, string | null]>([
  ['the last room of the hour', deskWith([['ann', hour - 1, 0]]), false, null],
  ['one more', deskWith([['ann', hour, 0]]), false, 'too many rooms an hour'],
  ['one more, of the team', deskWith([['ann', hour, 0]]), true, 'too many rooms an hour'],
  ['one more an hour later', deskWith([['ann', hour, HOUR]]), false, null],
  ['another person’s first', deskWith([['bob', hour, 0]]), false, null],
  ['as many as one may have', deskWith([['ann', kept - 1, DAY]]), false, null],
  ['more than one may have', deskWith([['ann', kept, DAY]]), false, 'too many rooms'],
  ['more than one may have, of the team', deskWith([['ann', kept, DAY]]), true, null],
  ['a stranger’s in a nearly full store', deskWith([], 81), false, 'the store is nearly full'],
  ['the team’s in a nearly full store', deskWith([], 81), true, null],
])('a person’s rooms are limited: %s', (_, snapshot, isTeam, answer) => {
  expect(overRoomLimit(snapshot, 'ann', isTeam, now)).toBe(answer);
});
