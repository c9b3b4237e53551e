import { AVAILABILITY_ACTIONS } from './availability/actions';
import { BOOKING_ACTIONS } from './booking/actions';
import { EVENT_ACTIONS } from './event/actions';
import { ARCHIVE_ACTIONS } from './archive/actions';
import { HOME_ACTIONS } from './home/actions';
import { HELP_ACTIONS } from './menu';
import { NEW_BOOKING_ACTIONS } from './new-booking/actions';
import { ROOM_ACTIONS } from './rooms/actions';
import { SERVICE_ACTIONS } from './services/actions';
import { SET_UP_ACTIONS } from './set-up/actions';
import { SYNC_ACTIONS } from './sync/actions';
import type { Handler } from './kit/access';
import type { CardAction } from './kit/widgets';

/** All actions that a tap on a card can name: the lists of the cards' folders. */
export const HANDLERS: Readonly<Record<CardAction, Handler>> = {
  ...ARCHIVE_ACTIONS,
  ...AVAILABILITY_ACTIONS,
  ...BOOKING_ACTIONS,
  ...EVENT_ACTIONS,
  ...HELP_ACTIONS,
  ...HOME_ACTIONS,
  ...NEW_BOOKING_ACTIONS,
  ...ROOM_ACTIONS,
  ...SERVICE_ACTIONS,
  ...SET_UP_ACTIONS,
  ...SYNC_ACTIONS,
};

/** Whether a tap names an action in this list: anybody can send a tap with any name. */
export function isCardAction(name: string): name is CardAction {
  return Object.keys(HANDLERS).includes(name);
}
