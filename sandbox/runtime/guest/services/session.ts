import { boot, callHost, text } from '../core/host';
import { guarded } from '../core/not-emulated';

function user(method: string) {
  const getEmail = () => text(callHost('Session', method));
  return guarded('User', { getEmail, getUserLoginId: getEmail, toString: getEmail });
}

export const Session = {
  getActiveUser: () => user('getActiveUser'),
  getEffectiveUser: () => user('getEffectiveUser'),
  getUser: () => user('getActiveUser'),
  getActiveUserLocale: () => text(callHost('Session', 'getActiveUserLocale')),
  getScriptTimeZone: () => boot.zone,
  getTimeZone: () => boot.zone,
  getTemporaryActiveUserKey: () => text(callHost('Session', 'getTemporaryActiveUserKey')),
};
