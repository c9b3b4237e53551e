import type { Booking } from '../booking/booking';
import type { StaffMember } from '../booking/staff';
import type { EventPlan } from '../desk/ports';
import { deskTexts } from '../i18n/index';

/** Title, description and place of a booking's event, in the language of the staff member whose calendar it is in. */
export function eventTexts(
  booking: Booking,
  staff: StaffMember,
): Pick<EventPlan, 'title' | 'description' | 'location'> {
  const t = deskTexts(staff.locale);
  const { client } = booking;
  const lines = [
    t('eventText.reference', { reference: booking.reference }),
    client.phone === '' ? '' : t('eventText.phone', { phone: client.phone }),
    client.note === '' ? '' : t('eventText.note', { note: client.note }),
  ];
  return {
    title: t('eventText.title', { service: booking.serviceName, client: client.name }),
    description: lines.filter((line) => line !== '').join('\n'),
    location: booking.place.kind === 'address' ? booking.place.address : '',
  };
}
