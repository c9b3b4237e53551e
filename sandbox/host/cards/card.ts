import { isObject, objects, text, type Json } from '../model/json';
import { el } from '../ui/dom';
import { cardButton } from './buttons';
import { Form, type FormInputs } from './form';
import { picture } from './pictures';
import { sectionOf } from './section';
import type { CardHost, Tools } from './tools';

/** A card on the page, and what is entered in it. */
export interface DrawnCard {
  element: HTMLElement;
  form: Form;
}

/**
 * Draws google.apps.card.v1 JSON as Calendar's side panel would.
 *
 * @param entered what was entered before, if it is to stay
 */
export function drawCard(card: Json, host: CardHost, entered: FormInputs | null = null): DrawnCard {
  const form = new Form();
  const tools: Tools = { form, host };
  const divided = text(card.sectionDividerStyle) === 'NO_DIVIDER' ? 'undivided' : '';
  const body = el('div', { class: `card-body ${divided}` });
  if (isObject(card.header)) body.append(headerOf(card.header));
  for (const section of objects(card.sections)) body.append(sectionOf(section, tools));
  const element = el('form', {
    class: 'card',
    'data-testid': 'card',
    'data-card': text(card.name),
    autocomplete: 'off',
  });
  element.noValidate = true;
  element.addEventListener('submit', (event) => event.preventDefault());
  element.append(body);
  if (isObject(card.fixedFooter)) element.append(footerOf(card.fixedFooter, tools));
  if (entered !== null) form.restore(entered);
  return { element, form };
}

function headerOf(json: Json): HTMLElement {
  const address = text(json.imageUrl);
  const round = text(json.imageType) === 'CIRCLE' ? 'round' : '';
  return el(
    'header',
    { class: 'card-header' },
    address !== '' &&
      picture(address, text(json.imageAltText) === '' ? text(json.title) : text(json.imageAltText), round),
    el(
      'div',
      {},
      el('h2', {}, text(json.title)),
      text(json.subtitle) !== '' && el('p', { class: 'label' }, text(json.subtitle)),
    ),
  );
}

/** Stays at the bottom while the card scrolls; the primary button is filled. */
function footerOf(json: Json, tools: Tools): HTMLElement {
  const primary = isObject(json.primaryButton) && cardButton({ type: 'FILLED', ...json.primaryButton }, tools);
  const secondary =
    isObject(json.secondaryButton) && cardButton({ type: 'BORDERLESS', ...json.secondaryButton }, tools);
  return el('footer', { class: 'card-footer' }, primary, secondary);
}
