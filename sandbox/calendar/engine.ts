import type { ApiAnswer, ApiCall } from '../protocol';
import type { Clock } from '../world/clock';
import type { Mailbox } from '../world/mailbox';
import { CALENDAR_HANDLERS, newCalendar } from './calendars';
import { Call, CalendarData, type CalendarChange, type Handler } from './context';
import { ApiFailure, errorAnswer, invalid } from './errors';
import { getEvent, listEvents, listInstances } from './events-read';
import { shown } from './events-view';
import { changeEvent, deleteEvent, importEvent, insertEvent, moveEvent, saveConference } from './events-write';
import { applyFields } from './fields';
import { queryFreeBusy } from './freebusy';
import { settleMeet } from './meet';
import { methodById, type ApiMethod, type ApiParameter } from './methods';
import type { CalendarState, CalendarUser, ConferenceData } from './resources';

export type { CalendarState, CalendarUser } from './resources';
export type { CalendarChange } from './context';

export interface CalendarEngineOptions {
  clock: Clock;
  mailbox: Mailbox;
  onChange?: (change: CalendarChange) => void;
  /** How long a Meet link takes to be made, and whether making it fails. */
  meetDelay?: () => { ms: number; fail: boolean };
}

const HANDLERS: Record<string, Handler> = {
  ...CALENDAR_HANDLERS,
  'calendar.events.list': listEvents,
  'calendar.events.get': getEvent,
  'calendar.events.instances': listInstances,
  'calendar.events.insert': insertEvent,
  'calendar.events.import': importEvent,
  'calendar.events.patch': (call) => changeEvent(call, false),
  'calendar.events.update': (call) => changeEvent(call, true),
  'calendar.events.delete': deleteEvent,
  'calendar.events.move': moveEvent,
  'calendar.freebusy.query': queryFreeBusy,
};

/** Parameters that every method has (discovery document, parameters). */
const COMMON = new Set(['alt', 'fields', 'key', 'oauth_token', 'prettyPrint', 'quotaUser', 'userIp', 'access_token']);

/** Google Calendar as its API shows it: what the HTTP server and a script's advanced service both ask. */
export class CalendarEngine {
  private readonly data: CalendarData;

  constructor(options: CalendarEngineOptions) {
    const meetDelay = options.meetDelay ?? (() => ({ ms: 0, fail: false }));
    this.data = new CalendarData(options.clock, options.mailbox, meetDelay, options.onChange ?? (() => undefined));
  }

  /** Answers a call, errors as Google's error bodies. */
  request(call: ApiCall): ApiAnswer {
    this.ensureUser(call.user);
    this.settle();
    const method = methodById(call.method);
    const handler = HANDLERS[call.method];
    try {
      if (method === undefined || handler === undefined) {
        throw new ApiFailure(501, 'notImplemented', `not emulated: ${call.method}`);
      }
      checkParameters(method, call.params);
      return this.answer(method, handler, call);
    } catch (error) {
      if (error instanceof ApiFailure) return errorAnswer(error);
      throw error;
    }
  }

  private answer(method: ApiMethod, handler: Handler, call: ApiCall): ApiAnswer {
    const body = handler(new Call(this.data, call.user, call));
    if (body === undefined) return { status: 204, headers: {} };
    const etag = typeof body === 'object' && body !== null && 'etag' in body ? String(body.etag) : null;
    const headers: Record<string, string> = etag === null ? {} : { etag };
    if (method.httpMethod === 'GET' && etag !== null && call.headers?.['if-none-match'] === etag) {
      return { status: 304, headers };
    }
    const { fields } = call.params;
    return { status: 200, headers, body: typeof fields === 'string' ? applyFields(body, fields) : body };
  }

  /** A user with a primary calendar; one that exists changes only by what is given. */
  ensureUser(address: string, profile: Partial<Omit<CalendarUser, 'email'>> = {}): CalendarUser {
    const email = address.toLowerCase();
    const standing = this.data.users.get(email);
    const base = standing ?? { email, name: email.split('@')[0] ?? email, timeZone: 'UTC', locale: 'en' };
    const user = { ...base, ...profile };
    this.data.users.set(email, user);
    if (standing === undefined) {
      this.data.calendars.set(email, newCalendar(email, email, user.timeZone, email, true));
      this.data.lists[email] = [{ calendarId: email }];
    } else if (profile.timeZone !== undefined) {
      const home = this.data.calendars.get(email);
      if (home !== undefined) home.timeZone = profile.timeZone;
    }
    return user;
  }

