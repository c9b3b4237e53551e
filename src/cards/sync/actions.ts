import { calendarsOf } from '../../desk/team/people';
import {
  bookingsWithEvents,
  disconnect,
  pauseSync,
  RESET_EVENTS,
  RESET_NEXT,
  resetConnection,
  syncNow,
} from '../../desk/sync/connection';
import { refused } from '../../booking/refusal';
import type { StaffMember } from '../../booking/staff';
import { forStaff, type Handler } from '../kit/access';
import { refusalAnswer, type CardContext } from '../kit/context';
import { homeCard } from '../home/home';
import { disconnectCard, resetCard, syncCard } from './sync-card';
import type { CardView } from '../kit/widgets';
import { momentOf } from '../../desk/ports/moment';

const onShowSync: Handler = (context) => forStaff(context, (staff) => ({ at: 'next', card: cardOf(context, staff) }));

const onSyncNow: Handler = (context) =>
  forStaff(context, (staff) => {
    syncNow(context.desk);
    return { at: 'same', card: cardOf(context, staff), notice: context.t('sync.done') };
  });

/** From the home page: continues reading, and comes back to it. */
const onReadOn: Handler = (context) =>
  forStaff(context, () => {
    syncNow(context.desk);
    return { at: 'root', card: homeCard(context), notice: context.t('sync.done') };
  });

const onPauseSync: Handler = (context) => switchSync(context, true);

const onResumeSync: Handler = (context) => switchSync(context, false);

function switchSync(context: CardContext, paused: boolean) {
  return forStaff(context, () => {
    const outcome = pauseSync(context.desk, paused);
    if (!outcome.ok) return outcome.refusal;
    const notice = context.t(paused ? 'sync.paused' : 'sync.resumed');
    return { at: 'same', card: cardOf(context, outcome.value), notice };
  });
}

const onAskReset: Handler = (context) =>
  forStaff(context, (staff) => ({ at: 'next', card: resetCard(context, countOf(context, staff)) }));

const onResetSync: Handler = (context) =>
  forStaff(context, (staff) => {
    const { event } = context;
    const events = RESET_EVENTS.find((one) => one === event.input('events'));
    const next = RESET_NEXT.find((one) => one === event.input('next'));
    if (events === undefined || next === undefined) {
      return refusalAnswer(context, refused('required').refusal, resetCard(context, countOf(context, staff)));
    }
    const outcome = resetConnection(context.desk, { events, next });
    if (!outcome.ok) return outcome.refusal;
    return { at: 'root', card: homeCard(context), notice: context.t('reset.done') };
  });

const onAskDisconnect: Handler = (context) =>
  forStaff(context, (staff) => ({ at: 'next', card: disconnectCard(context, countOf(context, staff)) }));

const onDisconnectCalendars: Handler = (context) =>
  forStaff(context, () => {
    const outcome = disconnect(context.desk, context.event.inputs('removeEvents').includes('yes'));
    if (!outcome.ok) return outcome.refusal;
    return { at: 'root', card: homeCard(context), notice: context.t('disconnect.done') };
  });

function cardOf(context: CardContext, staff: StaffMember): CardView {
  return syncCard(
    context,
    staff,
    calendarsOf(context.desk.store.seen(), staff.email),
    context.desk.store.seen().get('account', staff.email)?.tickProblem ?? null,
  );
}

function countOf({ desk }: CardContext, staff: StaffMember): number {
  return bookingsWithEvents(momentOf(desk, desk.store.seen()), staff).length;
}

export const SYNC_ACTIONS = {
  showSync: onShowSync,
  syncNow: onSyncNow,
  readOn: onReadOn,
  pauseSync: onPauseSync,
  resumeSync: onResumeSync,
  askReset: onAskReset,
  resetSync: onResetSync,
  askDisconnect: onAskDisconnect,
  disconnectCalendars: onDisconnectCalendars,
};

declare module '../kit/widgets' {
  interface CardActions extends Record<keyof typeof SYNC_ACTIONS, true> {}
}
