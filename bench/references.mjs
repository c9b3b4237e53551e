// What our engine is held against. Each makes a question of the bench into a function that answers it, as freshEngine
// does; input that the reference needs in another form is prepared outside the timing.
import { createRequire } from 'node:module';
import slotCalculator from 'slot-calculator';
import { DAY, MINUTE } from './cases.mjs';

const require = createRequire(import.meta.url);

/** As booking systems commonly do: every step of the range against the busy blocks, until one is hit. */
export function stepAndFilter({ people, hours, duration, service, range }) {
  const { zone, calendars } = people[0];
  const busy = calendars.flat();
  return () => {
    const starts = [];
    for (const { from, to } of officeDays({ zone, hours, range })) {
      for (let start = from; start + duration <= to; start += service.step * MINUTE) {
        if (!busy.some((block) => block.start < start + duration && start < block.end)) starts.push(start);
      }
    }
    return starts;
  };
}

/** As it is done with more care: busy time merged, then both lists side by side. */
export function mergeAndPointer({ people, hours, duration, service, range }) {
  const { zone, calendars } = people[0];
  const busy = calendars.flat().sort((a, b) => a.start - b.start);
  return () => {
    const merged = [];
    for (const { start, end } of busy) {
      const last = merged[merged.length - 1];
      if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
      else merged.push({ start, end });
    }
    const starts = [];
    let next = 0;
    for (const { from, to } of officeDays({ zone, hours, range })) {
      for (let start = from; start + duration <= to; start += service.step * MINUTE) {
        while (next < merged.length && merged[next].end <= start) next += 1;
        if (next === merged.length || merged[next].start >= start + duration) starts.push(start);
      }
    }
    return starts;
  };
}

function officeDays({ zone, hours, range }) {
  const days = [];
  for (let day = range.start; day < range.end; day += DAY) {
    if (!hours.weekdays.includes((new Date(day).getUTCDay() + 6) % 7)) continue;
    const midnight = day - offsetAtNoon(zone, day);
    days.push({ from: midnight + hours.from * 60 * MINUTE, to: midnight + hours.to * 60 * MINUTE });
  }
  return days;
}

const formats = new Map();

/** One look at the zone for each day, as is common: right in office hours, because clocks change at night. */
function offsetAtNoon(zone, day) {
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  formats.set(zone, format);
  const noon = day + DAY / 2;
  const [, sign, hours, minutes] = /GMT([+-])(\d+):(\d+)/.exec(format.format(noon)) ?? [null, '+', 0, 0];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE;
}

const isoSpan = ({ start, end }) => ({ from: new Date(start).toISOString(), to: new Date(end).toISOString() });

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

const clock = (hour) => `${String(hour).padStart(2, '0')}:00`;

/**
 * slot-calculator 2.2.1: keeps every minute in a map. It knows no step: a start may be at any minute, and the next one
 * is where the last has ended. Of half an hour that is taken in part it tries the first free minute only, and so leaves
 * out free time.
 */
export function slotCalculatorAnswer({ people, hours, duration, range }) {
  const { zone, calendars } = people[0];
  const availability = hours.weekdays.map((weekday) => ({
    day: DAYS[weekday],
    from: clock(hours.from),
    to: clock(hours.to),
    timezone: zone,
  }));
  const unavailability = calendars.flat().map(isoSpan);
  const { from, to } = isoSpan(range);
  return () =>
    slotCalculator
      .getSlots({ from, to, availability, unavailability, duration: duration / MINUTE })
      .availableSlots.map((slot) => Date.parse(slot.from));
}

/**
 * time-slots-finder 0.5.5: takes busy time as iCalendar text only. Its step rounds where a start may be, the next one is
 * still where the last has ended; its hours of a day with a clock change are an hour too long or too short.
 */
export function timeSlotsFinderAnswer({ people, hours, duration, service, range }) {
  const { zone, calendars } = people[0];
  const finder = loadTimeSlotsFinder();
  const stamp = (at) => new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
  const events = calendars
    .flat()
    .map(({ start, end }) => `BEGIN:VEVENT\nDTSTART:${stamp(start)}\nDTEND:${stamp(end)}\nEND:VEVENT\n`);
  const parameters = {
    calendarData: `BEGIN:VCALENDAR\n${events.join('')}END:VCALENDAR`,
    configuration: {
      timeSlotDuration: duration / MINUTE,
      slotStartMinuteStep: service.step,
      availablePeriods: hours.weekdays.map((weekday) => ({
        isoWeekDay: weekday + 1,
        shifts: [{ startTime: clock(hours.from), endTime: clock(hours.to) }],
      })),
      timeZone: zone,
    },
    from: new Date(range.start),
    to: new Date(range.end),
  };
  return () => finder.getAvailableTimeSlotsInCalendar(parameters).map((slot) => slot.startAt.getTime());
}

/**
 * As installed it crashes: it asks for the default export of ical2json, which 3.2.0, within the range it depends on,
 * no longer has. The bench gives it one.
 */
function loadTimeSlotsFinder() {
  const ical = createRequire(require.resolve('time-slots-finder'))('ical2json');
  ical.default ??= { convert: ical.convert, revert: ical.revert };
  // Its helper takes what does not call itself an ES module as the default export.
  return require('time-slots-finder');
}
