import type { Desk } from '../ports/ports';

// What has been sent and is not noted in the store yet is marked in the cache. Nothing depends on the marks but how
// sure one can be: without its mark, an e-mail that was claimed and never noted may go out twice.

/** Seconds, the longest that there is [apps-script/reference/cache/cache]: several hourly ticks come by until then. */
const LIFE = 21_600;

const keyOf = (effect: string) => `sent/${effect}`;

/**
 * Marks e-mails as sent.
 *
 * @param sent id of each one's effect, and the link that it contained
 * @param news what else is to be remembered, in the same call
 */
export function markSent(
  desk: Desk,
  sent: readonly (readonly [effect: string, link: string | null])[],
  news: Readonly<Record<string, string>> = {},
): void {
  const marks = Object.fromEntries(sent.map(([effect, link]) => [keyOf(effect), link ?? '']));
  desk.memory.put({ ...news, ...marks }, LIFE);
}

/** Which of these e-mails are marked, each with the link that it contained. */
export function markedSent(desk: Desk, effects: readonly string[]): ReadonlyMap<string, string | null> {
  const marks = desk.memory.get(effects.map(keyOf));
  return new Map(
    effects.flatMap((effect): [string, string | null][] => {
      const link = marks[keyOf(effect)];
      return link === undefined ? [] : [[effect, link === '' ? null : link]];
    }),
  );
}
