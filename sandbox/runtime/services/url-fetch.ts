import { objectOf, textOf, textsOf } from './arguments';
import type { CallContext, Method } from './index';

interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** UrlFetchApp: real requests to this machine, every other address as a test has said. */
export const urlFetch: Record<string, Method> = {
  fetch: async (c, address, options) => {
    const url = textOf(address, 'url');
    const o = objectOf(options);
    const method = String(o.method ?? 'get').toUpperCase();
    const headers = textsOf(o.headers);
    if (typeof o.contentType === 'string') headers['Content-Type'] = o.contentType;
    const payload = payloadOf(o.payload, headers);
    const answer = await answerOf(c, url, method, headers, payload);
    c.world.fetches.add({
      at: c.world.clock.now(),
      as: c.request.as,
      url,
      method,
      headers,
      payload,
      status: answer.status,
    });
    if (answer.status >= 400 && o.muteHttpExceptions !== true) {
      throw new Error(
        `Request failed for ${new URL(url).origin} returned code ${String(answer.status)}. Truncated server response: ${answer.body.slice(0, 100)} (use muteHttpExceptions option to examine full response)`,
      );
    }
    return answer;
  },
};

function payloadOf(payload: unknown, headers: Record<string, string>): string {
  if (payload === undefined || payload === null) return '';
  if (typeof payload === 'string') return payload;
  headers['Content-Type'] ??= 'application/x-www-form-urlencoded';
  return new URLSearchParams(textsOf(payload)).toString();
}

async function answerOf(
  { world }: CallContext,
  url: string,
  method: string,
  headers: Record<string, string>,
  payload: string,
): Promise<Answer> {
  const rule = world.fetches.rules.find((r) => url.startsWith(r.url) && (r.method ?? method).toUpperCase() === method);
  if (rule !== undefined) return { status: rule.status ?? 200, headers: rule.headers ?? {}, body: rule.body ?? '' };
  const { hostname } = new URL(url);
  if (!['localhost', '127.0.0.1', '[::1]'].includes(hostname)) {
    throw new Error(
      `Address unavailable: ${url} (the sandbox reaches this machine only; set a rule for other addresses)`,
    );
  }
  const response = await fetch(url, { method, headers, ...(payload !== '' && method !== 'GET' && { body: payload }) });
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers.entries()),
    body: await response.text(),
  };
}
