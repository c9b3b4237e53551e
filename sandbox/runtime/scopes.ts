import { METHOD_SCOPES } from '../calendar/methods';

const PREFIX = 'https://www.googleapis.com/auth/';

/** Calls of Apps Script's own services that need a scope; any one of those named is enough [concepts/scopes]. */
const BUILT_IN: Record<string, { shown: string; scopes: string[] }> = {
  'Mail.*': { shown: 'MailApp.sendEmail', scopes: ['script.send_mail'] },
  'UrlFetch.*': { shown: 'UrlFetchApp.fetch', scopes: ['script.external_request'] },
  'ScriptApp.createTrigger': { shown: 'ScriptApp.newTrigger', scopes: ['script.scriptapp'] },
  'ScriptApp.getProjectTriggers': { shown: 'ScriptApp.getProjectTriggers', scopes: ['script.scriptapp'] },
  'ScriptApp.deleteTrigger': { shown: 'ScriptApp.deleteTrigger', scopes: ['script.scriptapp'] },
  'Session.getActiveUser': { shown: 'Session.getActiveUser', scopes: ['userinfo.email'] },
  'Session.getEffectiveUser': { shown: 'Session.getEffectiveUser', scopes: ['userinfo.email'] },
  'Session.getActiveUserLocale': { shown: 'Session.getActiveUserLocale', scopes: ['script.locale'] },
};

/**
 * What a call lacks; null if it may go on. A manifest without scopes gets what it uses, as in a test deployment.
 *
 * @param granted the manifest's oauthScopes
 */
export function missingScope(granted: readonly string[] | null, service: string, method: string): string | null {
  if (granted === null) return null;
  const rule = BUILT_IN[`${service}.${method}`] ?? BUILT_IN[`${service}.*`];
  if (rule === undefined) return null;
  const needed = rule.scopes.map((scope) => PREFIX + scope);
  if (needed.some((scope) => granted.includes(scope))) return null;
  return `You do not have permission to call ${rule.shown}. Required permissions: ${needed.join(' || ')}`;
}

/** Whether a method of the Calendar API may be called with these scopes: the discovery document names them. */
export function mayCallApi(granted: readonly string[] | null, methodId: string): boolean {
  const scopes = METHOD_SCOPES[methodId];
  return granted === null || scopes === undefined || scopes.some((scope) => granted.includes(scope));
}
