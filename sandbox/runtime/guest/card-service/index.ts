import { guarded } from '../core/not-emulated';
import * as authorization from './authorization';
import { newButtonSet, newFixedFooter, newImageButton, newTextButton } from './buttons';
import * as cards from './cards';
import { newAction, newAuthorizationAction, newOpenLink } from './clicks';
import * as enums from './enums';
import { newIconImage, newMaterialIcon } from './icons';
import * as inputs from './inputs';
import * as pictures from './pictures';
import * as responses from './responses';
import * as texts from './texts';

/**
 * CardService: builders whose objects know their google.apps.card.v1 JSON. What only Chat, Gmail, Drive, the editors or
 * Studio show is not emulated.
 */
export const CardService = guarded('CardService', {
  ...Object.fromEntries(Object.entries(enums).map(([name, values]) => [name, guarded(name, values)])),
  ...authorization,
  ...cards,
  ...inputs,
  ...pictures,
  ...responses,
  ...texts,
  newAction,
  newAuthorizationAction,
  newButtonSet,
  newFixedFooter,
  newIconImage,
  newImageButton,
  newMaterialIcon,
  newOpenLink,
  newTextButton,
});
