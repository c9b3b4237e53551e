import type { Handler } from '../api/call';
import { getEvent, listEvents, listInstances } from '../events/list';
import {
  deleteEvent,
  importEvent,
  insertEvent,
  moveEvent,
  patchEvent,
  quickAddEvent,
  updateEvent,
} from '../events/write';

export const EVENTS: Record<string, Handler> = {
  'calendar.events.list': listEvents,
  'calendar.events.get': getEvent,
  'calendar.events.instances': listInstances,
  'calendar.events.insert': insertEvent,
  'calendar.events.import': importEvent,
  'calendar.events.patch': patchEvent,
  'calendar.events.update': updateEvent,
  'calendar.events.delete': deleteEvent,
  'calendar.events.move': moveEvent,
  'calendar.events.quickAdd': quickAddEvent,
};
