import { accountAtWork, visitorAccount } from './google';
import type { TriggerFunction } from './triggers';

// Every top-level function is a public door: `google.script.run` reaches each of them from any browser that has the
// address of the web app, with any arguments, as whoever deployed it [apps-script/guides/html/communication].

/**
 * Whether a person runs this at their own keyboard, as in the add-on. Where a visitor of the web app calls, the script
 * runs as whoever deployed it, and the active user is blank or the visitor
 * (https://developers.google.com/apps-script/reference/base/session#getActiveUser()).
 */
export function isPersonAtWork(): boolean {
  const active = visitorAccount();
  return active !== '' && active === accountAtWork();
}

/**
 * Whether Google runs a trigger that the account at work has made. In its executions Google promises the effective user
 * only; its mark is the trigger's id in the event (https://developers.google.com/apps-script/guides/triggers/events),
 * which nobody but the account itself can look up. Google's own list is asked, since a note of ours can be lost.
 */
export function isOwnTrigger(triggerUid: unknown, name: TriggerFunction): boolean {
  if (isPersonAtWork()) return true;
  if (typeof triggerUid !== 'string' || triggerUid === '') return false;
  return ScriptApp.getProjectTriggers().some(
    (trigger) => trigger.getUniqueId() === triggerUid && trigger.getHandlerFunction() === name,
  );
}
