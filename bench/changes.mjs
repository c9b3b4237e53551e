// Three kinds of change in a calendar that is followed. Each begins a world and changes some of it, again and again.
import {
  DAY,
  HOUR,
  MEI,
  NOW,
  forAll,
  insertEvent,
  instancesOf,
  openDesk,
  openDeskWithBookings,
  openStudio,
  patchEvent,
  settle,
  span,
  stored,
} from './desk.mjs';

const MINUTE = 60_000;

/** Twice as many as are ever changed, in the half year that the product looks ahead. */
const BUSY = 5_000;
const SERIES = 14;

export const CHANGES = [
  { what: 'foreign events', moreLists: 0, begin: foreign },
  // Their mail is the day's: each run has a day of its own.
  { what: 'own events', moreLists: 0, beginsAnew: true, begin: own },
  { what: 'instances of series', moreLists: 1, begin: instances },
];

/** Mei's calendar is followed; for the quickstart there is nothing else to set up. */
async function followed(sandbox, name, fill) {
  await (name === 'product' ? openDesk(sandbox) : openStudio(sandbox));
  const filled = await fill();
  if (name === 'quickstart') await startQuickstart(sandbox);
  await settle(sandbox);
  return filled;
}

async function startQuickstart(sandbox) {
  const call = { as: MEI, function: 'startSync', args: [MEI] };
  const { ok, error } = JSON.parse(await sandbox.post('/sandbox/call', call));
  if (!ok) throw new Error(`startSync: ${JSON.stringify(error)}`);
}

/** Single events of somebody else's making, one after another; some of them begin a little later. */
async function foreign(sandbox, name) {
  const starts = Array.from({ length: BUSY }, (_, i) => NOW + DAY + i * 50 * MINUTE);
  const ids = await followed(sandbox, name, async () => {
    const made = [];
    await forAll(starts, async (start, i) => {
      made[i] = (await insertEvent(sandbox, { summary: `Event ${i}`, ...span(start, 25 * MINUTE) })).id;
    });
    return made;
  });
  const shift = shifts();
  return {
    size: BUSY,
    // Every other one: each is a change of its own among what stays.
    change: (size) => {
      const later = shift();
      return forAll(Array.from({ length: size }), (_, i) =>
        patchEvent(sandbox, ids[2 * i], span(starts[2 * i] + later, 25 * MINUTE)),
      );
    },
  };
}

/** Daily series; single instances of them begin a little later. */
async function instances(sandbox, name, most) {
  const each = Math.ceil(most / SERIES);
  const all = await followed(sandbox, name, async () => {
    const made = [];
    for (let i = 0; i < SERIES; i++) {
      const times = span(NOW + DAY + i * 100 * MINUTE, 25 * MINUTE);
      const series = { summary: `Series ${i}`, ...times, recurrence: [`RRULE:FREQ=DAILY;COUNT=${each}`] };
      made.push((await instancesOf(sandbox, (await insertEvent(sandbox, series)).id)).items);
    }
    // The first of each series, then the second of each: few changes are in different series, too.
    return made[0].flatMap((_, day) => made.map((series) => series[day]));
  });
  const shift = shifts();
  return {
    size: all.length,
    change: (size) => {
      const later = shift();
      return forAll(all.slice(0, size), ({ id, start }) =>
        patchEvent(sandbox, id, span(Date.parse(start.dateTime) + later, 25 * MINUTE)),
      );
    },
  };
}

/** How much later events begin this time: never as much as the last time, or nothing would change. */
function shifts() {
  let turn = 0;
  return () => (1 + (turn++ % 3)) * MINUTE;
}

/** Events of bookings, moved by three months; the quickstart's are known by their property. */
async function own(sandbox, name, most) {
  const events = name === 'product' ? await openDeskWithBookings(sandbox, most) : await meetings(sandbox, most);
  let before = [];
  let moved = 0;
  return {
    size: events.length,
    change: async (size) => {
      before = await stored(sandbox);
      // The store has room for a few more or fewer each time a desk is made: a booking's texts are not of one length.
      moved = Math.min(size, events.length);
      await forAll(events.slice(0, moved), ({ id, start }) =>
        patchEvent(sandbox, id, span(start + 90 * DAY, HOUR / 2)),
      );
    },
    check: async () => {
      if (name === 'quickstart') return;
      const known = new Map(before);
      const changed = (await stored(sandbox)).filter(
        ([key, value]) => key.startsWith('booking:') && known.get(key) !== value,
      );
      if (changed.length !== moved)
        throw new Error(`${moved} bookings were moved, ${changed.length} records have changed`);
    },
  };
}

async function meetings(sandbox, most) {
  const events = Array.from({ length: most }, (_, i) => ({ start: NOW + DAY + i * HOUR }));
  const extendedProperties = { private: { meeting: 'yes' } };
  await followed(sandbox, 'quickstart', () =>
    forAll(events, async (event) => {
      const made = await insertEvent(sandbox, {
        summary: 'Meeting',
        extendedProperties,
        ...span(event.start, HOUR / 2),
      });
      event.id = made.id;
    }),
  );
  return events;
}
