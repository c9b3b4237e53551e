import type { PublicService } from '../public-api';
import { buttonElement, el } from './dom';
import { brand } from './header';
import { dateIn } from './parts/days';
import { icon, type IconName } from './parts/icons';
import { heading, noticeBox } from './problem';
import { NO_CHOICE, peopleOf, timesBefore, type Page, type PageState } from './state';
import { contactOf, datesOf, dayText, languageTag, lengthsText, placeIcon, placeLine } from './texts';

/** What can be booked. */
export function serviceView(page: Page): HTMLElement {
  const { state } = page;
  const { start, t } = state;
  const choose = (service: PublicService) =>
    page.go({
      ...NO_CHOICE,
      step: { at: 'times', service, notice: null },
      times: timesBefore(start, service),
    });
  // Only if it is known of each: a line that is missing says nothing then.
  const hasNext = start.services.every(({ next }) => next > 0);
  return el(
    'section',
    { class: 'landing', id: 'step-service' },
    !state.isNarrow && about(state),
    el(
      'div',
      {},
      start.offerGone && noticeBox(t('page.offerGone')),
      heading(t('page.chooseService')),
      el(
        'ul',
        'services',
        ...start.services.map((service) =>
          el(
            'li',
            {},
            serviceRow(state, service, hasNext, () => choose(service)),
          ),
        ),
      ),
    ),
  );
}

/** The business, and how else to reach it. */
function about(state: PageState): HTMLElement {
  const contact = contactOf(state, null);
  const isPhone = /^[+\d][\d ()-]+$/.test(contact);
  return el(
    'div',
    'about',
    brand(state),
    contact !== '' && el('ul', 'facts', el('li', 'fact', icon(isPhone ? 'phone' : 'pin'), el('p', {}, contact))),
  );
}

function serviceRow(state: PageState, service: PublicService, hasNext: boolean, onClick: () => void): HTMLElement {
  const { t } = state;
  const { name, picture, description, price } = service;
  const row = buttonElement('', onClick, { class: 'service', id: `service-${service.id}`, 'data-testid': 'service' });
  if (picture !== '') row.append(el('img', { class: 'picture', src: picture, alt: '', loading: 'lazy' }));
  row.append(
    el('span', 'service-head', el('b', 'name', name), ...(price === '' ? [] : [' ', el('b', 'price', price)])),
    ' ',
    ...(description === '' ? [] : [el('span', 'service-text', description), ' ']),
    serviceFacts(state, service),
    ' ',
    el(
      'span',
      'service-foot',
      el('span', 'next', hasNext ? t('page.next', { time: nextText(state, service.next) }) : ''),
      el('span', 'choose', el('span', 'choose-word', t('page.choose')), icon('forth')),
    ),
  );
  return row;
}

/** How long it takes, where, and with whom. */
function serviceFacts(state: PageState, service: PublicService): HTMLElement {
  const [firstPlace] = service.places;
  const people = peopleOf(state.start, service).map(({ name }) => name);
  const places = service.places.map((place) => placeLine(state, place));
  const lengths = [...service.durations].sort((a, b) => a - b);
  const list = (type: 'disjunction' | 'conjunction', texts: string[]) =>
    new Intl.ListFormat(languageTag(state), { type }).format(texts);
  const line = (drawing: IconName, text: string) => el('span', 'fact', icon(drawing), el('span', {}, text));
  return el(
    'span',
    'service-facts',
    line('clock', lengthsText(state, lengths)),
    ' ',
    ...(firstPlace === undefined ? [] : [line(placeIcon(firstPlace), list('disjunction', places)), ' ']),
    // With more, it is a list that nobody reads.
    ...(people.length > 3 ? [] : [line(people.length > 1 ? 'people' : 'person', list('conjunction', people))]),
  );
}

/** `tomorrow, 9:00`; a day further ahead by its date. */
function nextText(state: PageState, at: number): string {
  const dateOf = dateIn(state.zone);
  const days = Math.round((Date.parse(dateOf(at)) - Date.parse(dateOf(state.start.now))) / 86_400_000);
  const day =
    days < 2
      ? new Intl.RelativeTimeFormat(state.locale, { numeric: 'auto' }).format(days, 'day')
      : dayText(state, at, 'short');
  return `${day}, ${datesOf(state).time(at)}`;
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
    { class: 'sheet one', id: 'step-closed', 'data-testid': 'closed' },
    el('div', 'round calm', icon('pause')),
    heading(title),
    text !== '' && el('p', 'quiet', text),
  );
}
