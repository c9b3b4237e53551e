// What the main thread and a worker say to one another. A worker runs one execution at a time; within it a service
// call is a message and a wait, so that to the script it is an ordinary function call.

import type { ExecutionError, ExecutionKind, ServiceAnswer } from '../protocol';

/** What the guest is told at the start of an execution. */
export interface Boot {
  /** HTML files, for HtmlService. */
  html: Record<string, string>;
  /** Symbols of advanced services; null for a service that is not emulated. */
  advanced: Record<string, AdvancedService | null>;
  /** The script's time zone. */
  zone: string;
  /** Whether what is undefined in a call of an advanced service is refused. */
  refusesUndefined: boolean;
  /** Whether cards that Google may refuse are refused: guest/card-service/strict.ts. */
  strict: boolean;
}

/** Starts an execution. */
export interface RunMessage {
  function: string;
  kind: ExecutionKind;
  /** JSON text of the arguments. */
  args: string;
  boot: Boot;
}

/** The collections of an advanced service: method name → parameters in order, and whether a body comes first. */
export interface AdvancedService {
  serviceId: string;
  collections: Record<string, Record<string, { params: string[]; hasBody: boolean }>>;
}

/** A service call of the script. */
export interface CallMessage {
  type: 'call';
  service: string;
  method: string;
  /** JSON text of a list. */
  args: string;
}

/** What a worker says. */
export type WorkerMessage =
  CallMessage | { type: 'end'; ok: true; result: string } | { type: 'end'; ok: false; error: ExecutionError };

/** Positions in the shared signal. */
export const SIGNAL = { answered: 0 } as const;

/**
 * Positions in the shared clock: whether it is stopped, the instant it then shows, how far ahead it runs.
 */
export const CLOCK = { stopped: 0, at: 1, ahead: 2, size: 3 } as const;

/** What the main thread hands a worker at its birth. */
export interface WorkerBirth {
  guestFile: string;
  signal: SharedArrayBuffer;
  clock: SharedArrayBuffer;
  /** The manifest's time zone, which is a script's local time. */
  zone: string;
  /**
   * The project's files. They are handed over once: a bundle of half a megabyte with each execution takes longer than
   * most runs.
   */
  scripts: readonly { name: string; source: string }[];
}

/** The answer to a call, as the worker finds it in its port. */
export interface AnswerMessage {
  answer: string;
}

/** Writes an answer for the way back. */
export function encodeAnswer(answer: ServiceAnswer): string {
  return JSON.stringify(answer);
}
