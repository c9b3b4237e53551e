import { mailsHeldBack } from '../../booking/letters';
import { attentionOf, type Attention } from '../../booking/attention';
import type { Booking } from '../../booking/booking';
import type { Service } from '../../booking/service';
import { isConnected, type StaffMember } from '../../booking/staff';
import type { BrokenRecord, Snapshot } from '../ports/store';
import { waitingForOthers, type WaitingBookings } from '../events/event-effects';
import { isOf, listOf, scopeOf, whoseFor, type HomeList } from './booking-lists';
import { isOverdue } from '../times/known-time';
import { bookingIsFree } from '../times/open-times';
import { isInsider, roleOf, settingsOf, type Role } from '../team/people';
import type { Actor, Desk } from '../ports/ports';
import { calendarsWithEvents } from '../events/event-placement';
import { nextStarts, offeredBy, type NextStarts } from '../times/preview';
import {
  calendarRecordId,
  type ArchiveGauge,
  type CalendarSync,
  type Room,
  type Scope,
  type Settings,
} from '../ports/records';
import { momentOf, type Moment } from '../ports/moment';
import { isNearlyFull } from '../limits/store-usage';
import { gaugeOf, holdsArchive } from '../archive/gauge';

/** What a person sees first. */
export type Home =
  | { kind: 'welcome' }
  | { kind: 'stranger'; owner: string }
  | { kind: 'damaged'; broken: readonly BrokenRecord[] }
  | { kind: 'connect'; staff: StaffMember }
  | { kind: 'desk'; desk: HomeDesk };

/** A booking as a list shows it. */
export interface Row {
  booking: Booking;
  staff: StaffMember | null;
  /** The reason why it needs attention. */
  attention: Attention | null;
  /** For a request: whether its time is free. */
  free: boolean;
}

/** The beginning of a list, and the total number. */
export interface Excerpt {
  rows: Row[];
  count: number;
}

export interface HomeDesk {
  settings: Settings;
  role: Role;
  scope: Scope;
  lists: Record<HomeList, Excerpt>;
  /** For the reader; for the team if they take no bookings. */
  nextOpen: NextStarts | null;
  /** The services whose open times they can look at. */
  openServices: Service[];
  problems: CalendarSync[];
  /**
   * Calendars that have not been read for so long that they close times; people see their own, the owner and managers
   * everybody's.
   */
  overdue: CalendarSync[];
  /** Why there is no hourly timer for this person; `null` if there is one. */
  tickProblem: string | null;
  /** Whether one of the person's calendars still has to be read: until then their times are closed. */
  isUnread: boolean;
  /** Where the person grants what they have not granted yet; empty where nothing fails because of that. */
  consentPage: string;
  /** Who takes no new bookings: the person themselves, and everybody for the owner and managers. */
  paused: StaffMember[];
  syncPaused: StaffMember[];
  /** What still has to be written to colleagues' calendars. */
  waiting: WaitingBookings[];
  /**
   * Rooms of this person's bookings that are promised but do not exist yet, for example because a log-in is missing.
   */
  missingRooms: Room[];
  /** For the owner and managers only. */
  unconnected: StaffMember[];
  broken: readonly BrokenRecord[];
  storeUsed: number | null;
  /** E-mails that wait for the day's mail quota, for the owner and managers only. */
  mailsHeldBack: number;
  /** Of the person's own archive; `null` if they have none that they may use. */
  archive: ArchiveGauge | null;
}

/** How many of each list the home page shows: with everything else still fewer widgets than a card may have. */
const SHOWN: Record<HomeList, number> = {
  pending: 5,
  payment: 3,
  attention: 3,
  upcoming: 12,
  past: 3,
};

interface Seen {
  snapshot: Snapshot;
  settings: Settings;
  role: Role;
}

/**
 * Everything that the home page shows, from one reading of the store.
 *
 * @param openService id of the service whose open times it shows; otherwise the first one's
 */
export function home(desk: Desk, openService = ''): Home {
  const snapshot = desk.store.seen();
  const settings = settingsOf(snapshot);
  if (settings === null) {
    // Unreadable settings are not missing settings: nobody may set up the desk over them.
    const broken = snapshot.broken();
    return broken.some((record) => record.key.startsWith('settings'))
      ? { kind: 'damaged', broken }
      : { kind: 'welcome' };
  }
  const role = roleOf(snapshot, desk.me.email);
  if (!isInsider(role)) return { kind: 'stranger', owner: settings.owner };
  // The owner and managers can use the desk before they connect.
  if (role.staff !== null && !isConnected(role.staff) && !role.managesAll) {
    return { kind: 'connect', staff: role.staff };
  }
  return { kind: 'desk', desk: homeDesk(desk, { snapshot, settings, role }, openService) };
}

