import { gunzipSync, gzipSync } from 'node:zlib';
import type { Booking } from '../../src/booking/booking';
import { archiveIn, type Zip } from '../../src/store/archive';

/** gzip, as Apps Script has it. */
export const zip: Zip = {
  zip: (text) => [...new Int8Array(gzipSync(text))],
  unzip: (bytes) => gunzipSync(Int8Array.from(bytes)).toString(),
};

/** The bookings in somebody's archive. @param values the user properties of that account */
export function archivedIn(values: Record<string, string> = {}): Booking[] {
  const never = () => {
    throw new Error('this is for reading');
  };
  const bag = { readAll: () => values, readOne: never, write: never, remove: never, replaceAll: never };
  const archive = archiveIn(bag, zip, (work) => work());
  const { broken } = archive.state();
  if (broken.length > 0) throw new Error(`unreadable: ${JSON.stringify(broken)}`);
  return archive.page(0, Infinity);
}
