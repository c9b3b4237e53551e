import { CARDS } from './card-schema';
import { messageErrors, type Descriptor } from './proto-json';

// The markup that handlers answer with has no published descriptor: here it is, field by field from the reference
// (https://developers.google.com/workspace/add-ons/reference/rpc/google.apps.card.v1 and
// https://developers.google.com/workspace/add-ons/reference/rpc/apps.extensions.markup), as far as Calendar knows it.

const CARD = 'google.apps.card.v1';

type Fields = Readonly<Record<string, string>>;

/** A message of fields by type; `[]` after a type is a list of it. */
function message(fields: Fields, union: readonly string[] = []): Descriptor {
  const entries = Object.entries(fields).map(([name, type]) => [
    name,
    type.endsWith('[]') ? { type: type.slice(0, -2), rule: 'repeated' } : { type },
  ]);
  return {
    fields: Object.fromEntries(entries) as Descriptor['fields'] & object,
    ...(union.length > 0 && { oneofs: { union: { oneof: union } } }),
  };
}

const choice = (...names: readonly string[]): Descriptor => ({
  values: Object.fromEntries(names.map((name, i) => [name, i])),
});

const MARKUP: Readonly<Record<string, Descriptor>> = {
  SubmitFormResponse: message({ renderActions: 'RenderActions', stateChanged: 'bool', schema: 'string' }),
  RenderActions: message({ action: 'RenderAction', hostAppAction: 'HostAppActionMarkup', schema: 'string' }),
  RenderAction: message({ navigations: 'Navigation[]', link: `${CARD}.OpenLink`, notification: 'Notification' }),
  // The table of fields; the examples on the same page have popCard and popToCardName.
  Navigation: message(
    { popToRoot: 'bool', pop: 'bool', popToCard: 'string', pushCard: `${CARD}.Card`, updateCard: `${CARD}.Card` },
    ['popToRoot', 'pop', 'popToCard', 'pushCard', 'updateCard'],
  ),
  Notification: message({ text: 'string' }),
  HostAppActionMarkup: message({ calendarAction: 'CalendarClientActionMarkup' }),
  CalendarClientActionMarkup: message({
    editAttendeesActionMarkup: 'EditAttendeesActionMarkup',
    editConferenceDataActionMarkup: 'EditConferenceDataActionMarkup',
    addAttachmentsActionMarkup: 'AddAttachmentsActionMarkup',
  }),
  EditAttendeesActionMarkup: message({ addAttendeeEmails: 'string[]' }),
  EditConferenceDataActionMarkup: message({ conferenceData: 'ConferenceDataMarkup' }),
  AddAttachmentsActionMarkup: message({ addonAttachments: 'AddonAttachment[]' }),
  AddonAttachment: message({ resourceUrl: 'string', title: 'string', mimeType: 'string', iconUrl: 'string' }),
  ConferenceDataMarkup: message({
    conferenceId: 'string',
    conferenceSolutionId: 'string',
    entryPoints: 'EntryPointMarkup[]',
    parameters: 'Parameter[]',
    note: 'string',
    error: 'ConferenceError',
  }),
  EntryPointMarkup: message({
    type: 'EntryPointType',
    uri: 'string',
    label: 'string',
    meetingCode: 'string',
    accessCode: 'string',
    passcode: 'string',
    password: 'string',
    pin: 'string',
    regionCode: 'string',
    features: 'EntryPointFeature[]',
  }),
  EntryPointType: choice('UNKNOWN', 'VIDEO', 'PHONE', 'MORE', 'SIP'),
  EntryPointFeature: choice('UNKNOWN_FEATURE', 'TOLL', 'TOLL_FREE'),
  Parameter: message({ key: 'string', value: 'string' }),
  ConferenceError: message({ type: 'ConferenceErrorType', authenticationUrl: 'string' }),
  ConferenceErrorType: choice(
    'UNKNOWN',
    'AUTHENTICATION',
    'TEMPORARY',
    'PERMANENT',
    'PERMISSION_DENIED',
    'CONFERENCE_SOLUTION_FORBIDDEN',
  ),
  GetAutocompletionResponse: message({ autoComplete: `${CARD}.Suggestions`, schema: 'string' }),
  AuthorizationError: message({ basicAuthorizationPrompt: 'BasicAuthorizationAction' }),
  BasicAuthorizationAction: message({ authorizationUrl: 'string', resource: 'string' }),
};

const ROOT: Descriptor = { nested: { ...CARDS.nested, ...MARKUP } };

/** What is wrong with the answer of a card's action, a universal action or an action beside an open event. */
export function actionResponseErrors(response: unknown): string[] {
  return messageErrors(ROOT, 'SubmitFormResponse', response);
}

/** What is wrong with the answer of an auto-complete action. */
export function suggestionsErrors(response: unknown): string[] {
  return messageErrors(ROOT, 'GetAutocompletionResponse', response);
}

/** What is wrong with conference data. */
export function conferenceDataErrors(data: unknown): string[] {
  return messageErrors(ROOT, 'ConferenceDataMarkup', data);
}

/** What is wrong with a request for authorization. */
export function authorizationErrors(request: unknown): string[] {
  return messageErrors(ROOT, 'AuthorizationError', request);
}
