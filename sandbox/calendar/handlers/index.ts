import type { Handler } from '../api/call';
import { ACL } from './acl';
import { CALENDAR_LIST } from './calendar-list';
import { CALENDARS } from './calendars';
import { CHANNELS } from './channels';
import { getColors } from '../model/colors';
import { EVENTS } from './events';
import { FREE_BUSY } from './free-busy';
import { SETTINGS } from './settings';

/** What answers each method, by its id in the discovery document. A method without a handler is not emulated. */
export const HANDLERS: Readonly<Record<string, Handler>> = {
  ...ACL,
  ...CALENDAR_LIST,
  ...CALENDARS,
  ...CHANNELS,
  'calendar.colors.get': getColors,
  ...EVENTS,
  ...FREE_BUSY,
  ...SETTINGS,
};
