import type { Booking } from '../../booking/booking';
import type { Instant } from '../../booking/time/time';
import type { CardContext } from '../kit/context';

/**
 * What the client has been told about a change, according to the record: nothing is claimed that was not sent.
 *
 * @param since when the change was started
 */
export function toldText({ t }: CardContext, booking: Booking, since: Instant): string {
  const { client, history, outbox } = booking;
  const happened = history.filter(({ at }) => at >= since);
  if (happened.length === 0) return t('told.unchanged');
  if (client.email === '') return client.phone === '' ? t('told.nobody') : t('told.call', { phone: client.phone });
  const isToClient = (template: string) => template.startsWith('client');
  if (outbox.some((effect) => effect.kind === 'mail' && isToClient(effect.template))) return t('told.waits');
  const wasSent = happened.some(({ what, detail = '' }) => what.startsWith('mailSent') && isToClient(detail));
  return wasSent ? t('told.sent') : t('told.none');
}
