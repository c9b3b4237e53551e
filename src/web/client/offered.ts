import type { PublicOffer } from '../public-api';
import { el } from './dom';
import type { Page } from './page';
import { facts, tagOf, timeButton, timeText, zoneChoice } from './times';

/** The times that staff hold for this client. */
export function offeredView(page: Page, offer: PublicOffer, notice: string): HTMLElement {
  const { state } = page;
  const { t } = state;
  const day = new Intl.DateTimeFormat(tagOf(state), {
    timeZone: state.zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  });
  const until = `${day.format(offer.until)}, ${timeText(state, offer.until)}`;
  const byDay = new Map<string, number[]>();
  for (const start of offer.starts) byDay.set(day.format(start), [...(byDay.get(day.format(start)) ?? []), start]);
  return el(
    'section',
    { class: 'card', 'data-testid': 'offered' },
    notice !== '' && el('p', { class: 'notice', role: 'alert' }, notice),
    el('h2', {}, t('page.offered')),
    el('p', {}, offer.service.name),
    el('p', { class: 'quiet' }, facts(state, offer.service)),
    el('p', { class: 'quiet' }, t('page.offerUntil', { time: until })),
    el('div', { class: 'bar' }, zoneChoice(page)),
    ...[...byDay].flatMap(([label, starts]) => [
      el('h3', {}, label),
      el('div', { class: 'times' }, ...starts.map((start) => timeButton(page, offer.service, start))),
    ]),
  );
}
