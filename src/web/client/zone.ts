import { MINUTE } from '../../booking/time/time';
import { offsetText } from '../../i18n/clock';
import { datesIn } from '../../i18n/dates';
import type { PublicService } from '../public-api';
import { buttonElement, el, focusOn } from './dom';
import { remember } from './memory';
import { icon } from './parts/icons';
import { cityOf, placesOf, type ZonePlace } from './parts/places';
import { ZONE_FIELD, zonePicker } from './parts/zone-picker';
import { heading } from './problem';
import { stepBefore } from './header';
import type { Page, PageState } from './state';
import { datesOf, languageTag } from './texts';

/** The zone in which times are shown, small: `Warsaw, now 15:40 · change`. */
export function zoneLine(page: Page, service: PublicService): HTMLElement {
  const { state } = page;
  const { t, zone } = state;
  const open = () => {
    page.go({ step: { at: 'zone', service }, zoneTyped: '', zoneAt: -1 });
    focusOn(ZONE_FIELD);
  };
  const change = buttonElement(t('page.changeZone'), open, { class: 'link', id: 'zone', 'data-testid': 'zone' });
  const now = datesOf(state).time(nowOf(state));
  return el(
    'div',
    'zone-line',
    icon('globe'),
    el('p', {}, t('page.zoneNow', { city: cityOf(zone), time: now }), ' · ', change),
  );
}

/** The desk's clock, which may differ from that of the client's device. */
function nowOf({ start, since }: PageState): number {
  return start.now + Math.floor((performance.now() - since) / MINUTE) * MINUTE;
}

let places: { tag: string; all: ZonePlace[] } | null = null;

function allPlaces(tag: string): ZonePlace[] {
  if (places?.tag !== tag) places = { tag, all: placesOf(tag) };
  return places.all;
}

/** The places whose zone can be chosen. */
export function zoneView(page: Page): HTMLElement {
  const { state } = page;
  const close = () => {
    const before = stepBefore(page.state);
    if (before === null) return;
    page.go({ step: before }, 'replace');
    focusOn('zone');
  };
  const pane = el(
    'div',
    { class: 'zone-pane', id: 'zone-pane' },
    el('div', 'pane-head', zoneHeading(state), !state.isNarrow && closeButton(state, close)),
    picker(page, close),
  );
  pane.onkeydown = ({ key }) => key === 'Escape' && close();
  return pane;
}

function picker(page: Page, close: () => void): HTMLElement {
  const { state } = page;
  const { t, zone, zoneBefore } = state;
  const tag = languageTag(state);
  const device = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const now = nowOf(state);
  return zonePicker({
    typed: state.zoneTyped,
    at: state.zoneAt,
    zone,
    places: allPlaces(tag),
    suggested: suggestedPlaces(state, device),
    offsetOf: (one) => offsetText(one, now),
    timeIn: (one) => datesIn(tag, one, state.clock).time(now),
    words: {
      label: t('page.cityOrCountry'),
      suggested: t('page.suggested'),
      found: (count) => t('page.placesFound', { count }),
    },
    onType: (zoneTyped) => page.go({ zoneTyped, zoneAt: -1 }),
    onReach: (zoneAt) => page.go({ zoneAt }),
    onChoose: (chosen) => {
      if (chosen !== device) remember('zone', chosen);
      // The month and the day are those of the first open time, or of the chosen one, in the new zone.
      const start = { day: '', month: '', reached: '' };
      page.keep({ zone: chosen, zoneBefore: chosen === device ? zoneBefore : chosen, ...start });
      close();
    },
  });
}

function suggestedPlaces({ t, zoneBefore }: PageState, device: string) {
  const before = zoneBefore === '' || zoneBefore === device ? [] : [{ zone: zoneBefore, why: t('page.usedBefore') }];
  const all = [{ zone: device, why: t('page.yourDevice') }, ...before];
  return all.map(({ zone, why }) => ({ place: { zone, city: cityOf(zone), country: '' }, why }));
}

function zoneHeading({ t, isNarrow }: PageState): HTMLElement {
  return isNarrow ? heading(t('page.zone')) : el('h3', {}, t('page.zone'));
}

function closeButton({ t }: PageState, close: () => void): HTMLElement {
  return buttonElement(t('page.doneEditing'), close, { class: 'link', id: 'zone-close' });
}
