import { NO_NOTES, type CalendarNotes } from '../../../src/desk/ports/records';
import { notesIn } from '../../../src/store/calendar-notes';
import { type PropertyBag } from '../../../src/store/properties';
import { STORE_LIMIT, VALUE_LIMIT } from '../../../src/store/property-snapshot';

function notesOn(values: Record<string, string> = {}) {
  const calls: string[] = [];
  const bag: PropertyBag = {
    readAll: () => {
      calls.push('readAll');
      return { ...values };
    },
    readOne: (key) => values[key] ?? null,
    write: (written) => {
      calls.push('write');
      Object.assign(values, written);
    },
    remove: (keys) => {
      calls.push('remove');
      for (const key of keys) Reflect.deleteProperty(values, key);
    },
    replaceAll: () => undefined,
  };
  const logs: string[] = [];
  return { notes: notesIn(bag, (message) => logs.push(message)), values, calls, logs };
}

const some = (count: number, seen: string[] = []): CalendarNotes => ({
  foreign: Array.from({ length: count }, (_, n) => ({
    start: n * 3_600_000,
    end: n * 3_600_000 + 60_000,
    tag: `t${n}`,
  })),
  named: [{ start: 0, end: 60_000, tag: 'sk' }],
  seen,
});

it.each([0, 3, 2_000])('notes about %i events are read again by their mark, by a later execution too', (count) => {
  const { notes, values } = notesOn();
  const written = some(count, ['sk1g1', 'sk2g1']);
  const mark = notes.markOf(written);
  notes.write('reading', 'work#1', written);
  expect(notes.read('reading', 'work#1', mark)).toEqual(written);
  expect(notesOn(values).notes.read('reading', 'work#1', mark)).toEqual(written);
  for (const value of Object.values(values)) expect(value.length).toBeLessThanOrEqual(VALUE_LIMIT);
});

it('other notes than those with the mark are none: a part is missing, another was written, or all are gone', () => {
  const { notes, values } = notesOn();
  notes.write('busy', 'work', some(2_000));
  const mark = notes.markOf(some(2_000));
  const [, part = ''] = Object.keys(values);
  const { [part]: _, ...rest } = values;
  expect(notesOn(rest).notes.read('busy', 'work', mark)).toBeNull();
  expect(notesOn({ ...values, [part]: 'x' }).notes.read('busy', 'work', mark)).toBeNull();
  expect(notesOn().notes.read('busy', 'work', mark)).toBeNull();
  expect(notes.read('reading', 'work', mark)).toBeNull();
  expect(notes.read('busy', 'work#1', mark)).toBeNull();
});

it('no notes are read where there are none to read, and nothing is written again', () => {
  const { notes, calls } = notesOn();
  expect(notes.read('busy', 'work', notes.markOf(NO_NOTES))).toEqual(NO_NOTES);
  expect(calls).toEqual([]);
  notes.write('busy', 'work', some(3));
  notes.write('busy', 'work', some(3));
  expect(calls).toEqual(['readAll', 'write']);
});

it('shorter notes leave no parts behind, and forgotten ones nothing', () => {
  const { notes, values } = notesOn({ 'archive:x': 'stays' });
  notes.write('busy', 'work', some(2_000));
  notes.write('busy', 'work', some(3));
  expect(Object.keys(values)).toHaveLength(2);
  notes.write('reading', 'work', some(3));
  notes.write('busy', 'other', some(3));
  notes.forget(['work']);
  expect(Object.keys(values)).toEqual(['archive:x', 'notes:busy:other']);
});

it('notes that do not fit are none, and leave the rest of the store as it is', () => {
  const { notes, values, logs } = notesOn({ 'archive:x': 'x'.repeat(STORE_LIMIT - 1_000) });
  notes.write('busy', 'work', some(3));
  notes.write('busy', 'work', some(2_000));
  expect(Object.keys(values)).toEqual(['archive:x']);
  expect(notes.read('busy', 'work', notes.markOf(some(2_000)))).toBeNull();
  expect(logs).toHaveLength(1);
});
