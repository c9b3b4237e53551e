import type { Booking } from './booking';

/** What a booking is found by. */
export type Searched = Pick<Booking, 'reference' | 'serviceName'> & {
  client: Pick<Booking['client'], 'name' | 'email' | 'phone'>;
};

/**
 * Whether all words of a text are in a booking: the beginning of its number, of a client's names or of a word of its
 * service, or a part of their address or phone number. Without words there is nothing to find.
 */
export function searchFor(text: string): (booking: Searched) => boolean {
  const words = fold(text)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return () => false;
  return ({ reference, serviceName, client }) => {
    const names = fold(`${client.name} ${serviceName}`).split(/\s+/);
    const number = fold(reference);
    const address = fold(`${client.email} ${client.phone}`);
    // A few characters occur in many booking numbers by chance.
    const isIn = (word: string) =>
      names.some((name) => name.startsWith(word)) ||
      (word.length >= 3 && number.startsWith(word)) ||
      address.includes(word);
    return words.every(isIn);
  };
}

/** Ignores case and accents: `Łukasz` is found by `lukasz`, and a number in any notation. */
function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/ł/g, 'l')
    .replace(/(\d)[\s()-]+(?=\d)/g, '$1');
}
