import type { ExecutionRequest } from '../../protocol';
import type { World } from '../../world/world';
import type { Project } from '../project';
import { cache } from './cache';
import { advancedCalendar, scriptName } from './calendar';
import { calendarApp } from './calendar-app';
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
  project: Project;
  execution: string;
  request: ExecutionRequest;
  /** What getUrl() of the web app answers in this execution. */
  webAppUrl: string | null;
  /** The person at the keyboard; blank for a stranger. */
  activeUser: string;
}

/** One method of a service: JSON in, JSON out; what it throws the script sees. */
export type Method = (context: CallContext, ...args: unknown[]) => unknown;

export interface Service {
  /** The name under which scripts know it, as the list of calls shows it; null: its calls are not listed. */
  shown: string | null;
  /** A method as scripts write it, where that differs. */
  shownMethod?: (method: string) => string;
  /** Computes only: answered at once, also while others have their turn. */
  local?: boolean;
  methods: Readonly<Record<string, Method>>;
}

/** Every service that has a side in the main thread. */
export const SERVICES: Readonly<Record<string, Service>> = {
  Properties: { shown: 'PropertiesService', methods: properties },
  Cache: { shown: 'CacheService', methods: cache },
  Lock: { shown: 'LockService', methods: lock },
  Mail: { shown: 'MailApp', methods: mail },
  Gmail: { shown: 'GmailApp', methods: mail },
  ScriptApp: {
    shown: 'ScriptApp',
    shownMethod: (method) => (/^create\w+Trigger$/.test(method) ? 'newTrigger' : method),
    methods: scriptApp,
  },
  Session: { shown: 'Session', methods: session },
  UrlFetch: { shown: 'UrlFetchApp', methods: urlFetch },
  CalendarApp: { shown: 'CalendarApp', methods: calendarApp },
  'advanced:calendar': { shown: 'Calendar', shownMethod: scriptName, methods: advancedCalendar },
  Clock: { shown: null, methods: clock },
  Utilities: { shown: null, local: true, methods: utilities },
};
