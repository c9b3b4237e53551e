import { refused } from '../../booking/refusal';
import type { StaffMember } from '../../booking/staff';
import { isInsider, roleOf, settingsOf } from '../../desk/team/people';
import { CalendarError } from '../../desk/ports/ports';
import type { Settings } from '../../desk/ports/records';
import { refusalAnswer, type CardContext } from '../kit/context';
import { homeCard } from './home';
import type { CardAnswer } from '../kit/widgets';

/** What a card action does. */
export type Handler = (context: CardContext) => CardAnswer;

/** For the owner only; anybody else is told so. */
export function asOwner(context: CardContext, work: (settings: Settings) => CardAnswer): CardAnswer {
  const snapshot = context.desk.store.seen();
  const settings = settingsOf(snapshot);
  if (settings !== null && roleOf(snapshot, context.me.email).isOwner) return work(settings);
  return refusalAnswer(context, refused('notAllowed').refusal, homeCard(context));
}

/** For a member of the team, about themselves. The card says what Google refuses. */
export function asStaff(context: CardContext, work: (staff: StaffMember) => CardAnswer): CardAnswer {
  const { staff, isOwner } = roleOf(context.desk.store.seen(), context.me.email);
  // The owner is not told to ask the owner.
  if (staff === null)
    return refusalAnswer(context, refused(isOwner ? 'takesNoBookings' : 'notAllowed').refusal, homeCard(context));
  try {
    return work(staff);
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    const { refusal } = refused('calendarFailed', undefined, { message: error.message });
    return refusalAnswer(context, refusal, homeCard(context));
  }
}

/** For the owner, the managers and every member of the team. */
export function asInsider<T>(context: CardContext, work: () => T): T | CardAnswer {
  if (isInsider(roleOf(context.desk.store.seen(), context.me.email))) return work();
  return refusalAnswer(context, refused('notAllowed').refusal, homeCard(context));
}
