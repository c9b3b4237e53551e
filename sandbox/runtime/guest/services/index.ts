import { guarded } from '../core/not-emulated';
import { CacheService } from './cache';
import { CalendarApp } from './calendar-app/index';
import { LockService } from './lock';
import { GmailApp, MailApp } from './mail';
import { PropertiesService } from './properties';
import { ScriptApp } from './script-app';
import { Session } from './session';
import { UrlFetchApp } from './url-fetch';

// Services whose state is the emulated Google's: each call goes out of the script.

/** All of them by the names under which a script finds them. */
export function remoteServices(): Record<string, object> {
  const services = {
    CacheService,
    CalendarApp,
    GmailApp,
    LockService,
    MailApp,
    PropertiesService,
    ScriptApp,
    Session,
    UrlFetchApp,
  };
  return Object.fromEntries(Object.entries(services).map(([name, service]) => [name, guarded(name, service)]));
}
