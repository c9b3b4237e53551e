// What comes over HTTP from tests and from the host page is read field by field; an error names the field.

/** A request that cannot be carried out, in words for who sent it. */
export class BadRequest extends Error {
  override name = 'BadRequest';
}

export type Json = Record<string, unknown>;

/** Whether a value is a plain object. */
export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The body of a request, as an object. */
export function objectOf(value: unknown, what = 'body'): Json {
  if (value === undefined || value === null) return {};
  if (!isObject(value)) throw new BadRequest(`${what}: a JSON object is expected`);
  return value;
}

/** A text field. */
export function textOf(body: Json, field: string): string {
  const value = body[field];
  if (typeof value !== 'string' || value === '') throw new BadRequest(`${field}: a text is expected`);
  return value;
}

/** A text field that may be missing. */
export function optionalText(body: Json, field: string): string | undefined {
  const value = body[field];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw new BadRequest(`${field}: a text is expected`);
  return value;
}

/** An e-mail address, lower case. */
export function emailOf(body: Json, field: string): string {
  const value = textOf(body, field).toLowerCase();
  if (!/^[^@\s]+@[^@\s]+$/.test(value)) throw new BadRequest(`${field}: an e-mail address is expected`);
  return value;
}

/** An instant: epoch milliseconds or ISO text. */
export function instantOf(value: unknown, field: string): number {
  const at = typeof value === 'number' ? value : typeof value === 'string' ? Date.parse(value) : NaN;
  if (!Number.isFinite(at)) throw new BadRequest(`${field}: epoch milliseconds or an ISO 8601 time is expected`);
  return at;
}

/** A length of time: milliseconds or an ISO 8601 duration such as PT90M or P1D. */
export function durationOf(value: unknown, field: string): number {
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value;
  const match = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(typeof value === 'string' ? value : '');
  if (match === null || !/\d/.test(match[0])) {
    throw new BadRequest(`${field}: milliseconds or an ISO 8601 duration is expected`);
  }
  const [days = '0', hours = '0', minutes = '0', seconds = '0'] = match.slice(1);
  return ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60_000 + Number(seconds) * 1_000;
}

/** A whole number that may be missing. */
export function optionalWhole(body: Json, field: string): number | undefined {
  const value = body[field];
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value))
    throw new BadRequest(`${field}: a whole number is expected`);
  return value;
}

/** A true or false that may be missing. */
export function optionalFlag(body: Json, field: string): boolean | undefined {
  const value = body[field];
  if (value !== undefined && typeof value !== 'boolean') throw new BadRequest(`${field}: true or false is expected`);
  return value;
}
