import { CardService } from '../runtime/guest/card-service/index';
import { ConferenceDataService } from '../runtime/guest/conference-data';

/** An object of each class of CardService, by the class's name. */
export function cardServiceObjects(): Record<string, object> {
  const objects = objectsOf(CardService);
  // What all buttons have, by the name of their common class.
  return { ...objects, ...(objects.TextButton !== undefined && { Button: objects.TextButton }) };
}

/** An object of each class of ConferenceDataService, by the class's name. */
export function conferenceDataObjects(): Record<string, object> {
  const { ConferenceErrorType, newConferenceDataBuilder, newConferenceError } = ConferenceDataService;
  const error = answer(newConferenceError(), 'setConferenceErrorType', ConferenceErrorType.UNKNOWN);
  const data = answer(answer(newConferenceDataBuilder(), 'setError', error), 'build');
  return { ...objectsOf(ConferenceDataService), ConferenceData: data };
}

/** The service, its enumerations, what its new… methods make, and what builders build from nothing. */
function objectsOf(service: object): Record<string, object> {
  const found: Record<string, object> = { [String(service)]: service };
  for (const [name, member] of Object.entries(service) as [string, unknown][]) {
    if (typeof member !== 'function') {
      if (typeof member === 'object' && member !== null) found[name] = member;
      continue;
    }
    const made = answer(service, name);
    found[String(made)] = made;
    if ('build' in made && service !== ConferenceDataService) {
      const built = answer(made, 'build');
      found[String(built)] = built;
    }
  }
  return found;
}

function answer(object: object, name: string, ...args: unknown[]): object {
  const method: unknown = Reflect.get(object, name);
  const made: unknown = typeof method === 'function' ? Reflect.apply(method, object, args) : null;
  if (typeof made !== 'object' || made === null) throw new Error(`${String(object)}.${name} makes no object`);
  return made;
}
