import type { Method } from '../core/builder';
import { textLike } from '../core/parameters';

/**
 * The id of a widget or section, by which Google Workspace Studio changes it
 * (https://developers.google.com/apps-script/reference/card-service). Nothing in Calendar does, and google.apps.card.v1
 * as published has no field for it: it is checked, and not in the JSON.
 */
export const setId: Method = { parameters: [textLike(/^[A-Za-z0-9-]{1,64}$/, 'id')], run: () => undefined };
