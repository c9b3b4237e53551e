/** A request to a provider's server. */
export interface HttpRequest {
  method: 'get' | 'post' | 'patch' | 'delete';
  url: string;
  headers?: Record<string, string>;
  body?: string;
  contentType?: string;
}

export interface HttpAnswer {
  status: number;
  body: string;
}

/** Sends a request and returns the server's answer as it is. @throws NoAnswerError when there is no answer */
export type Http = (request: HttpRequest) => HttpAnswer;

export class NoAnswerError extends Error {
  override name = 'NoAnswerError';
}

/** Fields as an address or a form has them; everything except letters, digits and `-_.~` is encoded (RFC 3986). */
export function formText(fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields)
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .join('&');
}

function encoded(text: string): string {
  // encodeURIComponent throws for half a surrogate pair; it becomes the replacement character.
  const whole = Array.from(text, (sign) => (/^[\uD800-\uDFFF]$/.test(sign) ? '\uFFFD' : sign)).join('');
  return encodeURIComponent(whole).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** The host of an address, with its port. */
export function hostOf(address: string): string {
  return /^[a-z]+:\/\/([^/?#]+)/i.exec(address)?.[1] ?? '';
}

/** JSON, or undefined if a server has answered with something else. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
