import type { Booking, Client } from './booking';

/** Whether a booking says anything about the person with an address: as its client, or anywhere else. @param email lower case */
export function mentions(booking: Booking, email: string): boolean {
  const { client, staffNote, answers, guests, history, facts } = booking;
  const told = [client.email, client.name, client.note, staffNote, ...guests, ...Object.values(facts ?? {})];
  const asked = answers.map(({ value }) => value);
  const done = history.map(({ detail = '' }) => detail);
  return [...told, ...asked, ...done].some((text) => text.toLowerCase().includes(email));
}

/**
 * The booking without a person who wants to be forgotten. If they were its client, nothing that they said or that was
 * noted about them is left, only that there was a booking; from others' bookings their address goes, wherever it is.
 *
 * @param email lower case
 * @param nobody what stands for their name
 */
export function withoutClient(booking: Booking, email: string, nobody: string): Booking {
  const own = booking.client.email.toLowerCase() === email ? withoutItsClient(booking, nobody) : booking;
  const { facts: _, ...rest } = own;
  return { ...rest, ...withoutAddress(rest, email) };
}

function withoutItsClient(booking: Booking, nobody: string): Booking {
  const { client } = booking;
  const isAbout = (detail: string) =>
    [client.name, client.phone].some((text) => text !== '' && detail.toLowerCase().includes(text.toLowerCase()));
  return {
    ...booking,
    client: { ...client, name: nobody, email: '', phone: '', note: '' },
    staffNote: '',
    answers: [],
    guests: [],
    history: booking.history.map(({ detail, ...entry }) =>
      detail === undefined || isAbout(detail) ? entry : { ...entry, detail },
    ),
  };
}

/** Everywhere where people write, or are named. */
function withoutAddress(booking: Omit<Booking, 'facts'>, email: string) {
  const clean = (text: string) => text.replace(new RegExp(email.replace(/[^\w@]/g, '\\$&'), 'gi'), '');
  const client: Client = { ...booking.client, name: clean(booking.client.name), note: clean(booking.client.note) };
  return {
    client: booking.client.email.toLowerCase() === email ? { ...client, email: '' } : client,
    staffNote: clean(booking.staffNote),
    answers: booking.answers.map(({ label, value }) => ({ label, value: clean(value) })),
    guests: booking.guests.filter((guest) => guest.toLowerCase() !== email),
    history: booking.history.map((entry) => ({
      ...entry,
      ...(entry.detail !== undefined && { detail: clean(entry.detail) }),
    })),
  };
}
