import type { Call, Handler } from '../api/call';
import { notFound } from '../model/errors';
import type { CalendarUser } from '../model/resources';
import { listCollection, withEtag } from './collection';

/** The settings of a user; what a profile says of them, the rest as a new account has them. */
function settingsOf({ timeZone, locale }: CalendarUser): Record<string, string> {
  const english = locale === 'en' || locale === 'en-US';
  return {
    autoAddHangouts: 'false',
    dateFieldOrder: english ? 'MDY' : locale.startsWith('zh') ? 'YMD' : 'DMY',
    defaultEventLength: '60',
    format24HourTime: english ? 'false' : 'true',
    hideInvitations: 'false',
    hideWeekends: 'false',
    locale,
    remindOnRespondedEventsOnly: 'false',
    showDeclinedEvents: 'true',
    timezone: timeZone,
    useKeyboardShortcuts: 'true',
    weekStart: english || locale.startsWith('zh') ? '0' : '1',
  };
}

const show = ([id, value]: [string, string]) => withEtag({ kind: 'calendar#setting', id, value });

function ofCaller(call: Call): Record<string, string> {
  const user = call.store.users.get(call.user);
  if (user === undefined) throw notFound();
  return settingsOf(user);
}

function list(call: Call): object {
  return listCollection(call, {
    kind: 'calendar#settings',
    scope: JSON.stringify(['settings', call.user]),
    seq: 1,
    members: Object.entries(ofCaller(call)),
    seqOf: () => 1,
    idOf: ([id]) => id,
    isDeleted: () => false,
    show,
    pageSize: [100, 250],
  });
}

function get(call: Call): object {
  const id = call.text('setting') ?? '';
  const value = ofCaller(call)[id];
  if (value === undefined) throw notFound();
  return show([id, value]);
}

export const SETTINGS: Record<string, Handler> = {
  'calendar.settings.list': list,
  'calendar.settings.get': get,
};
