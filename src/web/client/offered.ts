import type { PublicOffer } from '../public-api';
import { el } from './dom';
import { heading, noticeBox } from './problem';
import { wordsOf, type Said, type Page } from './state';
import { byDay, datesOf, dayTexts, facts } from './texts';
import { timeButton, zoneChoice } from './times';

/** The times that staff hold for this client. */
export function offeredView(page: Page, offer: PublicOffer, notice: Said | null): HTMLElement {
  const { state } = page;
  const { t } = state;
  const day = dayTexts(state);
  const until = `${day(offer.until)}, ${datesOf(state).time(offer.until)}`;
  return el(
    'section',
    { class: 'card', id: 'step-offered', 'data-testid': 'offered' },
    notice !== null && noticeBox(wordsOf(state, notice)),
    heading(t('page.offered')),
    el('p', {}, offer.service.name),
    el('p', { class: 'quiet' }, facts(state, offer.service)),
    el('p', { class: 'quiet' }, t('page.offerUntil', { time: until })),
    el('div', { class: 'bar' }, zoneChoice(page)),
    ...[...byDay(state, offer.starts).values()].flatMap((starts) => [
      el('h3', {}, day(starts[0] ?? 0)),
      el('div', { class: 'times' }, ...starts.map((start) => timeButton(page, offer.service, start))),
    ]),
  );
}
