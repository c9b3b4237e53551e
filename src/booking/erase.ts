import type { Booking, Client, HistoryEntry } from './booking';

/** Whether a booking says anything about the person with an address: as its client, or anywhere else. @param email lower case */
export function mentions(booking: Booking, email: string): boolean {
  const { client, staffNote, answers, guests, history, facts } = booking;
  if ([client.email, ...guests].some((address) => address.toLowerCase() === email)) return true;
  const told = [client.name, client.note, staffNote, ...Object.values(facts ?? {})];
  const asked = answers.map(({ value }) => value);
  const done = history.map(({ detail = '' }) => detail);
  const address = inText(email);
  return [...told, ...asked, ...done].some((text) => text.search(address) >= 0);
}

/** An address within a text, and not the end of somebody else's: `ann@` is in neither `joann@` nor `jo.ann@`. */
function inText(email: string): RegExp {
  return new RegExp(`(?<![a-z0-9_][.+-]?)(?<![a-z0-9_])${email.replace(/[^\w@]/g, '\\$&')}(?![a-z0-9])`, 'gi');
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
  return {
    ...booking,
    client: { ...booking.client, name: nobody, email: '', phone: '', note: '' },
    staffNote: '',
    answers: [],
    guests: [],
    history: booking.history.map(({ detail, ...entry }) =>
      detail === undefined || !isProducts(entry) ? entry : { ...entry, detail },
    ),
  };
}

/** Whether the detail is none of a person's words, such as why they cancelled: the name of an e-mail, or of a colleague. */
function isProducts({ by, what }: HistoryEntry): boolean {
  return by === 'system' || what === 'reassigned';
}

/** Everywhere where people write, or are named. */
function withoutAddress(booking: Omit<Booking, 'facts'>, email: string) {
  const clean = (text: string) => text.replace(inText(email), '');
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
