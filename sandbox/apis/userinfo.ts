import { createHash } from 'node:crypto';
import type { CalendarUser } from '../calendar/engine';
import { jsonAnswer, userOfToken, type HttpAnswer, type HttpRequest } from './http';

/**
 * Which scope shows what
 * (https://developers.google.com/identity/openid-connect/openid-connect#obtaininguserprofileinformation).
 */
const scope = (name: string) => [name, `https://www.googleapis.com/auth/userinfo.${name}`];

/**
 * Who the holder of a token is: OpenID Connect's userinfo.
 *
 * @param granted the token's scopes; null for all
 */
export function answerUserinfo(
  { method, headers }: HttpRequest,
  personOf: (email: string) => CalendarUser,
  granted: readonly string[] | null,
): HttpAnswer {
  const has = (...names: string[]) => granted === null || granted.some((name) => names.includes(name));
  const email = userOfToken(headers.authorization);
  const mayKnow = has('openid', ...scope('email'), ...scope('profile'));
  if (email === null || !mayKnow || (method !== 'GET' && method !== 'POST')) {
    return jsonAnswer(401, { error: 'invalid_request', error_description: 'Invalid Credentials' });
  }
  const { name } = personOf(email);
  const domain = email.slice(email.indexOf('@') + 1);
  return jsonAnswer(200, {
    sub: numberFor(email),
    ...(has(...scope('profile')) && { name, given_name: name.split(' ')[0] }),
    ...(has(...scope('email')) && { email, email_verified: true }),
    ...(domain !== 'gmail.com' && { hd: domain }),
  });
}

/** An account's number, of as many digits as Google's; the same at every time. */
function numberFor(email: string): string {
  const hash = createHash('sha256').update(email).digest('hex').slice(0, 20);
  return `1${(BigInt(`0x${hash}`) % 10n ** 20n).toString().padStart(20, '0')}`;
}
