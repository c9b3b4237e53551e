import type { Crypto } from './crypto';

/** A JSON Web Token signed with HMAC-SHA256 (RFC 7519, RFC 7515). */
export function signedToken(crypto: Crypto, claims: object, secret: string, keyId: string): string {
  const part = (value: object) => crypto.base64Url(JSON.stringify(value));
  const signed = `${part({ alg: 'HS256', typ: 'JWT', kid: keyId })}.${part(claims)}`;
  return `${signed}.${crypto.hmacSha256Base64Url(signed, secret)}`;
}
