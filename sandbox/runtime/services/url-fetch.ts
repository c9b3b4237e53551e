import { answerGoogle, apisOf } from '../../apis';
import { isObject, objectOf, textOf } from './arguments';
import type { CallContext, Method } from './service';

/** A response as it crosses to the script. */
interface Answer {
  status: number;
  headers: Record<string, string | string[]>;
  base64: string;
}

interface Outgoing {
  url: string;
  method: string;
  headers: Record<string, string>;
  payload: Buffer | null;
  followRedirects: boolean;
  muteHttpExceptions: boolean;
}

/** Longest address (https://developers.google.com/apps-script/reference/url-fetch). */
const LONGEST_URL = 2_082;

const METHODS = ['GET', 'DELETE', 'PATCH', 'POST', 'PUT', 'HEAD', 'OPTIONS'];

/** UrlFetchApp: real requests to this machine, every other address as a test has said. */
export const urlFetch: Record<string, Method> = {
  fetch: async (c, url, options) => checked(await carryOut(c, outgoing(url, options))),
  fetchAll: async (c, requests) => {
    const all = (Array.isArray(requests) ? requests : []).map((request: unknown) =>
      isObject(request) ? outgoing(request.url, request) : outgoing(request, {}),
    );
    return (await Promise.all(all.map((one) => carryOut(c, one)))).map(checked);
  },
  getRequest: (_, url, options) => {
    const { method, headers, payload, url: address } = outgoing(url, options);
    const isType = ([name]: [string, string]) => name.toLowerCase() === 'content-type';
    const [, contentType = ''] = Object.entries(headers).find(isType) ?? [];
    const others = Object.fromEntries(Object.entries(headers).filter((one) => !isType(one)));
    return {
      url: address,
      method: method.toLowerCase(),
      contentType,
      payload: payload?.toString() ?? '',
      headers: others,
    };
  },
};

function outgoing(address: unknown, options: unknown): Outgoing {
  const url = textOf(address, 'url');
  if (url.length > LONGEST_URL) throw new Error('Limit Exceeded: URLFetch URL Length.');
  const o = objectOf(options);
  const method = String(o.method ?? 'get').toUpperCase();
  if (!METHODS.includes(method)) throw new Error(`Attribute provided with invalid value: method`);
  const headers = Object.fromEntries(Object.entries(objectOf(o.headers)).map(([name, value]) => [name, String(value)]));
  const payload = payloadOf(o.payload, headers);
  if (typeof o.contentType === 'string') headers['Content-Type'] = o.contentType;
  return {
    url: /^https?:\/\//i.test(url) ? url : `http://${url}`,
    method,
    headers,
    payload,
    followRedirects: o.followRedirects !== false,
    muteHttpExceptions: o.muteHttpExceptions === true,
  };
}

interface BlobJson {
  base64: string;
  mimeType: string;
  name: string;
}

function isBlob(value: unknown): value is BlobJson {
  return isObject(value) && typeof value.base64 === 'string' && typeof value.mimeType === 'string';
}

/** A text, bytes, a blob or the fields of a form. */
function payloadOf(payload: unknown, headers: Record<string, string>): Buffer | null {
  if (payload === undefined || payload === null) return null;
  const type = (name: string) => {
    if (!Object.keys(headers).some((header) => header.toLowerCase() === 'content-type')) headers['Content-Type'] = name;
  };
  if (typeof payload === 'string') {
    type('application/x-www-form-urlencoded');
    return Buffer.from(payload);
  }
  if (Array.isArray(payload)) return Buffer.from(payload.map((byte) => Number(byte) & 255));
  if (isBlob(payload)) {
    type(payload.mimeType);
    return Buffer.from(payload.base64, 'base64');
  }
  const fields = Object.entries(objectOf(payload));
  if (fields.some(([, value]) => isBlob(value))) {
    const boundary = '----sandbox-form';
    type(`multipart/form-data; boundary=${boundary}`);
    return Buffer.concat([
      ...fields.map(([name, value]) => part(boundary, name, value)),
      Buffer.from(`--${boundary}--\r\n`),
    ]);
  }
  type('application/x-www-form-urlencoded');
  const form = new URLSearchParams();
  for (const [name, value] of fields) form.append(name, String(value));
  return Buffer.from(form.toString());
}

