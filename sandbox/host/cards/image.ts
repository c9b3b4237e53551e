import { text } from '../model/json';
import { el } from '../ui/dom';
import { picture } from './pictures';
import { tappable } from './taps';
import type { Draw } from './tools';

/** A picture over the whole width. */
export const image: Draw = (json, tools) =>
  tappable(el('div', { class: 'image' }, picture(text(json.imageUrl), text(json.altText))), json, tools);