  users(): CalendarUser[] {
    return [...this.data.users.values()];
  }

  /** Brings Meet links whose time has come to their end: that is a change of their event. */
  settle(): void {
    const now = this.data.clock.now();
    for (const calendar of this.data.calendars.values()) {
      for (const stored of Object.values(calendar.events)) {
        if (stored.meetReadyAt === null || !settleMeet(stored, now, stored.event.id)) continue;
        this.data.put(calendar, stored.event, { meetReadyAt: null });
      }
    }
  }

  /** Makes Google forget its sync tokens, as it does now and then: the next one is answered with 410. */
  expireSyncTokens(calendarId?: string): void {
    for (const calendar of this.data.calendars.values()) {
      if (calendarId === undefined || calendar.id === calendarId) calendar.tokenEpoch += 1;
    }
  }

  /**
   * What the event dialog does when a person saves: writes the event and, other than the API, an add-on's conference.
   *
   * @param conference an add-on's conference, null to take a conference out, undefined to leave it
   */
  saveFromEditor(
    user: string,
    calendarId: string,
    event: Record<string, unknown>,
    conference: ConferenceData | null | undefined,
  ): ApiAnswer {
    const id = String(event.id ?? '');
    const exists = this.data.calendars.get(calendarId === 'primary' ? user : calendarId)?.events[id] !== undefined;
    const params = { calendarId, conferenceDataVersion: 1, ...(exists && { eventId: id }), sendUpdates: 'all' };
    const written = this.request({
      user,
      method: `calendar.events.${exists ? 'patch' : 'insert'}`,
      params,
      body: event,
    });
    if (written.status !== 200 || conference === undefined) return written;
    const calendar = this.data.calendar(calendarId, user);
    const stored = calendar.events[id];
    if (stored === undefined) return written;
    const saved = this.data.put(calendar, saveConference(stored.event, conference), { meetReadyAt: null });
    const call = new Call(this.data, user, { user, method: 'calendar.events.get', params });
    return { status: 200, headers: {}, body: shown(call, calendar, saved.event) };
  }

  /** An id for an event that is about to be made. */
  newEventId(): string {
    return this.data.newId();
  }

  save(): CalendarState {
    return {
      users: this.users(),
      calendars: [...this.data.calendars.values()],
      lists: this.data.lists,
      nextNumber: this.data.nextNumber,
    };
  }

  load(state: CalendarState): void {
    this.data.users = new Map(state.users.map((user) => [user.email, user]));
    this.data.calendars = new Map(state.calendars.map((calendar) => [calendar.id, calendar]));
    this.data.lists = state.lists;
    this.data.nextNumber = state.nextNumber;
  }
}

/** Unknown parameters, wrong types and values outside an enumeration are refused, by the discovery document. */
function checkParameters(method: ApiMethod, params: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(params)) {
    if (COMMON.has(name) || value === undefined || value === null) continue;
    const parameter = method.parameters.get(name);
    if (parameter === undefined) throw invalid(`Unknown parameter: ${name}`, name);
    for (const one of Array.isArray(value) ? value : [value]) checkValue(parameter, String(one));
  }
  for (const parameter of method.parameters.values()) {
    const value = params[parameter.name];
    if (parameter.required && (value === undefined || value === null || value === '')) {
      throw new ApiFailure(400, 'required', `Required parameter: ${parameter.name}`, {
        locationType: 'parameter',
        location: parameter.name,
      });
    }
  }
}

function checkValue(parameter: ApiParameter, text: string): void {
  const { name, type, choices, minimum } = parameter;
  const isWrong =
    (type === 'integer' && !/^-?\d+$/.test(text)) ||
    (type === 'boolean' && text !== 'true' && text !== 'false') ||
    (choices !== null && !choices.includes(text)) ||
    (minimum !== null && Number(text) < minimum);
  if (isWrong) throw invalid(`Invalid value '${text}'. Values must match the description of ${name}.`, name);
}
