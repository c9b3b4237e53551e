import type { StaffMember } from '../../booking/staff';
import type { Booking } from '../../booking/booking';
import type { Snapshot } from '../ports/store';
import { SETTINGS_ID, USUAL_POLICIES, type CalendarSync, type Policies, type Settings } from '../ports/records';

/** A person's role at this desk. */
export interface Role {
  /** Changes settings, services and the team. */
  isOwner: boolean;
  /** Acts on everybody's bookings: the owner and the managers. Every other member of the team acts on their own. */
  managesAll: boolean;
  staff: StaffMember | null;
}

/** `null` before the desk has been set up. */
export function settingsOf(snapshot: Snapshot): Settings | null {
  return snapshot.get('settings', SETTINGS_ID) ?? null;
}

/** What the owner wants for changes made in Calendar. */
export function policiesOf(snapshot: Snapshot): Policies {
  return settingsOf(snapshot)?.policies ?? USUAL_POLICIES;
}

/** The staff member with an e-mail address. */
export function staffByEmail(snapshot: Snapshot, email: string): StaffMember | null {
  return snapshot.list('staff').find((staff) => staff.email === email) ?? null;
}

/** The role of the person with an e-mail address. */
export function roleOf(snapshot: Snapshot, email: string): Role {
  const settings = settingsOf(snapshot);
  const isOwner = email !== '' && settings?.owner === email;
  return {
    isOwner,
    managesAll: isOwner || settings?.managers.includes(email) === true,
    staff: email === '' ? null : staffByEmail(snapshot, email),
  };
}

/** Owner and managers may act on every booking, staff on their own. */
export function mayChange(role: Role, booking: Booking): boolean {
  return mayBookFor(role, booking.staffId);
}

/** Whose time a person may book. */
export function mayBookFor(role: Role, staffId: string): boolean {
  return role.managesAll || role.staff?.id === staffId;
}

/** Whether somebody belongs to this desk at all. */
export function isInsider(role: Role): boolean {
  return role.managesAll || role.staff !== null;
}

/** What one person's account follows. @param email lower case */
export function calendarsOf(snapshot: Snapshot, email: string): CalendarSync[] {
  return snapshot.list('calendar').filter((calendar) => calendar.email === email);
}
