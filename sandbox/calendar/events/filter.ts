import type { Call } from '../api/call';
import { isObject } from '../model/json';
import { invalid } from '../model/errors';
import type { EventResource } from '../model/resources';

/** Words by which events of a type are found whatever their title says (discovery document, events.list q). */
const TYPE_WORDS: Record<string, string> = {
  outOfOffice: 'out of office',
  focusTime: 'focus time',
  workingLocation: 'working location',
};

/** The filters of a list that look at the event alone: eventTypes, iCalUID, q and extended properties. */
export function eventFilter(call: Call): (event: EventResource) => boolean {
  const types = new Set(call.texts('eventTypes'));
  const uid = call.text('iCalUID');
  const words = (call.text('q') ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const privates = propertyPairs(call, 'privateExtendedProperty');
  const shareds = propertyPairs(call, 'sharedExtendedProperty');
  return (event) =>
    (types.size === 0 || types.has(event.eventType)) &&
    (uid === undefined || event.iCalUID === uid) &&
    has(privates, event.extendedProperties?.private) &&
    has(shareds, event.extendedProperties?.shared) &&
    (words.length === 0 || containsAll(event, words));
}

/** `name=value`; of several all must hold (discovery document; the guide says any). */
function propertyPairs(call: Call, parameter: string): [string, string][] {
  return call.texts(parameter).map((pair) => {
    const equals = pair.indexOf('=');
    if (equals < 1) throw invalid(`Invalid value for: ${pair}`, parameter);
    return [pair.slice(0, equals), pair.slice(equals + 1)];
  });
}

function has(wanted: readonly [string, string][], have: Record<string, string> | undefined): boolean {
  return wanted.every(([name, value]) => have?.[name] === value);
}

function containsAll(event: EventResource, words: readonly string[]): boolean {
  const text = searchedText(event).toLowerCase();
  return words.every((word) => text.includes(word));
}

function searchedText(event: EventResource): string {
  const people = [...(event.attendees ?? []), event.organizer].flatMap(({ email, displayName }) => [
    email,
    displayName,
  ]);
  return [
    event.summary,
    event.description,
    event.location,
    ...people,
    TYPE_WORDS[event.eventType],
    ...placeWords(event.workingLocationProperties),
  ].join('\n');
}

function placeWords(properties: unknown): unknown[] {
  if (!isObject(properties)) return [];
  const { type, officeLocation, customLocation } = properties;
  const office = isObject(officeLocation) ? officeLocation : {};
  const custom = isObject(customLocation) ? customLocation : {};
  const word = type === 'officeLocation' ? 'office' : type === 'homeOffice' ? 'home' : '';
  return [word, office.buildingId, office.deskId, office.label, custom.label];
}
