import { integer, oneOf, part, positive, text } from '../core/parameters';
import { add, put } from '../core/methods';
import { card, widget } from './base';
import { CLICKABLE } from './clicks';
import { color } from './color';
import { BorderType, GridItemLayout, HorizontalAlignment, ImageCropType } from './enums';
import { setId } from './id';

/** A picture as wide as the card. */
export const newImage = card(
  'Image',
  { ...CLICKABLE, setAltText: put('altText', text), setId, setImageUrl: put('imageUrl', text) },
  { needs: { imageUrl: 'setImageUrl' }, json: widget('image') },
);

export const newBorderStyle = card('BorderStyle', {
  setCornerRadius: put('cornerRadius', integer('cornerRadius', 0)),
  setStrokeColor: put('strokeColor', color('strokeColor')),
  setType: put('type', oneOf(BorderType)),
});

export const newImageCropStyle = card('ImageCropStyle', {
  setAspectRatio: put('aspectRatio', positive('aspectRatio')),
  setImageCropType: put('type', oneOf(ImageCropType)),
});

/** The picture of a grid's item. */
export const newImageComponent = card('ImageComponent', {
  setAltText: put('altText', text),
  setBorderStyle: put('borderStyle', part('BorderStyle')),
  setCropStyle: put('cropStyle', part('ImageCropStyle')),
  setImageUrl: put('imageUri', text),
});

export const newGridItem = card('GridItem', {
  setIdentifier: put('id', text),
  setImage: put('image', part('ImageComponent')),
  setLayout: put('layout', oneOf(GridItemLayout)),
  setSubtitle: put('subtitle', text),
  // An example of the card reference has textAlignment, its table of fields and the published schema do not.
  setTextAlignment: { parameters: [oneOf(HorizontalAlignment)], run: () => undefined },
  setTitle: put('title', text),
});

/** Pictures and titles in columns. */
export const newGrid = card(
  'Grid',
  {
    ...CLICKABLE,
    addItem: add('items', [part('GridItem')]),
    setBorderStyle: put('borderStyle', part('BorderStyle')),
    setId,
    setNumColumns: put('columnCount', integer('numColumns', 1)),
    setTitle: put('title', text),
  },
  { json: ({ items = [], ...grid }) => ({ grid: { ...grid, items } }) },
);
