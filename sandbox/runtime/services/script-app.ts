import { grantedScopes } from '../scopes';
import type { Trigger, TriggerSpec } from '../../world/triggers';
import type { ClockSpec } from '../../world/trigger-times';
import { numberOf, objectOf, textOf, textsOf } from './arguments';
import type { CallContext, Method } from './service';

function shown(trigger: Trigger) {
  return {
    id: trigger.id,
    handler: trigger.handler,
    source: trigger.source,
    sourceId: trigger.calendarId,
    eventType: trigger.source === 'CALENDAR' ? 'ON_EVENT_UPDATED' : 'CLOCK',
  };
}

const NUMBERS = [
  'everyMinutes',
  'everyHours',
  'everyDays',
  'everyWeeks',
  'after',
  'at',
  'atHour',
  'nearMinute',
  'onMonthDay',
] as const;

const WEEK_DAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];

function clockSpecOf(value: unknown): ClockSpec {
  const said = objectOf(value);
  const spec: ClockSpec = {};
  for (const name of NUMBERS) if (said[name] !== undefined) spec[name] = numberOf(said[name], name);
  if (said.onWeekDay !== undefined) {
    const day = WEEK_DAYS.indexOf(textOf(said.onWeekDay, 'day'));
    if (day < 0) throw new Error('Invalid argument: day');
    spec.onWeekDay = day + 1;
  }
  if (said.inTimezone !== undefined) spec.inTimezone = textOf(said.inTimezone, 'timezone');
  if (said.atDate !== undefined) {
    const { year, month, day } = objectOf(said.atDate);
    spec.atDate = { year: numberOf(year, 'year'), month: numberOf(month, 'month'), day: numberOf(day, 'day') };
  }
  return spec;
}

function create(c: CallContext, spec: TriggerSpec) {
  return shown(c.world.triggers.create(c.request.as, spec, c.project.manifest.timeZone));
}

/** Scopes that the project has: what its manifest names and is not withheld. A manifest without any gets what its code needs. */
function granted(c: CallContext, wanted: unknown): { missing: string[]; scopes: string[] } {
  const named = c.project.manifest.oauthScopes;
  const has = grantedScopes(named, c.world.withheld);
  const asked = Array.isArray(wanted) ? wanted.map((scope) => textOf(scope, 'oAuthScopes')) : null;
  const missing = has === null ? [] : (asked ?? named ?? []).filter((scope) => !has.includes(scope));
  return { missing, scopes: (asked ?? has ?? []).filter((scope) => !missing.includes(scope)) };
}

/** ScriptApp: a user sees only the triggers they made. */
export const scriptApp: Record<string, Method> = {
  createClockTrigger: (c, handler, spec) =>
    create(c, { source: 'CLOCK', handler: textOf(handler, 'functionName'), clock: clockSpecOf(spec) }),
  createCalendarTrigger: (c, handler, calendar) => {
    const calendarId = textOf(calendar, 'emailId');
    const answer = c.world.calendar.request({
      user: c.request.as,
      method: 'calendar.calendarList.get',
      params: { calendarId },
    });
    if (answer.status !== 200) throw new Error(`Calendar not found: ${calendarId}`);
    return create(c, { source: 'CALENDAR', handler: textOf(handler, 'functionName'), calendarId });
  },
  getProjectTriggers: (c) => c.world.triggers.of(c.request.as).map(shown),
  deleteTrigger: (c, id) => c.world.triggers.delete(c.request.as, textOf(id, 'trigger')),
  getServiceUrl: (c) => (c.project.manifest.webapp === null ? null : c.webAppUrl),
  getOAuthToken: (c) => `sandbox:${c.request.as}`,
  createStateToken: (c, method, args, seconds) =>
    c.world.stateTokens.create(
      c.request.as,
      method === null ? null : textOf(method, 'method'),
      textsOf(args),
      seconds === null ? null : numberOf(seconds, 'seconds'),
    ),
  getAuthorizationInfo: (c, scopes) => {
    const { missing, scopes: authorized } = granted(c, scopes);
    return { required: missing.length > 0, scopes: authorized };
  },
  requireScopes: (c, scopes) => {
    const { missing } = granted(c, scopes);
    // At Google this asks the person for what is missing; a scope outside of the manifest can never be granted.
    if (missing.length > 0) throw new Error(`Authorization is required to perform that action: ${missing.join(', ')}`);
  },
};
