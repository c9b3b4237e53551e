import { builder, cardOf, compact, oneOf, text, type Json } from './base';
import { LoadIndicator, OnClose, OpenAs } from './enums';

/** What a tap calls. */
export function newAction() {
  const json: Json = {};
  const required: string[] = [];
  return builder('Action', (self) => ({
    setFunctionName: (name: unknown) => ((json.function = text(name, 'functionName')), self()),
    setMethodName: (name: unknown) => ((json.function = text(name, 'functionName')), self()),
    setParameters: (parameters: Record<string, unknown>) => {
      json.parameters = Object.entries(parameters).map(([key, value]) => {
        // Keys and values are texts, nothing else [reference/card-service/action].
        if (typeof value !== 'string') throw new Error(`Invalid argument: parameters.${key}`);
        return { key, value };
      });
      return self();
    },
    setLoadIndicator: (value: unknown) => ((json.loadIndicator = oneOf(value, LoadIndicator, 'loadIndicator')), self()),
    setPersistValues: (value: boolean) => ((json.persistValues = value), self()),
    addRequiredWidget: (name: unknown) => (required.push(text(name, 'requiredWidget')), self()),
    setRequiredWidgets: (list: string[]) => (required.push(...list), self()),
    setAllWidgetsAreRequired: (value: boolean) => ((json.allWidgetsAreRequired = value), self()),
    toCard: () => {
      if (json.function === undefined) throw new Error('Action has no function name.');
      return compact({ ...json, ...(required.length > 0 && { requiredWidgets: required }) });
    },
  }));
}

/** An address that opens. */
export function newOpenLink() {
  const json: Json = {};
  return builder('OpenLink', (self) => ({
    setUrl: (url: unknown) => ((json.url = text(url, 'url')), self()),
    setOpenAs: (value: unknown) => ((json.openAs = oneOf(value, OpenAs, 'openAs')), self()),
    setOnClose: (value: unknown) => ((json.onClose = oneOf(value, OnClose, 'onClose')), self()),
    toCard: () => json,
  }));
}

/** An address at which access is granted: it opens over the add-on, which is reloaded afterwards. */
export function newAuthorizationAction() {
  const json: Json = {};
  return builder('AuthorizationAction', (self) => ({
    setAuthorizationUrl: (url: unknown) => ((json.url = text(url, 'authorizationUrl')), self()),
    toCard: () => ({ ...json, openAs: 'OVERLAY', onClose: 'RELOAD' }),
  }));
}

/** The setters that everything has which can be tapped. */
export function clickable<T>(json: Json, self: () => T) {
  const set = (onClick: Json) => ((json.onClick = onClick), self());
  return {
    setOnClickAction: (action: unknown) => set({ action: cardOf(action, 'action') }),
    setOpenLink: (link: unknown) => set({ openLink: cardOf(link, 'openLink') }),
    setOnClickOpenLinkAction: (action: unknown) => set({ openDynamicLinkAction: cardOf(action, 'action') }),
    setAuthorizationAction: (action: unknown) => set({ openLink: cardOf(action, 'action') }),
  };
}

/** Where cards go. pop and popToCard are the field names of the reference; its examples say popCard and popToCardName. */
export function newNavigation() {
  const steps: Json[] = [];
  return builder('Navigation', (self) => ({
    pushCard: (card: unknown) => (steps.push({ pushCard: cardOf(card, 'card') }), self()),
    updateCard: (card: unknown) => (steps.push({ updateCard: cardOf(card, 'card') }), self()),
    popCard: () => (steps.push({ pop: true }), self()),
    popToRoot: () => (steps.push({ popToRoot: true }), self()),
    popToNamedCard: (name: unknown) => (steps.push({ popToCard: text(name, 'cardName') }), self()),
    printJson: () => JSON.stringify({ navigations: steps }),
    toCard: () => ({ navigations: steps }),
  }));
}

