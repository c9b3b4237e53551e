import { INVITATIONS, type Invitations } from '../../booking/booking';
import type { CardContext } from './context';
import { dropdown } from './parts';
import type { Widget } from './widgets';

/** Whom Google mails about the next action, if it should differ from the service's setting. */
export function invitationChoice({ t, event }: CardContext): Widget {
  const options = INVITATIONS.map((value) => ({ value, label: t(`invitations.${value}`) }));
  const all = [{ value: '', label: t('invitations.asService') }, ...options];
  return dropdown('invitations', t('invitations.once'), all, event.input('invitations'));
}

/** Whom Google mails this once, if a person has chosen so. */
export function invitationsOnce({ event }: CardContext): { invitations?: Invitations } {
  const chosen = INVITATIONS.find((one) => one === event.input('invitations'));
  return chosen === undefined ? {} : { invitations: chosen };
}
