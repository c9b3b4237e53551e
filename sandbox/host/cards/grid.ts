import { isObject, number, objects, text, type Json } from '../model/json';
import { el } from '../ui/dom';
import { borderOf, cropOf, picture } from './pictures';
import { tappable } from './taps';
import type { Draw, Tools } from './tools';

/** Items in columns, each with a picture and two lines of text. */
export const grid: Draw = (json, tools) => {
  const cells = objects(json.items).map((item, index) => cell(json, item, index, tools));
  const columns = String(number(json.columnCount, 2));
  return el(
    'div',
    { class: 'grid-widget' },
    text(json.title) !== '' && el('h4', {}, text(json.title)),
    el('div', { class: 'cells', style: `--columns:${columns}` }, ...cells),
  );
};

/** The grid's onClick is every item's own, with the item's identifier and index as parameters. */
function cell(grid: Json, item: Json, index: number, tools: Tools): HTMLElement {
  const imageJson = isObject(item.image) ? item.image : {};
  const address = text(imageJson.imageUri);
  const words = el(
    'div',
    { class: 'cell-words' },
    text(item.title) !== '' && el('div', {}, text(item.title)),
    text(item.subtitle) !== '' && el('div', { class: 'label' }, text(item.subtitle)),
  );
  const shown = address === '' ? null : picture(address, text(imageJson.altText));
  if (shown !== null) {
    const crop = isObject(imageJson.cropStyle) ? cropOf(imageJson.cropStyle) : '';
    const border = isObject(imageJson.borderStyle) ? borderOf(imageJson.borderStyle) : '';
    shown.setAttribute('style', `${border}${crop}`);
  }
  const isAbove = text(item.layout) === 'TEXT_ABOVE';
  const border = isObject(grid.borderStyle) ? borderOf(grid.borderStyle) : '';
  const box = el('div', { class: 'cell', style: border }, isAbove && words, shown, !isAbove && words);
  return tappable(box, grid, tools, { grid_item_identifier: text(item.id), grid_item_index: String(index) });
}
