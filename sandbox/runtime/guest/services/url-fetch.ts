import { Blob, blobJson, isBlobSource } from '../utilities/blob';
import { decodeText, unbase64 } from '../utilities/bytes';
import { exception } from '../core/exception';
import { callHost } from '../core/host';
import { guarded } from '../core/not-emulated';

interface ResponseJson {
  status: number;
  headers: Record<string, string | string[]>;
  base64: string;
}

type Json = Record<string, unknown>;

function isResponse(value: unknown): value is ResponseJson {
  return typeof value === 'object' && value !== null && 'base64' in value;
}

function response(json: unknown) {
  if (!isResponse(json)) throw exception('the sandbox answered with no response');
  const { status, headers, base64 } = json;
  const first = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? (value[0] ?? '') : value]),
  );
  const contentType = first['Content-Type'] ?? first['content-type'] ?? null;
  const blob = () => Blob(unbase64(base64), contentType, null);
  return guarded('HTTPResponse', {
    getResponseCode: () => status,
    getContentText: (charset?: string) => decodeText(unbase64(base64), charset),
    getContent: () => unbase64(base64),
    getBlob: blob,
    getAs: (type: string) => blob().getAs(type),
    getHeaders: () => first,
    getAllHeaders: () => headers,
  });
}

/** Blobs cross as JSON, on their own or as fields of a form. */
function optionsOf(options: unknown): Json {
  if (typeof options !== 'object' || options === null) return {};
  const { payload, ...rest } = options as Json;
  if (payload === undefined) return rest;
  if (isBlobSource(payload)) return { ...rest, payload: blobJson(payload) };
  const isForm = typeof payload === 'object' && payload !== null && !Array.isArray(payload);
  if (!isForm) return { ...rest, payload };
  const fields = Object.entries(payload).map(([name, value]): [string, unknown] => [
    name,
    isBlobSource(value) ? blobJson(value) : String(value),
  ]);
  return { ...rest, payload: Object.fromEntries(fields) };
}

function requestOf(request: unknown): unknown {
  if (typeof request === 'string') return request;
  const url = typeof request === 'object' && request !== null && 'url' in request ? request.url : null;
  return { ...optionsOf(request), url };
}

export const UrlFetchApp = {
  fetch: (url: unknown, options?: unknown) => response(callHost('UrlFetch', 'fetch', [url, optionsOf(options)])),
  fetchAll: (requests: readonly unknown[]) => {
    const answers = callHost('UrlFetch', 'fetchAll', [requests.map(requestOf)]);
    return (Array.isArray(answers) ? answers : []).map(response);
  },
  getRequest: (url: unknown, options?: unknown) => callHost('UrlFetch', 'getRequest', [url, optionsOf(options)]),
};
