import type { Instant } from '../../booking/time/time';
import type { Desk } from './ports';
import type { RoomGateway } from './rooms';
import type { Snapshot } from './store';

/** All that a decision is made of: the records, the time and who acts. Nothing in it reaches Google. */
export interface Moment extends Pick<
  Desk,
  'me' | 'ids' | 'offsets' | 'eventTexts' | 'accountLocale' | 'build' | 'log'
> {
  readonly snapshot: Snapshot;
  readonly now: Instant;
  readonly abilities: RoomGateway['abilities'];
}

/** The moment of a snapshot. */
export function momentOf(desk: Desk, snapshot: Snapshot): Moment {
  const { me, ids, offsets, eventTexts, accountLocale, build, log, rooms } = desk;
  return {
    snapshot,
    now: desk.now(),
    me,
    ids,
    offsets,
    eventTexts,
    accountLocale,
    build,
    log,
    abilities: rooms.abilities,
  };
}
