import { badRequest, fullSyncRequired, invalid } from '../model/errors';
import { DAY } from '../model/times';

/** Where a list continues, and what its first request said. */
export interface PageToken {
  kind: 'page';
  /** The parameters of the first request: all pages must repeat them. */
  request: string;
  /** The key of the last item shown; null where none was shown yet. */
  after: SortKey | null;
  /** The last change when the first page was made: the sync token of the last page begins there. */
  seq: number;
}

/** What a client has seen of a collection. */
export interface SyncToken {
  kind: 'sync';
  /** Which collection, and for whom; another one's token is of no use here. */
  scope: string;
  /** Rises when tokens are made invalid. */
  epoch: number;
  seq: number;
  /** When it was given out, epoch milliseconds. */
  at: number;
  /** The parameters of the first request that must stay as they were. */
  request: string;
  /** The window of the first request, which stays in force. */
  timeMin: number | null;
  timeMax: number | null;
}

/** Items of a list are ordered by this; it is the same on every page. */
export type SortKey = readonly [number, number, string];

/** Orders keys. */
export function compareKeys(a: SortKey, b: SortKey): number {
  if (a[0] !== b[0]) return a[0] - b[0];
  if (a[1] !== b[1]) return a[1] - b[1];
  return a[2] < b[2] ? -1 : a[2] > b[2] ? 1 : 0;
}

/** A token in the form that clients get. */
export function writeToken(token: PageToken | SyncToken): string {
  return Buffer.from(JSON.stringify(token)).toString('base64url');
}

/** Reads a page token; one of another request is refused. */
export function readPageToken(text: string | undefined, request: string): PageToken | null {
  if (text === undefined) return null;
  const token = decode(text);
  if (!isPageToken(token)) throw invalid('Invalid page token value.', 'pageToken');
  if (token.request !== request) throw badRequest('The page token was made for other parameters.', 'pageToken');
  return token;
}

/**
 * Tokens expire, Google does not say when (https://developers.google.com/workspace/calendar/api/guides/sync). It is
 * longer than deleted events can be asked for; who keeps one for a quarter of a year must not count on it.
 */
const SYNC_TOKEN_LIFE = 90 * DAY;

/**
 * Reads a sync token: what is none is a bad request
 * [github.com/kewisch/gdata-provider/blob/main/src/legacy/modules/gdataRequest.jsm], one of no more use means 410.
 *
 * @param now epoch milliseconds
 */
export function readSyncToken(text: string | undefined, scope: string, epoch: number, now: number): SyncToken | null {
  if (text === undefined) return null;
  const token = decode(text);
  if (!isSyncToken(token)) throw invalid('Invalid sync token value.', 'syncToken');
  const isOld = !(now - token.at <= SYNC_TOKEN_LIFE);
  if (token.scope !== scope || token.epoch !== epoch || isOld) throw fullSyncRequired();
  return token;
}

function decode(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch (error) {
    // Text that is not JSON is no token: the caller answers as Google does.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isPageToken(value: unknown): value is PageToken {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'page';
}

function isSyncToken(value: unknown): value is SyncToken {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'sync';
}

/** One page of a list: what follows the token, at most `size` items. */
export function pageOf<T>(
  sorted: readonly T[],
  keyOf: (item: T) => SortKey,
  page: PageToken | null,
  size: number,
): { items: T[]; next: Pick<PageToken, 'after'> | null } {
  const after = page?.after ?? null;
  const rest = after === null ? sorted : sorted.filter((item) => compareKeys(keyOf(item), after) > 0);
  const items = rest.slice(0, size);
  const last = items.at(-1);
  if (rest.length <= size) return { items, next: null };
  return { items, next: { after: last === undefined ? after : keyOf(last) } };
}