function part(boundary: string, name: string, value: unknown): Buffer {
  const isFile = isBlob(value);
  const file = isFile ? `; filename="${value.name}"\r\nContent-Type: ${value.mimeType}` : '';
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n`;
  const content = isFile ? Buffer.from(value.base64, 'base64') : Buffer.from(String(value));
  return Buffer.concat([Buffer.from(head), content, Buffer.from('\r\n')]);
}

async function carryOut(c: CallContext, request: Outgoing): Promise<{ request: Outgoing; answer: Answer }> {
  const { url, method, headers, payload } = request;
  // A server on this machine plays one that the list would name.
  if (!isOnThisMachine(url)) checkAllowed(c.project.manifest.urlFetchWhitelist, url);
  const answer = await answerOf(c, request);
  c.world.fetches.add({
    at: c.world.clock.now(),
    as: c.request.as,
    url,
    method,
    headers,
    payload: payload?.toString() ?? '',
    status: answer.status,
  });
  return { request, answer };
}

/** Throws for an error status, unless the script wants to see it. */
function checked({ request, answer }: { request: Outgoing; answer: Answer }): Answer {
  if (answer.status < 400 || request.muteHttpExceptions) return answer;
  const body = Buffer.from(answer.base64, 'base64').toString();
  throw new Error(
    `Request failed for ${new URL(request.url).origin} returned code ${answer.status}. Truncated server response: ${body.slice(0, 100)} (use muteHttpExceptions option to examine full response)`,
  );
}

/**
 * The manifest's urlFetchWhitelist: prefixes of addresses, with one leading wildcard
 * (https://developers.google.com/apps-script/manifest/allowlist-url).
 */
function checkAllowed(prefixes: readonly string[] | null, url: string): void {
  if (prefixes === null || prefixes.some((prefix) => matches(prefix, url))) return;
  throw new Error(`Access to the URL is not allowed by the manifest's urlFetchWhitelist: ${url}`);
}

function matches(prefix: string, url: string): boolean {
  const allowed = /^https:\/\/(\*\.)?([^/]+)(\/.*)$/.exec(prefix);
  const asked = /^https:\/\/([^/?#]+)(.*)$/.exec(url);
  if (allowed === null || asked === null) return false;
  const [, wildcard, host = '', path = ''] = allowed;
  const [, askedHost = '', askedPath = ''] = asked;
  const isHost = wildcard === undefined ? askedHost === host : askedHost.endsWith(`.${host}`);
  const rest = askedPath.startsWith(path) ? askedPath.slice(path.length) : null;
  return isHost && rest !== null && (path.endsWith('/') || rest === '' || /^[/?#]/.test(rest));
}

async function answerOf(c: CallContext, request: Outgoing): Promise<Answer> {
  const { world } = c;
  const { method, headers, payload } = request;
  const rule = world.fetches.rules.find(
    (r) => request.url.startsWith(r.url) && (r.method ?? method).toUpperCase() === method,
  );
  const url = rule?.to === undefined ? request.url : rule.to + request.url.slice(rule.url.length);
  if (rule !== undefined && rule.to === undefined) {
    const body = Buffer.from(rule.body ?? '').toString('base64');
    return { status: rule.status ?? 200, headers: rule.headers ?? {}, base64: body };
  }
  const google = answerOfGoogle(c, request);
  if (google !== null) return google;
  if (!isOnThisMachine(url)) {
    throw new Error(
      `Address unavailable: ${url} (the sandbox reaches this machine only; set a rule for other addresses)`,
    );
  }
  const response = await fetch(url, {
    method,
    headers,
    redirect: request.followRedirects ? 'follow' : 'manual',
    ...(payload !== null && method !== 'GET' && { body: new Uint8Array(payload) }),
  }).catch((error: unknown) => {
    throw new Error(`Address unavailable: ${url}`, { cause: error });
  });
  return {
    status: response.status,
    headers: headersOf(response.headers),
    base64: Buffer.from(await response.arrayBuffer()).toString('base64'),
  };
}

const GOOGLE = 'https://www.googleapis.com/';

/** Google's own APIs: what ScriptApp.getOAuthToken() gives has the scopes of the manifest. */
function answerOfGoogle({ world, project }: CallContext, request: Outgoing): Answer | null {
  if (!request.url.toLowerCase().startsWith(GOOGLE)) return null;
  const { pathname, search } = new URL(request.url);
  const named = Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]);
  const { method, payload } = request;
  const answer = answerGoogle(
    {
      method,
      target: pathname + search,
      headers: Object.fromEntries(named) as Record<string, string>,
      body: payload?.toString() ?? '',
    },
    apisOf(world, project.manifest.oauthScopes),
  );
  if (answer === null) return null;
  const { status, headers, body } = answer;
  return { status, headers: headersOf(new Headers(headers)), base64: Buffer.from(body).toString('base64') };
}

function isOnThisMachine(url: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);
}

/** Apps Script shows header names as they are usually written, and several of one name as a list. */
function headersOf(headers: Headers): Record<string, string | string[]> {
  const shown = (name: string) =>
    name.replace(/(^|-)([a-z])/g, (_, dash: string, first: string) => dash + first.toUpperCase());
  const cookies = headers.getSetCookie();
  const all: Record<string, string | string[]> = {};
  for (const [name, value] of headers.entries()) if (name !== 'set-cookie') all[shown(name)] = value;
  const [cookie] = cookies;
  if (cookie !== undefined) all['Set-Cookie'] = cookies.length === 1 ? cookie : cookies;
  return all;
}
