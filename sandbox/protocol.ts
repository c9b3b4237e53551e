/**
 * What the parts of the sandbox say to one another. Everything here is plain JSON: it crosses from a script's V8
 * context to the emulated services, and from the server to tests and to the host page.
 */
import type { CalendarUser, ConferenceData } from './calendar/model/resources';

/** An error as Apps Script shows it to a script: `details` is what GoogleJsonResponseException carries. */
export interface ServiceError {
  name: string;
  message: string;
  details?: unknown;
  /** Thrown as an object of another realm than the script's. */
  foreign?: true;
}

export type ServiceAnswer = { value: unknown } | { error: ServiceError };

/** One service call of an execution, as the execution log keeps it. Only calls that leave the script are kept. */
export interface CallRecord {
  service: string;
  method: string;
  args: unknown[];
  ok: boolean;
  error?: ServiceError;
  /** Epoch milliseconds of the sandbox's clock. */
  at: number;
  /** What the call would cost at Google, milliseconds, by the cost profile in force. */
  cost: number;
}

export interface LogLine {
  level: 'debug' | 'info' | 'log' | 'warn' | 'error';
  message: string;
  at: number;
}

/** Why an execution runs; it decides the time limit and whether the person at the keyboard is known. */
export type ExecutionKind = 'call' | 'card' | 'conference' | 'trigger' | 'webapp' | 'page';

export interface ExecutionRequest {
  kind: ExecutionKind;
  /** Effective user: whose calendars, properties and quotas the execution has. */
  as: string;
  /**
   * Session.getActiveUser(); blank for a stranger on a web app that runs as its owner. Default: `as`, and blank in a
   * trigger's execution, where Google promises the effective user only
   * (https://developers.google.com/apps-script/reference/base/session).
   */
  activeUser?: string;
  /** The web app's address that was asked for; only editors of a script can open `dev`. Default: `exec`. */
  path?: 'exec' | 'dev';
  /** Name of a top-level function of the project. */
  function: string;
  /** JSON arguments. */
  args: unknown[];
}

/** How an execution failed. */
export interface ExecutionError {
  name: string;
  message: string;
  stack?: string;
  /** The script wants the person to grant access first: CardService.newAuthorizationException(). */
  authorization?: { url: string; resource: string; callback: string | null };
}

export interface ExecutionRecord {
  id: string;
  kind: ExecutionKind;
  as: string;
  function: string;
  startedAt: number;
  endedAt: number;
  ok: boolean;
  /** JSON of what the function returned; see ScriptResult for objects of Apps Script services. */
  result?: unknown;
  error?: ExecutionError;
  logs: LogLine[];
  calls: CallRecord[];
}

/**
 * How objects of Apps Script services look in `ExecutionRecord.result`: a Card, ActionResponse,
 * UniversalActionResponse, CalendarEventActionResponse and ConferenceData as the JSON of the documented markup
 * (developers.google.com/workspace/add-ons/reference/rpc/apps.extensions.markup and google.apps.card.v1); an HtmlOutput
 * and a TextOutput as these. An array of Cards is an array.
 */
export interface HtmlResult {
  type: 'html';
  content: string;
  title: string;
  faviconUrl: string | null;
  metaTags: { name: string; content: string }[];
  xFrameOptions: 'DEFAULT' | 'ALLOWALL';
}
export interface TextResult {
  type: 'text';
  content: string;
  mimeType: string;
  fileName: string | null;
}

/** One call of the Calendar API, over HTTP or from a script: both end in the same engine. */
export interface ApiCall {
  /** The e-mail address of who asks; empty for anybody, with an API key. */
  user: string;
  /** Method id of the discovery document, for instance `calendar.events.list`. */
  method: string;
  /** Path and query parameters by their names in the discovery document; repeated ones are arrays. */
  params: Record<string, unknown>;
  body?: unknown;
  /** Lower-case header names; only if-match and if-none-match have a meaning. */
  headers?: Record<string, string>;
}

export interface ApiAnswer {
  status: number;
  headers: Record<string, string>;
  /** Absent for 204 and 304. */
  body?: unknown;
}

/**
 * A fault that a test asks for. It hits calls of `service`.`method` (`*` for any): the `nth` one from now (1 = next),
 * or the next `times` ones (default 1). `error`: the call throws this message; `status`: a Google API answers with this
 * HTTP status (and optional `reason`); `crash`: the execution dies: `after` the call took effect (default) or `before`
 * it. How a script sees the error: `localized`: in the language of its user; `bare`: as an Exception without details;
 * `foreign`: as an object of another realm, which is no instance of the script's own Error.
 */
export interface FaultRule {
  service: string;
  method: string;
  nth?: number;
  times?: number;
  error?: string;
  status?: number;
  reason?: string;
  crash?: boolean | 'before' | 'after';
  /** A language of world/localized-errors.ts. */
  localized?: string;
  bare?: boolean;
  foreign?: boolean;
}

/** One message that left the emulated Google: a Calendar invitation, or a mail that a script sent. Never delivered. */
export interface SentMail {
  id: string;
  /** Epoch milliseconds. */
  at: number;
  /** `calendar` for what Google Calendar itself sends, `script` for MailApp and GmailApp. */
  source: 'calendar' | 'script';
  from: string;
  to: string[];
  cc?: string[];
  bcc?: string[];
  replyTo?: string;
  /** The sender's display name, where the script gave one. */
  name?: string;
  subject: string;
  body: string;
  htmlBody?: string;
  attachments?: { name: string; mimeType: string; base64: string }[];
  /** For Calendar's own mail: what it says about which event. */
  calendar?: { kind: 'invitation' | 'update' | 'cancellation' | 'response'; calendarId: string; eventId: string };
}

/** The part of appsscript.json that makes a project an add-on; null for what the manifest leaves out. */
export interface AddOnManifest {
  name: string;
  logoUrl: string;
  homepage: string | null;
  eventOpen: string | null;
  eventUpdate: string | null;
  currentEventAccess: 'METADATA' | 'READ' | 'WRITE' | 'READ_WRITE' | null;
  settingsUrlFunction: string | null;
  useLocaleFromApp: boolean;
  universalActions: { label: string; runFunction: string | null; openLink: string | null }[];
  conferenceSolutions: { id: string; name: string; logoUrl: string; onCreateFunction: string }[];
}

/** What the host page shows of the project. */
export interface ProjectInfo {
  name: string;
  addOn: AddOnManifest | null;
  hasWebApp: boolean;
}

export interface ClockReading {
  /** Epoch milliseconds. */
  now: number;
  running: boolean;
}

/** What the host page shows of the world besides calendars. */
export interface WorldStatus extends ClockReading {
  users: CalendarUser[];
  /** E-mail address of the account that the web app runs as. */
  deployer: string;
  /** Calls of the Calendar API and answers that Google's description does not know, under --strict. */
  problems: readonly string[];
  dueTriggers: number;
  counts: { mail: number; executions: number; failed: number };
}

/** What saving in the event dialog led to. */
export interface EditorAnswer {
  ok: boolean;
  event: unknown;
  /** What the solution's function answered. */
  conferenceData: unknown;
  execution: ExecutionRecord | null;
  error?: unknown;
}

/** What picking a conference solution in the event dialog led to. */
export interface ConferenceAnswer {
  ok: boolean;
  /** The event's id, which a new event has from here on. */
  eventId: string;
  /** What the solution's function answered. */
  conferenceData: unknown;
  /** What the API will show of it; null where there is none. */
  shown: ConferenceData | null;
  execution: ExecutionRecord;
  error?: unknown;
}
