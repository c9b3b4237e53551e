import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import { ApiFailure, errorAnswer } from '../calendar/model/errors';
import { jsonAnswer, type HttpAnswer, type HttpRequest } from './http';

/** Most calls of a batch (https://developers.google.com/workspace/calendar/api/guides/batch). */
const MOST_CALLS = 1_000;

/** One call of a batch. */
interface Call {
  contentId: string | undefined;
  request: HttpRequest;
}

/**
 * Many calls in one request, multipart/mixed, each with an answer of its own, in the order in which they came
 * (https://developers.google.com/workspace/calendar/api/guides/batch).
 */
export function answerBatch(request: HttpRequest, answerTo: (inner: HttpRequest) => HttpAnswer): HttpAnswer {
  const boundary = boundaryOf(request.headers['content-type'] ?? '');
  if (boundary === null) return refused('Failed to parse batch request, error: no boundary in its Content-Type.');
  const parts = partsOf(request.body, boundary);
  if (parts.length === 0) return refused('Failed to parse batch request, error: 0 items.');
  if (parts.length > MOST_CALLS) return refused(`The batch has more than ${MOST_CALLS} calls.`);
  const calls = parts.map((part) => callOf(part, request.headers));
  const ids = calls.flatMap(({ contentId }) => contentId ?? []);
  const twice = ids.find((id, place) => ids.indexOf(id) !== place);
  // Google's words (https://github.com/googleapis/google-api-dotnet-client/issues/1969).
  if (twice !== undefined) return refused(`Duplicate Request ID in Batch Request: ${twice}`);
  const own = `batch_${randomUUID()}`;
  const answers = calls.map(({ contentId, request: inner }) => answerPart(contentId, answerTo(inner)));
  return {
    status: 200,
    headers: { 'content-type': `multipart/mixed; boundary=${own}` },
    body: `${answers.map((answer) => `--${own}\r\n${answer}\r\n`).join('')}--${own}--\r\n`,
  };
}

function refused(message: string): HttpAnswer {
  return jsonAnswer(400, errorAnswer(new ApiFailure(400, 'badRequest', message)).body);
}

function boundaryOf(contentType: string): string | null {
  const [, quoted, plain] = /^multipart\/mixed\s*;.*?boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType) ?? [];
  return quoted ?? plain ?? null;
}

/** The parts between the boundaries, without the preamble and what follows the end. */
function partsOf(body: string, boundary: string): string[] {
  const lines = `\n${body.replaceAll('\r\n', '\n')}`;
  const [, ...rest] = lines.split(`\n--${boundary}`);
  const end = rest.findIndex((part) => part.startsWith('--'));
  return rest.slice(0, end < 0 ? rest.length : end).map((part) => part.replace(/^[ \t]*\n/, ''));
}

/** Headers of the whole batch hold for each call that does not say otherwise, but for those of its content. */
function callOf(part: string, outer: HttpRequest['headers']): Call {
  const [head, message] = cut(part);
  const [requestHead, body] = cut(message.replace(/^\n+/, ''));
  const [requestLine = '', ...lines] = requestHead.split('\n');
  const [method = '', address = ''] = requestLine.trim().split(/\s+/);
  const passedOn = Object.entries(outer).filter(([name]) => !name.startsWith('content-'));
  return {
    contentId: headersOf(head.split('\n'))['content-id'],
    request: {
      method: method.toUpperCase(),
      target: address.replace(/^https?:\/\/[^/]+/i, ''),
      headers: { ...Object.fromEntries(passedOn), ...headersOf(lines) },
      body: body.trim(),
    },
  };
}

/** A head and what follows the empty line. */
function cut(text: string): [string, string] {
  if (text.startsWith('\n')) return ['', text.slice(1)];
  const at = text.indexOf('\n\n');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 2)];
}

function headersOf(lines: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon > 0) headers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
  }
  return headers;
}

/** `<item-1>` is answered by `<response-item-1>`, `1` by `response-1`. */
function answerPart(contentId: string | undefined, { status, headers, body }: HttpAnswer): string {
  const length = { 'content-length': String(Buffer.byteLength(body)) };
  const shown = Object.entries({ ...headers, ...length }).map(([name, value]) => `${titled(name)}: ${value}`);
  return [
    'Content-Type: application/http',
    ...(contentId === undefined ? [] : [`Content-ID: ${contentId.replace(/^<?/, '$&response-')}`]),
    '',
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    ...shown,
    '',
    body,
  ].join('\r\n');
}

/** Header names as they are usually written. */
function titled(name: string): string {
  return name === 'etag'
    ? 'ETag'
    : name.replace(/(^|-)([a-z])/g, (_, dash: string, first: string) => dash + first.toUpperCase());
}
