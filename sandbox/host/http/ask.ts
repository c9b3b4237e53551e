import { isObject } from '../model/json';

/** An answer that is no success. */
class HttpError extends Error {
  override name = 'HttpError';

  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}

/** A request to the sandbox; both ends are its own, so the answer is taken at its word. */
export async function ask<T>(path: string, init: RequestInit = {}): Promise<T> {
  const response = await fetch(path, init);
  if (response.status === 204) return {} as T;
  const body: unknown = await response.json();
  if (!response.ok) throw new HttpError(messageOf(body), response.status);
  return body as T;
}

/** A JSON body by POST. */
export const json = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** An error in words: Google's error body, or the control API's. */
export function messageOf(body: unknown): string {
  const error = isObject(body) && 'error' in body ? body.error : body;
  if (typeof error === 'string') return error;
  if (isObject(error) && typeof error.message === 'string') return error.message;
  return JSON.stringify(error);
}
