import type { ExecutionError, ExecutionRecord } from '../../protocol';
import { append, button, el } from '../ui/dom';
import { icon } from '../ui/icons';
import { openLink } from './links';

/** What went wrong in the last execution. */
export interface Trouble {
  message: string;
  executionId: string | null;
  /** Where the person grants what is missing; null where nothing is. */
  authorization: NonNullable<ExecutionError['authorization']> | null;
}

/** The trouble of an execution; null for one that succeeded. */
export function troubleOf(execution: ExecutionRecord): Trouble | null {
  if (execution.ok) return null;
  const { name = 'Error', message = '', authorization = null } = execution.error ?? {};
  return { message: `${name}: ${message}`, executionId: execution.id, authorization };
}

/** A line above the card; a missing permission is asked for instead. */
export function troubleLine(
  { message, executionId, authorization }: Trouble,
  addOnName: string,
  { showLog, refresh }: { showLog: (executionId: string) => void; refresh: () => void },
): HTMLElement {
  if (authorization !== null) return authorizationLine(authorization, addOnName, refresh);
  const line = el(
    'div',
    { class: 'trouble', role: 'alert', 'data-testid': 'panel-error' },
    icon('alert'),
    el('p', {}, message),
  );
  if (executionId !== null) {
    append(line, [button('See the execution', () => showLog(executionId), { class: 'borderless small' })]);
  }
  return line;
}

/**
 * Asks for access to what the add-on needs
 * (https://developers.google.com/workspace/add-ons/how-tos/non-google-services); its function runs again afterwards.
 */
function authorizationLine(
  { url, resource }: NonNullable<Trouble['authorization']>,
  addOnName: string,
  refresh: () => void,
): HTMLElement {
  const ask = () => openLink({ url, openAs: 'OVERLAY', onClose: 'RELOAD' }, refresh);
  return el(
    'div',
    { class: 'authorization', 'data-testid': 'panel-authorization' },
    el('p', {}, `${addOnName} needs your permission to use ${resource}.`),
    button('Authorize access', ask, { class: 'filled' }),
  );
}
