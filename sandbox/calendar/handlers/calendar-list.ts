import { isAtLeast, roleOf, ROLES } from '../state/access';
import type { Call, Handler } from '../api/call';
import { isObject } from '../model/json';
import { invalid, notFound, required } from '../model/errors';
import { reminderOf } from '../events/reminders';
import type { ListEntry, Role } from '../model/resources';
import { calendarColor, COLOR_IDS, nearestColorId } from '../model/colors';
import { checkMatch, listCollection, withEtag } from './collection';

const DEFAULT_COLOR = '14';

interface Shown {
  kind: string;
  etag: string;
}

function show(call: Call, entry: ListEntry): Shown {
  const calendar = call.store.calendars.get(entry.calendarId);
  const { calendarId: id, seq, deleted, hidden, selected, defaultReminders = [], ...own } = entry;
  if (calendar === undefined || deleted === true) {
    return { kind: 'calendar#calendarListEntry', etag: `"${seq}"`, ...{ id, deleted: true } };
  }
  const { summary, description, location, timeZone, owner, conferenceTypes } = calendar;
  const colorId = own.colorId ?? DEFAULT_COLOR;
  return withEtag({
    kind: 'calendar#calendarListEntry',
    id,
    summary,
    ...(description !== undefined && { description }),
    ...(location !== undefined && { location }),
    timeZone,
    ...calendarColor(colorId),
    ...own,
    colorId,
    ...(selected === true && { selected }),
    ...(hidden === true && { hidden }),
    accessRole: roleOf(calendar, call.user),
    defaultReminders,
    ...(calendar.primary && owner === call.user ? { primary: true } : {}),
    ...(!calendar.primary && { dataOwner: owner }),
    conferenceProperties: { allowedConferenceSolutionTypes: conferenceTypes },
  });
}

function list(call: Call): object {
  const { store, user } = call;
  const { seq, entries } = store.list(user);
  const least: Role = ROLES.find((role) => role === call.text('minAccessRole')) ?? 'freeBusyReader';
  const roleIn = ({ calendarId }: ListEntry): Role => {
    const calendar = store.calendars.get(calendarId);
    return calendar === undefined ? 'none' : roleOf(calendar, user);
  };
  return listCollection(call, {
    kind: 'calendar#calendarList',
    scope: JSON.stringify(['calendarList', user]),
    seq,
    members: entries,
    seqOf: (entry) => entry.seq,
    idOf: (entry) => String(entries.indexOf(entry)).padStart(9, '0'),
    isDeleted: (entry) => entry.deleted === true,
    isHidden: (entry) =>
      entry.deleted !== true &&
      ((entry.hidden === true && !call.flag('showHidden')) || !isAtLeast(roleIn(entry), least)),
    show: (entry) => show(call, entry),
    pageSize: [100, 250],
    forbiddenWithToken: ['minAccessRole'],
    notFalseWithToken: ['showDeleted', 'showHidden'],
  });
}

function find(call: Call): ListEntry {
  const calendar = call.store.calendar(call.text('calendarId'), call.user);
  const entry = call.store.list(call.user).entries.find(({ calendarId }) => calendarId === calendar.id);
  if (entry === undefined || entry.deleted === true || roleOf(calendar, call.user) === 'none') throw notFound();
  return entry;
}

function insert(call: Call): object {
  const id = call.body.id;
  if (typeof id !== 'string') throw required('Missing calendar id.');
  const calendar = call.store.calendar(id, call.user);
  if (roleOf(calendar, call.user) === 'none') throw notFound();
  const existing = call.store.list(call.user).entries.find(({ calendarId }) => calendarId === calendar.id);
  const base = existing === undefined || existing.deleted === true ? { calendarId: calendar.id } : existing;
  return show(call, call.store.putInList(call.user, changed(call, base, false)));
}

function change(call: Call, whole: boolean): object {
  const entry = find(call);
  checkMatch(call, show(call, entry));
  const base = whole ? { calendarId: entry.calendarId } : entry;
  return show(call, call.store.putInList(call.user, changed(call, base, whole)));
}

/** An entry with what a body says of it; null takes away. */
function changed(call: Call, base: Omit<ListEntry, 'seq'>, whole: boolean): Omit<ListEntry, 'seq'> {
  const { body } = call;
  const next: Omit<ListEntry, 'seq'> = { ...base };
  const { summaryOverride, selected, hidden, defaultReminders, notificationSettings } = body;
  if (summaryOverride === null) delete next.summaryOverride;
  if (typeof summaryOverride === 'string') next.summaryOverride = summaryOverride;
  if (selected !== undefined || whole) next.selected = selected === true;
  if (hidden !== undefined || whole) next.hidden = hidden === true;
  if (Array.isArray(defaultReminders)) next.defaultReminders = defaultReminders.map(reminderOf);
  if (isObject(notificationSettings) && Array.isArray(notificationSettings.notifications)) {
    const notifications = notificationSettings.notifications.filter(isObject).map(({ type, method }) => ({
      type: String(type),
      method: String(method),
    }));
    next.notificationSettings = { notifications };
  }
  applyColors(call, next);
  return next;
}

/** Colours go by their id, or by RGB where colorRgbFormat says so: then the id is the nearest (discovery document). */
function applyColors(call: Call, entry: Omit<ListEntry, 'seq'>): void {
  const { colorId, backgroundColor, foregroundColor } = call.body;
  if (call.flag('colorRgbFormat')) {
    const isColor = (value: unknown): value is string => typeof value === 'string' && /^#[0-9a-f]{6}$/i.test(value);
    if (!isColor(backgroundColor) || !isColor(foregroundColor)) throw invalid('Invalid color.');
    Object.assign(entry, { backgroundColor, foregroundColor, colorId: nearestColorId(backgroundColor) });
  } else if (typeof colorId === 'string') {
    if (!COLOR_IDS.calendar.includes(colorId)) throw invalid('Invalid calendar color.');
    entry.colorId = colorId;
    delete entry.backgroundColor;
    delete entry.foregroundColor;
  }
}

function remove(call: Call): undefined {
  const entry = find(call);
  const calendar = call.store.calendar(entry.calendarId, call.user);
  if (calendar.primary && calendar.owner === call.user) throw invalid('A primary calendar cannot be removed.');
  call.store.putInList(call.user, { calendarId: entry.calendarId, deleted: true });
}

export const CALENDAR_LIST: Record<string, Handler> = {
  'calendar.calendarList.list': list,
  'calendar.calendarList.get': (call) => show(call, find(call)),
  'calendar.calendarList.insert': insert,
  'calendar.calendarList.patch': (call) => change(call, false),
  'calendar.calendarList.update': (call) => change(call, true),
  'calendar.calendarList.delete': remove,
};
