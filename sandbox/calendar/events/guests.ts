import type { Call } from '../api/call';
import { forbiddenForNonOrganizer } from '../model/errors';
import type { Entry } from '../state/event-table';
import { isSameJson } from '../model/json';
import { instanceId } from '../model/recurrence';
import type { Attendee, EventResource } from '../model/resources';
import type { CalendarRecord, CalendarStore } from '../state/store';
import { autoResponse } from './auto-decline';
import { carryToExceptions } from './exceptions';
import { findEvent } from './find';
import { tellGuest, tellOrganizer, type SendUpdates } from './mail';

/** What each copy of an event has of its own (discovery document, Event: reminders, colorId, extendedProperties…). */
const COPYS_OWN = ['etag', 'created', 'updated', 'reminders', 'colorId', 'transparency', 'visibility'] as const;

/** What of it a new copy takes over from the organizer's. */
const FROM_THE_START = new Set<string>(['etag', 'created', 'updated', 'transparency', 'visibility']);

/** Whose notice a write is worth: guests are told of these, not of who else has answered. */
const NOT_WORTH_A_MAIL = new Set<string>([...COPYS_OWN, 'extendedProperties', 'attendees', 'sequence', 'source']);

/**
 * Properties that only the organizer may set (https://developers.google.com/workspace/calendar/api/guides/errors,
 * forbiddenForNonOrganizer).
 */
const ORGANIZERS_OWN = ['guestsCanInviteOthers', 'guestsCanModify', 'guestsCanSeeOtherGuests'] as const;

/**
 * Refuses what a guest may not do to their copy.
 *
 * @param patch the body of a patch, which leaves alone what it does not name; null for an update
 */
export function checkGuestWrite(
  calendar: CalendarRecord,
  before: EventResource,
  after: EventResource,
  patch: Record<string, unknown> | null,
): void {
  if (isOrganizers(calendar, before) || before.guestsCanModify === true) return;
  const touched = ORGANIZERS_OWN.some((name) => (patch === null || name in patch) && before[name] !== after[name]);
  const invites = before.guestsCanInviteOthers === false && newcomers(before, after).length > 0;
  if (touched || invites) throw forbiddenForNonOrganizer();
}

/** How far a write asks for mail; API clients that say nothing send none (discovery document, sendUpdates). */
function sendUpdatesOf(call: Call): SendUpdates {
  const asked = call.text('sendUpdates') ?? (call.flag('sendNotifications') ? 'all' : 'none');
  return asked === 'all' || asked === 'externalOnly' ? asked : 'none';
}

/**
 * After a write: guests' copies follow the organizer's event; a guest's answer, or invitation, reaches the organizer.
 */
export function propagate(call: Call, calendar: CalendarRecord, before: EventResource | null, entry: Entry): void {
  if (entry.isApart === true) return;
  if (isOrganizers(calendar, entry.event)) {
    spread(call.store, calendar, before, entry.event, sendUpdatesOf(call));
  } else if (before !== null) reachOrganizer(call, calendar, before, entry.event);
}

/** After a deletion: an organizer's takes all copies along, a guest's means no. */
export function propagateRemoval(call: Call, calendar: CalendarRecord, before: EventResource, entry: Entry): void {
  if (entry.isApart === true) return;
  if (isOrganizers(calendar, before)) {
    spread(call.store, calendar, before, entry.event, sendUpdatesOf(call));
    return;
  }
  const self = (before.attendees ?? []).find(({ email }) => email === calendar.id);
  if (self !== undefined) answer(call, calendar, before, { ...self, responseStatus: 'declined' });
}

/** A Meet link has been made, or has failed: the copies learn of it, without mail. */
export function propagateQuietly(
  store: CalendarStore,
  calendar: CalendarRecord,
  before: EventResource,
  entry: Entry,
): void {
  carryToExceptions(store, calendar, before, entry.event);
  if (isOrganizers(calendar, entry.event) && entry.isApart !== true) {
    spread(store, calendar, before, entry.event, 'none');
  }
}

function isOrganizers(calendar: CalendarRecord, event: EventResource): boolean {
  return event.organizer.email === calendar.id;
}

