import { eventTypeRestriction, invalid } from '../model/errors';
import { isObject, isSameJson, textOf } from '../model/json';
import type { EventResource } from '../model/resources';
import { dateWall, DAY } from '../model/times';
import type { Draft } from './draft';

/**
 * What distinguishes the events of a type (https://developers.google.com/workspace/calendar/api/guides/event-types and
 * https://developers.google.com/workspace/calendar/api/guides/calendar-status).
 */
interface TypeRule {
  /** The field of the event's own data; only this type may have it. */
  properties?: string;
  transparency?: 'opaque' | 'transparent';
  visibility?: 'public' | 'private';
  /** Which times it may have. */
  times: 'any' | 'timed' | 'timedOrOneDay' | 'oneDay';
  /** Only primary calendars have such events. */
  primaryOnly: boolean;
  /** All that may be changed later; absent: everything. */
  changeable?: readonly string[];
}

const RULES: Record<string, TypeRule> = {
  default: { times: 'any', primaryOnly: false },
  outOfOffice: { properties: 'outOfOfficeProperties', transparency: 'opaque', times: 'timed', primaryOnly: true },
  focusTime: { properties: 'focusTimeProperties', transparency: 'opaque', times: 'timed', primaryOnly: true },
  workingLocation: {
    properties: 'workingLocationProperties',
    transparency: 'transparent',
    visibility: 'public',
    times: 'timedOrOneDay',
    primaryOnly: true,
  },
  birthday: {
    properties: 'birthdayProperties',
    transparency: 'transparent',
    visibility: 'private',
    times: 'oneDay',
    primaryOnly: true,
    changeable: ['colorId', 'summary', 'reminders', 'start', 'end'],
  },
  fromGmail: {
    times: 'any',
    primaryOnly: true,
    changeable: ['colorId', 'reminders', 'visibility', 'transparency', 'status', 'attendees', 'extendedProperties'],
  },
};

const DECLINE_MODES = ['declineNone', 'declineAllConflictingInvitations', 'declineOnlyNewConflictingInvitations'];

/** The fields with the own data of the types. */
export const TYPE_PROPERTIES: readonly string[] = Object.values(RULES).flatMap(({ properties }) => properties ?? []);

/** Holds an event to the rules of its type; the type itself never changes. */
export function applyEventType(draft: Draft, event: EventResource): void {
  const { body, before, calendar, isNew } = draft;
  const type = textOf(body.eventType ?? (isNew ? 'default' : before.eventType));
  const rule = RULES[type];
  if (rule === undefined) throw invalid('Invalid value for: eventType');
  if (isNew && type === 'fromGmail') throw eventTypeRestriction('Events from Gmail cannot be created.');
  if (!isNew && type !== before.eventType) throw eventTypeRestriction('The type of an event cannot be changed.');
  event.eventType = type;
  if (isNew && isObject(body.birthdayProperties)) event.birthdayProperties = body.birthdayProperties;
  if (rule.primaryOnly && !calendar.primary) {
    throw eventTypeRestriction(`Events of type ${type} exist on primary calendars only.`);
  }
  checkOwnData(type, event);
  checkForced(rule, type, body, event);
  checkTimes(rule, type, event);
  if (type === 'birthday' && isNew) checkBirthday(event);
  if (!isNew && rule.changeable !== undefined) checkChanges(before, event, rule.changeable);
}

function checkOwnData(type: string, event: EventResource): void {
  for (const [other, { properties }] of Object.entries(RULES)) {
    if (properties !== undefined && other !== type && event[properties] !== undefined) {
      throw eventTypeRestriction(`${properties} is not valid for this event type.`);
    }
  }
  if (type === 'outOfOffice' || type === 'focusTime') {
    const name = `${type}Properties`;
    const given = isObject(event[name]) ? event[name] : {};
    const mode = given.autoDeclineMode ?? 'declineNone';
    if (!DECLINE_MODES.includes(textOf(mode))) throw invalid(`Invalid value for: ${name}.autoDeclineMode`);
    event[name] = { ...given, autoDeclineMode: mode };
  }
  if (type === 'workingLocation') {
    const { type: kind } = isObject(event.workingLocationProperties) ? event.workingLocationProperties : {};
    if (kind !== 'homeOffice' && kind !== 'officeLocation' && kind !== 'customLocation') {
      throw eventTypeRestriction('A working location event needs workingLocationProperties with a type.');
    }
  }
}

function checkForced(
  { transparency, visibility }: TypeRule,
  type: string,
  body: Record<string, unknown>,
  event: EventResource,
): void {
  if (transparency !== undefined) {
    if ((body.transparency ?? event.transparency ?? transparency) !== transparency) {
      throw eventTypeRestriction(`Events of type ${type} are ${transparency}.`);
    }
    if (transparency === 'transparent') event.transparency = transparency;
  }
  if (visibility !== undefined) {
    if ((event.visibility ?? visibility) !== visibility) {
      throw eventTypeRestriction(`Events of type ${type} are ${visibility}.`);
    }
    event.visibility = visibility;
  }
}

function checkTimes({ times }: TypeRule, type: string, event: EventResource): void {
  const isAllDay = event.start.date !== undefined;
  const isOneDay = isAllDay && dateWall(event.end) - dateWall(event.start) === DAY;
  if (times === 'timed' && isAllDay) throw eventTypeRestriction(`Events of type ${type} cannot be all-day events.`);
  if (times === 'oneDay' && !isOneDay) throw eventTypeRestriction(`Events of type ${type} span exactly one day.`);
  if (times === 'timedOrOneDay' && isAllDay && !isOneDay) {
    throw eventTypeRestriction(`All-day events of type ${type} span exactly one day.`);
  }
}

/** Rules of birthdays (https://developers.google.com/workspace/calendar/api/guides/event-types, "Birthday"). */
function checkBirthday(event: EventResource): void {
  const rule = event.recurrence?.length === 1 ? event.recurrence[0] : undefined;
  const isLeapDay = event.start.date?.endsWith('-02-29') === true;
  const wanted = isLeapDay ? 'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1' : 'RRULE:FREQ=YEARLY';
  if (rule !== wanted) throw eventTypeRestriction(`A birthday recurs with ${wanted}.`);
  const given = isObject(event.birthdayProperties) ? event.birthdayProperties : {};
  if ((given.type ?? 'birthday') !== 'birthday' || 'contact' in given || 'customTypeName' in given) {
    throw eventTypeRestriction('Birthdays of contacts cannot be created.');
  }
  event.birthdayProperties = { type: 'birthday' };
  const foreign = ['attendees', 'location', 'description', 'conferenceData'].find((name) => event[name] !== undefined);
  if (foreign !== undefined) throw eventTypeRestriction(`${foreign} is not valid for this event type.`);
}

function checkChanges(before: EventResource, after: EventResource, changeable: readonly string[]): void {
  const own = new Set([...changeable, 'sequence', 'updated', 'etag']);
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (own.has(name) || isSameJson(before[name], after[name])) continue;
    throw eventTypeRestriction(`${name} cannot be changed for this event type.`);
  }
}
