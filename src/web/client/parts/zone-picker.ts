import { el } from '../dom';
import { icon } from './icons';
import { placesFor, type ZonePlace } from './places';

export interface ZonePickerView {
  typed: string;
  /** Place of the option that the arrow keys have reached; -1: none. */
  at: number;
  /** The zone shown now. */
  zone: string;
  places: readonly ZonePlace[];
  /** Places to begin with, and why: `Your device`. */
  suggested: readonly { place: ZonePlace; why: string }[];
  /** `UTC+8`, and the clock time there now. */
  offsetOf: (zone: string) => string;
  timeIn: (zone: string) => string;
  words: { label: string; suggested: string; found: (count: number) => string };
  onType: (typed: string) => void;
  onReach: (at: number) => void;
  onChoose: (zone: string) => void;
}

/** More are not looked through: a longer text finds fewer. */
const MOST = 30;

export const ZONE_FIELD = 'zone-search';

/**
 * A field that searches cities and countries, and the places found
 * (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/).
 */
export function zonePicker(view: ZonePickerView): HTMLElement {
  const found = placesFor(view.typed, view.places).slice(0, MOST);
  const zones = [...found, ...view.suggested.map(({ place }) => place)].map(({ zone }) => zone);
  // Whoever types and presses Enter means the first place.
  const first = view.typed.trim() === '' || zones.length === 0 ? -1 : 0;
  const reached = view.at >= 0 && view.at < zones.length ? view.at : first;
  const option = (place: ZonePlace, i: number, why: string) => optionOf(view, place, i, i === reached, why);
  const input = el('input', {
    id: ZONE_FIELD,
    type: 'text',
    role: 'combobox',
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-expanded': 'true',
    'aria-autocomplete': 'list',
    'aria-controls': 'zone-list',
    'data-testid': 'zone-search',
    ...(reached >= 0 && { 'aria-activedescendant': `zone-${reached}` }),
  });
  input.value = view.typed;
  input.oninput = ({ currentTarget }) => {
    if (currentTarget instanceof HTMLInputElement) view.onType(currentTarget.value);
  };
  input.onkeydown = (event) => onKey(event, view, zones, reached);
  const heading = (text: string) => el('h4', { class: 'part-of-day', role: 'presentation' }, text);
  const suggestions = view.suggested.map(({ place, why }, i) => option(place, found.length + i, why));
  return el(
    'div',
    { class: 'zone-picker', id: 'zone-picker' },
    el('label', { for: ZONE_FIELD }, view.words.label),
    el('div', 'search', icon('search'), input),
    el(
      'p',
      { class: 'hint', role: 'status', id: 'zone-count' },
      view.typed.trim() === '' ? '' : view.words.found(found.length),
    ),
    el(
      'div',
      { role: 'listbox', id: 'zone-list', 'aria-label': view.words.label },
      ...found.map((place, i) => option(place, i, place.country)),
      suggestions.length > 0 &&
        el('div', { role: 'group', 'aria-label': view.words.suggested }, heading(view.words.suggested), ...suggestions),
    ),
  );
}

function optionOf(view: ZonePickerView, place: ZonePlace, i: number, isReached: boolean, why: string): HTMLElement {
  const { zone, city } = place;
  const details = [why, view.offsetOf(zone)].filter((text) => text !== '').join(' · ');
  const element = el(
    'div',
    {
      role: 'option',
      id: `zone-${i}`,
      class: isReached ? 'place reached' : 'place',
      'data-testid': 'place-option',
      'data-zone': zone,
      'aria-selected': String(zone === view.zone),
    },
    el('span', 'place-names', el('b', {}, city), el('small', {}, details)),
    el('span', {}, view.timeIn(zone)),
  );
  element.onclick = () => view.onChoose(zone);
  return element;
}

function onKey(event: KeyboardEvent, view: ZonePickerView, zones: readonly string[], reached: number): void {
  const { key } = event;
  const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
  if (step !== 0) {
    event.preventDefault();
    const to = reached < 0 && step < 0 ? zones.length - 1 : (reached + step + zones.length) % Math.max(1, zones.length);
    view.onReach(to);
    document.getElementById(`zone-${to}`)?.scrollIntoView({ block: 'nearest' });
  } else if (key === 'Enter') {
    event.preventDefault();
    const zone = zones[reached];
    if (zone !== undefined) view.onChoose(zone);
  }
}
