import type { PublicOffer } from '../public-api';
import { choices } from './choices';
import { el } from './dom';
import { TIMES_ID, timesGroup } from './parts/times';
import { heading, noticeBox } from './problem';
import { facts, when } from './slip';
import { wordsOf, type Page, type Said } from './state';
import { byDay } from './parts/days';
import { datesOf, dateText, dayText } from './texts';
import { bar, timeChoice } from './times';
import { zoneLine, zoneView } from './zone';

/** The times that staff hold for this client. */
export function offeredView(page: Page, offer: PublicOffer, notice: Said | null, isZone = false): HTMLElement {
  const { state } = page;
  const { t, isNarrow } = state;
  const { service, starts } = offer;
  const until = `${dayText(state, offer.until)}, ${datesOf(state).time(offer.until)}`;
  const chosen = starts.includes(state.chosen) ? state.chosen : 0;
  const group = timesGroup({
    id: TIMES_ID,
    name: t('page.offered'),
    groups: [...byDay(state.zone, starts)].map(([day, ofDay]) => ({
      name: dateText(state, day),
      times: ofDay.map(timeChoice(state, { ...service, capacity: 1 })),
    })),
    level: 3,
    chosen,
    onChoose: (start) => page.go({ chosen: start }),
  });
  if (isZone && isNarrow) return el('section', { class: 'one', id: 'step-zone' }, zoneView(page));
  const slip = el(
    'div',
    'slip',
    el('p', 'slip-name', service.name),
    chosen !== 0 && !isNarrow && when(state, service, chosen, true),
    facts(state, service, true),
    el('div', 'choices', ...choices(page, service)),
  );
  return el(
    'section',
    { class: 'sheet two', id: 'step-offered', 'data-testid': 'offered' },
    slip,
    el(
      'div',
      'pane',
      notice !== null && noticeBox(wordsOf(state, notice)),
      heading(t('page.offered')),
      el('p', 'quiet', t('page.offerUntil', { time: until })),
      ...(isZone ? [zoneView(page)] : [isNarrow && zoneLine(page, service), group]),
    ),
    bar(page, service, chosen),
  );
}
