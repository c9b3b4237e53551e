import { demand } from '../state/access';
import type { Call } from '../api/call';
import {
  ApiFailure,
  deleted,
  duplicate,
  eventTypeRestriction,
  forbidden,
  invalid,
  notFound,
  preconditionFailed,
  required,
} from '../model/errors';
import type { Entry } from '../state/event-table';
import type { EventResource, Person } from '../model/resources';
import type { CalendarRecord } from '../state/store';
import { isObject, isSameJson, omit } from '../model/json';
import { startMeet } from './conference';
import { applyDraft } from './apply-draft';
import { TYPE_PROPERTIES } from './event-type';
import { findEvent } from './find';
import { carryToExceptions } from './exceptions';
import { checkGuestWrite, propagate, propagateRemoval } from './guests';
import { readQuickly } from './quick-add';
import { EventView } from './view';

/** Ids that clients may choose: base32hex, 5 to 1,024 characters (discovery document, Event.id). */
const CLIENT_ID = /^[a-v0-9]{5,1024}$/;

/** events.insert */
export function insertEvent(call: Call): object {
  const calendar = call.store.calendar(call.text('calendarId'), call.user);
  demand(calendar, call.user, 'writer');
  const { body, store } = call;
  const id = typeof body.id === 'string' ? body.id : store.newId();
  if (!CLIENT_ID.test(id)) throw invalid('Invalid resource id value.');
  const iCalUID = typeof body.iCalUID === 'string' ? body.iCalUID : `${id}@google.com`;
  // A deleted event's id stays taken (https://github.com/googleapis/google-api-ruby-client/issues/1811).
  if (calendar.events.get(id) !== undefined) throw duplicate();
  if (calendar.events.withUid(iCalUID).some(({ event }) => event.status !== 'cancelled')) throw duplicate();
  const before = blank(call, calendar, id, iCalUID);
  const event = applyDraft({ call, calendar, before, body, whole: true, isNew: true });
  if (body.privateCopy === true) event.privateCopy = true;
  const entry = store.put(calendar, event, {
    ...startMeet(store, null, event),
    isApart: body.privateCopy === true,
  });
  propagate(call, calendar, null, entry);
  return show(call, calendar, entry.event);
}

/** events.import: a private copy of an event from elsewhere; nobody is told. */
export function importEvent(call: Call): object {
  const { body, store } = call;
  const calendar = store.calendar(call.text('calendarId'), call.user);
  demand(calendar, call.user, 'writer');
  const iCalUID = body.iCalUID;
  if (typeof iCalUID !== 'string' || iCalUID === '') throw required('Missing iCalUID.');
  const [existing] = calendar.events.withUid(iCalUID);
  const before = existing?.event ?? blank(call, calendar, store.newId(), iCalUID);
  // Events of other types are imported as default ones, without their type's own data (discovery document, import).
  const plain = omit(body, 'eventType', ...TYPE_PROPERTIES);
  const isNew = existing === undefined;
  const event = applyDraft({ call, calendar, before, body: plain, whole: true, isNew });
  const organizer = personOf(body.organizer);
  if (organizer !== null) event.organizer = organizer;
  return show(call, calendar, store.put(calendar, event, { ...startMeet(store, null, event), isApart: true }).event);
}

/** events.patch: what the body names. */
export const patchEvent = (call: Call): object => changeEvent(call, false);

/** events.update: the whole resource. */
export const updateEvent = (call: Call): object => changeEvent(call, true);

function changeEvent(call: Call, whole: boolean): object {
  const { body, store } = call;
  const { calendar, before } = existingEvent(call);
  const event = applyDraft({ call, calendar, before, body, whole, isNew: false });
  checkGuestWrite(calendar, before, event, whole ? null : body);
  const keepUpdated = before.etag !== '' && differsOnlyIn(before, event, ['reminders']);
  const entry = store.put(calendar, event, {
    ...startMeet(store, before, event),
    keepUpdated,
    ...(event.status !== 'cancelled' && { removedByGuest: false }),
  });
  if (event.status === 'cancelled' && before.status !== 'cancelled') cancelExceptions(call, calendar, event);
  carryToExceptions(store, calendar, before, entry.event);
  propagate(call, calendar, before, entry);
  return show(call, calendar, entry.event);
}

/** The event that a write is about: visible, of the version that the caller knows, and theirs to change. */
function existingEvent(call: Call): { calendar: CalendarRecord; before: EventResource } {
  const calendar = call.store.calendar(call.text('calendarId'), call.user);
  demand(calendar, call.user, 'freeBusyReader');
  const before = findEvent(calendar, call.text('eventId') ?? '');
  if (before === null) throw notFound();
  demand(calendar, call.user, 'writer');
  const match = call.header('if-match');
  if (match !== undefined && match !== '*' && match !== before.etag) throw preconditionFailed();
  return { calendar, before };
}

