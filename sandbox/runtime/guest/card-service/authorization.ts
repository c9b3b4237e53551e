import type { Json } from '../core/builder';
import { exception } from '../core/exception';
import { text } from '../core/parameters';
import { put } from '../core/methods';
import { card } from './base';

/** Access has to be granted first: the error that is thrown carries where, for Calendar to ask the person. */
export const newAuthorizationException = card('AuthorizationException', {
  printJson: { parameters: [], run: (kept) => JSON.stringify(markup(kept)) },
  setAuthorizationUrl: put('authorizationUrl', text),
  setCustomUiCallback: put('customUiCallback', text),
  setResourceDisplayName: put('resourceDisplayName', text),
  throwException: {
    parameters: [],
    run: (kept) => {
      for (const [field, setter] of REQUIRED) {
        if (kept[field] === undefined) throw exception(`Invalid AuthorizationException: ${setter} is required.`);
      }
      throw Object.assign(new Error('Authorization is required to perform that action.'), kept, {
        name: 'AuthorizationException',
      });
    },
  },
});

const REQUIRED = [
  ['authorizationUrl', 'setAuthorizationUrl'],
  ['resourceDisplayName', 'setResourceDisplayName'],
] as const;

/**
 * As the card reference has it (https://developers.google.com/workspace/add-ons/reference/rpc/google.apps.card.v1,
 * AuthorizationError).
 */
function markup({ authorizationUrl, resourceDisplayName }: Json): Json {
  return { basicAuthorizationPrompt: { authorizationUrl, resource: resourceDisplayName } };
}
