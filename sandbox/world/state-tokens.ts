import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** What a state token means: which user's function is called, with which arguments. */
export interface StateToken {
  user: string;
  method: string;
  args: Record<string, string>;
  /** Epoch milliseconds. */
  until: number;
}

/**
 * The longest and the usual life of a token in seconds
 * (https://developers.google.com/apps-script/reference/script/state-token-builder).
 */
const LONGEST = 3_600;
const USUAL = 60;

/** How Google's tokens begin, from public reports. */
const PREFIX = 'ADEpC8';

const NONCE = 12;
const TAG = 16;

/**
 * Tokens of ScriptApp.newStateToken: they come back to `/usercallback?state=` of the script. A token holds its whole
 * meaning, encrypted (https://developers.google.com/apps-script/reference/script/state-token-builder). So it is as long
 * as Google's, which matters in addresses of limited length, and it can be used until it expires, not just once.
 */
export class StateTokens {
  private key = randomBytes(32);

  constructor(private readonly now: () => number) {}

  create(user: string, method: string | null, args: Record<string, string>, seconds: number | null): string {
    if (seconds !== null && !(seconds >= 1 && seconds <= LONGEST)) throw new Error('Invalid argument: seconds');
    const until = this.now() + (seconds ?? USUAL) * 1_000;
    const token: StateToken = { user, method: method ?? 'callback', args, until };
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce);
    const secret = Buffer.concat([cipher.update(JSON.stringify(token)), cipher.final()]);
    return PREFIX + Buffer.concat([nonce, cipher.getAuthTag(), secret]).toString('base64url');
  }

  /** What a token means; null when it is not from here, was changed, or is too old. */
  find(token: string): StateToken | null {
    const found = this.open(token);
    return found === null || found.until < this.now() ? null : found;
  }

  save(): string {
    return this.key.toString('base64');
  }

  load(state: string): void {
    this.key = Buffer.from(state, 'base64');
  }

  private open(token: string): StateToken | null {
    const bytes = Buffer.from(token.slice(PREFIX.length), 'base64url');
    // Another spelling of the same bytes is another token.
    if (token !== PREFIX + bytes.toString('base64url') || bytes.length < NONCE + TAG) return null;
    const decipher = createDecipheriv('aes-256-gcm', this.key, bytes.subarray(0, NONCE));
    decipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
    try {
      const text = Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString();
      return JSON.parse(text) as StateToken;
    } catch {
      return null;
    }
  }
}
