import { isObject, text, type Json } from '../model/json';
import { el } from '../ui/dom';
import { buttonList } from './buttons';
import { chipList } from './chips';
import { dateTimePicker } from './date-time-picker';
import { grid } from './grid';
import { image } from './image';
import { selectionInput } from './selection-input';
import { decoratedText, textParagraph } from './text';
import { textInput } from './text-input';
import type { Draw, Tools } from './tools';

/** Every kind of widget that the side panel of Calendar shows. */
const WIDGETS: Readonly<Record<string, Draw>> = {
  buttonList,
  chipList,
  dateTimePicker,
  decoratedText,
  divider: () => el('hr'),
  grid,
  image,
  selectionInput,
  textInput,
  textParagraph,
};

const ALIGNED: Readonly<Record<string, string>> = { START: 'start', CENTER: 'center', END: 'end' };

/** One widget of a section. A kind that Calendar does not show is named, so that it is not missed for a fault. */
export function widgetOf(json: Json, tools: Tools): HTMLElement {
  const kind = Object.keys(json).find((key) => isObject(json[key])) ?? '';
  const inner = json[kind];
  const draw = WIDGETS[kind];
  if (draw === undefined || !isObject(inner)) {
    return el(
      'p',
      { class: 'not-shown' },
      `${kind === '' ? 'An empty widget' : kind} is not shown in Calendar's panel.`,
    );
  }
  const element = draw(inner, tools);
  const aligned = ALIGNED[text(json.horizontalAlignment)];
  return aligned === undefined ? element : el('div', { class: `aligned ${aligned}` }, element);
}
