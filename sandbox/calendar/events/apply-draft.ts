import { isObject, textOf } from '../model/json';
import { ApiFailure, invalid, required, timeRangeEmpty } from '../model/errors';
import { COLOR_IDS } from '../model/colors';
import { checkRecurrence } from '../model/recurrence';
import type { EventResource, EventTime } from '../model/resources';
import { instantOf, normalTime } from '../model/times';
import { applyAttendees } from './attendees';
import { applyConference } from './conference';
import { applyExtendedProperties } from './extended-properties';
import { applyEventType } from './event-type';
import { mergePatch } from './merge-patch';
import type { Draft } from './draft';
import { applyReminders } from './reminders';

/** What an update keeps although its body need not have it: Google's own fields, and those of special rules. */
const KEPT = [
  'id',
  'etag',
  'created',
  'updated',
  'creator',
  'organizer',
  'iCalUID',
  'sequence',
  'recurringEventId',
  'originalStartTime',
  'eventType',
  'birthdayProperties',
  'privateCopy',
  'conferenceData',
  'hangoutLink',
  'attachments',
  'locked',
];

/** Fields that a body may carry without effect (discovery document: read-only or immutable), or that have a rule. */
const NOT_PLAIN = new Set([
  ...KEPT,
  'kind',
  'htmlLink',
  'start',
  'end',
  'status',
  'attendees',
  'attendeesOmitted',
  'extendedProperties',
  'reminders',
]);

/** Fields whose default is not written out in answers. */
const DEFAULTS: Record<string, unknown> = {
  transparency: 'opaque',
  visibility: 'default',
  guestsCanInviteOthers: true,
  guestsCanModify: false,
  guestsCanSeeOtherGuests: true,
  anyoneCanAddSelf: false,
  endTimeUnspecified: false,
};

const CHOICES: Record<string, readonly string[]> = {
  transparency: ['opaque', 'transparent'],
  visibility: ['default', 'public', 'private', 'confidential'],
  status: ['confirmed', 'tentative', 'cancelled'],
};

/** Attachments of an event (discovery document, Event.attachments). */
const MOST_ATTACHMENTS = 25;

/** The event that a body makes of the one before, or the refusal that Google would give. */
export function applyDraft(draft: Draft): EventResource {
  const event = plainFields(draft);
  applyTimes(draft, event);
  applyStatus(draft, event);
  applySequence(draft, event);
  applyAttendees(draft, event);
  applyAttachments(draft, event);
  applyExtendedProperties(draft, event);
  applyReminders(draft, event);
  applyConference(draft, event);
  applyEventType(draft, event);
  return event;
}

function plainFields({ before, body, whole, call }: Draft): EventResource {
  const fields: Record<string, unknown> = { ...before };
  if (whole) for (const name of Object.keys(fields)) if (!KEPT.includes(name)) Reflect.deleteProperty(fields, name);
  for (const [name, value] of Object.entries(body)) {
    if (NOT_PLAIN.has(name)) continue;
    const choices = CHOICES[name];
    if (choices !== undefined && value !== null && !choices.includes(textOf(value))) {
      throw invalid(`Invalid value for: ${name}`);
    }
    const next = mergePatch(fields[name], value);
    if (next === undefined || next === DEFAULTS[name]) Reflect.deleteProperty(fields, name);
    else fields[name] = next;
  }
  checkPlain(fields);
  // Only the creator may set the source (discovery document, Event.source).
  if (before.creator.email !== call.user) fields.source = before.source;
  return { ...withoutUndefined(fields), start: before.start, end: before.end, status: before.status, ...kept(before) };
}

/** Google's own fields, unchanged. */
function kept(before: EventResource) {
  const { id, etag, created, updated, creator, organizer, iCalUID, sequence, eventType } = before;
  return { id, etag, created, updated, creator, organizer, iCalUID, sequence, eventType };
}

