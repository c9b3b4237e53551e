import { CardService } from '../../sandbox/runtime/guest/card-service/index';
import { ConferenceDataService } from '../../sandbox/runtime/guest/conference-data';
import { calendarErrors } from '../../sandbox/validate/calendar-rules';
import { cardErrors } from '../../sandbox/validate/card-schema';

/** The services as a script's types have them. */
export const cards = CardService as unknown as GoogleAppsScript.Card_Service.CardService;
export const conferences = ConferenceDataService as unknown as GoogleAppsScript.Conference_Data.ConferenceDataService;

export interface Json {
  [field: string]: Json;
}

/** What an object of a service prints, as JSON. */
export const printed = (object: { printJson(): string }) => JSON.parse(object.printJson()) as Json;

/** A card of widgets, checked against the schema. */
export function cardOf(...widgets: GoogleAppsScript.Card_Service.Widget[]): Json {
  const section = cards.newCardSection();
  for (const widget of widgets) section.addWidget(widget);
  return checked(cards.newCardBuilder().addSection(section).build());
}

/** A card's JSON, checked against the schema and against what Calendar shows. */
export function checked(card: GoogleAppsScript.Card_Service.Card): Json {
  const json = printed(card);
  expect(cardErrors(json)).toEqual([]);
  expect(calendarErrors(json)).toEqual([]);
  return json;
}

/** A widget's JSON in a card. */
export const widgetOf = (widget: GoogleAppsScript.Card_Service.Widget): Json =>
  cardOf(widget).sections![0]!.widgets![0]!;

/** An action that calls a function. */
export const action = (name = 'go') => cards.newAction().setFunctionName(name);

/** A button that can be tapped. */
export const button = (text = 'Go') => cards.newTextButton().setText(text).setOnClickAction(action());

/** Calls a member that a script's types do not have. */
export function call(object: object, member: string, ...args: unknown[]): object {
  const method = (object as Record<string, (...given: unknown[]) => object>)[member]!;
  return method(...args);
}

/** What a call throws, as plain data. */
export function thrownBy(run: () => unknown): Record<string, unknown> {
  try {
    run();
  } catch (error) {
    if (error instanceof Error)
      return { ...Object.fromEntries(Object.entries(error)), name: error.name, message: error.message };
  }
  throw new Error('nothing was thrown');
}
