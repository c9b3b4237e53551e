import { instantOf, wallOf } from '../model/time';
import { isObject, number, text, type Json } from '../model/json';
import { el, newId } from '../ui/dom';
import { faultLine } from './form';
import { onChange } from './switch';
import type { Draw } from './tools';

/** How one kind of picker shows a value and sends it. */
interface Kind {
  input: 'date' | 'time' | 'datetime-local';
  show(ms: number, zone: string): string;
  send(value: string, zone: string): Json;
  /** The milliseconds of what was sent. */
  back(input: Json, zone: string): number | null;
}

const DATE_AND_TIME: Kind = {
  input: 'datetime-local',
  show: (ms, zone) => {
    const { date, time } = wallOf(ms, zone);
    return `${date}T${time}`;
  },
  send: (value, zone) => {
    const [date = '', time = ''] = value.split('T');
    const msSinceEpoch = String(instantOf({ date, time: time.slice(0, 5) }, zone));
    return { dateTimeInput: { hasDate: true, hasTime: true, msSinceEpoch } };
  },
  back: (input) => (isObject(input.dateTimeInput) ? number(input.dateTimeInput.msSinceEpoch, 0) : null),
};

/**
 * A date alone is 00:00 UTC of that date, a time alone is counted from midnight
 * (https://developers.google.com/workspace/add-ons/reference/rpc/google.apps.card.v1). What a card puts in is so
 * always; what is sent may be 00:00 of another zone, see CardHost.dateZone.
 */
const KINDS: Readonly<Record<string, Kind>> = {
  DATE_AND_TIME,
  DATE_ONLY: {
    input: 'date',
    show: (ms) => wallOf(ms, 'UTC').date,
    send: (value, zone) => ({ dateInput: { msSinceEpoch: String(instantOf({ date: value, time: '00:00' }, zone)) } }),
    back: (input, zone) =>
      isObject(input.dateInput)
        ? instantOf({ date: wallOf(number(input.dateInput.msSinceEpoch, 0), zone).date, time: '00:00' }, 'UTC')
        : null,
  },
  TIME_ONLY: {
    input: 'time',
    show: (ms) => wallOf(ms, 'UTC').time,
    send: (value) => {
      const [hours = 0, minutes = 0] = value.split(':').map(Number);
      return { timeInput: { hours, minutes } };
    },
    back: (input) =>
      isObject(input.timeInput)
        ? (number(input.timeInput.hours, 0) * 60 + number(input.timeInput.minutes, 0)) * 60_000
        : null,
  },
};

/** A field for a date, a time, or both. */
export const dateTimePicker: Draw = (json, tools) => {
  const name = text(json.name);
  const id = newId('picker');
  const kind = KINDS[text(json.type)] ?? DATE_AND_TIME;
  // A fixed distance from UTC where the card names one, else the person's own zone.
  const offset = json.timezoneOffsetDate;
  const own = kind === KINDS.DATE_ONLY ? tools.host.dateZone : tools.host.zone;
  const zone = offset === undefined ? own : offsetZone(number(offset, 0));
  const input = el('input', { id, name, type: kind.input });
  const show = (ms: number) => (input.value = kind.show(ms, zone));
  if (json.valueMsEpoch !== undefined) show(number(json.valueMsEpoch, 0));
  onChange(input, json, tools);
  const element = el(
    'div',
    { class: 'field' },
    text(json.label) !== '' && el('label', { for: id }, text(json.label)),
    input,
    faultLine(),
  );
  return tools.form.add({
    name,
    element,
    read: () => (input.value === '' ? null : kind.send(input.value, zone)),
    restore: (entered) => {
      const ms = entered === null ? null : kind.back(entered, zone);
      if (ms === null) input.value = '';
      else show(ms);
    },
    canBeRequired: true,
    fault: () => (input.validity.badInput ? 'Enter a date and time' : null),
    focus: () => input.focus(),
  });
};

/** `+05:30` of 330 minutes. */
function offsetZone(minutes: number): string {
  const size = Math.abs(minutes);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
