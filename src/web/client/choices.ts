import type { PublicService } from '../public-api';
import { buttonElement, el, select } from './dom';
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
  const chosen = durationOf(state, service);
  const options = [...service.durations].sort((a, b) => a - b);
  const choose = (duration: number) => page.go({ duration, ...ANEW });
  const choice = el(
    'div',
    { class: 'lengths', role: 'radiogroup', 'aria-labelledby': 'length-label', id: 'duration' },
    ...options.map((count) => {
      const button = buttonElement(lengthsText(state, [count]), () => choose(count), {
        role: 'radio',
        class: 'time',
        id: `length-${count}`,
        'data-testid': 'duration',
        'aria-checked': String(count === chosen),
        tabindex: count === chosen ? '0' : '-1',
      });
      return button;
    }),
  );
  choice.onkeydown = (event) => {
    const step = ['ArrowRight', 'ArrowDown'].includes(event.key)
      ? 1
      : ['ArrowLeft', 'ArrowUp'].includes(event.key)
        ? -1
        : 0;
    const to = options[(options.indexOf(chosen) + step + options.length) % options.length];
    if (step === 0 || to === undefined) return;
    event.preventDefault();
    choose(to);
    document.getElementById(`length-${to}`)?.focus();
  };
  return [
    el('div', { class: 'field' }, el('p', { class: 'label', id: 'length-label' }, state.t('page.duration')), choice),
  ];
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
