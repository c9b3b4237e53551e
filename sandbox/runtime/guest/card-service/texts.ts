import { bool, integer, part, text } from '../core/parameters';
import { put, putOne } from '../core/methods';
import { card, widget } from './base';
import { button } from './buttons';
import { CLICKABLE } from './clicks';
import { LINE_ICON } from './icons';
import { setId } from './id';

/** Text in a paragraph of its own. */
export const newTextParagraph = card(
  'TextParagraph',
  { setId, setMaxLines: put('maxLines', integer('maxLines', 0)), setText: put('text', text) },
  { needs: { text: 'setText' }, json: widget('textParagraph') },
);

/** The end of a line has one button, one switch or one icon: one of these fields. */
const CONTROL = ['button', 'switchControl', 'endIcon'];

const LINE = {
  ...CLICKABLE,
  ...LINE_ICON,
  setBottomLabel: put('bottomLabel', text),
  setButton: putOne('button', CONTROL, button),
  setTopLabel: put('topLabel', text),
};

const toSwitch = putOne('switchControl', CONTROL, part('Switch'));

/** A line of text with labels, an icon, and something at its end. */
export const newDecoratedText = card(
  'DecoratedText',
  {
    ...LINE,
    setEndIcon: putOne('endIcon', CONTROL, part('IconImage')),
    setId,
    setStartIcon: put('startIcon', part('IconImage')),
    setSwitchControl: toSwitch,
    setText: put('text', text),
    setWrapText: put('wrapText', bool),
  },
  { needs: { text: 'setText' }, json: widget('decoratedText') },
);

/** The deprecated name of a decorated text. */
export const newKeyValue = card(
  'KeyValue',
  { ...LINE, setContent: put('text', text), setMultiline: put('wrapText', bool), setSwitch: toSwitch },
  { needs: { text: 'setContent' }, json: widget('decoratedText') },
);

/** A line between widgets. */
export const newDivider = card('Divider', {}, { json: widget('divider') });
