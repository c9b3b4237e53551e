import { demand, isAtLeast, roleOf } from './access';
import type { Call, CalendarData, Handler } from './context';
import { forbidden, invalid, notFound, required } from './errors';
import type { AclRule, CalendarRecord, ListEntry, Role } from './resources';
import { isZone } from './times';

const ROLES: Role[] = ['none', 'freeBusyReader', 'reader', 'writer', 'owner'];

const etagOf = (value: unknown) =>
  `"${Buffer.from(JSON.stringify(value)).length.toString(36)}${JSON.stringify(value).length}"`;

function calendarOf(calendar: CalendarRecord) {
  return {
    kind: 'calendar#calendar',
    etag: etagOf([calendar.summary, calendar.timeZone]),
    id: calendar.id,
    summary: calendar.summary,
    ...(calendar.description !== undefined && { description: calendar.description }),
    timeZone: calendar.timeZone,
    conferenceProperties: { allowedConferenceSolutionTypes: calendar.conferenceTypes },
  };
}

function entryOf(data: CalendarData, user: string, entry: ListEntry) {
  const calendar = data.calendar(entry.calendarId, user);
  const primary = calendar.primary && calendar.owner === user;
  const { calendarId: _, ...own } = entry;
  return {
    kind: 'calendar#calendarListEntry',
    etag: etagOf(entry),
    id: calendar.id,
    summary: calendar.summary,
    ...(calendar.description !== undefined && { description: calendar.description }),
    timeZone: calendar.timeZone,
    colorId: '7',
    backgroundColor: '#42d692',
    foregroundColor: '#000000',
    selected: true,
    ...own,
    accessRole: roleOf(calendar, user),
    defaultReminders: [],
    ...(primary && { primary: true }),
    conferenceProperties: { allowedConferenceSolutionTypes: calendar.conferenceTypes },
  };
}

/** The calendars in a user's list that they may still see. */
function entriesOf(data: CalendarData, user: string): ListEntry[] {
  return (data.lists[user] ?? []).filter((entry) => {
    const calendar = data.calendars.get(entry.calendarId);
    return calendar !== undefined && roleOf(calendar, user) !== 'none';
  });
}

function listCalendars(call: Call): unknown {
  const { data, user } = call;
  const least = call.text('minAccessRole');
  const min = ROLES.find((role) => role === least) ?? 'freeBusyReader';
  const hidden = call.flag('showHidden');
  const all = entriesOf(data, user)
    .filter((entry) => hidden || entry.hidden !== true)
    .map((entry) => entryOf(data, user, entry))
    .filter((entry) => isAtLeast(entry.accessRole, min));
  const size = Math.min(250, Math.max(1, call.number('maxResults', 100)));
  const offset = Number(call.text('pageToken') ?? 0);
  if (Number.isNaN(offset)) throw invalid('Invalid page token value.', 'pageToken');
  const isLast = offset + size >= all.length;
  return {
    kind: 'calendar#calendarList',
    etag: etagOf(all),
    ...(isLast ? { nextSyncToken: `list-${String(data.nextNumber)}` } : { nextPageToken: String(offset + size) }),
    items: all.slice(offset, offset + size),
  };
}

function findEntry(call: Call): ListEntry {
  const id = call.data.calendar(call.param('calendarId'), call.user).id;
  const entry = entriesOf(call.data, call.user).find((e) => e.calendarId === id);
  if (entry === undefined) throw notFound();
  return entry;
}

function entryFields(body: Record<string, unknown>): Omit<ListEntry, 'calendarId'> {
  const text = (name: string) => (typeof body[name] === 'string' ? { [name]: body[name] } : {});
  const flag = (name: string) => (typeof body[name] === 'boolean' ? { [name]: body[name] } : {});
  return { ...text('summaryOverride'), ...text('colorId'), ...flag('selected'), ...flag('hidden') };
}

