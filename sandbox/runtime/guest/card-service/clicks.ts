import { exception } from '../core/exception';
import { isJson, NO_MATCH, type Methods, type Parameter } from '../core/builder';
import { bool, oneOf, part, partAs, text } from '../core/parameters';
import { add, put } from '../core/methods';
import { card } from './base';
import { LoadIndicator, OnClose, OpenAs } from './enums';

/**
 * Parameters of an action: keys and values are texts, nothing else
 * (https://developers.google.com/apps-script/reference/card-service/action).
 */
const parameters: Parameter = (value) => {
  if (!isJson(value)) return NO_MATCH;
  return Object.entries(value).map(([key, one]) => {
    if (typeof one !== 'string') throw exception(`Invalid argument: parameters.${key} is not a text`);
    return { key, value: one };
  });
};

/** What a tap calls. */
export const newAction = card(
  'Action',
  {
    addRequiredWidget: add('requiredWidgets', [text]),
    setAllWidgetsAreRequired: put('allWidgetsAreRequired', bool),
    setFunctionName: put('function', text),
    setLoadIndicator: put('loadIndicator', oneOf(LoadIndicator)),
    setMethodName: put('function', text),
    setParameters: put('parameters', parameters),
    setPersistValues: put('persistValues', bool),
  },
  { needs: { function: 'setFunctionName' } },
);

/** An address that opens. */
export const newOpenLink = card(
  'OpenLink',
  {
    setOnClose: put('onClose', oneOf(OnClose)),
    setOpenAs: put('openAs', oneOf(OpenAs)),
    setUrl: put('url', text),
  },
  { needs: { url: 'setUrl' } },
);

/** An address at which access is granted: a window of its own, and the add-on reloads when the person comes back. */
export const newAuthorizationAction = card(
  'AuthorizationAction',
  { setAuthorizationUrl: put('url', text) },
  { needs: { url: 'setAuthorizationUrl' }, json: (kept) => ({ ...kept, openAs: 'OVERLAY', onClose: 'RELOAD' }) },
);

const onClick = (field: string, kind: string) =>
  put(
    'onClick',
    partAs([kind], (json) => ({ [field]: json })),
  );

/** The setters of everything that can be tapped: only one of them counts, the last one. */
export const CLICKABLE: Methods = {
  setAuthorizationAction: onClick('openLink', 'AuthorizationAction'),
  setOnClickAction: onClick('action', 'Action'),
  setOnClickOpenLinkAction: onClick('openDynamicLinkAction', 'Action'),
  setOpenLink: onClick('openLink', 'OpenLink'),
};

/** The action of an input that changes. */
export const onChange = put('onChangeAction', part('Action'));
