import { refused } from '../../booking/refusal';
import type { StaffMember } from '../../booking/staff';
import { isInsider, roleOf, settingsOf } from '../../desk/team/people';
import { CalendarError } from '../../desk/ports/ports';
import type { Settings } from '../../desk/ports/records';
import type { CardContext } from './context';
import type { TapAnswer } from './widgets';

/** What a card action does. */
export type Handler = (context: CardContext) => TapAnswer;

/** For the owner only; anybody else is told so. */
export function forOwner(context: CardContext, work: (settings: Settings) => TapAnswer): TapAnswer {
  const snapshot = context.desk.store.seen();
  const settings = settingsOf(snapshot);
  if (settings !== null && roleOf(snapshot, context.me.email).isOwner) return work(settings);
  return refused('notAllowed').refusal;
}

/** For a member of the team, about themselves. The card says what Google refuses. */
export function forStaff(context: CardContext, work: (staff: StaffMember) => TapAnswer): TapAnswer {
  const { staff, isOwner } = roleOf(context.desk.store.seen(), context.me.email);
  // The owner is not told to ask the owner.
  if (staff === null) return refused(isOwner ? 'takesNoBookings' : 'notAllowed').refusal;
  try {
    return work(staff);
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    return refused('calendarFailed', undefined, { message: error.message }).refusal;
  }
}

/** For the owner, the managers and every member of the team. */
export function forInsider(context: CardContext, work: () => TapAnswer): TapAnswer {
  return isInsider(roleOf(context.desk.store.seen(), context.me.email)) ? work() : refused('notAllowed').refusal;
}
