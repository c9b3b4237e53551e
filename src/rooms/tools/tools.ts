import { ProviderError } from '../../desk/ports/rooms';
import type { Crypto } from './crypto';
import { NoAnswerError, type Http } from './http';

/** What a provider's module is given: it knows nothing of the platform. */
export interface Tools {
  /** @throws ProviderError `temporary` when nobody answers */
  http: Http;
  crypto: Crypto;
  now(): number;
  /** A line for the log: no names, no codes, no secrets. */
  log(message: string): void;
}

/** No answer is a reason to try again, not a bug in the script. */
export function reachable(http: Http): Http {
  return (request) => {
    try {
      return http(request);
    } catch (error) {
      if (!(error instanceof NoAnswerError)) throw error;
      throw new ProviderError('temporary', error.message);
    }
  };
}