/** events.delete. A guest who deletes their copy has declined. */
export function deleteEvent(call: Call): undefined {
  const { calendar, before } = existingEvent(call);
  if (before.status === 'cancelled') throw deleted();
  const isGuests = before.organizer.email !== calendar.id;
  const event: EventResource = { ...before, status: 'cancelled' };
  const entry = call.store.put(calendar, event, { meet: null, removedByGuest: isGuests });
  cancelExceptions(call, calendar, event);
  propagateRemoval(call, calendar, before, entry);
}

function cancelExceptions(call: Call, calendar: CalendarRecord, { id }: EventResource): void {
  for (const { event } of calendar.events.exceptionsOf(id)) {
    if (event.status !== 'cancelled') call.store.put(calendar, { ...event, status: 'cancelled' }, { meet: null });
  }
}

/** events.move: another calendar becomes the organizer; where the event was, its id stays, cancelled. */
export function moveEvent(call: Call): object {
  const { store } = call;
  const { calendar, before } = existingEvent(call);
  const target = store.calendar(call.text('destination'), call.user);
  demand(target, call.user, 'writer');
  if (before.status === 'cancelled') throw notFound();
  if (before.eventType !== 'default') throw eventTypeRestriction('Only default events can be moved.');
  if (before.recurringEventId !== undefined) {
    throw new ApiFailure(
      400,
      'cannotChangeOrganizerOfInstance',
      'Cannot change the organizer of an instance.',
      undefined,
      'calendar',
    );
  }
  if (before.organizer.email !== calendar.id) throw forbidden('Only the organizer of an event can move it.');
  if (target === calendar) return show(call, calendar, before);
  const there = target.events.get(before.id);
  if (there !== undefined && there.event.iCalUID !== before.iCalUID) throw duplicate();
  const moved = [before, ...calendar.events.exceptionsOf(before.id).map(({ event }) => event)].map((event) =>
    moveOne(call, calendar, target, event),
  );
  const [entry] = moved;
  if (entry === undefined) throw notFound();
  propagate(call, target, before, entry);
  return show(call, target, entry.event);
}

function moveOne(call: Call, from: CalendarRecord, to: CalendarRecord, event: EventResource): Entry {
  const { store } = call;
  const meet = from.events.get(event.id)?.meet ?? null;
  store.put(from, { ...event, status: 'cancelled' }, { meet: null });
  return store.put(to, { ...event, organizer: organizerOf(to) }, { meet, removedByGuest: false });
}

/** events.quickAdd: a title, and a time where one can be read in it. */
export function quickAddEvent(call: Call): object {
  const calendar = call.store.calendar(call.text('calendarId'), call.user);
  demand(calendar, call.user, 'writer');
  const id = call.store.newId();
  const before = blank(call, calendar, id, `${id}@google.com`);
  const body = { ...readQuickly(call.text('text') ?? '', call.store.clock.now(), calendar.timeZone) };
  const event = applyDraft({ call, calendar, before, body, whole: true, isNew: true });
  return show(call, calendar, call.store.put(calendar, event).event);
}

function blank(call: Call, calendar: CalendarRecord, id: string, iCalUID: string): EventResource {
  const now = call.store.now();
  const name = call.store.users.get(call.user)?.name;
  return {
    id,
    status: 'confirmed',
    etag: '',
    created: now,
    updated: now,
    iCalUID,
    sequence: 0,
    start: {},
    end: {},
    creator: { email: call.user, ...(name !== undefined && { displayName: name }) },
    organizer: organizerOf(calendar, name),
    eventType: 'default',
  };
}

/** A calendar is the organizer of its events: a person by their primary calendar, else the calendar by its title. */
function organizerOf(calendar: CalendarRecord, name?: string): Person {
  const displayName = calendar.primary ? name : calendar.summary;
  return { email: calendar.id, ...(displayName !== undefined && { displayName }) };
}

function personOf(value: unknown): Person | null {
  if (!isObject(value) || typeof value.email !== 'string') return null;
  const { email, displayName } = value;
  return { email: email.toLowerCase(), ...(typeof displayName === 'string' && { displayName }) };
}

function differsOnlyIn(before: EventResource, after: EventResource, names: readonly string[]): boolean {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].every((k) => names.includes(k) || isSameJson(before[k], after[k]));
}

function show(call: Call, calendar: CalendarRecord, event: EventResource): object {
  return new EventView(call, calendar, demand(calendar, call.user, 'freeBusyReader')).show(event);
}
