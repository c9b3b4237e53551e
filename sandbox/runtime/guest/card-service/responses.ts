import { isJson, made, settle, type Json, type Method } from '../core/builder';
import { exception } from '../core/exception';
import { bool, list, part, partAs, text } from '../core/parameters';
import { add, addAll, listOf, put } from '../core/methods';
import { card } from './base';

// What handlers answer, as the documented markup
// (https://developers.google.com/workspace/add-ons/reference/rpc/google.apps.card.v1, RenderActions, and
// https://developers.google.com/workspace/add-ons/reference/rpc/apps.extensions.markup).

/**
 * Where cards go. `pop` and `popToCard` are the names in the reference's table of fields; its examples on the same page
 * say `popCard` and `popToCardName`.
 */
export const newNavigation = card('Navigation', {
  popCard: add('navigations', [], () => ({ pop: true })),
  popToNamedCard: add('navigations', [text], ([name]) => ({ popToCard: name })),
  popToRoot: add('navigations', [], () => ({ popToRoot: true })),
  printJson: { parameters: [], run: (kept) => JSON.stringify(settle(kept)) },
  pushCard: add('navigations', [part('Card')], ([pushed]) => ({ pushCard: pushed })),
  updateCard: add('navigations', [part('Card')], ([updated]) => ({ updateCard: updated })),
});

/** A line that is shown for a moment. */
export const newNotification = card('Notification', { setText: put('text', text) }, { needs: { text: 'setText' } });

const build = (name: string, json: (kept: Json) => Json): Method => ({
  parameters: [],
  run: (kept) => made('CardService', name, settle(json(settle(kept)))),
});

/** What a card's action answers. */
export const newActionResponseBuilder = card('ActionResponseBuilder', {
  build: build('ActionResponse', ({ navigation, stateChanged, ...action }) => ({
    renderActions: { action: { ...(isJson(navigation) && navigation), ...action } },
    stateChanged,
  })),
  setNavigation: put('navigation', part('Navigation')),
  setNotification: put('notification', part('Notification')),
  setOpenLink: put('link', part('OpenLink')),
  setStateChanged: put('stateChanged', bool),
});

/** What a universal action answers. */
export const newUniversalActionResponseBuilder = card('UniversalActionResponseBuilder', {
  build: build('UniversalActionResponse', (action) => ({ renderActions: { action } })),
  displayAddOnCards: put('navigations', list(partAs(['Card'], (pushed) => ({ pushCard: pushed })))),
  setOpenLink: put('link', part('OpenLink')),
});

/** A file or page to attach to an event. */
export const newAttachment = card(
  'Attachment',
  {
    setIconUrl: put('iconUrl', text),
    setMimeType: put('mimeType', text),
    setResourceUrl: put('resourceUrl', text),
    setTitle: put('title', text),
  },
  { needs: { resourceUrl: 'setResourceUrl', title: 'setTitle' } },
);

/**
 * What an action beside an open event answers: staged until the person saves
 * (https://developers.google.com/workspace/add-ons/calendar/calendar-actions).
 */
export const newCalendarEventActionResponseBuilder = card('CalendarEventActionResponseBuilder', {
  addAttachments: addAll('attachments', list(part('Attachment'))),
  addAttendees: addAll('emails', list(text)),
  build: build('CalendarEventActionResponse', (kept) => ({
    renderActions: { hostAppAction: { calendarAction: calendarAction(kept) } },
  })),
  setConferenceData: put('conferenceData', part('ConferenceData')),
});

function calendarAction({ attachments, emails, conferenceData }: Json): Json {
  // Without it Calendar cannot tell which solution's conference this is
  // (https://developers.google.com/workspace/add-ons/calendar/calendar-actions).
  if (
    isJson(conferenceData) &&
    conferenceData.error === undefined &&
    conferenceData.conferenceSolutionId === undefined
  ) {
    throw exception('Invalid CalendarEventActionResponse: the conference data need a conference solution ID.');
  }
  return {
    ...(emails !== undefined && { editAttendeesActionMarkup: { addAttendeeEmails: listOf(emails) } }),
    ...(conferenceData !== undefined && { editConferenceDataActionMarkup: { conferenceData } }),
    ...(attachments !== undefined && { addAttachmentsActionMarkup: { addonAttachments: listOf(attachments) } }),
  };
}

/**
 * What an auto-complete action answers [workspace/add-ons/reference/rpc/google.apps.card.v1,
 * GetAutocompletionResponse].
 */
export const newSuggestionsResponseBuilder = card('SuggestionsResponseBuilder', {
  build: build('SuggestionsResponse', ({ suggestions = { items: [] } }) => ({ autoComplete: suggestions })),
  setSuggestions: put('suggestions', part('Suggestions')),
});
