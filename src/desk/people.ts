import type { StaffMember } from '../booking/staff';
import type { Booking } from '../booking/booking';
import type { Snapshot } from '../store/store';
import { SETTINGS_ID, USUAL_POLICIES, type Policies, type Settings } from './records';

/** What a person is at this desk. */
export interface Role {
  isOwner: boolean;
  staff: StaffMember | null;
}

/** Null before the desk has been set up. */
export function settingsOf(snapshot: Snapshot): Settings | null {
  return snapshot.get('settings', SETTINGS_ID) ?? null;
}

/** What the owner wants of changes made in Calendar. */
export function policiesOf(snapshot: Snapshot): Policies {
  return settingsOf(snapshot)?.policies ?? USUAL_POLICIES;
}

/** The staff member with an e-mail address. */
export function staffByEmail(snapshot: Snapshot, email: string): StaffMember | null {
  return [...snapshot.all('staff').values()].find((staff) => staff.email === email) ?? null;
}

/** What the owner of an e-mail address is here. */
export function roleOf(snapshot: Snapshot, email: string): Role {
  const settings = settingsOf(snapshot);
  return {
    isOwner: email !== '' && settings?.owner === email,
    staff: email === '' ? null : staffByEmail(snapshot, email),
  };
}

/** The owner may act on every booking, staff on their own. */
export function mayChange(role: Role, booking: Booking): boolean {
  return role.isOwner || role.staff?.id === booking.staffId;
}
