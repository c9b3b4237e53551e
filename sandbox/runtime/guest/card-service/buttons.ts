import type { Json } from '../core/builder';
import { exception } from '../core/exception';
import { bool, oneOf, partAs, text } from '../core/parameters';
import { add, put } from '../core/methods';
import { card } from './base';
import { CLICKABLE } from './clicks';
import { color } from './color';
import { ImageButtonStyle, TextButtonStyle } from './enums';
import { ICON } from './icons';

export const BUTTONS = ['TextButton', 'ImageButton'] as const;

/** A button with a text. */
export const newTextButton = card('TextButton', {
  ...CLICKABLE,
  ...ICON,
  setAltText: put('altText', text),
  setBackgroundColor: put('color', color('backgroundColor')),
  setDisabled: put('disabled', bool),
  setText: put('text', text),
  setTextButtonStyle: put('type', oneOf(TextButtonStyle)),
});

/** A button with an icon alone. */
export const newImageButton = card(
  'ImageButton',
  {
    ...CLICKABLE,
    ...ICON,
    setAltText: put('altText', text),
    setImageButtonStyle: put('type', oneOf(ImageButtonStyle)),
  },
  { needs: { icon: 'setIcon, setIconUrl or setMaterialIcon' } },
);

/**
 * A button's JSON where it is shown: a background has an effect on a filled one only
 * (https://developers.google.com/apps-script/reference/card-service/text-button).
 */
export function shown({ color: background, ...button }: Json): Json {
  return button.type === TextButtonStyle.FILLED && background !== undefined ? { ...button, color: background } : button;
}

/** A parameter that takes a button. */
export const button = partAs(BUTTONS, shown);

/** Buttons in a row. */
export const newButtonSet = card(
  'ButtonSet',
  { addButton: add('buttons', [button]) },
  { json: ({ buttons = [] }) => ({ buttonList: { buttons } }) },
);

const footerButton = (type: string) =>
  partAs(['TextButton'], (json) => {
    if (json.type !== undefined && json.type !== type)
      throw exception(`Invalid FixedFooter: its button is not ${type}.`);
    return shown({ ...json, type });
  });

/** Buttons that stay at the foot of the card. */
export const newFixedFooter = card(
  'FixedFooter',
  {
    setPrimaryButton: put('primaryButton', footerButton(TextButtonStyle.FILLED)),
    setSecondaryButton: put('secondaryButton', footerButton(TextButtonStyle.OUTLINED)),
  },
  // A secondary button does nothing without a primary one
  // (https://developers.google.com/apps-script/reference/card-service/fixed-footer).
  { json: (kept) => (kept.primaryButton === undefined ? {} : kept) },
);
