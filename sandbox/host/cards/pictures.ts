import { isObject, number, text, type Json } from '../model/json';
import { el, initialOf } from '../ui/dom';
import { icon, type IconName } from '../ui/icons';

/** The icons that a card can name [apps-script/reference/card-service/icon]. */
const KNOWN: Readonly<Record<string, IconName>> = {
  AIRPLANE: 'airplane',
  BOOKMARK: 'bookmark',
  BUS: 'bus',
  CAR: 'car',
  CLOCK: 'clock',
  CONFIRMATION_NUMBER_ICON: 'ticket',
  DESCRIPTION: 'lines',
  DOLLAR: 'dollar',
  EMAIL: 'mail',
  EVENT_PERFORMER: 'microphone',
  EVENT_SEAT: 'seat',
  FLIGHT_ARRIVAL: 'airplane',
  FLIGHT_DEPARTURE: 'airplane',
  HOTEL: 'bed',
  HOTEL_ROOM_TYPE: 'bed',
  INVITE: 'calendar',
  MAP_PIN: 'pin',
  MEMBERSHIP: 'card',
  MULTIPLE_PEOPLE: 'people',
  OFFER: 'tag',
  PERSON: 'person',
  PHONE: 'phone',
  RESTAURANT_ICON: 'restaurant',
  SHOPPING_CART: 'shoppingCart',
  STAR: 'star',
  STORE: 'store',
  TICKET: 'ticket',
  TRAIN: 'train',
  VIDEO_CAMERA: 'video',
  VIDEO_PLAY: 'playCircle',
};

/** Some of the Material icons; there is no font of all of them here. */
const MATERIAL: Readonly<Record<string, IconName>> = {
  add: 'plus',
  call: 'phone',
  check: 'check',
  close: 'close',
  delete: 'trash',
  edit: 'edit',
  event: 'calendar',
  group: 'people',
  help: 'question',
  link: 'link',
  mail: 'mail',
  more_vert: 'more',
  open_in_new: 'external',
  person: 'person',
  refresh: 'refresh',
  schedule: 'clock',
  star: 'star',
  videocam: 'video',
  warning: 'alert',
};

/** An icon of a card: built in, by address, or a Material one. */
export function cardIcon(json: Json): HTMLElement {
  const holder = el('span', { class: 'card-icon' });
  const address = text(json.iconUrl);
  const alt = text(json.altText);
  if (address !== '') {
    holder.append(picture(address, alt, text(json.imageType) === 'CIRCLE' ? 'round' : ''));
    return holder;
  }
  const material = isObject(json.materialIcon) ? MATERIAL[text(json.materialIcon.name)] : undefined;
  holder.append(icon(KNOWN[text(json.knownIcon)] ?? material ?? 'dot'));
  if (alt !== '') {
    holder.setAttribute('role', 'img');
    holder.setAttribute('aria-label', alt);
  }
  return holder;
}

/** An image by address; one that does not come is a tile with its description. */
export function picture(address: string, alt: string, className = ''): HTMLElement {
  const image = el('img', { src: address, alt, class: className, loading: 'lazy', referrerpolicy: 'no-referrer' });
  image.addEventListener('error', () => {
    const label = alt === '' ? 'No image' : alt;
    const tile = el('span', { class: `no-image ${className}`, role: 'img', 'aria-label': label, title: address });
    tile.textContent = initialOf(label);
    image.replaceWith(tile);
  });
  return image;
}

/** How an image is cut, as style [apps-script/reference/card-service/image-crop-style]. */
export function cropOf(json: Json): string {
  const ratios: Record<string, string> = {
    SQUARE: '1',
    CIRCLE: '1',
    RECTANGLE_4_3: '4 / 3',
    RECTANGLE_CUSTOM: String(number(json.aspectRatio, 1)),
  };
  const ratio = ratios[text(json.type)];
  if (ratio === undefined) return '';
  return `aspect-ratio:${ratio};object-fit:cover;${text(json.type) === 'CIRCLE' ? 'border-radius:50%;' : ''}`;
}

/** How something is framed, as style [apps-script/reference/card-service/border-style]. */
export function borderOf(json: Json): string {
  if (text(json.type) !== 'STROKE') return '';
  const color = isObject(json.strokeColor) ? colorOf(json.strokeColor) : 'var(--line)';
  return `border:1px solid ${color};border-radius:${number(json.cornerRadius, 0)}px;overflow:hidden;`;
}

/** A colour as CSS has it; its parts are numbers from 0 to 1 (google.type.Color). */
export function colorOf(json: Json): string {
  const part = (name: string) => String(Math.round(number(json[name], 0) * 255));
  return `rgb(${part('red')} ${part('green')} ${part('blue')})`;
}

/** Whether dark text is read better than white on a colour. */
export function isLight(json: Json): boolean {
  return number(json.red, 0) * 0.299 + number(json.green, 0) * 0.587 + number(json.blue, 0) * 0.114 > 0.6;
}
