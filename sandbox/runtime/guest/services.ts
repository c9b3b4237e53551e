import { boot, callHost, text } from './host';
import { guarded } from './not-emulated';

// Services whose state is the emulated Google's: each call goes out of the script.

function properties(store: 'script' | 'user') {
  const self: Record<string, unknown> = {
    getProperty: (key: string) => callHost('Properties', 'getProperty', [store, key]) ?? null,
    getProperties: () => callHost('Properties', 'getProperties', [store]),
    getKeys: () => callHost('Properties', 'getKeys', [store]),
    setProperty: (key: string, value: unknown) => {
      callHost('Properties', 'setProperty', [store, key, String(value)]);
      return self;
    },
    setProperties: (values: Record<string, unknown>, deleteAllOthers = false) => {
      const all = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)]));
      callHost('Properties', 'setProperties', [store, all, deleteAllOthers]);
      return self;
    },
    deleteProperty: (key: string) => {
      callHost('Properties', 'deleteProperty', [store, key]);
      return self;
    },
    deleteAllProperties: () => {
      callHost('Properties', 'deleteAllProperties', [store]);
      return self;
    },
  };
  return guarded('Properties', self);
}

const PropertiesService = {
  getScriptProperties: () => properties('script'),
  getUserProperties: () => properties('user'),
  // A standalone script has no document.
  getDocumentProperties: () => null,
};

function cache(store: 'script' | 'user') {
  return guarded('Cache', {
    get: (key: string) => callHost('Cache', 'get', [store, key]) ?? null,
    getAll: (keys: string[]) => callHost('Cache', 'getAll', [store, keys]),
    put: (key: string, value: unknown, seconds = 600) =>
      void callHost('Cache', 'putAll', [store, { [key]: String(value) }, seconds]),
    putAll: (values: Record<string, string>, seconds = 600) =>
      void callHost('Cache', 'putAll', [store, values, seconds]),
    remove: (key: string) => void callHost('Cache', 'removeAll', [store, [key]]),
    removeAll: (keys: string[]) => void callHost('Cache', 'removeAll', [store, keys]),
  });
}

const CacheService = {
  getScriptCache: () => cache('script'),
  getUserCache: () => cache('user'),
  getDocumentCache: () => null,
};

function lock(kind: 'script' | 'user') {
  return guarded('Lock', {
    tryLock: (ms: number) => callHost('Lock', 'tryLock', [kind, ms]),
    waitLock: (ms: number) => void callHost('Lock', 'waitLock', [kind, ms]),
    releaseLock: () => void callHost('Lock', 'releaseLock', [kind]),
    hasLock: () => callHost('Lock', 'hasLock', [kind]),
  });
}

const LockService = {
  getScriptLock: () => lock('script'),
  getUserLock: () => lock('user'),
  getDocumentLock: () => null,
};

const Session = {
  getActiveUser: () => ({ getEmail: () => text(callHost('Session', 'getActiveUser')) }),
  getEffectiveUser: () => ({ getEmail: () => text(callHost('Session', 'getEffectiveUser')) }),
  getActiveUserLocale: () => text(callHost('Session', 'getActiveUserLocale')),
  getScriptTimeZone: () => boot.zone,
  getTimeZone: () => boot.zone,
  getTemporaryActiveUserKey: () => text(callHost('Session', 'getTemporaryActiveUserKey')),
};

const MailApp = {
  sendEmail: (...args: unknown[]) => void callHost('Mail', 'sendEmail', [mailOf(args)]),
  getRemainingDailyQuota: () => callHost('Mail', 'getRemainingDailyQuota'),
};

const GmailApp = { sendEmail: (...args: unknown[]) => void callHost('Mail', 'sendEmail', [mailOf(args)]) };

/** The forms of sendEmail: one object; or recipient, subject, body, options; or recipient, replyTo, subject, body. */
function mailOf(args: readonly unknown[]): unknown {
  if (typeof args[0] === 'object') return args[0];
  if (typeof args[3] === 'string') return { to: args[0], replyTo: args[1], subject: args[2], body: args[3] };
  const options = typeof args[3] === 'object' && args[3] !== null ? args[3] : {};
  return { to: args[0], subject: args[1], body: args[2], ...options };
}

