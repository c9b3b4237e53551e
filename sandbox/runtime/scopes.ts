import { METHOD_SCOPES } from '../calendar/api/methods';

const PREFIX = 'https://www.googleapis.com/auth/';

/** What a call needs: of each group any one scope. */
interface Need {
  /** The call as Google's message names it. */
  shown: string;
  groups: readonly (readonly string[])[];
}

const auth = (...names: string[]) => names.map((name) => PREFIX + name);

const TRIGGERS = auth('script.scriptapp');
const READ_CALENDARS = [...auth('calendar', 'calendar.readonly'), 'https://www.google.com/calendar/feeds'];
const WRITE_CALENDARS = [...auth('calendar'), 'https://www.google.com/calendar/feeds'];

/**
 * Calls of Apps Script's own services that need a scope
 * (https://developers.google.com/apps-script/concepts/scopes and the reference of each).
 */
const BUILT_IN: Readonly<Record<string, Need>> = {
  'Mail.sendEmail': { shown: 'MailApp.sendEmail', groups: [auth('script.send_mail')] },
  'Mail.getRemainingDailyQuota': { shown: 'MailApp.getRemainingDailyQuota', groups: [auth('script.send_mail')] },
  'Gmail.sendEmail': { shown: 'GmailApp.sendEmail', groups: [['https://mail.google.com/']] },
  'UrlFetch.fetch': { shown: 'UrlFetchApp.fetch', groups: [auth('script.external_request')] },
  'UrlFetch.fetchAll': { shown: 'UrlFetchApp.fetchAll', groups: [auth('script.external_request')] },
  'UrlFetch.getRequest': { shown: 'UrlFetchApp.getRequest', groups: [auth('script.external_request')] },
  'ScriptApp.createClockTrigger': { shown: 'ScriptApp.newTrigger', groups: [TRIGGERS] },
  'ScriptApp.createCalendarTrigger': {
    shown: 'ScriptApp.newTrigger',
    groups: [TRIGGERS, auth('calendar', 'calendar.readonly', 'calendar.events', 'calendar.events.readonly')],
  },
  'ScriptApp.getProjectTriggers': { shown: 'ScriptApp.getProjectTriggers', groups: [TRIGGERS] },
  'ScriptApp.deleteTrigger': { shown: 'ScriptApp.deleteTrigger', groups: [TRIGGERS] },
  'Session.getActiveUser': { shown: 'Session.getActiveUser', groups: [auth('userinfo.email')] },
  'Session.getEffectiveUser': { shown: 'Session.getEffectiveUser', groups: [auth('userinfo.email')] },
  'Session.getActiveUserLocale': { shown: 'Session.getActiveUserLocale', groups: [auth('script.locale')] },
  'CalendarApp.getCalendars': { shown: 'CalendarApp.getAllCalendars', groups: [READ_CALENDARS] },
  'CalendarApp.getCalendar': { shown: 'CalendarApp.getCalendarById', groups: [READ_CALENDARS] },
  'CalendarApp.getEvents': { shown: 'CalendarApp.getEvents', groups: [READ_CALENDARS] },
  'CalendarApp.getEvent': { shown: 'CalendarApp.getEventById', groups: [READ_CALENDARS] },
  'CalendarApp.*': { shown: 'CalendarApp', groups: [WRITE_CALENDARS] },
};

/** The scopes of a manifest without those that are withheld; null where the manifest names none. */
export function grantedScopes(manifest: readonly string[] | null, withheld: readonly string[]): string[] | null {
  return manifest === null ? null : manifest.filter((scope) => !withheld.includes(scope));
}

/**
 * What a call lacks, in Google's words; null if it may go on. A manifest without scopes gets what it uses, as in a test
 * deployment.
 *
 * @param granted the manifest's oauthScopes
 */
export function missingScope(granted: readonly string[] | null, service: string, method: string): string | null {
  if (granted === null) return null;
  const need = BUILT_IN[`${service}.${method}`] ?? BUILT_IN[`${service}.*`];
  const lacking = need?.groups.find((group) => !group.some((scope) => granted.includes(scope)));
  if (need === undefined || lacking === undefined) return null;
  const wanted = lacking.length === 1 ? lacking.join('') : `(${lacking.join(' || ')})`;
  return `You do not have permission to call ${need.shown}. Required permissions: ${wanted}`;
}

/** Whether a method of the Calendar API may be called with these scopes: the discovery document names them. */
export function mayCallApi(granted: readonly string[] | null, methodId: string): boolean {
  const scopes = METHOD_SCOPES[methodId];
  return granted === null || scopes === undefined || scopes.some((scope) => granted.includes(scope));
}
