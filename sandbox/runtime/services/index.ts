import type { ExecutionRequest } from '../../protocol';
import type { World } from '../../world/world';
import { advancedCalendar } from './calendar';
import { cache } from './cache';
import { clock } from './clock';
import { lock } from './lock';
import { mail } from './mail';
import { properties } from './properties';
import { scriptApp } from './script-app';
import { session } from './session';
import { urlFetch } from './url-fetch';
import { utilities } from './utilities';

/** What a service call knows of the execution that it comes from. */
export interface CallContext {
  world: World;
  execution: string;
  request: ExecutionRequest;
  webAppUrl: string;
  /** The person at the keyboard; blank for a stranger. */
  activeUser: string;
}

/** One method of a service: JSON in, JSON out; what it throws the script sees. */
export type Method = (context: CallContext, ...args: unknown[]) => unknown;

export interface Service {
  /** Whether a call leaves the script at Google, and so is kept in the execution's list of calls. */
  remote: boolean;
  methods: Readonly<Record<string, Method>>;
}

/** Every service that has a side in the main thread. */
export const SERVICES: Readonly<Record<string, Service>> = {
  Properties: { remote: true, methods: properties },
  Cache: { remote: true, methods: cache },
  Lock: { remote: true, methods: lock },
  Mail: { remote: true, methods: mail },
  ScriptApp: { remote: true, methods: scriptApp },
  Session: { remote: true, methods: session },
  UrlFetch: { remote: true, methods: urlFetch },
  Utilities: { remote: false, methods: utilities },
  Clock: { remote: false, methods: clock },
  'advanced:calendar': { remote: true, methods: advancedCalendar },
};

/** The name under which a script knows a service, as the execution log shows it. */
export function shownName(service: string): string {
  const names: Record<string, string> = {
    Properties: 'PropertiesService',
    Cache: 'CacheService',
    Lock: 'LockService',
    Mail: 'MailApp',
    UrlFetch: 'UrlFetchApp',
    'advanced:calendar': 'Calendar',
  };
  return names[service] ?? service;
}
