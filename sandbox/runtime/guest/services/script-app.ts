import { exception } from '../core/exception';
import { callHost, text } from '../core/host';
import { guarded } from '../core/not-emulated';

interface TriggerJson {
  id: string;
  handler: string;
  source: string;
  sourceId: string | null;
  eventType: string;
}

const isText = (value: unknown): value is string => typeof value === 'string';

function isTrigger(value: unknown): value is TriggerJson {
  return typeof value === 'object' && value !== null && 'handler' in value && 'eventType' in value;
}

function trigger(json: unknown) {
  if (!isTrigger(json)) throw exception('the sandbox answered with no trigger');
  return guarded('Trigger', {
    getUniqueId: () => json.id,
    getHandlerFunction: () => json.handler,
    getTriggerSource: () => json.source,
    getTriggerSourceId: () => json.sourceId,
    getEventType: () => json.eventType,
  });
}

function triggers(answer: unknown) {
  return (Array.isArray(answer) ? answer : []).map(trigger);
}

const CLOCK_SETTERS = [
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
] as const;

function clockTrigger(handler: string) {
  const spec: Record<string, unknown> = {};
  const set = (name: string, value: unknown) => ((spec[name] = value), self);
  const setters = Object.fromEntries(CLOCK_SETTERS.map((name) => [name, (value: unknown) => set(name, value)]));
  const self: object = guarded('ClockTriggerBuilder', {
    ...setters,
    at: (date: Date) => set('at', date.getTime()),
    atDate: (year: number, month: number, day: number) => set('atDate', { year, month, day }),
    create: () => trigger(callHost('ScriptApp', 'createClockTrigger', [handler, spec])),
  });
  return self;
}

function calendarTrigger(handler: string, calendarId: string) {
  let isReady = false;
  const self: object = guarded('CalendarTriggerBuilder', {
    onEventUpdated: () => ((isReady = true), self),
    create: () => {
      if (!isReady) throw exception('A calendar trigger needs onEventUpdated().');
      return trigger(callHost('ScriptApp', 'createCalendarTrigger', [handler, calendarId]));
    },
  });
  return self;
}

function newTrigger(handler: unknown) {
  if (!isText(handler)) throw exception('Invalid argument: functionName');
  return guarded('TriggerBuilder', {
    timeBased: () => clockTrigger(handler),
    forUserCalendar: (calendarId: string) => calendarTrigger(handler, calendarId),
  });
}

function stateToken() {
  const args: Record<string, string> = {};
  let method: string | null = null;
  let seconds: number | null = null;
  const self: object = guarded('StateTokenBuilder', {
    withArgument: (name: string, value: string) => ((args[name] = value), self),
    withMethod: (name: string) => ((method = name), self),
    withTimeout: (life: number) => ((seconds = life), self),
    createToken: () => text(callHost('ScriptApp', 'createStateToken', [method, args, seconds])),
  });
  return self;
}

function authorizationInfo(scopes: readonly string[] | null) {
  const { required, scopes: authorized } = callHost('ScriptApp', 'getAuthorizationInfo', [scopes]) as {
    required: boolean;
    scopes: string[];
  };
  return guarded('AuthorizationInfo', {
    getAuthorizationStatus: () => (required ? 'REQUIRED' : 'NOT_REQUIRED'),
    getAuthorizationUrl: () => (required ? 'https://script.google.com/macros/d/sandbox/manage/authorize' : null),
    getAuthorizedScopes: () => authorized,
  });
}

export const ScriptApp = {
  AuthMode: { NONE: 'NONE', CUSTOM_FUNCTION: 'CUSTOM_FUNCTION', LIMITED: 'LIMITED', FULL: 'FULL' },
  AuthorizationStatus: { REQUIRED: 'REQUIRED', NOT_REQUIRED: 'NOT_REQUIRED' },
  EventType: {
    CLOCK: 'CLOCK',
    ON_OPEN: 'ON_OPEN',
    ON_EDIT: 'ON_EDIT',
    ON_FORM_SUBMIT: 'ON_FORM_SUBMIT',
    ON_CHANGE: 'ON_CHANGE',
    ON_EVENT_UPDATED: 'ON_EVENT_UPDATED',
  },
  InstallationSource: {
    APPS_MARKETPLACE_DOMAIN_ADD_ON: 'APPS_MARKETPLACE_DOMAIN_ADD_ON',
    NONE: 'NONE',
    WEB_STORE_ADD_ON: 'WEB_STORE_ADD_ON',
  },
  TriggerSource: {
    SPREADSHEETS: 'SPREADSHEETS',
    CLOCK: 'CLOCK',
    FORMS: 'FORMS',
    DOCUMENTS: 'DOCUMENTS',
    CALENDAR: 'CALENDAR',
  },
  WeekDay: {
    SUNDAY: 'SUNDAY',
    MONDAY: 'MONDAY',
    TUESDAY: 'TUESDAY',
    WEDNESDAY: 'WEDNESDAY',
    THURSDAY: 'THURSDAY',
    FRIDAY: 'FRIDAY',
    SATURDAY: 'SATURDAY',
  },
  newTrigger,
  getProjectTriggers: () => triggers(callHost('ScriptApp', 'getProjectTriggers')),
  // The old name.
  getScriptTriggers: () => triggers(callHost('ScriptApp', 'getProjectTriggers')),
  deleteTrigger: (removed: { getUniqueId(): string }) =>
    void callHost('ScriptApp', 'deleteTrigger', [removed.getUniqueId()]),
  getService: () =>
    guarded('Service', {
      getUrl: () => callHost('ScriptApp', 'getServiceUrl') ?? null,
      isEnabled: () => callHost('ScriptApp', 'getServiceUrl') !== null,
    }),
  getScriptId: () => 'sandbox',
  getInstallationSource: () => 'NONE',
  getOAuthToken: () => text(callHost('ScriptApp', 'getOAuthToken')),
  newStateToken: stateToken,
  getAuthorizationInfo: (_mode: unknown, scopes: readonly string[] | null = null) => authorizationInfo(scopes),
  requireScopes: (_mode: unknown, scopes: readonly string[]) => void callHost('ScriptApp', 'requireScopes', [scopes]),
  requireAllScopes: (_mode: unknown) => void callHost('ScriptApp', 'requireScopes', [null]),
};