function addToList(call: Call): unknown {
  const id = call.body.id;
  if (typeof id !== 'string') throw required('id');
  const calendar = call.data.calendars.get(id);
  if (calendar === undefined || roleOf(calendar, call.user) === 'none') throw notFound();
  const entry: ListEntry = { calendarId: id, ...entryFields(call.body) };
  const others = (call.data.lists[call.user] ?? []).filter((e) => e.calendarId !== id);
  call.data.lists[call.user] = [...others, entry];
  return entryOf(call.data, call.user, entry);
}

function changeEntry(call: Call): unknown {
  const entry = findEntry(call);
  Object.assign(entry, entryFields(call.body));
  return entryOf(call.data, call.user, entry);
}

function removeFromList(call: Call): undefined {
  const entry = findEntry(call);
  call.data.lists[call.user] = (call.data.lists[call.user] ?? []).filter((e) => e !== entry);
  return undefined;
}

function insertCalendar(call: Call): unknown {
  const { data, user, body } = call;
  if (typeof body.summary !== 'string') throw required('summary');
  const id = `c_${data.newId()}@group.calendar.google.com`;
  const zone = typeof body.timeZone === 'string' ? body.timeZone : (data.users.get(user)?.timeZone ?? 'UTC');
  if (!isZone(zone)) throw invalid('Invalid time zone.');
  const calendar = newCalendar(id, body.summary, zone, user, false);
  data.calendars.set(id, calendar);
  data.lists[user] = [...(data.lists[user] ?? []), { calendarId: id }];
  return calendarOf(calendar);
}

/** A calendar without events, owned by a user. */
export function newCalendar(
  id: string,
  summary: string,
  timeZone: string,
  owner: string,
  primary: boolean,
): CalendarRecord {
  return {
    id,
    summary,
    timeZone,
    owner,
    primary,
    acl: [{ id: `user:${owner}`, role: 'owner', scope: { type: 'user', value: owner } }],
    events: {},
    seq: 0,
    tokenEpoch: 0,
    conferenceTypes: ['hangoutsMeet'],
  };
}

function changeCalendar(call: Call): unknown {
  const calendar = call.data.calendar(call.param('calendarId'), call.user);
  demand(calendar, call.user, 'owner');
  const { summary, description, timeZone } = call.body;
  if (typeof summary === 'string') calendar.summary = summary;
  if (typeof description === 'string') calendar.description = description;
  if (typeof timeZone === 'string') {
    if (!isZone(timeZone)) throw invalid('Invalid time zone.');
    calendar.timeZone = timeZone;
  }
  return calendarOf(calendar);
}

function deleteCalendar(call: Call): undefined {
  const calendar = call.data.calendar(call.param('calendarId'), call.user);
  demand(calendar, call.user, 'owner');
  if (calendar.primary) throw forbidden('Cannot delete a primary calendar.');
  call.data.calendars.delete(calendar.id);
  return undefined;
}

function clearCalendar(call: Call): undefined {
  const calendar = call.data.calendar(call.param('calendarId'), call.user);
  demand(calendar, call.user, 'owner');
  if (!calendar.primary) throw invalid('Only a primary calendar can be cleared.');
  for (const { event } of Object.values(calendar.events)) {
    if (event.status !== 'cancelled') call.data.put(calendar, { ...event, status: 'cancelled' });
  }
  return undefined;
}

function ruleOf(rule: AclRule) {
  return { kind: 'calendar#aclRule', etag: etagOf(rule), id: rule.id, scope: rule.scope, role: rule.role };
}

function ownCalendar(call: Call): CalendarRecord {
  const calendar = call.data.calendar(call.param('calendarId'), call.user);
  demand(calendar, call.user, 'owner');
  return calendar;
}

function findRule(call: Call): AclRule {
  const rule = ownCalendar(call).acl.find((r) => r.id === call.text('ruleId'));
  if (rule === undefined) throw notFound();
  return rule;
}

function roleIn(body: Record<string, unknown>): Role {
  const role = ROLES.find((known) => known === body.role);
  if (role === undefined) throw invalid('Invalid value for: role');
  return role;
}

