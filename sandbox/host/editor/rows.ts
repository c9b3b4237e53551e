import type { Wall } from '../model/time';
import { el, select } from '../ui/dom';
import type { Draft } from './draft';

interface TimeChanges {
  toggle: (isAllDay: boolean) => void;
  change: (name: 'start' | 'end', part: Partial<Wall>) => void;
}

/** Start and end of the draft, and whether it lasts all day. */
export function timeRows(
  { start, end, isAllDay }: Draft,
  zone: string,
  isReadOnly: boolean,
  { toggle, change }: TimeChanges,
): HTMLElement[] {
  const field = (name: 'start' | 'end', part: keyof Wall, wall: Wall) => {
    const input = el('input', {
      type: part,
      'aria-label': `${name === 'start' ? 'Start' : 'End'}, ${part}`,
      disabled: isReadOnly,
      'data-testid': `event-${name}-${part}`,
    });
    input.value = part === 'time' ? wall.time.slice(0, 5) : wall.date;
    input.addEventListener('change', () => change(name, { [part]: input.value }));
    return input;
  };
  const times = [
    field('start', 'date', start),
    !isAllDay && field('start', 'time', start),
    el('span', { 'aria-hidden': 'true' }, '–'),
    !isAllDay && field('end', 'time', end),
    field('end', 'date', end),
  ];
  return [
    el('div', { class: 'time-row' }, ...times),
    el('div', { class: 'time-row' }, allDayBox(isAllDay, isReadOnly, toggle), el('span', { class: 'label' }, zone)),
  ];
}

function allDayBox(isAllDay: boolean, isReadOnly: boolean, toggle: TimeChanges['toggle']): HTMLElement {
  const box = el('input', {
    type: 'checkbox',
    checked: isAllDay,
    disabled: isReadOnly,
    'data-testid': 'event-all-day',
  });
  box.addEventListener('change', () => toggle(box.checked));
  return el('label', { class: 'box-row' }, box, 'All day');
}

/** Whether the event blocks its time, and who may see what it is about. */
export function busyAndVisible(
  { transparency, visibility }: Draft,
  change: (change: Pick<Draft, 'transparency'> | Pick<Draft, 'visibility'>) => void,
): HTMLElement {
  const busy = [
    { value: 'opaque', label: 'Busy' },
    { value: 'transparent', label: 'Free' },
  ];
  const visible = [
    { value: 'default', label: 'Default visibility' },
    { value: 'public', label: 'Public' },
    { value: 'private', label: 'Private' },
  ];
  return el(
    'div',
    { class: 'time-row' },
    select(busy, transparency, (value) => change({ transparency: value }), { 'aria-label': 'Show as' }),
    select(visible, visibility, (value) => change({ visibility: value }), { 'aria-label': 'Visibility' }),
  );
}
