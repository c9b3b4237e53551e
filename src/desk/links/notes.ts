import { done, refused, type Outcome } from '../../booking/refusal';
import type { Desk, Note } from '../ports/ports';
import { settingsOf } from '../team/people';

/**
 * Sends a few words by e-mail, as the person at work and in the name of the business. Nothing else depends on it: a
 * refusal says why it did not go out.
 */
export function sendNote(desk: Desk, note: Omit<Note, 'settings'>): Outcome<null> {
  try {
    const settings = settingsOf(desk.store.seen()) ?? { business: '', logo: '', accent: '' };
    desk.postman.write({ ...note, settings });
    return done(null);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return refused('mailRefused', 'email', { message: error.message });
  }
}
