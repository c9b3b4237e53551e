import type { CalendarUser } from '../calendar/engine';
import discovery from '../google/calendar-v3-discovery.json';
import type { ApiAnswer, ApiCall } from '../protocol';
import { mayCallApi } from '../runtime/scopes';
import { errorAnswer, notFound } from '../calendar/model/errors';
import type { World } from '../world/world';
import { answerBatch } from './batch';
import { answerCalendar, CALENDAR_BASE } from './calendar';
import { jsonAnswer, type HttpAnswer, type HttpRequest } from './http';
import { answerUserinfo } from './userinfo';

/** What is behind www.googleapis.com here. */
export interface GoogleApis {
  /** Answers a call of the Calendar API. */
  ask: (call: ApiCall) => ApiAnswer;
  personOf: (email: string) => CalendarUser;
  /** The scopes of the token that comes along; null for all. */
  granted: readonly string[] | null;
  /** The address that the discovery document names; default: Google's. */
  rootUrl?: string;
}

/** The paths that answer, as the HTTP server has them. */
export const GOOGLE_PATHS = {
  calendar: `${CALENDAR_BASE}*`,
  batch: `/${discovery.batchPath}`,
  userinfo: '/oauth2/v3/userinfo',
  discovery: '/discovery/v1/apis/calendar/v3/rest',
} as const;

/** The APIs of a world. A fault that a test has asked for is answered instead. */
export function apisOf(world: World, granted: readonly string[] | null): GoogleApis {
  return {
    ask: (call) => world.faults.forApi(call) ?? world.calendar.request(call),
    personOf: (email) => world.calendar.ensureUser(email),
    granted,
  };
}

/** Answers a request to www.googleapis.com; null where nothing of it is emulated. */
export function answerGoogle(request: HttpRequest, apis: GoogleApis): HttpAnswer | null {
  const [path = ''] = request.target.split('?');
  const { ask, personOf, granted } = apis;
  if (path.startsWith(CALENDAR_BASE)) {
    return answerCalendar(request, { ask, mayCall: (method) => mayCallApi(granted, method) });
  }
  if (path === GOOGLE_PATHS.userinfo) return answerUserinfo(request, personOf, granted);
  if (path === GOOGLE_PATHS.discovery) return jsonAnswer(200, description(apis.rootUrl ?? discovery.rootUrl));
  if (path !== GOOGLE_PATHS.batch || request.method !== 'POST') return null;
  return answerBatch(request, (inner) => {
    const isOwn = inner.target.startsWith(CALENDAR_BASE);
    const { status, body } = errorAnswer(notFound());
    return (isOwn ? answerGoogle(inner, apis) : null) ?? jsonAnswer(status, body);
  });
}

/** The discovery document, with the address under which clients are to find the API. */
function description(rootUrl: string): object {
  const { servicePath } = discovery;
  return { ...discovery, rootUrl, baseUrl: `${rootUrl}${servicePath}` };
}
