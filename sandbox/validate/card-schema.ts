import descriptor from './google-apps-card-v1.json';
import { messageErrors, type Descriptor } from './proto-json';

/** The published descriptors of cards. */
export const CARDS: Descriptor = descriptor;

/** What is wrong with a card by google.apps.card.v1, each with its place; nothing when it is right. */
export function cardErrors(card: unknown): string[] {
  return messageErrors(CARDS, 'google.apps.card.v1.Card', card);
}