interface TriggerJson {
  id: string;
  handler: string;
  source: string;
  sourceId: string;
  eventType: string;
}

function trigger(json: TriggerJson) {
  return guarded('Trigger', {
    getUniqueId: () => json.id,
    getHandlerFunction: () => json.handler,
    getTriggerSource: () => json.source,
    getTriggerSourceId: () => json.sourceId,
    getEventType: () => json.eventType,
  });
}

function create(spec: object) {
  return trigger(callHost('ScriptApp', 'createTrigger', [spec]) as TriggerJson);
}

function clockTrigger(handler: string) {
  const spec: Record<string, unknown> = { handler, source: 'CLOCK' };
  const self: Record<string, unknown> = {};
  for (const name of [
    'everyMinutes',
    'everyHours',
    'everyDays',
    'everyWeeks',
    'after',
    'atHour',
    'nearMinute',
    'inTimezone',
    'onMonthDay',
    'onWeekDay',
  ]) {
    self[name] = (value: unknown) => {
      spec[name] = value;
      return self;
    };
  }
  self.at = (date: Date) => {
    spec.at = date.getTime();
    return self;
  };
  self.create = () => create(spec);
  return guarded('ClockTriggerBuilder', self);
}

const ScriptApp = {
  AuthMode: { NONE: 'NONE', CUSTOM_FUNCTION: 'CUSTOM_FUNCTION', LIMITED: 'LIMITED', FULL: 'FULL' },
  AuthorizationStatus: { REQUIRED: 'REQUIRED', NOT_REQUIRED: 'NOT_REQUIRED' },
  EventType: { CLOCK: 'CLOCK', ON_EVENT_UPDATED: 'ON_EVENT_UPDATED' },
  TriggerSource: { CLOCK: 'CLOCK', CALENDAR: 'CALENDAR' },
  WeekDay: { MONDAY: 1, TUESDAY: 2, WEDNESDAY: 3, THURSDAY: 4, FRIDAY: 5, SATURDAY: 6, SUNDAY: 7 },
  newTrigger: (handler: string) =>
    guarded('TriggerBuilder', {
      timeBased: () => clockTrigger(handler),
      forUserCalendar: (calendarId: string) =>
        guarded('CalendarTriggerBuilder', {
          onEventUpdated: () =>
            guarded('CalendarTriggerBuilder', {
              create: () => create({ handler, source: 'CALENDAR', calendarId }),
            }),
        }),
    }),
  getProjectTriggers: () => (callHost('ScriptApp', 'getProjectTriggers') as TriggerJson[]).map(trigger),
  deleteTrigger: (removed: { getUniqueId(): string }) =>
    void callHost('ScriptApp', 'deleteTrigger', [removed.getUniqueId()]),
  getService: () =>
    guarded('Service', {
      getUrl: () => text(callHost('ScriptApp', 'getServiceUrl')),
      isEnabled: () => true,
    }),
  getScriptId: () => 'sandbox',
  getAuthorizationInfo: () =>
    guarded('AuthorizationInfo', {
      getAuthorizationStatus: () => 'NOT_REQUIRED',
      getAuthorizationUrl: () => null,
    }),
  requireScopes: () => undefined,
  requireAllScopes: () => undefined,
};

interface FetchJson {
  status: number;
  headers: Record<string, string>;
  body: string;
}

function response({ status, headers, body }: FetchJson) {
  return guarded('HTTPResponse', {
    getResponseCode: () => status,
    getContentText: () => body,
    getHeaders: () => headers,
    getAllHeaders: () => headers,
  });
}

const UrlFetchApp = {
  fetch: (url: string, options: object = {}) => response(callHost('UrlFetch', 'fetch', [url, options]) as FetchJson),
  fetchAll: (requests: (string | { url: string })[]) =>
    requests.map((request) =>
      typeof request === 'string' ? UrlFetchApp.fetch(request) : UrlFetchApp.fetch(request.url, request),
    ),
};

/** All services of this file by the names under which a script finds them. */
export function all(): Record<string, object> {
  const services = { PropertiesService, CacheService, LockService, Session, MailApp, GmailApp, ScriptApp, UrlFetchApp };
  return Object.fromEntries(Object.entries(services).map(([name, service]) => [name, guarded(name, service)]));
}
