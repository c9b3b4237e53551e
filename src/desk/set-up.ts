import { done, refused, type Outcome } from '../booking/refusal';
import { newService } from '../booking/service';
import { PLAIN_RULES, type StaffMember } from '../booking/staff';
import type { RecordChange, Snapshot } from './ports/store';
import { asOwner, asStaff, type Ruling, decideAndWrite } from './team/access';
import { settingsOf, staffByEmail } from './team/people';
import type { CalendarInfo, Desk } from './ports/ports';
import {
  calendarRecordId,
  SETTINGS_ID,
  USUAL_ARCHIVE_AFTER,
  USUAL_LOOK,
  USUAL_PAST,
  USUAL_POLICIES,
  USUAL_UNREAD_HOURS,
  type Settings,
  unreadCalendar,
} from './ports/records';
import { DEFAULT_CONFERENCE_DOMAIN } from './rooms/settings';
import { syncCalendar } from './sync/sync';
import { makeTimer, makeTriggers } from './sync/trigger-status';
import { calendarsWithEvents } from './events/event-placement';

/** The first person's answers; they become the owner. */
export interface FirstAnswers {
  business: string;
  serviceName: string;
  duration: number;
  /** E-mail addresses, lower case, of everybody who takes bookings. */
  team: string[];
  zone: string;
  locale: string;
}

/**
 * Sets the desk up: business, a first service, the team. The owner gets an hourly tick even if they take no bookings:
 * the public page runs as them, and they finish what one of its executions left undone.
 */
export function setUpDesk(desk: Desk, answers: FirstAnswers): Outcome<Settings> {
  const outcome = decideAndWrite<Settings>(desk, (snapshot) => {
    if (settingsOf(snapshot) !== null) return refused('alreadyDone');
    const settings: Settings = {
      business: answers.business,
      owner: desk.me.email,
      managers: [],
      jitsiDomain: DEFAULT_CONFERENCE_DOMAIN,
      publicPage: '',
      ...USUAL_LOOK,
      blocked: [],
      confirmsEmail: false,
      deployer: '',
      heir: '',
      policies: USUAL_POLICIES,
      past: USUAL_PAST,
      unreadHours: USUAL_UNREAD_HOURS,
      archiveAfter: USUAL_ARCHIVE_AFTER,
    };
    const service = newService(desk.ids.small(), answers.serviceName, answers.duration);
    const team = answers.team.map((email) => newStaff(desk.ids.small(), email, answers.zone, answers.locale));
    const changes: RecordChange[] = [
      { put: 'settings', id: SETTINGS_ID, value: settings },
      { put: 'service', id: service.id, value: service },
      ...team.map((staff): RecordChange => ({ put: 'staff', id: staff.id, value: staff })),
    ];
    return done({ value: settings, changes });
  });
  if (outcome.ok) makeTriggers(desk, []);
  return outcome;
}

/** A person who can take bookings once they have connected; until then the zone and language are the owner's. */
function newStaff(id: string, email: string, zone: string, locale: string): StaffMember {
  return {
    id,
    email,
    name: nameFrom(email),
    zone,
    locale,
    ...PLAIN_RULES,
    overrides: [],
    absences: [],
    busyCalendars: [],
    writeCalendar: null,
  };
}

/** `anna.kowalska@…` → `Anna Kowalska`; they can change it when they connect. */
function nameFrom(email: string): string {
  const words = email.split('@')[0]?.split(/[._-]+/) ?? [];
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ');
}

/** The owner adds somebody to the team. */
export function addStaff(desk: Desk, email: string, zone: string, locale: string): Outcome<StaffMember> {
  return asOwner(desk, (snapshot) => {
    if (staffByEmail(snapshot, email) !== null) return refused('emailTaken', 'email', { email });
    const staff = newStaff(desk.ids.small(), email, zone, locale);
    return done({ value: staff, changes: [{ put: 'staff', id: staff.id, value: staff }] });
  });
}

/** The owner gives somebody on the team the name that clients see; they can change it when they connect. */
export function renameStaff(desk: Desk, id: string, name: string): Outcome<StaffMember> {
  return asOwner(desk, (snapshot) => {
    const staff = snapshot.get('staff', id);
    if (staff === undefined) return refused('unknownStaff', 'staff');
    const value = { ...staff, name };
    return done({ value, changes: [{ put: 'staff', id, value }] });
  });
}

/** The owner changes the settings of the whole business. */
export function saveSettings(desk: Desk, change: Omit<Settings, 'owner' | 'deployer' | 'heir'>): Outcome<Settings> {
  return asOwner(desk, (snapshot) => {
    const settings: Settings = { owner: desk.me.email, deployer: '', heir: '', ...settingsOf(snapshot), ...change };
    return done({ value: settings, changes: [{ put: 'settings', id: SETTINGS_ID, value: settings }] });
  });
}

/** The most addresses and domains that may be blocked. */
export const MOST_BLOCKED = 100;

