import { randomUUID } from 'node:crypto';

/** What a state token stands for: whose function is called, with which arguments. */
export interface StateToken {
  user: string;
  method: string;
  args: Record<string, string>;
  /** Epoch milliseconds. */
  until: number;
}

/** The longest and the usual life of a token in seconds [reference/script/state-token-builder]. */
const LONGEST = 3_600;
const USUAL = 60;

/** Tokens of ScriptApp.newStateToken: they come back to `/usercallback?state=` of the script. */
export class StateTokens {
  private tokens: Record<string, StateToken> = {};

  constructor(private readonly now: () => number) {}

  create(user: string, method: string | null, args: Record<string, string>, seconds: number | null): string {
    if (seconds !== null && !(seconds >= 1 && seconds <= LONGEST)) throw new Error('Invalid argument: seconds');
    const token = randomUUID().replace(/-/g, '');
    const until = this.now() + (seconds ?? USUAL) * 1_000;
    this.tokens[token] = { user, method: method ?? 'callback', args, until };
    return token;
  }

  /** What a token stands for; null when it is unknown or too old. */
  find(token: string): StateToken | null {
    const found = Object.hasOwn(this.tokens, token) ? this.tokens[token] : undefined;
    return found === undefined || found.until < this.now() ? null : found;
  }

  save(): Record<string, StateToken> {
    return this.tokens;
  }

  load(state: Record<string, StateToken>): void {
    this.tokens = state;
  }
}
