import type { Booking } from '../../booking/booking';
import { isInsider, mayChange, roleOf, type Role } from '../../desk/team/people';
import { providerFor, serverSettingsOf } from '../../desk/rooms/settings';
import type { Snapshot } from '../../desk/ports/store';
import { bookingCard } from '../booking/booking';
import type { CardContext } from '../kit/context';
import { ownRoomOf, roomWidgets } from './room-card';
import { present, type Button, type CardView, type Section, type Widget } from '../kit/widgets';
import {
  button,
  buttons,
  card,
  dropdown,
  line,
  paragraph,
  quiet,
  section,
  submit,
  titled,
  warning,
} from '../kit/parts';

/** The card beside an open event: its booking, or its room, if it has one; otherwise what it can become. */
export function eventCard(context: CardContext): CardView {
  const { t, event, desk, me } = context;
  const snapshot = desk.store.seen();
  const role = roleOf(snapshot, me.email);
  if (event.eventId === '') return newEventCard(context, snapshot, role, []);
  const ofEvent = snapshot.bookings.ofEvent(event.eventId);
  const [booking, ...others] = ofEvent.filter((one) => mayChange(role, one));
  if (booking !== undefined && others.length > 0) return sharedCard(context, booking, others);
  if (booking !== undefined) return bookingCard(context, booking, snapshot.get('staff', booking.staffId) ?? null);
  const [colleagues] = ofEvent;
  if (colleagues !== undefined && isInsider(role)) return colleaguesCard(context, snapshot, colleagues);
  const room = ownRoomOf(context, event.calendarId, event.eventId);
  if (room !== null) return plain(context, roomWidgets(context, room));
  return plain(context, [quiet(t('event.noBooking')), ...(isInsider(role) ? offers(context, role) : [])]);
}

/**
 * The card beside an event that is being edited: it is drawn when guests or the conference were changed there, and what
 * it adds is staged until the event is saved [workspace/add-ons/calendar/building-calendar-interfaces].
 */
export function editorCard(context: CardContext): CardView {
  const { t, event, desk, me } = context;
  const snapshot = desk.store.seen();
  const unrecorded = recordingNote(context, snapshot);
  const role = roleOf(snapshot, me.email);
  if (event.eventId === '') return newEventCard(context, snapshot, role, unrecorded);
  if (!isInsider(role)) return plain(context, [quiet(t('event.noBooking')), ...unrecorded]);
  const booking = snapshot.bookings.ofEvent(event.eventId).find((one) => mayChange(role, one));
  return card(
    'event',
    t('event.editing'),
    booking !== undefined && clientSection(context, booking),
    conferenceSection(context, booking),
    unrecorded.length > 0 && section(...unrecorded),
    guestSection(context, snapshot, role),
  );
}

/** The card beside an event that is new: it can become a booking once it is saved, and a booking needs no event. */
function newEventCard(context: CardContext, snapshot: Snapshot, role: Role, unrecorded: readonly Widget[]): CardView {
  const { t } = context;
  if (!isInsider(role)) return plain(context, [paragraph(t('event.saveFirst')), ...unrecorded]);
  const canBook = role.managesAll || role.staff !== null;
  return card(
    'event',
    t('event.new'),
    section(paragraph(t('event.saveThen'))),
    canBook &&
      titled(
        t('event.instead'),
        quiet(t('event.insteadText')),
        buttons(submit(t('manual.title'), 'newBooking'), button(t('offer.title'), 'offerTimes')),
      ),
    guestSection(context, snapshot, role),
    unrecorded.length > 0 && section(...unrecorded),
  );
}

/**
 * Calendar has its own words for a solution that is not available, which do not say why: people who are about to pick
 * the recorded one read it here.
 */
function recordingNote({ t, event, desk, me }: CardContext, snapshot: Snapshot): Widget[] {
  const provider = providerFor(snapshot, me.email);
  if (event.hasConference || desk.rooms.abilities(provider, serverSettingsOf(snapshot)).record) return [];
  return [quiet(t('rooms.noRecording', { provider: t(`rooms.name.${provider}`) }))];
}

/** The client of the booking should be among its guests. */
function clientSection({ t, event }: CardContext, { client }: Booking): Section {
  const isGuest = client.email === '' || event.guests.some(({ email }) => email === client.email);
  const params = { guest: client.email };
  const missing: Widget[] = [
    warning(t('event.clientMissing', { client: client.name })),
    buttons(submit(t('event.addClient'), 'addGuestToEvent', params)),
  ];
  return section(
    ...(isGuest || !event.canAddGuests ? [paragraph(t('event.isBooking', { client: client.name }))] : missing),
  );
}

function conferenceSection({ t, event }: CardContext, booking: Booking | undefined): Section | null {
  if (event.hasConference) {
    // A person may want another room than the booking's link: they should know what happens then.
    return booking === undefined ? null : section(quiet(t('event.linkFollows')));
  }
  if (!event.canSetConference) return null;
  const add: Button = button(t('event.addConference'), 'addConferenceToEvent');
  return section(buttons(add));
}

/** Colleagues can be added as guests with one tap. */
function guestSection({ t, event, me }: CardContext, snapshot: Snapshot, role: Role): Section | null {
  const invited = new Set(event.guests.map(({ email }) => email));
  const team = snapshot
    .list('staff')
    .filter(({ email, id }) => email !== me.email && id !== role.staff?.id && !invited.has(email));
  if (!event.canAddGuests || team.length === 0) return null;
  const options = team.map(({ email, name }) => ({ value: email, label: name }));
  return titled(
    t('event.colleague'),
    dropdown('guest', t('field.staff'), options, options[0]?.value ?? ''),
    buttons(button(t('event.addGuest'), 'addGuestToEvent')),
  );
}

/** What an event that is not a booking can become. */
function offers({ t, event }: CardContext, { staff }: Role): Widget[] {
  const isInMine = staff !== null && staff.writeCalendar === event.calendarId;
  const ways = present<Button>([
    isInMine && submit(t('adopt.title'), 'askAdopt'),
    !event.hasConference && event.canSetConference && button(t('event.addConference'), 'addConferenceToEvent'),
  ]);
  return ways.length === 0 ? [] : [buttons(...ways)];
}

/** A colleague's booking: that it is one, and whose; who the client is stays with them. */
function colleaguesCard(context: CardContext, snapshot: Snapshot, booking: Booking): CardView {
  const staff = snapshot.get('staff', booking.staffId)?.name ?? '';
  return plain(context, [
    line(staff, { icon: 'PERSON', label: context.t('booking.staff') }),
    quiet(context.t('event.colleagues')),
  ]);
}

/** Everybody who shares the event's time, each with a link to their booking. */
function sharedCard({ t, dates }: CardContext, first: Booking, others: readonly Booking[]): CardView {
  const lines = [first, ...others].map(({ id, client, state }) =>
    line(client.name, {
      icon: 'PERSON',
      note: t(`state.${state}`),
      click: { action: 'showBooking', params: { booking: id } },
    }),
  );
  return card('event', { title: first.serviceName, subtitle: dates.span(first.start, first.end) }, section(...lines));
}

function plain({ t }: CardContext, widgets: Widget[]): CardView {
  return card('event', t('event.title'), section(...widgets));
}
