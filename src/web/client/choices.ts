import type { PublicService } from '../public-api';
import { el, select } from './dom';
import { timesGroup } from './parts/times';
import { peopleOf, type Page } from './state';
import { durationOf, lengthsText, placeLine, placeOf } from './texts';

/** Length, person and place, as far as there is a choice. */
export function choices(page: Page, service: PublicService): HTMLElement[] {
  return [...lengths(page, service), ...people(page, service), ...places(page, service)];
}

/** Choosing another person or length makes other times open: the chosen one is chosen again. */
const ANEW = { chosen: 0, reached: '' } as const;

function lengths(page: Page, service: PublicService): HTMLElement[] {
  const { state } = page;
  if (service.durations.length < 2) return [];
  const group = timesGroup({
    id: 'duration',
    name: state.t('page.duration'),
    groups: [
      {
        name: '',
        times: [...service.durations]
          .sort((a, b) => a - b)
          .map((start) => ({ start, text: lengthsText(state, [start]), note: '' })),
      },
    ],
    level: 4,
    chosen: durationOf(state, service),
    onChoose: (duration) => page.go({ duration, ...ANEW }),
  });
  return [el('div', 'field', el('p', { class: 'label', 'aria-hidden': 'true' }, state.t('page.duration')), group)];
}

function people(page: Page, service: PublicService): HTMLElement[] {
  const { t, staff, start } = page.state;
  const all = peopleOf(start, service);
  if (all.length < 2) return [];
  const options = [
    { value: '', label: t('page.anyStaff') },
    ...all.map(({ id, name }) => ({ value: id, label: name })),
  ];
  const choose = (chosen: string) => page.go({ staff: chosen, ...ANEW });
  return [select(t('page.staff'), options, staff, choose, { id: 'staff', 'data-testid': 'staff' })];
}

/** Where it takes place, if there is a choice. */
export function places(page: Page, service: PublicService): HTMLElement[] {
  const { state } = page;
  if (service.places.length < 2) return [];
  const options = service.places.map((place) => ({ value: place.kind, label: placeLine(state, place) }));
  const chosen = placeOf(state, service)?.kind ?? '';
  const choose = (place: string) => page.go({ place, wrong: {} });
  return [select(state.t('page.place'), options, chosen, choose, { id: 'place', 'data-testid': 'place' })];
}
