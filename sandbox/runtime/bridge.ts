// What the main thread and a worker say to one another. A worker runs one execution at a time; within it a service
// call is a message and a wait, so that to the script it is an ordinary function call.

import type { ExecutionKind, LogLine, ServiceAnswer } from '../protocol';

/** Starts an execution. */
export interface RunMessage {
  function: string;
  kind: ExecutionKind;
  /** JSON text of the arguments. */
  args: string;
  scripts: { name: string; source: string }[];
  /** HTML files, for HtmlService. */
  html: Record<string, string>;
  /** Symbols of advanced services and, for each, its collections with their methods. */
  advanced: Record<string, AdvancedService>;
  /** Whether the sandbox's clock runs, and where it stands: the script's Date asks `now`. */
  scriptTimeZone: string;
}

/** The collections of an advanced service: method name → parameters in order, and whether a body comes first. */
export interface AdvancedService {
  serviceId: string;
  collections: Record<string, Record<string, { params: string[]; hasBody: boolean }>>;
}

/** What a worker says. */
export type WorkerMessage =
  | { type: 'call'; service: string; method: string; args: string }
  | { type: 'log'; line: LogLine }
  | { type: 'end'; ok: true; result: string }
  | { type: 'end'; ok: false; error: { name: string; message: string; stack?: string } };

/** Positions in the shared signal. */
export const SIGNAL = { answered: 0 } as const;

/** The answer to a call, as the worker finds it in its port. */
export interface AnswerMessage {
  answer: string;
}

/** Writes an answer for the way back. */
export function encodeAnswer(answer: ServiceAnswer): string {
  return JSON.stringify(answer);
}
