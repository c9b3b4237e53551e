import { CALENDAR_METHODS } from '../calendar/api/methods';
import type { AdvancedService } from './bridge';
import type { Project } from './project';
import { shortName } from './services/calendar';

/** The advanced services of a manifest by their symbols, from the discovery document; null: not emulated. */
export function advancedServices({ manifest }: Project): Record<string, AdvancedService | null> {
  return Object.fromEntries(
    manifest.advancedServices.map(({ userSymbol, serviceId }) => [
      userSymbol,
      serviceId === 'calendar' ? { serviceId, collections: calendarCollections() } : null,
    ]),
  );
}

function calendarCollections(): AdvancedService['collections'] {
  const collections: AdvancedService['collections'] = {};
  for (const method of CALENDAR_METHODS) {
    const [collection = '', name = ''] = shortName(method.id).split('.');
    collections[collection] = {
      ...collections[collection],
      [name]: { params: method.positional, hasBody: method.body !== null },
    };
  }
  return collections;
}