function insertRule(call: Call): unknown {
  const calendar = ownCalendar(call);
  const scope = call.body.scope;
  const given: Record<string, unknown> = typeof scope === 'object' && scope !== null ? { ...scope } : {};
  const type = String(given.type ?? '');
  if (!['default', 'user', 'group', 'domain'].includes(type)) throw invalid('Invalid value for: scope.type');
  const value = typeof given.value === 'string' ? given.value : undefined;
  const id = value === undefined ? type : `${type}:${value}`;
  const rule: AclRule = { id, role: roleIn(call.body), scope: { type, ...(value !== undefined && { value }) } };
  calendar.acl = [...calendar.acl.filter((r) => r.id !== id), rule];
  return ruleOf(rule);
}

function changeRule(call: Call): unknown {
  const rule = findRule(call);
  rule.role = roleIn(call.body);
  return ruleOf(rule);
}

function deleteRule(call: Call): undefined {
  const rule = findRule(call);
  const calendar = ownCalendar(call);
  calendar.acl = calendar.acl.filter((r) => r !== rule);
  return undefined;
}

function settingsOf(call: Call): Record<string, string> {
  const user = call.data.users.get(call.user);
  return {
    timezone: user?.timeZone ?? 'UTC',
    locale: user?.locale ?? 'en',
    format24HourTime: 'true',
    weekStart: '1',
    dateFieldOrder: 'DMY',
    defaultEventLength: '60',
    autoAddHangouts: 'false',
  };
}

const settingOf = (id: string, value: string) => ({ kind: 'calendar#setting', etag: etagOf([id, value]), id, value });

const palette = (background: string) => ({ background, foreground: '#1d1d1d' });

function colors(): unknown {
  const event = [
    '#a4bdfc',
    '#7ae7bf',
    '#dbadff',
    '#ff887c',
    '#fbd75b',
    '#ffb878',
    '#46d6db',
    '#e1e1e1',
    '#5484ed',
    '#51b749',
    '#dc2127',
  ];
  const entries = (list: readonly string[]) =>
    Object.fromEntries(list.map((color, i) => [String(i + 1), palette(color)]));
  return {
    kind: 'calendar#colors',
    updated: '2012-02-14T00:00:00.000Z',
    calendar: entries(event),
    event: entries(event),
  };
}

/** calendarList, calendars, acl, settings, colors. */
export const CALENDAR_HANDLERS: Record<string, Handler> = {
  'calendar.calendarList.list': listCalendars,
  'calendar.calendarList.get': (call) => entryOf(call.data, call.user, findEntry(call)),
  'calendar.calendarList.insert': addToList,
  'calendar.calendarList.patch': changeEntry,
  'calendar.calendarList.update': changeEntry,
  'calendar.calendarList.delete': removeFromList,
  'calendar.calendars.get': (call) => {
    const calendar = call.data.calendar(call.param('calendarId'), call.user);
    demand(calendar, call.user, 'freeBusyReader');
    return calendarOf(calendar);
  },
  'calendar.calendars.insert': insertCalendar,
  'calendar.calendars.patch': changeCalendar,
  'calendar.calendars.update': changeCalendar,
  'calendar.calendars.delete': deleteCalendar,
  'calendar.calendars.clear': clearCalendar,
  'calendar.acl.list': (call) => {
    const rules = ownCalendar(call).acl.map(ruleOf);
    return { kind: 'calendar#acl', etag: etagOf(rules), nextSyncToken: 'acl', items: rules };
  },
  'calendar.acl.get': (call) => ruleOf(findRule(call)),
  'calendar.acl.insert': insertRule,
  'calendar.acl.patch': changeRule,
  'calendar.acl.update': changeRule,
  'calendar.acl.delete': deleteRule,
  'calendar.settings.list': (call) => ({
    kind: 'calendar#settings',
    etag: etagOf(settingsOf(call)),
    nextSyncToken: 'settings',
    items: Object.entries(settingsOf(call)).map(([id, value]) => settingOf(id, value)),
  }),
  'calendar.settings.get': (call) => {
    const id = call.text('setting') ?? '';
    const value = settingsOf(call)[id];
    if (value === undefined) throw notFound();
    return settingOf(id, value);
  },
  'calendar.colors.get': colors,
};
