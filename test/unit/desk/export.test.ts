import type { Booking } from '../../../src/booking/booking';
import { exportArchive } from '../../../src/desk/archive/export';
import type { Archive } from '../../../src/desk/ports/archive';
import type { Desk, ExportLetter } from '../../../src/desk/ports/ports';
import { propertyStore } from '../../../src/store/properties';
import { aBooking } from '../../support/builders';
import stored from '../store/stored-records.json';

const OWNER = stored['settings:desk'].owner;

/** A desk whose archive has so many bookings. @param timeLeft milliseconds */
function deskWith(count: number, timeLeft: number) {
  let exported = 0;
  const sent: ExportLetter[] = [];
  const all = Array.from({ length: count }, (_, n): Booking => aBooking({ id: String(n), state: 'completed' }));
  const archive: Partial<Archive> = {
    state: () => ({ count, exported, exportedUntil: null, until: 0, used: 0, limit: 1, broken: [] }),
    page: (from, some) => all.slice(from, from + some),
    noteExported: (some) => (exported = some),
  };
  const settings = JSON.stringify({ v: 1, d: stored['settings:desk'] });
  const never = () => {
    throw new Error('nothing is written here');
  };
  const bag = {
    readAll: () => ({ 'settings:desk': settings }),
    readOne: never,
    write: never,
    sendCode: never,
    remove: never,
    replaceAll: never,
  };
  const desk: Partial<Desk> = {
    me: { email: OWNER },
    store: propertyStore(bag, (work) => work()),
    archive: archive as Archive,
    postman: {
      quotaLeft: () => 9,
      send: never,
      write: never,
      sendCode: never,
      sendExport: (letter) => sent.push(letter),
    },
    timeLeft: () => timeLeft,
    log: () => undefined,
  };
  return { desk: desk as Desk, sent, exported: () => exported };
}

const reader = { locale: 'en', zone: 'UTC' };
const filesOf = ({ files }: ExportLetter) => files.map(({ from, to, bookings }) => [from, to, bookings.length]);

it('an archive that does not fit into one e-mail is mailed in several, each going on where the last one ended', () => {
  const { desk, sent } = deskWith(8_500, 1_000);
  expect(exportArchive(desk, reader)).toMatchObject({ value: { files: 3, bookings: 6_000, left: 2_500 } });
  expect(exportArchive(desk, reader)).toMatchObject({ value: { files: 2, bookings: 2_500, left: 0 } });
  expect(sent.map(filesOf)).toEqual([
    [
      [1, 2_000, 2_000],
      [2_001, 4_000, 2_000],
      [4_001, 6_000, 2_000],
    ],
    [
      [6_001, 8_000, 2_000],
      [8_001, 8_500, 500],
    ],
  ]);
  // Nothing is new then: everything comes again.
  exportArchive(desk, reader);
  expect(filesOf(sent[2]!)[0]).toEqual([1, 2_000, 2_000]);
});

it('an execution that has no time left mails what is ready, and counts only that as mailed', () => {
  const { desk, sent, exported } = deskWith(8_500, -60_000);
  expect(exportArchive(desk, reader)).toMatchObject({ value: { files: 1, left: 6_500 } });
  expect(exported()).toBe(2_000);
  expect(sent.map(filesOf)).toEqual([[[1, 2_000, 2_000]]]);
});
