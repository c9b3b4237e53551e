// The only file of the bench that knows how the product's slot engine is asked.
import { build } from 'esbuild';
import vm from 'node:vm';
import { fileURLToPath } from 'node:url';
import { DAY, MINUTE } from './cases.mjs';

/** Runs beside the engine, in whatever context it is put: a question of the bench → starts, epoch milliseconds. */
const adapter = `
  import { openSlots } from './src/booking/slots/slots';
  import { newService } from './src/booking/service';
  import { mergeIntervals } from './src/booking/time/intervals';
  import { PLAIN_RULES } from './src/booking/staff';
  import { zoneOffset } from './src/platform/zone-offsets';

  /** Everything that is prepared before the clock runs: what the add-on has in its store. */
  export function prepare({ people, hours, duration, service, range }) {
    const days = Math.ceil((range.end - range.start) / ${DAY});
    const staff = people.map(({ zone, calendars, bookings, rules }, i) => ({
      staff: { ...PLAIN_RULES, id: 'person-' + i, zone, hours, writeCalendar: 'work', ...rules },
      // The store keeps the busy time of each calendar in order.
      calendars: calendars.map((busy) => ({
        name: 'work',
        busy: [...busy].sort((a, b) => a.start - b.start),
        known: { start: range.start - ${DAY}, end: range.end + ${DAY} },
        readAt: range.start,
      })),
      bookings: bookings.map((booking) => ({ ...booking, staffId: 'person-' + i, serviceId: 'service', reference: 'B' })),
    }));
    return {
      service: { ...newService('service', 'Lesson', duration), minimumNotice: 0, horizon: days, ...service },
      duration,
      staff,
      ofService: staff.flatMap(({ bookings }) => bookings),
      range,
      now: range.start,
      offsets: zoneOffset,
    };
  }

  /** Each question merges the busy time, as the references do. The desk stores it merged (src/desk/times/busy.ts). */
  export function ask(query) {
    const staff = query.staff.map((person) => ({
      ...person,
      calendars: person.calendars.map((calendar) => ({ ...calendar, busy: mergeIntervals(calendar.busy) })),
    }));
    return openSlots({ ...query, staff });
  }`;

const bundle = await build({
  stdin: { contents: adapter, resolveDir: fileURLToPath(new URL('..', import.meta.url)), loader: 'ts' },
  bundle: true,
  write: false,
  // As it reaches Apps Script: one classic script, nothing newer than build.mjs allows.
  format: 'iife',
  globalName: 'engine',
  target: 'es2019',
});
const script = new vm.Script(bundle.outputFiles[0].text, { filename: 'engine.js' });

/** The product's weekly hours: seven lists of minutes, Monday first. */
const weekOf = ({ weekdays, from, to }) =>
  Array.from({ length: 7 }, (_, day) => (weekdays.includes(day) ? [{ from: from * 60, to: to * 60 }] : []));

/**
 * The engine in a V8 context of its own that has no global of Node.
 *
 * @returns what makes a function without arguments out of a case (see cases.mjs): the question, ready to be timed; it
 *   answers with the product's slots
 */
export function freshEngine() {
  const context = vm.createContext(Object.create(null));
  script.runInContext(context);
  const inContext = vm.runInContext(
    '(text) => { const query = engine.prepare(JSON.parse(text)); return () => engine.ask(query); }',
    context,
  );
  // As text, so that every object of the question is one of that context.
  return ({ people, hours, duration, service, range }) =>
    inContext(JSON.stringify({ people, hours: weekOf(hours), duration: duration / MINUTE, service, range }));
}
