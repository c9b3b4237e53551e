import type { Memory } from '../desk/ports/ports';

/**
 * The script's cache, shared by all its executions. If it does not answer, nothing is remembered: it only holds what
 * can be worked out again.
 */
export function scriptCache(log: (message: string) => void): Memory {
  const cache = () => CacheService.getScriptCache();
  const orNothing = <T>(nothing: T, work: () => T): T => {
    try {
      return work();
    } catch (error) {
      log(`cache: ${error instanceof Error ? error.message : String(error)}`);
      return nothing;
    }
  };
  return {
    get: (keys) => orNothing({}, () => cache().getAll([...keys])),
    put: (values, seconds) => orNothing(undefined, () => cache().putAll({ ...values }, seconds)),
  };
}
