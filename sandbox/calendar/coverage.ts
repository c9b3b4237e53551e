import { HANDLERS } from './handlers';
import { CALENDAR_METHODS, type ApiMethod } from './api/methods';

/** Parameters that are taken and have no effect, and why. The rest of those of an emulated method has its effect. */
export const WITHOUT_EFFECT: Readonly<Record<string, string>> = {
  'events.get alwaysIncludeEmail': 'deprecated, ignored by Google too',
  'events.instances alwaysIncludeEmail': 'deprecated, ignored by Google too',
  'events.list alwaysIncludeEmail': 'deprecated, ignored by Google too',
  'events.patch alwaysIncludeEmail': 'deprecated, ignored by Google too',
  'events.update alwaysIncludeEmail': 'deprecated, ignored by Google too',
  'events.list showHiddenInvitations': 'no invitation is hidden here',
  'events.quickAdd sendUpdates': 'a text names no guests here',
  'events.quickAdd sendNotifications': 'a text names no guests here',
  'acl.insert sendNotifications': 'no mail about sharing is sent',
  'acl.patch sendNotifications': 'no mail about sharing is sent',
  'acl.update sendNotifications': 'no mail about sharing is sent',
  'events.watch *': 'every change of the calendar is told',
};

/** Methods that do less than Google's, and what they do. */
const PARTLY: Readonly<Record<string, string>> = {
  'events.quickAdd': 'days and times, in English or ISO',
};

const shortId = ({ id }: ApiMethod) => id.replace(/^calendar\./, '');

function effectOf(method: ApiMethod, parameter: string): string {
  const id = shortId(method);
  const isPath = method.parameters.get(parameter)?.location === 'path';
  const reason = WITHOUT_EFFECT[`${id} ${parameter}`] ?? (isPath ? undefined : WITHOUT_EFFECT[`${id} *`]);
  return reason === undefined ? `\`${parameter}\`` : `~~\`${parameter}\`~~ (${reason})`;
}

function extentOf(method: ApiMethod): string {
  const part = PARTLY[shortId(method)];
  return part === undefined ? 'yes' : `partly: ${part}`;
}

/** What of the Calendar API is emulated, method by method and parameter by parameter, as a Markdown table. */
export function coverageTable(): string {
  const rows = CALENDAR_METHODS.map((method) => {
    const isEmulated = HANDLERS[method.id] !== undefined;
    const parameters = [...method.parameters.keys()].map((name) => effectOf(method, name)).join(', ');
    return `| ${shortId(method)} | ${isEmulated ? extentOf(method) : 'no: answers 501'} | ${isEmulated ? parameters : ''} |`;
  });
  return ['| Method | Emulated | Parameters |', '| --- | --- | --- |', ...rows].join('\n');
}
