import { isShared, isVouchedFor, type Booking } from '../booking/booking';
import type { StaffMember } from '../booking/staff';
import type { EventPlan } from '../desk/ports/ports';
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
    // Google sends it with its invitation to an address that anyone may have typed: staff read the note on the card.
    client.note === '' || !isVouchedFor(booking) ? '' : t('eventText.note', { note: client.note }),
  ];
  return {
    // An event that several clients share names none of them.
    title: isShared(booking)
      ? booking.serviceName
      : t('eventText.title', { service: booking.serviceName, client: client.name }),
    description: isShared(booking) ? '' : lines.filter((line) => line !== '').join('\n'),
    location: locationOf(booking),
  };
}

/** The place, or the address of the room. */
function locationOf({ place, link }: Booking): string {
  if (place.kind === 'address') return place.address;
  if (place.kind === 'clientCalls') return place.number;
  return place.kind === 'room' ? (link?.uri ?? '') : '';
}
