import type { Exclusive, PropertyBag } from '../store/properties';
import { StoreBusyError } from '../store/store';
import { messageOf } from './service-error';

/** The script's own properties: shared by everybody who uses this deployment. */
export function scriptProperties(): PropertyBag {
  return bagOf(() => PropertiesService.getScriptProperties());
}

/** The properties of the account at work. */
export function userProperties(): PropertyBag {
  return bagOf(() => PropertiesService.getUserProperties());
}

function bagOf(properties: () => GoogleAppsScript.Properties.Properties): PropertyBag {
  return {
    readAll: () => properties().getProperties(),
    write: (values) => void properties().setProperties(values, false),
    replaceAll: (values) => void properties().setProperties(values, true),
  };
}

/** Longer than any unit of work takes; a card action has 30 seconds in all [guides/services/quotas]. */
const PATIENCE = 15_000;

/** Runs work under the script lock: one execution at a time, whoever it runs for. */
export const underScriptLock: Exclusive = (work) => underLock(LockService.getScriptLock(), work);

/** Runs work under the lock of the account at work. */
export const underUserLock: Exclusive = (work) => underLock(LockService.getUserLock(), work);

function underLock<T>(lock: GoogleAppsScript.Lock.Lock, work: () => T): T {
  if (!isGiven(lock)) throw new StoreBusyError(`no lock within ${PATIENCE / 1000} seconds`);
  try {
    return work();
  } finally {
    lock.releaseLock();
  }
}

/** The lock service itself has a cap that it throws at, undocumented [apps-script-oauth2#207]: busy all the same. */
function isGiven(lock: GoogleAppsScript.Lock.Lock): boolean {
  try {
    return lock.tryLock(PATIENCE);
  } catch (error) {
    throw new StoreBusyError(messageOf(error));
  }
}