function newcomers(before: EventResource, after: EventResource): Attendee[] {
  const was = new Set((before.attendees ?? []).map(({ email }) => email));
  return (after.attendees ?? []).filter(({ email }) => !was.has(email));
}

/** Everybody invited but the organizer; to a cancelled event nobody is. */
function guestsOf(calendar: CalendarRecord, event: EventResource | null): Map<string, Attendee> {
  if (event === null || event.status === 'cancelled') return new Map();
  const guests = (event.attendees ?? []).filter(({ email }) => email !== calendar.id);
  return new Map(guests.map((guest) => [guest.email, guest]));
}

/** Brings the guests' copies in line with the organizer's event, and tells the guests as far as was asked for. */
function spread(
  store: CalendarStore,
  calendar: CalendarRecord,
  before: EventResource | null,
  after: EventResource,
  sendUpdates: SendUpdates,
): void {
  const was = guestsOf(calendar, before);
  const is = guestsOf(calendar, after);
  const isNews = before === null || isWorthAMail(before, after);
  const isShared = before === null || !isSameJson(sharedOf(before), sharedOf(after));
  const automatic: Attendee[] = [];
  for (const guest of is.values()) {
    const isNew = !was.has(guest.email);
    if (isNew || isShared) putCopy(store, guest.email, after, isNew);
    if (isNew) putExceptions(store, calendar, guest.email, after);
    if (isNew || isNews) {
      const kind = isNew ? 'invitation' : 'update';
      tellGuest(store, { calendar, guest: guest.email, event: after, kind, sendUpdates });
    }
    const response = isNew ? autoResponse(store, guest, after) : null;
    if (response !== null) automatic.push(response);
  }
  for (const { email } of was.values()) {
    if (is.has(email)) continue;
    cancelCopy(store, email, after);
    tellGuest(store, { calendar, guest: email, event: before ?? after, kind: 'cancellation', sendUpdates });
  }
  for (const response of automatic) answerFor(store, response.email, after, response);
}

function isWorthAMail(before: EventResource, after: EventResource): boolean {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].some((k) => !NOT_WORTH_A_MAIL.has(k) && !isSameJson(before[k], after[k]));
}

/** What all copies of an event have in common. */
function sharedOf(event: EventResource): Record<string, unknown> {
  const shared: Record<string, unknown> = { ...event };
  for (const name of COPYS_OWN) Reflect.deleteProperty(shared, name);
  const extended = event.extendedProperties?.shared;
  if (extended === undefined) delete shared.extendedProperties;
  else shared.extendedProperties = { shared: extended };
  return shared;
}

/** The same event, or the same instance of it, in another calendar. */
function counterpart(calendar: CalendarRecord, event: EventResource): EventResource | null {
  const found = findEvent(calendar, event.id);
  if (found?.iCalUID === event.iCalUID) return found;
  const { recurringEventId, originalStartTime, iCalUID } = event;
  const same = calendar.events.withUid(iCalUID).map((entry) => entry.event);
  if (recurringEventId === undefined) return same.find((e) => e.recurringEventId === undefined) ?? null;
  const master = same.find((e) => e.recurringEventId === undefined);
  if (master === undefined || originalStartTime === undefined) return null;
  return findEvent(calendar, instanceId(master.id, originalStartTime));
}

function putCopy(store: CalendarStore, email: string, event: EventResource, isInvited: boolean): void {
  const home = store.calendars.get(email);
  if (home === undefined) return;
  const existing = counterpart(home, event);
  const entry = existing === null ? undefined : home.events.get(existing.id);
  // A guest who has deleted their copy gets no other until they are invited again.
  if (entry?.removedByGuest === true && !isInvited) return;
  // Somebody else's event may hold this id in the guest's calendar already.
  const isTaken = existing === null && home.events.get(event.id) !== undefined;
  const next = copyOf(event, existing, existing?.id ?? (isTaken ? store.newId() : event.id));
  store.put(home, next, { removedByGuest: false });
  if (existing !== null) carryToExceptions(store, home, existing, next);
}