function homeDesk(desk: Desk, { snapshot, settings, role }: Seen, openService: string): HomeDesk {
  const openServices = offeredBy(snapshot, role.staff);
  const service = openServices.find(({ id }) => id === openService);
  const scope = scopeOf(snapshot, role, desk.me.email);
  const whose = whoseFor(role, scope);
  const at = momentOf(desk, snapshot);
  const excerpt = (kind: HomeList): Excerpt => {
    const all = listOf(snapshot, whose, kind, at.now);
    return { rows: rowsOf(at, all.slice(0, SHOWN[kind])), count: all.length };
  };
  const everybody = snapshot.list('staff');
  const concerned = everybody.filter((staff) => role.managesAll || staff.id === role.staff?.id);
  return {
    settings,
    role,
    scope,
    lists: {
      pending: excerpt('pending'),
      payment: excerpt('payment'),
      attention: excerpt('attention'),
      upcoming: excerpt('upcoming'),
      past: excerpt('past'),
    },
    nextOpen: nextStarts(desk, { staff: role.staff, ...(service && { service }) }),
    openServices,
    paused: concerned.filter((staff) => staff.paused),
    syncPaused: concerned.filter((staff) => staff.syncPaused),
    waiting: waitingForOthers(snapshot, desk.me, snapshot.bookings.withWork().filter(isOf(whose))),
    missingRooms: missingRooms(snapshot, desk.me),
    unconnected: role.managesAll ? everybody.filter((staff) => !isConnected(staff)) : [],
    broken: role.isOwner ? snapshot.broken() : [],
    archive: holdsArchive(snapshot, desk.me.email) ? gaugeOf(snapshot, desk.me.email) : null,
    storeUsed: role.isOwner && isNearlyFull(snapshot.usage) ? snapshot.usage.used / snapshot.usage.limit : null,
    mailsHeldBack: role.managesAll ? heldBack(snapshot, desk.now()) : 0,
    ...syncTrouble(desk, snapshot, role),
  };
}

type SyncTrouble = Pick<HomeDesk, 'problems' | 'overdue' | 'tickProblem' | 'consentPage' | 'isUnread'>;

function syncTrouble(desk: Desk, snapshot: Snapshot, role: Role): SyncTrouble {
  const paused = snapshot.list('staff').filter(({ syncPaused }) => syncPaused);
  const pausedEmails = new Set(paused.map(({ email }) => email));
  const chosen = snapshot.list('calendar').filter((calendar) => isChosen(snapshot, calendar, role));
  const problems = chosen.filter(({ problem }) => problem !== null);
  const overdue = chosen.filter(
    (c) => c.problem === null && !pausedEmails.has(c.email) && isOverdue(snapshot, c, desk.now()),
  );
  const tickProblem = snapshot.get('account', desk.me.email)?.tickProblem ?? null;
  // Google is asked only where something fails.
  const isRefused =
    tickProblem !== null || problems.some((c) => c.email === desk.me.email && c.problem?.kind === 'noAccess');
  const { staff } = role;
  const isUnread = staff !== null && (hasUnread(snapshot, staff) || overdue.some(({ email }) => email === staff.email));
  return { problems, overdue, tickProblem, consentPage: isRefused ? desk.consentPage() : '', isUnread };
}

/** Rooms of this person's events that their provider has not made when it was asked. */
function missingRooms(snapshot: Snapshot, me: Actor): Room[] {
  const isMissing = ({ state, meeting, task }: Room) =>
    state === 'active' && meeting === null && task !== null && task.error !== null;
  return snapshot.list('room').filter((room) => room.email === me.email && isMissing(room));
}

/** Bookings as a list shows them. */
export function rowsOf(at: Moment, bookings: readonly Booking[]): Row[] {
  return bookings.map((booking) => ({
    booking,
    staff: at.snapshot.get('staff', booking.staffId) ?? null,
    attention: attentionOf(booking, at.now),
    free: booking.state !== 'requested' || bookingIsFree(at, booking),
  }));
}

/** Whether a calendar that closes somebody's times still has to be read, and can be. */
export function hasUnread(snapshot: Snapshot, staff: StaffMember): boolean {
  return staff.busyCalendars.some((calendarId) => {
    const calendar = snapshot.get('calendar', calendarRecordId(staff.email, calendarId));
    return !staff.syncPaused && calendar?.known === null && calendar.problem === null;
  });
}

function isChosen(snapshot: Snapshot, calendar: CalendarSync, role: Role): boolean {
  const mine = role.staff?.email === calendar.email;
  const owner = snapshot.list('staff').find((staff) => staff.email === calendar.email);
  const isNeeded =
    owner?.busyCalendars.includes(calendar.calendarId) === true || owner?.writeCalendar === calendar.calendarId;
  const holdsEvents = owner !== undefined && calendarsWithEvents(snapshot, owner.id).has(calendar.calendarId);
  return (mine || role.managesAll) && (isNeeded || holdsEvents);
}

function heldBack({ bookings }: Snapshot, now: number): number {
  return bookings.withWork().reduce((sum, booking) => sum + mailsHeldBack(booking, now), 0);
}
