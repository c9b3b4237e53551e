import { accountAtWork, visitorAccount } from './google';
import type { TriggerFunction } from './triggers';

// Every top-level function is a public door: `google.script.run` reaches each of them from any browser that has the
// address of the web app, with any arguments, as the account that deployed it [apps-script/guides/html/communication].

/**
 * Whether a person runs this themselves, as in the add-on. If a visitor of the web app calls, the script runs as the
 * account that deployed it, and the active user is blank or the visitor
 * (https://developers.google.com/apps-script/reference/base/session#getActiveUser()).
 */
export function isPersonAtWork(): boolean {
  const active = visitorAccount();
  return active !== '' && active === accountAtWork();
}

/**
 * Whether Google runs a trigger that the account at work has made. In its executions Google promises only the effective
 * user; it is recognized by the trigger's id in the event
 * (https://developers.google.com/apps-script/guides/triggers/events), which only the account itself can look up.
 * Google's own list is asked, since our own record of it can be lost.
 */
export function isOwnTrigger(triggerUid: unknown, name: TriggerFunction): boolean {
  if (isPersonAtWork()) return true;
  if (typeof triggerUid !== 'string' || triggerUid === '') return false;
  return ScriptApp.getProjectTriggers().some(
    (trigger) => trigger.getUniqueId() === triggerUid && trigger.getHandlerFunction() === name,
  );
}
