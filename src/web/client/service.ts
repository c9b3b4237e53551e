import type { PublicService } from '../public-api';
import { buttonElement, el } from './dom';
import { heading, noticeBox } from './problem';
import { timesBefore, type Page } from './state';
import { facts } from './texts';

/** What can be booked. */
export function serviceView(page: Page): HTMLElement {
  const { start, t } = page.state;
  const choose = (service: PublicService) =>
    page.go({
      step: { at: 'times', service, notice: null },
      staff: '',
      duration: 0,
      place: '',
      times: timesBefore(start, service),
      day: '',
      from: start.now,
    });
  return el(
    'section',
    { class: 'card', id: 'step-service' },
    start.offerGone && noticeBox(t('page.offerGone')),
    heading(t('page.chooseService')),
    el(
      'ul',
      { class: 'services' },
      ...start.services.map((service) => {
        const item = buttonElement('', () => choose(service), {
          class: 'service',
          id: `service-${service.id}`,
          'data-testid': 'service',
        });
        item.append(
          el('span', { class: 'name' }, service.name),
          el('span', { class: 'quiet' }, facts(page.state, service)),
        );
        return el('li', {}, item);
      }),
    ),
  );
}

/** Nothing can be chosen here at the moment, and why. */
export function nothingView({ state }: Page): HTMLElement {
  const { start, t } = state;
  if (!start.ready) return closed(t('page.notSetUp'));
  return start.paused ? closed(t('page.paused'), t('page.pausedText')) : closed(t('page.nothing'));
}

function closed(title: string, text = ''): HTMLElement {
  return el(
    'section',
    { class: 'card', id: 'step-closed', 'data-testid': 'closed' },
    heading(title),
    text !== '' && el('p', {}, text),
  );
}