/** A line that is shown for a moment. */
export function newNotification() {
  const json: Json = {};
  return builder('Notification', (self) => ({
    setText: (value: unknown) => ((json.text = text(value, 'text')), self()),
    toCard: () => json,
  }));
}

function answer(name: string, json: () => Json) {
  return builder(name, () => ({ printJson: () => JSON.stringify(json()), toCard: json }));
}

/** What a card action answers. */
export function newActionResponseBuilder() {
  const action: Json = {};
  let stateChanged: boolean | undefined;
  return builder('ActionResponseBuilder', (self) => ({
    setNavigation: (value: unknown) => (Object.assign(action, cardOf(value, 'navigation')), self()),
    setNotification: (value: unknown) => ((action.notification = cardOf(value, 'notification')), self()),
    setOpenLink: (value: unknown) => ((action.link = cardOf(value, 'openLink')), self()),
    setStateChanged: (value: boolean) => ((stateChanged = value), self()),
    build: () => answer('ActionResponse', () => compact({ renderActions: { action }, stateChanged })),
    toCard: () => action,
  }));
}

/** What a universal action answers. */
export function newUniversalActionResponseBuilder() {
  const action: Json = {};
  return builder('UniversalActionResponseBuilder', (self) => ({
    displayAddOnCards: (cards: unknown[]) => {
      action.navigations = cards.map((card) => ({ pushCard: cardOf(card, 'card') }));
      return self();
    },
    setOpenLink: (value: unknown) => ((action.link = cardOf(value, 'openLink')), self()),
    build: () => answer('UniversalActionResponse', () => ({ renderActions: { action } })),
    toCard: () => action,
  }));
}

/** What an action in an open event answers: staged until the person saves [calendar/calendar-actions]. */
export function newCalendarEventActionResponseBuilder(conferenceJson: (value: unknown) => Json) {
  const calendarAction: Json = {};
  return builder('CalendarEventActionResponseBuilder', (self) => ({
    addAttendees: (emails: string[]) => {
      calendarAction.editAttendeesActionMarkup = { addAttendeeEmails: emails.map((e) => text(e, 'email')) };
      return self();
    },
    setConferenceData: (value: unknown) => {
      calendarAction.editConferenceDataActionMarkup = { conferenceData: conferenceJson(value) };
      return self();
    },
    build: () =>
      answer('CalendarEventActionResponse', () => ({ renderActions: { hostAppAction: { calendarAction } } })),
    toCard: () => calendarAction,
  }));
}

/** Suggestions for a text input. */
export function newSuggestions() {
  const items: Json[] = [];
  return builder('Suggestions', (self) => ({
    addSuggestion: (value: unknown) => (items.push({ text: text(value, 'suggestion') }), self()),
    addSuggestions: (values: unknown[]) => (
      items.push(...values.map((v) => ({ text: text(v, 'suggestion') }))),
      self()
    ),
    toCard: () => ({ items }),
  }));
}

/** What an auto-complete action answers. */
export function newSuggestionsResponseBuilder() {
  let suggestions: Json = {};
  return builder('SuggestionsResponseBuilder', (self) => ({
    setSuggestions: (value: unknown) => ((suggestions = cardOf(value, 'suggestions')), self()),
    build: () => answer('SuggestionsResponse', () => ({ autoCompleteItems: suggestions.items ?? [] })),
    toCard: () => suggestions,
  }));
}

/** Access has to be granted first: the error carries where. */
export function newAuthorizationException() {
  const json: Json = {};
  return builder('AuthorizationException', (self) => ({
    setAuthorizationUrl: (url: unknown) => ((json.authorizationUrl = text(url, 'authorizationUrl')), self()),
    setResourceDisplayName: (name: unknown) => ((json.resourceDisplayName = text(name, 'name')), self()),
    setCustomUiCallback: (name: unknown) => ((json.customUiCallback = text(name, 'callback')), self()),
    throwException: () => {
      const error = new Error('Authorization is required to perform that action.');
      error.name = 'AuthorizationException';
      throw Object.assign(error, json);
    },
    toCard: () => json,
  }));
}
