import type { ApiAnswer, ApiCall } from '../../protocol';
import { ApiFailure } from '../model/errors';
import { isObject } from '../model/json';
import { methodById } from './methods';
import { checkParameters } from './parameters';
import { checkAgainst } from './schema';

/** What the discovery document does not know of a call that was carried out, and of its answer. */
export function callProblems(call: ApiCall, answer: ApiAnswer): string[] {
  // What Google would refuse is refused here too: that is the right answer, not a problem.
  const asked = answer.status < 400 ? requestProblems(call) : [];
  return [...asked, ...answerProblems(call.method, answer)].map((problem) => `${call.method}: ${problem}`);
}

/** What the discovery document does not know of a request: unknown parameters and fields, wrong types and values. */
function requestProblems(call: ApiCall): string[] {
  const method = methodById(call.method);
  if (method === undefined) return [`${call.method}: the discovery document has no such method`];
  return [...parameterProblems(call), ...bodyProblems(method.body, call.body)];
}

function parameterProblems(call: ApiCall): string[] {
  const method = methodById(call.method);
  try {
    if (method !== undefined) checkParameters(method, call.params);
    return [];
  } catch (error) {
    if (error instanceof ApiFailure) return [error.message];
    throw error;
  }
}

function bodyProblems(schema: string | null, body: unknown): string[] {
  if (schema === null) return body === undefined ? [] : ['the method takes no body'];
  return body === undefined ? [] : checkAgainst(schema, body).problems.map(({ message }) => message);
}

/** What the discovery document does not know of an answer, and what an error body must have. */
function answerProblems(methodId: string, { status, body }: ApiAnswer): string[] {
  if (status >= 400) return errorProblems(status, body);
  const schema = methodById(methodId)?.answer ?? null;
  if (body === undefined) return schema === null || status === 304 ? [] : ['a body is expected'];
  if (schema === null) return ['the method answers with no body'];
  return checkAgainst(schema, body).problems.map(({ message }) => message);
}

/** The form of an error body (https://developers.google.com/workspace/calendar/api/guides/errors). */
function errorProblems(status: number, body: unknown): string[] {
  const error = isObject(body) ? body.error : undefined;
  if (!isObject(error)) return ['an error body is expected'];
  const errors: unknown[] = Array.isArray(error.errors) ? error.errors : [];
  const [first] = errors;
  const has = (name: string) => isObject(first) && typeof first[name] === 'string';
  return [
    ...(error.code === status ? [] : ['error.code: the status is expected']),
    ...(isObject(first) && error.message === first.message ? [] : ['error.message: the message of the first error']),
    ...['domain', 'reason', 'message'].filter((name) => !has(name)).map((name) => `error.errors[0].${name} is missing`),
  ];
}
