import { isJson, type Json, type Method, type Methods, type Parameter } from '../core/builder';
import { bool, integer, oneOf, part, text } from '../core/parameters';
import { put } from '../core/methods';
import { card } from './base';
import { Icon, ImageStyle } from './enums';

/** One of the icons that Google draws; NONE is none. */
const known: Parameter = (value) => (value === Icon.NONE ? undefined : oneOf(Icon)(value));

/** Keeps an icon under a field: what it is changes, what is said of it stays. */
function icon(field: string, key: string, parameter: Parameter): Method {
  return {
    parameters: [parameter],
    run: (kept, [value]) => {
      const { altText } = isJson(kept[field]) ? kept[field] : {};
      kept[field] = { altText, [key]: value };
    },
  };
}

/** The setters of a button's icon. */
export const ICON: Methods = {
  setIcon: icon('icon', 'knownIcon', known),
  setIconUrl: icon('icon', 'iconUrl', text),
  setMaterialIcon: icon('icon', 'materialIcon', part('MaterialIcon')),
};

/** The setters by which a line of text had its icon before IconImage. */
export const LINE_ICON: Methods = {
  setIcon: icon('startIcon', 'knownIcon', known),
  setIconAltText: {
    parameters: [text],
    run: (kept, [altText]) => {
      kept.startIcon = { ...(isJson(kept.startIcon) && kept.startIcon), altText };
    },
  },
  setIconUrl: icon('startIcon', 'iconUrl', text),
};

const setImage = (key: string, parameter: Parameter) => icon('image', key, parameter);

/** An icon of Google's, of a font or at an address. */
export const newIconImage = card(
  'IconImage',
  {
    setAltText: put('altText', text),
    setIcon: setImage('knownIcon', known),
    setIconUrl: setImage('iconUrl', text),
    // For an icon there is no other crop
    // (https://developers.google.com/apps-script/reference/card-service/image-crop-type).
    setImageCropType: put('imageType', oneOf(ImageStyle)),
    setMaterialIcon: setImage('materialIcon', part('MaterialIcon')),
  },
  { json: ({ image, ...rest }) => ({ ...(image as Json | undefined), ...rest }) },
);

/** An icon of Google's icon font. */
export const newMaterialIcon = card(
  'MaterialIcon',
  {
    setFill: put('fill', bool),
    setGrade: put('grade', integer('grade')),
    setName: put('name', text),
    setWeight: put('weight', integer('weight')),
  },
  { needs: { name: 'setName' } },
);
