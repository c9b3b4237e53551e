import { isLive, type Booking } from '../booking/booking';
import { isGivenBy, type Service } from '../booking/service';
import { isConnected, type StaffMember } from '../booking/staff';
import type { Instant } from '../booking/time';
import { DAY } from '../booking/time';
import type { BrokenRecord, Snapshot } from '../store/store';
import { isNearlyFull } from './archive';
import { bookingIsFree, openTimes } from './open-times';
import { roleOf, settingsOf, type Role } from './people';
import type { Desk, Me } from './ports';
import type { CalendarSync, EventConference, Settings } from './records';

/** What a person sees first. */
export type Home =
  | { kind: 'welcome' }
  | { kind: 'stranger'; owner: string }
  | { kind: 'damaged'; broken: readonly BrokenRecord[] }
  | { kind: 'connect'; settings: Settings; staff: StaffMember; isOwner: boolean }
  | { kind: 'desk'; desk: HomeDesk };

export interface HomeDesk {
  settings: Settings;
  role: Role;
  /** Oldest first. */
  pending: { booking: Booking; staff: StaffMember | null; free: boolean }[];
  pendingCount: number;
  /** Confirmed or awaiting payment, next first. */
  upcoming: { booking: Booking; staff: StaffMember | null }[];
  nextOpen: { service: Service; starts: Instant[] } | null;
  problems: CalendarSync[];
  /** Who takes no new bookings: oneself, and for the owner everybody. */
  paused: StaffMember[];
  syncPaused: StaffMember[];
  /** Bookings whose event was changed in Calendar, and that wait for a person's word. */
  questions: { booking: Booking; staff: StaffMember | null }[];
  /** Rooms of this person's bookings that are promised and not there yet, such as for want of a log-in. */
  missingRooms: EventConference[];
  /** For the owner only. */
  unconnected: StaffMember[];
  broken: readonly BrokenRecord[];
  storeUsed: number | null;
}

const UPCOMING_SHOWN = 10;
const PENDING_SHOWN = 10;
const OPEN_SHOWN = 5;

/** Everything that the home page shows, from one reading of the store. */
export function home(desk: Desk, me: Me): Home {
  const snapshot = desk.store.read();
  const settings = settingsOf(snapshot);
  if (settings === null) {
    // Settings that cannot be read are not settings that were never made: nobody may set up over them.
    const broken = snapshot.broken();
    return broken.some((record) => record.key.startsWith('settings'))
      ? { kind: 'damaged', broken }
      : { kind: 'welcome' };
  }
  const role = roleOf(snapshot, me.email);
  if (role.staff === null && !role.isOwner) return { kind: 'stranger', owner: settings.owner };
  if (role.staff !== null && !isConnected(role.staff)) {
    return { kind: 'connect', settings, staff: role.staff, isOwner: role.isOwner };
  }
  return { kind: 'desk', desk: homeDesk(desk, me, snapshot, settings, role) };
}

function homeDesk(desk: Desk, me: Me, snapshot: Snapshot, settings: Settings, role: Role): HomeDesk {
  const now = desk.now();
  const mine = [...snapshot.all('booking').values()].filter(
    (booking) => role.isOwner || booking.staffId === role.staff?.id,
  );
  const staffOfBooking = (booking: Booking) => snapshot.get('staff', booking.staffId) ?? null;
  const pending = mine.filter((b) => b.state === 'requested' && b.end > now).sort((a, b) => a.createdAt - b.createdAt);
  const upcoming = mine
    .filter((b) => isLive(b) && b.state !== 'requested' && b.end > now)
    .sort((a, b) => a.start - b.start);
  const everybody = [...snapshot.all('staff').values()];
  const concerned = everybody.filter((staff) => role.isOwner || staff.id === role.staff?.id);
  return {
    settings,
    role,
    pending: pending.slice(0, PENDING_SHOWN).map((booking) => ({
      booking,
      staff: staffOfBooking(booking),
      free: bookingIsFree(desk, snapshot, booking),
    })),
    pendingCount: pending.length,
    upcoming: upcoming.slice(0, UPCOMING_SHOWN).map((booking) => ({ booking, staff: staffOfBooking(booking) })),
    nextOpen: nextOpen(desk, snapshot, role),
    problems: [...snapshot.all('calendar').values()].filter((c) => c.problem !== null && isChosen(snapshot, c, role)),
    paused: concerned.filter((staff) => staff.paused),
    syncPaused: concerned.filter((staff) => staff.syncPaused),
    questions: mine
      .filter((booking) => booking.question !== null && isLive(booking))
      .slice(0, PENDING_SHOWN)
      .map((booking) => ({ booking, staff: staffOfBooking(booking) })),
    missingRooms: [...snapshot.all('conference').values()].filter(
      (room) =>
        room.email === me.email &&
        room.state === 'standing' &&
        room.meeting === null &&
        (room.wish?.error ?? null) !== null,
    ),
    unconnected: role.isOwner ? everybody.filter((staff) => !isConnected(staff)) : [],
    broken: role.isOwner ? snapshot.broken() : [],
    storeUsed: role.isOwner && isNearlyFull(snapshot.usage) ? snapshot.usage.used / snapshot.usage.limit : null,
  };
}

function isChosen(snapshot: Snapshot, calendar: CalendarSync, role: Role): boolean {
  const mine = role.staff?.email === calendar.email;
  const owner = [...snapshot.all('staff').values()].find((staff) => staff.email === calendar.email);
  const isNeeded =
    owner?.busyCalendars.includes(calendar.calendarId) === true || owner?.writeCalendar === calendar.calendarId;
  return (mine || role.isOwner) && isNeeded;
}

/** The next open times of this person's first service; an owner who takes no bookings sees the team's. */
function nextOpen(desk: Desk, snapshot: Snapshot, role: Role): HomeDesk['nextOpen'] {
  const { staff } = role;
  const service = [...snapshot.all('service').values()].find(
    (s) => s.offered && (staff === null || isGivenBy(s, staff.id)),
  );
  if (service === undefined) return null;
  const now = desk.now();
  const range = { start: now, end: now + service.horizon * DAY };
  const wanted = { service, duration: service.duration, staffId: staff?.id ?? null };
  const starts = openTimes(desk, snapshot, wanted, range).map((slot) => slot.start);
  return { service, starts: starts.slice(0, OPEN_SHOWN) };
}
