import { emailAddress } from '../../booking/fields';
import { refused } from '../../booking/refusal';
import { createEventRoom } from '../../desk/rooms/rooms';
import { forInsider, type Handler } from '../kit/access';
import { refusalAnswer } from '../kit/context';
import { editorCard } from './event-card';

/** Puts a room into the event that is open in the editor. */
export const onAddConferenceToEvent: Handler = (context) =>
  forInsider(context, () => {
    const { desk, event, t } = context;
    const { calendarId, eventId } = event;
    const card = editorCard(context);
    if (eventId === '') return { at: 'same', card };
    if (!event.canSetConference) return { at: 'same', card, notice: t('event.mayNot') };
    return { edit: { room: createEventRoom(desk, calendarId, eventId) } };
  });

/** Puts the booking's client, or a colleague, among the guests of the event that is open in the editor. */
export const onAddGuestToEvent: Handler = (context) =>
  forInsider(context, () => {
    const { event, t } = context;
    const card = editorCard(context);
    if (!event.canAddGuests) return { at: 'same', card, notice: t('event.mayNot') };
    const guest = emailAddress(event.param('guest') === '' ? event.input('guest') : event.param('guest'), 'email');
    if (!guest.ok) return refusalAnswer(context, refused('emailExpected', 'email').refusal, card);
    return { edit: { guests: [guest.value] } };
  });
