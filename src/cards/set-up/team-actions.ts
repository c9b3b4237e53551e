import { emailAddress, requiredText, TEXT_LIMITS } from '../../booking/fields';
import { done, refused } from '../../booking/refusal';
import type { StaffMember } from '../../booking/staff';
import { sendNote } from '../../desk/links/notes';
import type { Settings } from '../../desk/ports/records';
import { addStaff, renameStaff } from '../../desk/set-up';
import { answerHandOver, nameHeir, removeStaff } from '../../desk/team-changes';
import { forOwner, type Handler } from '../kit/access';
import { refusalAnswer, withoutInputs, type CardContext } from '../kit/context';
import { homeCard } from '../home/home';
import { handDeskCard, memberCard, removeMemberCard, teamCard } from './team-cards';
import type { TapAnswer } from '../kit/widgets';

export const onShowTeam: Handler = (context) => forOwner(context, () => ({ at: 'next', card: teamCard(context) }));

export const onAddTeamMember: Handler = (context) =>
  forOwner(context, (settings) => {
    const { desk, event, t } = context;
    const email = emailAddress(event.input('email'), 'email');
    const outcome = email.ok ? addStaff(desk, email.value, context.zone, context.locale) : email;
    if (!outcome.ok) return refusalAnswer(context, outcome.refusal, teamCard(context));
    if (!event.inputs('invite').includes('yes'))
      return { at: 'root', card: homeCard(context), notice: t('team.added') };
    return invited(context, settings, outcome.value);
  });

export const onShowMember: Handler = (context) =>
  withMember(context, (staff) => ({ at: 'next', card: memberCard(context, staff) }));

export const onRenameMember: Handler = (context) =>
  withMember(context, (staff) => {
    const name = requiredText(context.event.input('name'), 'name', TEXT_LIMITS.name);
    const outcome = name.ok ? renameStaff(context.desk, staff.id, name.value) : name;
    if (!outcome.ok) return refusalAnswer(context, outcome.refusal, memberCard(context, staff));
    return { at: 'root', card: teamCard(context), notice: context.t('settings.saved') };
  });

export const onInviteMember: Handler = (context) =>
  withMember(context, (staff, settings) => invited(context, settings, staff));

/** Tells somebody by e-mail what to do now that they are in the team. */
function invited(context: CardContext, { business }: Settings, { email }: StaffMember): TapAnswer {
  const { t } = context;
  const subject = t('invite.subject', { business });
  const text = t('invite.text', { business, email });
  const sent = sendNote(context.desk, { to: email, subject, text, locale: context.locale });
  const card = teamCard(withoutInputs(context));
  if (!sent.ok) return refusalAnswer(context, sent.refusal, card);
  return { at: 'root', card, notice: t('team.invited', { email }) };
}

function withMember(context: CardContext, work: (staff: StaffMember, settings: Settings) => TapAnswer): TapAnswer {
  return forOwner(context, (settings) => {
    const staff = context.desk.store.seen().get('staff', context.event.param('staff'));
    if (staff !== undefined) return work(staff, settings);
    return refusalAnswer(context, refused('unknownStaff').refusal, teamCard(context));
  });
}

export const onAskRemoveMember: Handler = (context) =>
  withMember(context, (staff) => ({ at: 'next', card: removeMemberCard(context, staff) }));

export const onRemoveMember: Handler = (context) =>
  forOwner(context, () => {
    const outcome = removeStaff(context.desk, context.event.param('staff'));
    if (!outcome.ok) return refusalAnswer(context, outcome.refusal, teamCard(context));
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
