import { MINUTE } from '../booking/time/time';
import type { BusyBlock } from '../desk/ports/records';

/**
 * Busy time as one text: a block is its start, counted from the previous one's, its length, both in minutes, and its
 * tag, all in base 36: about 15 characters, so 2,000 blocks take 30 KB. Rounds outwards to whole minutes: a block may
 * close a little too much, never too little.
 *
 * @param blocks in order of their start
 */
export function packBusy(blocks: readonly BusyBlock[]): string {
  let last = 0;
  return blocks
    .map(({ start, end, tag }) => {
      const from = Math.floor(start / MINUTE);
      const packed = `${(from - last).toString(36)}.${(Math.ceil(end / MINUTE) - from).toString(36)}.${tag}`;
      last = from;
      return packed;
    })
    .join(';');
}

/** The inverse of packBusy. Throws TypeError for any other text. */
export function unpackBusy(text: string): BusyBlock[] {
  if (text === '') return [];
  let last = 0;
  return text.split(';').map((packed) => {
    const [ahead = '', length = '', tag = ''] = packed.split('.');
    last += parseInt(ahead, 36);
    const end = last + parseInt(length, 36);
    if (Number.isNaN(end) || tag === '') throw new TypeError(`busy time: "${packed}" is no block`);
    return { start: last * MINUTE, end: end * MINUTE, tag };
  });
}
