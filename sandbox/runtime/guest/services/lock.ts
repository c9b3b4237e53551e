import { callHost } from '../core/host';
import { guarded } from '../core/not-emulated';

function lock(kind: 'script' | 'user') {
  const call = (method: string, ...args: unknown[]) => callHost('Lock', method, [kind, ...args]);
  return guarded('Lock', {
    tryLock: (ms: number) => call('tryLock', ms),
    waitLock: (ms: number) => void call('waitLock', ms),
    releaseLock: () => void call('releaseLock'),
    hasLock: () => call('hasLock'),
  });
}

export const LockService = {
  getScriptLock: () => lock('script'),
  getUserLock: () => lock('user'),
  // A standalone script has no document.
  getDocumentLock: () => null,
};
