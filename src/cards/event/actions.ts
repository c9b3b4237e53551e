import { onAskAdopt, onAdoptOpenEvent } from './adopt-event';
import { onAddConferenceToEvent, onAddGuestToEvent } from './editor-actions';
import { onCheckRoom } from './room-actions';

export const EVENT_ACTIONS = {
  askAdopt: onAskAdopt,
  adoptOpenEvent: onAdoptOpenEvent,
  addConferenceToEvent: onAddConferenceToEvent,
  addGuestToEvent: onAddGuestToEvent,
  checkRoom: onCheckRoom,
};

declare module '../kit/widgets' {
  interface CardActions extends Record<keyof typeof EVENT_ACTIONS, true> {}
}
