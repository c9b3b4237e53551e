// Requests to Google's addresses and their answers, wherever they come from: over HTTP, from a script's UrlFetchApp, or
// as a part of a batch.

export interface HttpRequest {
  method: string;
  /** Path and query. */
  target: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: string;
}

export interface HttpAnswer {
  status: number;
  headers: Record<string, string>;
  /** Empty where there is none. */
  body: string;
}

/** An answer in JSON, written as Google does: over many lines unless `prettyPrint=false` asks for one. */
export function jsonAnswer(
  status: number,
  body: unknown,
  { headers = {}, pretty = true }: { headers?: Record<string, string>; pretty?: boolean } = {},
): HttpAnswer {
  return {
    status,
    headers: { ...headers, 'content-type': 'application/json; charset=UTF-8' },
    body: JSON.stringify(body, null, pretty ? 1 : 0),
  };
}

/** The user of a bearer token of the sandbox, `Bearer sandbox:<e-mail address>`; null for anything else. */
export function userOfToken(authorization: string | undefined): string | null {
  return /^Bearer sandbox:([^\s@]+@[^\s@]+)$/.exec(authorization ?? '')?.[1]?.toLowerCase() ?? null;
}
