import type { Booking } from '../../booking/booking';
import { isInsider, mayChange, roleOf, type Role } from '../../desk/team/people';
import { providerFor, serverSettingsOf } from '../../desk/rooms/settings';
import type { Snapshot } from '../../desk/ports/store';
import { bookingCard } from '../booking/booking';
import type { CardContext } from '../kit/context';
import { dropdown } from '../kit/form';
import { ownRoomOf, roomWidgets } from './room-card';
import { present, type Button, type CardView, type Section, type Widget } from '../kit/widgets';

/** The card beside an open event: its booking, or its room, if it has one; otherwise what it can become. */
export function eventCard(context: CardContext): CardView {
  const { t, event, desk, me } = context;
  if (event.eventId === '') return plain(context, [{ kind: 'text', text: t('event.saveFirst') }]);
  const snapshot = desk.store.seen();
  const role = roleOf(snapshot, me.email);
  const ofEvent = bookingsAt(snapshot, event.eventId);
  const [booking, ...others] = ofEvent.filter((one) => mayChange(role, one));
  if (booking !== undefined && others.length > 0) return sharedCard(context, [booking, ...others]);
  if (booking !== undefined) return bookingCard(context, booking, snapshot.get('staff', booking.staffId) ?? null);
  const [colleagues] = ofEvent;
  if (colleagues !== undefined && isInsider(role)) return colleaguesCard(context, snapshot, colleagues);
  const room = ownRoomOf(context, event.calendarId, event.eventId);
  if (room !== null) return plain(context, roomWidgets(context, room));
  return plain(context, [
    { kind: 'text', text: t('event.noBooking'), tone: 'quiet' },
    ...(isInsider(role) ? offers(context, role) : []),
  ]);
}

/**
 * The card beside an event that is being edited: it is drawn when guests or the conference were changed there, and what
 * it adds is staged until the event is saved [workspace/add-ons/calendar/building-calendar-interfaces].
 */
export function editorCard(context: CardContext): CardView {
  const { t, event, desk, me } = context;
  const snapshot = desk.store.seen();
  const unrecorded = recordingNote(context, snapshot);
  if (event.eventId === '') return plain(context, [{ kind: 'text', text: t('event.saveFirst') }, ...unrecorded]);
  const role = roleOf(snapshot, me.email);
  if (!isInsider(role))
    return plain(context, [{ kind: 'text', text: t('event.noBooking'), tone: 'quiet' }, ...unrecorded]);
  const booking = bookingsAt(snapshot, event.eventId).find((one) => mayChange(role, one));
  const sections = present<Section>([
    booking !== undefined && clientSection(context, booking),
    conferenceSection(context, booking),
    unrecorded.length > 0 && { widgets: unrecorded },
    guestSection(context, snapshot, role),
  ]);
  return { name: 'event', title: t('event.editing'), sections };
}

/**
 * Calendar has its own words for a solution that is not available, which do not say why: people who are about to pick
 * the recorded one read it here.
 */
function recordingNote({ t, event, desk, me }: CardContext, snapshot: Snapshot): Widget[] {
  const provider = providerFor(snapshot, me.email);
  if (event.hasConference || desk.rooms.abilities(provider, serverSettingsOf(snapshot)).record) return [];
  return [{ kind: 'text', text: t('rooms.noRecording', { provider: t(`rooms.name.${provider}`) }), tone: 'quiet' }];
}

function bookingsAt(snapshot: Snapshot, eventId: string): Booking[] {
  return snapshot.list('booking').filter(({ event }) => event?.eventId === eventId);
}

/** The client of the booking should be among its guests. */
function clientSection({ t, event }: CardContext, { client }: Booking): Section {
  const isGuest = client.email === '' || event.guests.some(({ email }) => email === client.email);
  const params = { guest: client.email };
  const missing: Widget[] = [
    { kind: 'text', text: t('event.clientMissing', { client: client.name }), tone: 'warning' },
    {
      kind: 'buttons',
      buttons: [{ text: t('event.addClient'), filled: true, click: { action: 'addGuestToEvent', params } }],
    },
  ];
  return {
    widgets:
      isGuest || !event.canAddGuests
        ? [{ kind: 'text', text: t('event.isBooking', { client: client.name }) }]
        : missing,
  };
}

function conferenceSection({ t, event }: CardContext, booking: Booking | undefined): Section | null {
  if (event.hasConference) {
    // A person may want another room than the booking's link: they should know what happens then.
    return booking === undefined ? null : { widgets: [{ kind: 'text', text: t('event.linkFollows'), tone: 'quiet' }] };
  }
  if (!event.canSetConference) return null;
  const add: Button = { text: t('event.addConference'), click: { action: 'addConferenceToEvent' } };
  return { widgets: [{ kind: 'buttons', buttons: [add] }] };
}

/** Colleagues can be added as guests with one tap. */
function guestSection({ t, event, me }: CardContext, snapshot: Snapshot, role: Role): Section | null {
  const invited = new Set(event.guests.map(({ email }) => email));
  const team = snapshot
    .list('staff')
    .filter(({ email, id }) => email !== me.email && id !== role.staff?.id && !invited.has(email));
  if (!event.canAddGuests || team.length === 0) return null;
  const options = team.map(({ email, name }) => ({ value: email, label: name }));
  return {
    title: t('event.colleague'),
    widgets: [
      dropdown('guest', t('field.staff'), options, options[0]?.value ?? ''),
      { kind: 'buttons', buttons: [{ text: t('event.addGuest'), click: { action: 'addGuestToEvent' } }] },
    ],
  };
}

/** What an event that is not a booking can become. */
function offers({ t, event }: CardContext, { staff }: Role): Widget[] {
  const isInMine = staff !== null && staff.writeCalendar === event.calendarId;
  const buttons = present<Button>([
    isInMine && { text: t('adopt.title'), filled: true, click: { action: 'askAdopt' } },
    !event.hasConference &&
      event.canSetConference && { text: t('event.addConference'), click: { action: 'addConferenceToEvent' } },
  ]);
  return buttons.length === 0 ? [] : [{ kind: 'buttons', buttons }];
}

/** A colleague's booking: that it is one, and whose; who the client is stays with them. */
function colleaguesCard(context: CardContext, snapshot: Snapshot, booking: Booking): CardView {
  const staff = snapshot.get('staff', booking.staffId)?.name ?? '';
  return plain(context, [
    { kind: 'line', icon: 'PERSON', label: context.t('booking.staff'), text: staff },
    { kind: 'text', text: context.t('event.colleagues'), tone: 'quiet' },
  ]);
}

/** Everybody who shares the event's time, each with a link to their booking. */
function sharedCard({ t, dates }: CardContext, bookings: readonly Booking[]): CardView {
  const [first] = bookings;
  return {
    name: 'event',
    title: first?.serviceName ?? t('event.title'),
    ...(first !== undefined && { subtitle: dates.span(first.start, first.end) }),
    sections: [
      {
        widgets: bookings.map(({ id, client, state }) => ({
          kind: 'line',
          icon: 'PERSON',
          text: client.name,
          note: t(`state.${state}`),
          click: { action: 'showBooking', params: { booking: id } },
        })),
      },
    ],
  };
}

function plain({ t }: CardContext, widgets: Widget[]): CardView {
  return { name: 'event', title: t('event.title'), sections: [{ widgets }] };
}