/** A copy of the organizer's event: what a copy has of its own stays; a new one begins without. */
function copyOf(event: EventResource, existing: EventResource | null, id: string): EventResource {
  const copy: EventResource = { ...event, id };
  for (const name of COPYS_OWN) {
    const own = existing === null ? (FROM_THE_START.has(name) ? event[name] : undefined) : existing[name];
    if (own === undefined) Reflect.deleteProperty(copy, name);
    else Object.assign(copy, { [name]: own });
  }
  const shared = event.extendedProperties?.shared;
  const mine = existing?.extendedProperties?.private;
  if (shared === undefined && mine === undefined) delete copy.extendedProperties;
  else copy.extendedProperties = { ...(mine && { private: mine }), ...(shared && { shared }) };
  if (existing?.recurringEventId !== undefined) copy.recurringEventId = existing.recurringEventId;
  return copy;
}

/** Somebody new to a series gets what differs in it too. */
function putExceptions(store: CalendarStore, calendar: CalendarRecord, email: string, master: EventResource): void {
  if (master.recurrence === undefined) return;
  for (const { event } of calendar.events.exceptionsOf(master.id)) {
    const isInvited = (event.attendees ?? []).some((attendee) => attendee.email === email);
    if (event.status === 'cancelled' || !isInvited) cancelCopy(store, email, event);
    else putCopy(store, email, event, true);
  }
}

function cancelCopy(store: CalendarStore, email: string, event: EventResource): void {
  const home = store.calendars.get(email);
  const existing = home === undefined ? null : counterpart(home, event);
  if (home === undefined || existing === null || existing.status === 'cancelled') return;
  store.put(home, { ...existing, status: 'cancelled' });
  for (const { event: exception } of home.events.exceptionsOf(existing.id)) {
    if (exception.status !== 'cancelled') store.put(home, { ...exception, status: 'cancelled' });
  }
}

/** What a guest has written into their copy, as far as it is not theirs alone. */
function reachOrganizer(call: Call, calendar: CalendarRecord, before: EventResource, after: EventResource): void {
  const { store } = call;
  const home = store.calendars.get(after.organizer.email);
  const theirs = home === undefined ? null : counterpart(home, after);
  if (home === undefined || theirs === null || theirs.status === 'cancelled') return;
  const invited = newcomers(before, after);
  if (before.guestsCanModify === true) {
    // A guest who may modify changes the event for everybody.
    writeOrganizers(call, home, theirs, copyOf(after, theirs, theirs.id));
  } else if (invited.length > 0) {
    writeOrganizers(call, home, theirs, { ...theirs, attendees: [...(theirs.attendees ?? []), ...invited] });
  }
  const self = (event: EventResource) => event.attendees?.find(({ email }) => email === calendar.id);
  const mine = self(after);
  if (mine !== undefined && !isSameJson(mine, self(before))) answer(call, calendar, after, mine);
}

function writeOrganizers(call: Call, home: CalendarRecord, before: EventResource, after: EventResource): void {
  const entry = call.store.put(home, after);
  carryToExceptions(call.store, home, before, entry.event);
  spread(call.store, home, before, entry.event, sendUpdatesOf(call));
}

/** A guest's answer goes to the organizer, by mail too where that was asked for, and to the other guests' copies. */
function answer(call: Call, calendar: CalendarRecord, copy: EventResource, self: Attendee): void {
  answerFor(call.store, calendar.id, copy, self);
  tellOrganizer(call.store, { calendar, event: copy, response: self, sendUpdates: sendUpdatesOf(call) });
}

function answerFor(store: CalendarStore, guest: string, copy: EventResource, self: Attendee): void {
  const home = store.calendars.get(copy.organizer.email);
  const theirs = home === undefined ? null : counterpart(home, copy);
  if (home === undefined || theirs === null || theirs.status === 'cancelled') return;
  const attendees = (theirs.attendees ?? []).map((a) => (a.email === guest ? { ...a, ...self, email: guest } : a));
  const entry = store.put(home, { ...theirs, attendees });
  carryToExceptions(store, home, theirs, entry.event);
  spread(store, home, theirs, entry.event, 'none');
}
