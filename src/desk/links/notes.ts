import { done, refused, type Outcome } from '../../booking/refusal';
import type { CodeLetter, Desk, Note } from '../ports/ports';
import { settingsOf } from '../team/people';

/**
 * Sends a few words by e-mail, as the person at work and in the name of the business. Nothing else depends on it: a
 * refusal says why it did not go out.
 */
export function sendNote(desk: Desk, note: Omit<Note, 'settings'>): Outcome<null> {
  return tried(() => desk.postman.write({ ...note, settings: letterhead(desk) }));
}

/** Sends a code to a client's address, see sendNote. */
export function mailCode(desk: Desk, letter: Omit<CodeLetter, 'settings'>): Outcome<null> {
  return tried(() => desk.postman.sendCode({ ...letter, settings: letterhead(desk) }));
}

function letterhead(desk: Desk): Note['settings'] {
  return settingsOf(desk.store.seen()) ?? { business: '', logo: '', accent: '' };
}

function tried(send: () => void): Outcome<null> {
  try {
    send();
    return done(null);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return refused('mailRefused', 'email', { message: error.message });
  }
}
