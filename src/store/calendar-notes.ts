import { NO_MARK, NO_NOTES, type CalendarNotes } from '../desk/ports/records';
import type { NotesKind, NotesStore } from '../desk/ports/ports';
import { tagOf } from '../desk/times/busy';
import { packTagged, unpackTagged } from './packed-busy';
import { type PropertyBag } from './properties';
import { splitByBytes, utf8Length } from './utf8';
import { STORE_LIMIT, VALUE_LIMIT } from './property-snapshot';

/**
 * Notes in the user properties of the account at work, which have 500 KB of their own. They are read once, in one call,
 * if anybody asks; the mark of notes is a hash of their text, so that parts of two writings are taken for none.
 */
export function notesIn(bag: PropertyBag, log: (message: string) => void): NotesStore {
  let known: Record<string, string> | null = null;
  const stored = () => (known ??= bag.readAll());
  const keysOf = (key: string) => Object.keys(stored()).filter((name) => isPartOf(name, key));
  const remove = (keys: readonly string[]) => {
    if (keys.length === 0) return;
    bag.remove(keys);
    known = Object.fromEntries(Object.entries(stored()).filter(([name]) => !keys.includes(name)));
  };
  return {
    read: (kind, calendarId, mark) => {
      if (mark === NO_MARK) return NO_NOTES;
      const key = keyOf(kind, calendarId);
      const parts = keysOf(key).sort((a, b) => placeOf(a, key) - placeOf(b, key));
      const text = parts.map((name) => stored()[name] ?? '').join('');
      return hashOf(text) === mark ? unpack(text) : null;
    },
    markOf: (notes) => hashOf(pack(notes)),
    write: (kind, calendarId, notes) => {
      const text = pack(notes);
      const key = keyOf(kind, calendarId);
      const before = keysOf(key);
      const values = partsOf(key, text);
      const others = Object.entries(stored()).filter(([name]) => !before.includes(name));
      if (sizeOf([...others, ...Object.entries(values)]) > STORE_LIMIT) {
        // What is not known is listed again when it is needed.
        log('no room for notes about a calendar in the account’s own store');
        remove(before);
        return;
      }
      if (Object.entries(values).some(([name, value]) => stored()[name] !== value)) {
        bag.write(values);
        known = { ...stored(), ...values };
      }
      remove(before.filter((name) => !(name in values)));
    },
    forget: (calendarIds) => {
      const keys = calendarIds.flatMap((id) => [keyOf('busy', id), keyOf('reading', id)]);
      remove(keys.flatMap(keysOf));
    },
  };
}

function keyOf(kind: NotesKind, calendarId: string): string {
  return `notes:${kind}:${calendarId.replace(/%/g, '%25').replace(/#/g, '%23')}`;
}

function isPartOf(name: string, key: string): boolean {
  return name === key || (name.startsWith(`${key}#`) && placeOf(name, key) > 0);
}

/** The first part has no number. */
function placeOf(name: string, key: string): number {
  return name === key ? 0 : Number(name.slice(key.length + 1));
}

/** No value for no text. */
function partsOf(key: string, text: string): Record<string, string> {
  if (text === '') return {};
  const parts = splitByBytes(text, VALUE_LIMIT - utf8Length(key) - 4);
  return Object.fromEntries(parts.map((part, n) => [n === 0 ? key : `${key}#${n}`, part]));
}

function sizeOf(values: readonly (readonly [string, string])[]): number {
  return values.reduce((sum, [key, value]) => sum + utf8Length(key) + utf8Length(value), 0);
}

function hashOf(text: string): string {
  return text === '' ? NO_MARK : tagOf(text);
}

/** Neither packed blocks nor ids contain a line break or a space. */
function pack({ foreign, named, seen }: CalendarNotes): string {
  const lines = [packTagged(foreign), packTagged(named), seen.join(' ')];
  return lines.every((line) => line === '') ? '' : lines.join('\n');
}

function unpack(text: string): CalendarNotes {
  const [foreign = '', named = '', seen = ''] = text.split('\n');
  return {
    foreign: unpackTagged(foreign),
    named: unpackTagged(named),
    seen: seen === '' ? [] : seen.split(' '),
  };
}
