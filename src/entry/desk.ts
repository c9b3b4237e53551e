import { calendarGateway } from '../calendar/gateway';
import type { Desk } from '../desk/ports/ports';
import { webAppOf } from '../desk/web-app';
import { eventTexts } from '../notify/event-texts';
import { composeExport } from '../notify/export';
import { composeCode, composeMail, composeNote } from '../notify/mail';
import { BUILD_ID } from '../platform/build-id';
import { scriptCache } from '../platform/cache';
import { calendarApi } from '../platform/calendar-api';
import { utilitiesCrypto } from '../platform/crypto';
import {
  accountAtWork,
  accountLocale,
  consentPage,
  logLine,
  pause,
  randomIds,
  webAppAddress,
} from '../platform/google';
import { fetchUrl } from '../platform/http';
import { personalStore, wayBack } from '../platform/login';
import { mailQuotaLeft, sendMail } from '../platform/mail';
import { scriptProperties, underScriptLock, underUserLock, userProperties } from '../platform/properties';
import { triggerGateway } from '../platform/triggers';
import { utilitiesZip } from '../platform/zip';
import { zoneOffset } from '../platform/zone-offsets';
import { roomGateway } from '../rooms/providers';
import { LOGIN_LIFE } from '../rooms/zoom/zoom-login';
import { archiveIn } from '../store/archive';
import { notesIn } from '../store/calendar-notes';
import { propertyStore } from '../store/properties';

/**
 * The parts of the product put together for one execution. Google is asked nothing until it is needed.
 *
 * @param time milliseconds until long readings end; the next execution continues from there
 */
export function makeDesk(time: number): Desk {
  const until = Date.now() + time;
  const desk: Desk = {
    get me() {
      return { email: accountAtWork() };
    },
    store: propertyStore(scriptProperties(), underScriptLock),
    archive: archiveIn(userProperties(), utilitiesZip, underUserLock),
    calendar: calendarGateway({ api: calendarApi(), offsets: zoneOffset, sleep: pause, random: Math.random }),
    triggers: triggerGateway(),
    postman: {
      quotaLeft: mailQuotaLeft,
      send: (letter) => sendMail(composeMail(letter)),
      write: (note) => sendMail(composeNote(note)),
      sendCode: (letter) => sendMail(composeCode(letter)),
      sendExport: (letter) => sendMail(composeExport(letter)),
    },
    ids: randomIds,
    sign: (text, key) => utilitiesCrypto.hmacSha256Base64Url(text, key),
    offsets: zoneOffset,
    eventTexts,
    rooms: roomGateway(
      {
        http: fetchUrl,
        crypto: utilitiesCrypto,
        now: () => Date.now(),
        log: logLine,
        mine: personalStore,
        back: wayBack(webAppAddress, () => randomIds.secret(), LOGIN_LIFE / 1_000),
      },
      underUserLock,
    ),
    memory: scriptCache(logLine),
    notes: notesIn(userProperties(), logLine),
    accountLocale,
    build: BUILD_ID,
    webApp: () => webAppOf(desk),
    consentPage,
    now: () => Date.now(),
    timeLeft: () => until - Date.now(),
    log: logLine,
  };
  return desk;
}