/** The owner takes no more requests from an address. */
export function blockAddress(desk: Desk, email: string): Outcome<Settings> {
  return asOwner(desk, (snapshot) => {
    const settings = settingsOf(snapshot);
    if (settings === null || email === '') return refused('required', 'blocked');
    const blocked = [...new Set([...settings.blocked, email])];
    if (blocked.length > MOST_BLOCKED) return refused('tooMany', 'blocked', { max: MOST_BLOCKED });
    const value: Settings = { ...settings, blocked };
    return done({ value, changes: [{ put: 'settings', id: SETTINGS_ID, value }] });
  });
}

/** The owner lets other websites show the public page inside theirs. */
export function allowFraming(desk: Desk): Outcome<Settings> {
  return asOwner(desk, (snapshot) => {
    const settings = settingsOf(snapshot);
    if (settings === null) return refused('notAllowed');
    const value: Settings = { ...settings, framing: true };
    return done({ value, changes: [{ put: 'settings', id: SETTINGS_ID, value }] });
  });
}

/** What a staff member enters about themselves when they connect. */
export interface ConnectAnswers {
  name: string;
  zone: string;
  locale: string;
  busyCalendars: string[];
  writeCalendar: string;
}

/**
 * A staff member connects their calendars: only they can, in their own execution. Their calendars are read at once, so
 * that their times can be offered, and from then on Google notifies us of changes.
 */
export function connect(desk: Desk, answers: ConnectAnswers): Outcome<StaffMember> {
  const available = desk.calendar.list();
  const byId = new Map(available.map((calendar) => [calendar.id, calendar]));
  const unknown = [...answers.busyCalendars, answers.writeCalendar].find((id) => !byId.has(id));
  if (unknown !== undefined) return refused('unknownCalendar', 'busyCalendars', { calendar: unknown });
  if (byId.get(answers.writeCalendar)?.canWrite !== true) return refused('calendarNotWritable', 'writeCalendar');
  if (staffByEmail(desk.store.seen(), desk.me.email) !== null) makeTimer(desk);
  const outcome = asStaff(desk, (stored, snapshot) => done(decideConnect(stored, snapshot, answers, byId)));
  if (!outcome.ok) return outcome;
  const ofBookings = calendarsWithEvents(desk.store.seen(), outcome.value.id);
  const calendars = new Set([...answers.busyCalendars, answers.writeCalendar, ...ofBookings]);
  makeTriggers(desk, [...calendars]);
  // A person behind a card does not wait for many calendars: the card offers to read the rest next.
  for (const calendarId of calendars) if (desk.timeLeft() > 0) syncCalendar(desk, calendarId);
  return outcome;
}

function decideConnect(
  stored: StaffMember,
  snapshot: Snapshot,
  answers: ConnectAnswers,
  byId: ReadonlyMap<string, CalendarInfo>,
): Ruling<StaffMember> {
  const staff: StaffMember = {
    ...stored,
    name: answers.name,
    zone: answers.zone,
    locale: answers.locale,
    busyCalendars: answers.busyCalendars,
    writeCalendar: answers.writeCalendar,
  };
  const changes: RecordChange[] = [{ put: 'staff', id: staff.id, value: staff }];
  for (const calendarId of new Set([...answers.busyCalendars, answers.writeCalendar])) {
    const id = calendarRecordId(stored.email, calendarId);
    const readsBusy = answers.busyCalendars.includes(calendarId);
    const before = snapshot.get('calendar', id);
    if (before?.readsBusy === readsBusy) continue;
    const value = unreadCalendar(stored.email, calendarId, byId.get(calendarId)?.name ?? calendarId, readsBusy);
    changes.push({ put: 'calendar', id, value });
  }
  // Bookings may still have their events in a former calendar: it is read as long as they do.
  for (const calendarId of calendarsWithEvents(snapshot, stored.id)) {
    const id = calendarRecordId(stored.email, calendarId);
    const isFollowed = snapshot.get('calendar', id) !== undefined || changes.some((c) => 'put' in c && c.id === id);
    const name = byId.get(calendarId)?.name ?? calendarId;
    if (!isFollowed)
      changes.push({ put: 'calendar', id, value: unreadCalendar(stored.email, calendarId, name, false) });
  }
  return { value: staff, changes };
}

/** A staff member changes rules of their own times. */
export function changeOwnRules(desk: Desk, change: (staff: StaffMember) => Outcome<StaffMember>): Outcome<StaffMember> {
  return asStaff(desk, (stored) => {
    const changed = change(stored);
    if (!changed.ok) return changed;
    const staff = changed.value;
    const undo: RecordChange = {
      put: 'undo',
      id: desk.me.email,
      value: { kind: 'staff', before: stored, after: staff },
    };
    return done({ value: staff, changes: [{ put: 'staff', id: staff.id, value: staff }, undo] });
  });
}
