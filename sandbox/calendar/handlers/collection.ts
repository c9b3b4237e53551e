import { createHash } from 'node:crypto';
import type { Call } from '../api/call';
import { badRequest, preconditionFailed } from '../model/errors';
import { pageOf, readPageToken, readSyncToken, writeToken, type SortKey } from '../state/tokens';

/** An etag made of what a resource says. */
function etagOf(value: unknown): string {
  return `"${createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 16)}"`;
}

/** A resource with the etag of its content. */
export function withEtag<T extends { kind: string }>(resource: T): T & { etag: string } {
  return { ...resource, etag: etagOf(resource) };
}

/** Refuses a write to another version of a resource than the caller knows. */
export function checkMatch(call: Call, resource: { etag: string }): void {
  const match = call.header('if-match');
  if (match !== undefined && match !== '*' && match !== resource.etag) throw preconditionFailed();
}

interface Collection<T> {
  kind: string;
  /** Which collection it is, for its sync tokens. */
  scope: string;
  /** The last change of any of its members. */
  seq: number;
  members: readonly T[];
  seqOf: (member: T) => number;
  idOf: (member: T) => string;
  isDeleted: (member: T) => boolean;
  show: (member: T) => object;
  /** Members that a full list leaves out; a sync has them. */
  isHidden?: (member: T) => boolean;
  pageSize: [usual: number, most: number];
  /** Parameters that are refused with a sync token. */
  forbiddenWithToken?: readonly string[];
  /** Parameters that must not be false with a sync token. */
  notFalseWithToken?: readonly string[];
}

/** One page of calendarList.list, acl.list or settings.list: they page and synchronise alike. */
export function listCollection<T>(call: Call, collection: Collection<T>): object {
  const { scope, members, seqOf, idOf, isDeleted, isHidden = () => false, show } = collection;
  const token = readSyncToken(call.text('syncToken'), scope, 0, call.store.clock.now());
  if (token !== null) checkCombination(call, collection);
  const request = JSON.stringify([
    scope,
    call.texts('syncToken'),
    call.texts('minAccessRole'),
    call.texts('showHidden'),
  ]);
  const page = readPageToken(call.text('pageToken'), request);
  const found = members.filter((member) =>
    token === null ? (!isDeleted(member) || call.flag('showDeleted')) && !isHidden(member) : seqOf(member) > token.seq,
  );
  const keyOf = (member: T): SortKey => [0, token === null ? 0 : seqOf(member), token === null ? idOf(member) : ''];
  const sorted = token === null ? found : [...found].sort((a, b) => seqOf(a) - seqOf(b));
  const ordered = token === null ? [...found].sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1)) : sorted;
  const { items, next: goesOn } = pageOf(ordered, keyOf, page, call.pageSize(...collection.pageSize));
  const seq = page?.seq ?? collection.seq;
  const next =
    goesOn === null
      ? {
          nextSyncToken: writeToken({
            kind: 'sync',
            scope,
            epoch: 0,
            seq,
            at: call.store.clock.now(),
            request: '',
            timeMin: null,
            timeMax: null,
          }),
        }
      : { nextPageToken: writeToken({ kind: 'page', request, ...goesOn, seq }) };
  const shown = items.map(show);
  return { kind: collection.kind, etag: etagOf([collection.seq, shown]), ...next, items: shown };
}

function checkCombination<T>(call: Call, { forbiddenWithToken = [], notFalseWithToken = [] }: Collection<T>): void {
  const clash = forbiddenWithToken.find((name) => call.text(name) !== undefined);
  if (clash !== undefined) throw badRequest(`A sync token cannot be combined with ${clash}.`, clash);
  const off = notFalseWithToken.find((name) => call.text(name) === 'false');
  if (off !== undefined) throw badRequest(`A sync token cannot be combined with ${off}=false.`, off);
}