function withoutUndefined(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function checkPlain({ colorId, source }: Record<string, unknown>): void {
  if (colorId !== undefined && !COLOR_IDS.event.includes(textOf(colorId))) throw invalid('Invalid event color.');
  const url = isObject(source) ? source.url : undefined;
  if (url !== undefined && !/^https?:\/\//.test(textOf(url))) throw invalid('Invalid value for: source.url');
}

function applyTimes({ calendar, before, body, whole }: Draft, event: EventResource): void {
  const zone = calendar.timeZone;
  const recurs = (event.recurrence ?? []).length > 0;
  if (!recurs) delete event.recurrence;
  else if (event.recurringEventId !== undefined) {
    throw new ApiFailure(
      400,
      'turningInstanceIntoRecurring',
      'Cannot turn an instance of a recurring event into a recurring event itself.',
      undefined,
      'calendar',
    );
  }
  // Where both are missing it is the end that Google misses.
  if (whole && !isObject(body.end)) throw required('Missing end time.');
  for (const name of ['start', 'end'] as const) {
    const given = body[name];
    if (isObject(given)) event[name] = normalTime(patchedTime(before[name], given, whole), name, zone, recurs);
    else if (whole || given === null) throw required(`Missing ${name} time.`);
  }
  if ((event.start.date === undefined) !== (event.end.date === undefined)) {
    throw invalid('Start and end times must either both be date or both be dateTime.');
  }
  const length = instantOf(event.end, zone) - instantOf(event.start, zone);
  // A day that ends where it begins is taken (https://github.com/odoo/odoo/issues/87646).
  if (length < 0) throw timeRangeEmpty();
  if (recurs) checkRecurrence(event, zone);
}

/**
 * A patch is merged with the event's time: a day does not become an hour unless `date: null` takes the day away, nor
 * the other way round. Google answers 400 "Invalid start time." (https://github.com/n8n-io/n8n/issues/35800).
 */
function patchedTime(before: EventTime, given: Record<string, unknown>, whole: boolean): EventTime {
  const merged: EventTime = whole ? {} : { ...before };
  for (const name of ['date', 'dateTime', 'timeZone'] as const) {
    const value = given[name];
    if (typeof value === 'string') merged[name] = value;
    else if (name in given) Reflect.deleteProperty(merged, name);
  }
  return merged;
}

/** An update that does not name the status confirms: that is how a deleted event is brought back. */
function applyStatus({ before, body, whole }: Draft, event: EventResource): void {
  const status = textOf(body.status ?? (whole ? 'confirmed' : before.status));
  if (!CHOICES.status?.includes(status)) throw invalid('Invalid value for: status');
  event.status = status;
}

/** A sequence may rise by the body, never fall; a new time, or new recurrence, raises it too. */
function applySequence({ before, body, isNew }: Draft, event: EventResource): void {
  const given = body.sequence;
  if (typeof given === 'number' && given < before.sequence) {
    throw invalid(
      'Invalid sequence value. The specified sequence number is below the current sequence number of the resource. ' +
        'Re-fetch the resource and use its sequence number on the following request.',
    );
  }
  if (typeof given === 'number') event.sequence = given;
  const timing = ({ start, end, recurrence }: EventResource) => JSON.stringify([start, end, recurrence]);
  if (!isNew && event.sequence === before.sequence && timing(before) !== timing(event)) event.sequence += 1;
}

/** Attachments change only for clients that know of them (discovery document, supportsAttachments). */
function applyAttachments({ call, body, whole }: Draft, event: EventResource): void {
  if (!call.flag('supportsAttachments')) return;
  const given = body.attachments;
  if (given === undefined && !whole) return;
  Reflect.deleteProperty(event, 'attachments');
  if (!Array.isArray(given) || given.length === 0) return;
  if (given.length > MOST_ATTACHMENTS) throw invalid('Too many attachments.');
  event.attachments = given.map((attachment: unknown) => {
    if (!isObject(attachment) || typeof attachment.fileUrl !== 'string') throw required('Missing fileUrl.');
    return attachment;
  });
}
