import { eventIdOf, type Booking } from '../booking/booking';
import { uidOf, type CalendarEntry } from '../booking/calendar-file';
import type { Instant } from '../booking/time/time';
import type { StaffMember } from '../booking/staff';
import { deskTexts } from './index';

// A booking for the client's own calendar. Nothing leaves for a calendar before it is confirmed.

/** Who is at both ends of a booking. */
export interface EntryParties {
  business: string;
  staff: StaffMember;
  /** The client's page of it. */
  page: string;
}

/** A booking as an event; `null` if it is none that a calendar should have. */
export function entryOf(booking: Booking, { business, staff, page }: EntryParties, now: Instant): CalendarEntry | null {
  const { id, state, start, end, reference, link, event, generation, nextEffect } = booking;
  const cancelled = state === 'cancelled' && generation > 0;
  if (!cancelled && state !== 'confirmed') return null;
  const t = deskTexts(booking.client.locale);
  const uri = link?.status === 'ready' ? link.uri : null;
  const lines = [
    uri === null || cancelled ? '' : t('mail.line', { label: t('mail.join'), value: uri }),
    t('mail.line', { label: t('mail.reference'), value: reference }),
    page,
  ];
  return {
    uid: uidOf(event?.eventId ?? eventIdOf(id, Math.max(generation, 1))),
    // Every change of a booking leaves something to be done: this number rises with each.
    sequence: nextEffect,
    stamp: now,
    start,
    end,
    title: `${booking.serviceName} · ${business}`,
    description: lines.filter((line) => line !== '').join('\n'),
    location: locationOf(booking, uri ?? ''),
    url: page,
    organizer: { name: business, email: staff.email },
    cancelled,
  };
}

function locationOf({ place }: Booking, uri: string): string {
  if (place.kind === 'address') return place.address;
  if (place.kind === 'clientCalls') return place.number;
  return place.kind === 'weCall' ? '' : uri;
}
