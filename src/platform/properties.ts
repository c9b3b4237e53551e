import type { Exclusive, PropertyBag } from '../store/properties';
import { StoreBusyError } from '../desk/ports/store';
import { logLine, pause } from './google';

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
    readAll: () => insistently(() => properties().getProperties()),
    readOne: (key) => insistently(() => properties().getProperty(key)),
    write: (values) => void insistently(() => properties().setProperties(values, false)),
    remove: (keys) => {
      for (const key of keys) insistently(() => properties().deleteProperty(key));
    },
    replaceAll: (values) => void insistently(() => properties().setProperties(values, true)),
  };
}

/** Milliseconds between two tries. */
const PAUSES = [300, 1_000];

/**
 * Does something at which Google's property store may fail for a moment: "…a server error occurred while reading from
 * storage. Error code INTERNAL." (https://stackoverflow.com/questions/59746171). Only whole values are read and
 * written, so a write that took effect although it failed does no harm the second time.
 */
export function insistently<T>(work: () => T): T {
  for (const ms of PAUSES) {
    try {
      return work();
    } catch (error) {
      logLine(`property store: ${error instanceof Error ? error.message : String(error)}`);
      pause(ms);
    }
  }
  return work();
}

/** How long an execution waits for locks, milliseconds: for each of them, and for all of them together. */
interface Patience {
  each: number;
  left: number;
}

/** A tap has 30 seconds in all, including its calls to Calendar [apps-script/guides/services/quotas]. */
let patience: Patience = { each: 5_000, left: 5_000 };

/** Each entry point says how long its execution may wait. */
export function waitForLocks(each: number, inAll: number): void {
  patience = { each, left: inAll };
}

/** Runs work under the script lock: one execution at a time, for all users. */
export const underScriptLock: Exclusive = (work, most) => underLock(LockService.getScriptLock(), work, most);

/** Runs work under the lock of the account at work. */
export const underUserLock: Exclusive = (work) => underLock(LockService.getUserLock(), work);

function underLock<T>(lock: GoogleAppsScript.Lock.Lock, work: () => T, most = Infinity): T {
  if (!isGiven(lock, most)) throw new StoreBusyError('no lock within the time that this execution may wait');
  try {
    return work();
  } finally {
    release(lock);
  }
}

/** A free lock is taken even if no waiting time is left. */
const A_MOMENT = 50;

/**
 * The lock service throws at a cap of its own, which is undocumented
 * [github.com/googleworkspace/apps-script-oauth2/issues/207]: this counts as busy too.
 */
function isGiven(lock: GoogleAppsScript.Lock.Lock, most: number): boolean {
  const began = Date.now();
  try {
    return lock.tryLock(Math.max(A_MOMENT, Math.min(most, patience.each, patience.left)));
  } catch (error) {
    throw new StoreBusyError(error instanceof Error ? error.message : String(error));
  } finally {
    patience.left -= Date.now() - began;
  }
}

/** Work done under the lock stays done even if releasing it fails: Google frees it at the end of the execution. */
function release(lock: GoogleAppsScript.Lock.Lock): void {
  try {
    lock.releaseLock();
  } catch (error) {
    logLine(`a lock was not released: ${error instanceof Error ? error.message : String(error)}`);
  }
}
