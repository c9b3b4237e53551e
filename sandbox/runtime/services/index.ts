import { cache } from './cache';
import { advancedCalendar, scriptName } from './calendar';
import { calendarApp } from './calendar-app';
import { clock } from './clock';
import { lock } from './lock';
import { mail } from './mail';
import { properties } from './properties';
import { scriptApp } from './script-app';
import type { Service } from './service';
import { session } from './session';
import { urlFetch } from './url-fetch';
import { utilities } from './utilities';

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
