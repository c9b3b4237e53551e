import { demand, ROLES } from '../state/access';
import type { Call, Handler } from '../api/call';
import { isObject } from '../model/json';
import { forbidden, invalid, notFound } from '../model/errors';
import type { AclRule, Role } from '../model/resources';
import type { CalendarRecord } from '../state/store';
import { checkMatch, listCollection, withEtag } from './collection';

const SCOPES = ['default', 'user', 'group', 'domain'];

function show({ id, scope, role }: AclRule) {
  return withEtag({ kind: 'calendar#aclRule', id, scope, role });
}

/** Writers read the access list, owners change it (discovery document, AclRule.role). */
function calendarOf(call: Call, least: 'writer' | 'owner'): CalendarRecord {
  const calendar = call.store.calendar(call.text('calendarId'), call.user);
  demand(calendar, call.user, least);
  return calendar;
}

function list(call: Call): object {
  const calendar = calendarOf(call, 'writer');
  return listCollection(call, {
    kind: 'calendar#acl',
    scope: JSON.stringify(['acl', calendar.id]),
    seq: calendar.aclSeq,
    members: calendar.acl,
    seqOf: ({ seq }) => seq,
    idOf: ({ id }) => id,
    // Deleted rules are there with the role none (discovery document, acl.list showDeleted).
    isDeleted: ({ role }) => role === 'none',
    show,
    pageSize: [100, 250],
    notFalseWithToken: ['showDeleted'],
  });
}

function find(call: Call, calendar: CalendarRecord): AclRule {
  const rule = calendar.acl.find(({ id }) => id === call.text('ruleId'));
  if (rule === undefined || rule.role === 'none') throw notFound();
  return rule;
}

function roleIn(body: Record<string, unknown>): Role {
  const role = ROLES.find((known) => known === body.role);
  if (role === undefined) throw invalid('Invalid value for: role');
  return role;
}

function scopeIn(body: Record<string, unknown>): AclRule['scope'] {
  const { type = 'default', value } = isObject(body.scope) ? body.scope : {};
  if (!SCOPES.includes(String(type))) throw invalid('Invalid value for: scope.type');
  if (type === 'default') return { type };
  if (typeof value !== 'string' || value === '') throw invalid('Invalid scope value.');
  if (type !== 'domain' && !/^[^@\s]+@[^@\s]+$/.test(value)) throw invalid('Invalid scope value.');
  return { type: String(type), value: value.toLowerCase() };
}

/** Adds a rule, or changes the one of the same scope. Into a list the calendar comes by its owner's own wish only. */
function insert(call: Call): object {
  const calendar = calendarOf(call, 'owner');
  const scope = scopeIn(call.body);
  const id = scope.value === undefined ? scope.type : `${scope.type}:${scope.value}`;
  return show(put(calendar, { id, scope, role: roleIn(call.body) }));
}

function change(call: Call, whole: boolean): object {
  const calendar = calendarOf(call, 'owner');
  const rule = find(call, calendar);
  checkMatch(call, show(rule));
  const role = whole || 'role' in call.body ? roleIn(call.body) : rule.role;
  return show(put(calendar, { ...rule, role }));
}

function remove(call: Call): undefined {
  const calendar = calendarOf(call, 'owner');
  put(calendar, { ...find(call, calendar), role: 'none' });
}

function put(calendar: CalendarRecord, rule: Omit<AclRule, 'seq'>): AclRule {
  const { type, value } = rule.scope;
  // The owner's own access does not go away.
  if (type === 'user' && value === calendar.owner && rule.role !== 'owner')
    throw forbidden('Cannot change your own access level.');
  calendar.aclSeq += 1;
  const stored: AclRule = { ...rule, seq: calendar.aclSeq };
  calendar.acl = [...calendar.acl.filter(({ id }) => id !== rule.id), stored];
  return stored;
}

export const ACL: Record<string, Handler> = {
  'calendar.acl.list': list,
  'calendar.acl.get': (call) => show(find(call, calendarOf(call, 'writer'))),
  'calendar.acl.insert': insert,
  'calendar.acl.patch': (call) => change(call, false),
  'calendar.acl.update': (call) => change(call, true),
  'calendar.acl.delete': remove,
};
