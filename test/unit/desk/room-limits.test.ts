import { DAY, HOUR } from '../../../src/booking/time/time';
import { ProviderError } from '../../../src/desk/ports/rooms';
import { refusalFor } from '../../../src/entry/refusals';
import type { Room } from '../../../src/desk/ports/records';
import type { Snapshot } from '../../../src/desk/ports/store';
import { at } from '../../support/builders';
import { overRoomLimit, ROOM_LIMITS } from '../../../src/desk/limits/room-limits';

const now = at('2026-11-24T06:00:00Z');

/** A desk in which each of these people has had so many rooms made, so long ago. */
function deskWith(rooms: [email: string, count: number, ago: number][], used = 0, eventId = ''): Snapshot {
  const records = rooms.flatMap(([email, count, ago]) =>
    Array.from(
      { length: count },
      (_, n) => [`${email}${n}`, { email, createdAt: now - ago, eventId } as Room] as const,
    ),
  );
  const all = (kind: string) => new Map(kind === 'room' ? records : []);
  const list = (kind: string) => [...all(kind).values()];
  return { all, list, usage: { used: used * 5_000, limit: 500_000 } } as unknown as Snapshot;
}

const { hour, kept, outsiders } = ROOM_LIMITS;

/** So many people outside the team, or of it, each with as many rooms as one may have made, over some hours. */
const many = (team: string, ago: number, count: number, eventId = '') =>
  deskWith(
    Array.from({ length: count }, (_, n) => [`${team}${n}`, 20, ago]),
    0,
    eventId,
  );

it.each<[string, Snapshot, isTeam: boolean, string | null]>([
  ['the last room of the hour', deskWith([['ann', hour - 1, 0]]), false, null],
  ['one more', deskWith([['ann', hour, 0]]), false, 'too many rooms an hour'],
  ['one more, of the team', deskWith([['ann', hour, 0]]), true, 'too many rooms an hour'],
  ['one more an hour later', deskWith([['ann', hour, HOUR]]), false, null],
  ['another person’s first', deskWith([['bob', hour, 0]]), false, null],
  ['as many as one may have', deskWith([['ann', kept - 1, DAY]]), false, null],
  ['more than one may have', deskWith([['ann', kept, DAY]]), false, 'too many rooms'],
  ['more than one may have, of the team', deskWith([['ann', kept, DAY]]), true, null],
  ['a few that are large', deskWith([['ann', 20, DAY]], 0, 'e'.repeat(6_000)), false, null],
  ['large ones that fill the store', deskWith([['ann', 21, DAY]], 0, 'e'.repeat(6_000)), false, 'too many rooms'],
  [
    'the same in characters of three bytes',
    deskWith([['ann', 21, DAY]], 0, '名'.repeat(2_000)),
    false,
    'too many rooms',
  ],
  ['large ones, of the team', deskWith([['ann', 21, DAY]], 0, 'e'.repeat(6_000)), true, null],
  [
    'one more when all outside the team have had as many a day',
    many('bob', 2 * HOUR, outsiders.day / 20),
    false,
    'too many rooms a day outside the team',
  ],
  ['the same, of the team', many('bob', 2 * HOUR, outsiders.day / 20), true, null],
  ['one more a day later', many('bob', DAY, outsiders.day / 20), false, null],
  ['one more where the team has had as many', many('team', 2 * HOUR, outsiders.day / 20), false, null],
  [
    'one more when all outside the team fill half of the store',
    many('bob', DAY, 3, 'e'.repeat(4_300)),
    false,
    'too many rooms outside the team',
  ],
  ['one more where the team fills it', many('team', DAY, 3, 'e'.repeat(4_300)), false, null],
  ['a stranger’s in a nearly full store', deskWith([], 81), false, 'the store is nearly full'],
  ['the team’s in a nearly full store', deskWith([], 81), true, null],
])('a person’s rooms are limited: %s', (_, snapshot, isTeam, answer) => {
  const isOne = (email: string) => email.startsWith('team') || (isTeam && email === 'ann');
  expect(overRoomLimit(snapshot, 'ann', isOne, now)).toBe(answer);
});

it('a person who is refused a room reads why, in words of the desk', () => {
  expect(refusalFor(new ProviderError('tooMany', 'too many rooms')).code).toBe('tooManyRooms');
  expect(refusalFor(new ProviderError('permanent', 'no')).code).toBe('roomFailed');
});
