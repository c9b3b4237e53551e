import { DAY } from '../../booking/time/time';
import type { RecordChange } from '../ports/store';
import { isOverdue } from '../times/known-time';
import { isInsider, roleOf, calendarsOf } from '../team/people';
import type { Desk, TriggersMissing } from '../ports/ports';
import { calendarRecordId, type Account } from '../ports/records';
import { momentOf, type Moment } from '../ports/moment';

/**
 * Makes the triggers of this person's calendars and their hourly timer, from the panel. Google's refusals are noted,
 * shown, and tried again; they stop nothing.
 */
export function makeTriggers(desk: Desk, calendarIds: readonly string[]): void {
  const snapshot = desk.store.seen();
  const remakes = isOfFormerBuild(momentOf(desk, snapshot));
  const others = remakes ? calendarsOf(snapshot, desk.me.email).map(({ calendarId }) => calendarId) : [];
  const all = [...new Set([...calendarIds, ...others])];
  const wanted = { email: desk.me.email, calendarIds: all, exclusive: false, makes: true, remakes };
  noteTriggers(desk, desk.triggers.ensure(wanted), false);
}

/**
 * Makes this person's hourly timer before something is stored that relies on it: an execution that dies right after that
 * would leave nobody to go on with it. What Google refuses is noted when the other triggers are made.
 */
export function makeTimer(desk: Desk): void {
  desk.triggers.ensure({ email: desk.me.email, calendarIds: [], exclusive: false, makes: true, remakes: false });
}

/**
 * At each opening of the home page: creates missing triggers, and creates all of them again if the existing ones are
 * from a former build or no longer run, as calendars that have not been read for long show. Triggers that are made in
 * the panel are sure to run; those that a trigger makes may not be (mail-merge-for-gmail, issue 242).
 */
export function mendTriggers(desk: Desk): void {
  const snapshot = desk.store.seen();
  const role = roleOf(snapshot, desk.me.email);
  if (!isInsider(role)) return;
  const own = calendarsOf(snapshot, desk.me.email);
  const account = snapshot.get('account', desk.me.email);
  const isDead = own.some((calendar) => isOverdue(snapshot, calendar, desk.now()));
  const remakes = isDead || isOfFormerBuild(momentOf(desk, snapshot));
  // Without an account's record an execution died before it had made any.
  const isBroken = account === undefined && (role.isOwner || own.length > 0);
  const lacks = isBroken || (account?.tickProblem ?? null) !== null || own.some(({ hasTrigger }) => !hasTrigger);
  if (!remakes && !lacks) return;
  const calendarIds = own.map(({ calendarId }) => calendarId);
  const wanted = { email: desk.me.email, calendarIds, exclusive: true, makes: true, remakes };
  noteTriggers(desk, desk.triggers.ensure(wanted), false);
}

/** In an hourly tick: removes triggers that nothing needs, and creates missing ones at most once a day. */
export function tickTriggers(desk: Desk): void {
  const snapshot = desk.store.seen();
  const calendarIds = calendarsOf(snapshot, desk.me.email).map(({ calendarId }) => calendarId);
  const triedAt = snapshot.get('account', desk.me.email)?.triedAt ?? null;
  const makes = triedAt === null || desk.now() - triedAt >= DAY;
  const missing = desk.triggers.ensure({
    email: desk.me.email,
    calendarIds,
    exclusive: true,
    makes: false,
    remakes: false,
  });
  const lacks = missing.tick !== null || missing.calendars.length > 0;
  if (!lacks || !makes) return noteTriggers(desk, missing, false);
  const left = desk.triggers.ensure({
    email: desk.me.email,
    calendarIds,
    exclusive: false,
    makes: true,
    remakes: false,
  });
  noteTriggers(desk, left, true);
}

function isOfFormerBuild(at: Moment): boolean {
  const account = at.snapshot.get('account', at.me.email);
  return account !== undefined && account.build !== at.build;
}

/**
 * Notes for which calendars Google announces changes, so that the card can say which are read only once an hour: a user
 * may have 20 triggers per script [apps-script/guides/services/quotas]. And whether there is an hourly timer at all.
 */
function noteTriggers(desk: Desk, missing: TriggersMissing, inTick: boolean): void {
  for (const { message } of missing.calendars) desk.log(`no trigger: ${message}`);
  if (missing.tick !== null) desk.log(`no hourly timer: ${missing.tick}`);
  if (changesFor(momentOf(desk, desk.store.seen()), missing, inTick).length === 0) return;
  desk.store.update(
    (snapshot) => ({ changes: changesFor(momentOf(desk, snapshot), missing, inTick), result: null }),
    'all',
  );
}

function changesFor(at: Moment, missing: TriggersMissing, inTick: boolean): RecordChange[] {
  const { me, snapshot } = at;
  const without = new Set(missing.calendars.map(({ calendarId }) => calendarId));
  const calendars = calendarsOf(snapshot, me.email).flatMap((value): RecordChange[] => {
    const hasTrigger = !without.has(value.calendarId);
    const id = calendarRecordId(me.email, value.calendarId);
    return value.hasTrigger === hasTrigger ? [] : [{ put: 'calendar', id, value: { ...value, hasTrigger } }];
  });
  const before = snapshot.get('account', me.email);
  const account: Account = {
    tickProblem: missing.tick,
    triedAt: inTick ? at.now : (before?.triedAt ?? null),
    build: at.build,
  };
  const isSame = JSON.stringify(account) === JSON.stringify(before);
  return isSame ? calendars : [...calendars, { put: 'account', id: me.email, value: account }];
}
