import { emailAddress } from '../../booking/fields';
import { done, refused } from '../../booking/refusal';
import type { StaffMember } from '../../booking/staff';
import { answerHandOver, nameHeir, removeStaff } from '../../desk/team-changes';
import { forOwner, type Handler } from '../kit/access';
import { refusalAnswer, withoutInputs, type CardContext } from '../kit/context';
import { homeCard } from '../home/home';
import { teamCard } from './set-up';
import { handDeskCard, removeMemberCard } from './team-cards';
import type { TapAnswer } from '../kit/widgets';

export const onAskRemoveMember: Handler = (context) =>
  forOwner(context, () => {
    const staff = context.desk.store.seen().get('staff', context.event.param('staff'));
    if (staff === undefined) return refusalAnswer(context, refused('unknownStaff').refusal, team(context));
    return { at: 'next', card: removeMemberCard(context, staff) };
  });

export const onRemoveMember: Handler = (context) =>
  forOwner(context, () => {
    const outcome = removeStaff(context.desk, context.event.param('staff'));
    if (!outcome.ok) return refusalAnswer(context, outcome.refusal, team(context));
    return { at: 'root', card: homeCard(context), notice: context.t('team.removed', { name: outcome.value.name }) };
  });

export const onAskHandDesk: Handler = (context) =>
  forOwner(context, (settings) => ({ at: 'next', card: handDeskCard(context, settings) }));

/** An empty address withdraws the offer. */
export const onNameHeir: Handler = (context) =>
  forOwner(context, (settings) => {
    const entered = context.event.input('email');
    const email = entered.trim() === '' ? done('') : emailAddress(entered, 'email');
    const outcome = email.ok ? nameHeir(context.desk, email.value) : email;
    if (!outcome.ok) return refusalAnswer(context, outcome.refusal, handDeskCard(context, settings));
    const { heir } = outcome.value;
    const notice = heir === '' ? context.t('handDesk.nobody') : context.t('handDesk.named', { email: heir });
    return { at: 'root', card: homeCard(withoutInputs(context)), notice };
  });

export const onTakeDesk: Handler = (context) => answerAs(context, true);

export const onRefuseDesk: Handler = (context) => answerAs(context, false);

function answerAs(context: CardContext, accepts: boolean): TapAnswer {
  const outcome = answerHandOver(context.desk, accepts);
  if (!outcome.ok) return outcome.refusal;
  const notice = context.t(accepts ? 'handDesk.taken' : 'handDesk.refused');
  return { at: 'root', card: homeCard(context), notice };
}

function team(context: CardContext) {
  const members: readonly StaffMember[] = context.desk.store.seen().list('staff');
  return teamCard(context, members);
}
