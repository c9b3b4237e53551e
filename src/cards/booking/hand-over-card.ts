import type { Booking } from '../../booking/booking';
import { worksAt } from '../../booking/slots/hours';
import { isGivenBy } from '../../booking/service';
import { isConnected, type StaffMember } from '../../booking/staff';
import { bookingIsFree } from '../../desk/times/open-times';
import type { Snapshot } from '../../desk/ports/store';
import { backToBooking } from './booking-forms';
import { inZone, type CardContext } from '../kit/context';
import { present, type CardView, type Widget } from '../kit/widgets';
import { button, buttons, card, radio, quiet, section, submit, warning } from '../kit/parts';
import { momentOf } from '../../desk/ports/moment';

/** A colleague who could take a booking, and whether their time allows it. */
interface Colleague {
  staff: StaffMember;
  isFree: boolean;
  works: boolean;
}

/**
 * Another staff member for a booking.
 *
 * @param asked the colleague who was chosen although their time does not allow it: the card says why, and they can have
 * it anyway if `mayInsist`
 */
export function handOverCard(
  context: CardContext,
  snapshot: Snapshot,
  booking: Booking,
  asked: { staffId: string; mayInsist: boolean } | null = null,
): CardView {
  const { t, event, dates } = context;
  const params = { booking: booking.id, card: 'booking' };
  const all = colleagues(context, snapshot, booking);
  const options = all.map((one) => ({ value: one.staff.id, label: labelOf(context, booking, one) }));
  const chosen = all.find(({ staff }) => staff.id === asked?.staffId);
  const anyway = chosen !== undefined && asked?.mayInsist === true;
  const plain = (anyway ? button : submit)(t('handOver.submit'), 'handOverBooking', params);
  return card(
    'handOver',
    { title: t('handOver.title'), subtitle: `${booking.client.name}, ${dates.span(booking.start, booking.end)}` },
    section(
      ...(chosen === undefined ? [] : warnings(context, booking, chosen)),
      options.length === 0
        ? quiet(t('handOver.nobody'))
        : // A drop-down list would cut off why somebody should not have it.
          radio('staff', t('field.staff'), options, event.input('staff') || (options[0]?.value ?? '')),
      options.length > 0 && quiet(t('handOver.told')),
      buttons(
        options.length > 0 && plain,
        anyway &&
          submit(t('handOver.anyway', { staff: chosen.staff.name }), 'handOverBooking', {
            ...params,
            overBusy: 'yes',
            for: chosen.staff.id,
          }),
        backToBooking(context, booking),
      ),
    ),
  );
}

/** Whether a booking's time is outside the hours of a person who may get it. */
export function isOutsideHours({ desk }: CardContext, snapshot: Snapshot, booking: Booking, staffId: string): boolean {
  const staff = snapshot.get('staff', staffId);
  return staff !== undefined && isConnected(staff) && !worksAt(staff, booking, desk.offsets);
}

function warnings(context: CardContext, booking: Booking, { staff, isFree, works }: Colleague): Widget[] {
  const { t } = context;
  const texts = present<string>([
    !works && t('handOver.outside', { staff: staff.name, time: timeFor(context, booking, staff) }),
    !isFree && t('handOver.busy'),
  ]);
  return texts.map(warning);
}

function labelOf(context: CardContext, booking: Booking, { staff, isFree, works }: Colleague): string {
  const { t } = context;
  if (!isFree) return t('handOver.taken', { staff: staff.name });
  if (works) return t('handOver.free', { staff: staff.name });
  return t('handOver.outside', { staff: staff.name, time: timeFor(context, booking, staff) });
}

/** The booking's start on a colleague's own clock. */
function timeFor(context: CardContext, { start }: Booking, staff: StaffMember): string {
  const { dates } = inZone(context, staff.zone);
  return `${dates.day(start)}, ${dates.time(start)}`;
}

/** Everybody else who offers the service: first those who work then and are free, then those who are free. */
function colleagues({ desk }: CardContext, snapshot: Snapshot, booking: Booking): Colleague[] {
  const service = snapshot.get('service', booking.serviceId);
  const rank = ({ isFree, works }: Colleague) => (isFree ? 0 : 2) + (works ? 0 : 1);
  return snapshot
    .list('staff')
    .filter((staff) => staff.id !== booking.staffId && isConnected(staff))
    .filter((staff) => service === undefined || isGivenBy(service, staff.id))
    .map((staff) => ({
      staff,
      isFree: bookingIsFree(momentOf(desk, snapshot), { ...booking, staffId: staff.id }),
      works: worksAt(staff, booking, desk.offsets),
    }))
    .sort((a, b) => rank(a) - rank(b));
}
