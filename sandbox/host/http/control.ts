import { ask, json } from './ask';
import type { ApiEvent } from './calendar';
import type { Json } from '../model/json';

export interface User {
  email: string;
  name: string;
  timeZone: string;
  locale: string;
}

/** What the page shows of the world besides calendars. */
export interface Status {
  now: number;
  running: boolean;
  users: User[];
  deployer: string;
  dueTriggers: number;
  counts: { mail: number; executions: number; failed: number };
}

export interface Execution {
  id: string;
  kind: string;
  as: string;
  function: string;
  startedAt: number;
  endedAt: number;
  ok: boolean;
  result?: unknown;
  error?: {
    name: string;
    message: string;
    stack?: string;
    authorization?: { url: string; resource: string; callback: string | null };
  };
  logs: { level: string; message: string; at: number }[];
  calls: { service: string; method: string; args: unknown[]; ok: boolean; error?: { message: string }; cost: number }[];
}

export interface Mail {
  id: string;
  at: number;
  source: string;
  from: string;
  to: string[];
  cc?: string[];
  bcc?: string[];
  replyTo?: string;
  name?: string;
  subject: string;
  body: string;
  htmlBody?: string;
  attachments?: { name: string; mimeType: string; base64: string }[];
}

export interface ConferenceSolution {
  id: string;
  name: string;
  logoUrl: string;
}

export interface AddOn {
  name: string;
  logoUrl: string;
  homepage: string | null;
  eventOpen: string | null;
  eventUpdate: string | null;
  settingsUrlFunction: string | null;
  conferenceSolutions: ConferenceSolution[];
  universalActions: { label: string; runFunction: string | null; openLink: string | null }[];
}

export interface Project {
  name: string;
  addOn: AddOn | null;
  hasWebApp: boolean;
}

/** What a conference solution's function made, or why it did not. */
export interface ConferenceAnswer {
  ok: boolean;
  eventId: string;
  conferenceData: Json | null;
  /** What the API will show of it. */
  shown: Json | null;
  error?: Json;
}

export interface EditorAnswer {
  ok: boolean;
  event: ApiEvent | null;
  error?: unknown;
}

/** The control API. */
export const control = {
  status: () => ask<Status>('/sandbox/status'),
  project: () => ask<Project>('/sandbox/project'),
  mail: () => ask<Mail[]>('/sandbox/mail'),
  executions: () => ask<Execution[]>('/sandbox/executions'),
  clock: (change: Json) => ask<Pick<Status, 'now' | 'running'>>('/sandbox/clock', json(change)),
  user: (profile: Pick<User, 'email'> & Partial<User>) => ask<User>('/sandbox/users', json(profile)),
  reset: (fixture: string) => ask<Json>('/sandbox/reset', json({ fixture })),
  runDueTriggers: () => ask<{ executions: Execution[] }>('/sandbox/triggers', json({ run: 'due' })),
  panel: (body: Json) => ask<Execution>('/sandbox/panel', json(body)),
  call: (body: Json) => ask<Execution>('/sandbox/call', json(body)),
  conference: (body: Json) => ask<ConferenceAnswer>('/sandbox/conference', json(body)),
  editor: (body: Json) => ask<EditorAnswer>('/sandbox/editor', json(body)),
};
