import type { ApiAnswer, ApiCall } from '../protocol';
import type { Clock } from '../world/clock';
import type { Mailbox } from '../world/mailbox';
import { ANYBODY } from './state/access';
import { Call, type EditorConference } from './api/call';
import { ApiFailure, errorAnswer, notEmulated } from './model/errors';
import { finishMeet } from './events/conference';
import { findEvent } from './events/find';
import { propagateQuietly } from './events/guests';
import { applyFields } from './api/fields';
import { HANDLERS } from './handlers';
import { pushChange } from './handlers/channels';
import { isObject, textOf } from './model/json';
import { methodById, type ApiMethod } from './api/methods';
import { checkParameters } from './api/parameters';
import type { CalendarState, CalendarUser } from './model/resources';
import { postMessage } from './state/push';
import { CalendarStore, type CalendarChange, type MeetDelay, type PushMessage } from './state/store';

export type { CalendarState, CalendarUser } from './model/resources';
export type { CalendarChange } from './state/store';

export interface CalendarEngineOptions {
  clock: Clock;
  /** Invitations, updates, cancellations and answers go there. */
  mailbox: Mailbox;
  onChange?: (change: CalendarChange) => void;
  /** How long a Meet link takes to be made, and whether making it fails. Default: at once, and it does not. */
  meetDelay?: MeetDelay;
  /** Sees every call with its answer. */
  watch?: (call: ApiCall, answer: ApiAnswer) => void;
  /** Sends a message to somebody who watches a calendar; default: an HTTP request. */
  push?: (message: PushMessage) => void;
}

/** Google Calendar as its API shows it: what the HTTP server and a script's advanced service both ask. */
export class CalendarEngine {
  private readonly store: CalendarStore;
  private readonly watch: (call: ApiCall, answer: ApiAnswer) => void;

  constructor({ clock, mailbox, onChange, meetDelay, push, watch }: CalendarEngineOptions) {
    this.watch = watch ?? (() => undefined);
    const delay = meetDelay ?? (() => ({ ms: 0, fail: false }));
    const changed = (change: CalendarChange) => {
      onChange?.(change);
      pushChange(this.store, change);
    };
    this.store = new CalendarStore(clock, mailbox, delay, changed, push ?? postMessage);
  }

  /** Answers a call; what Google answers with an error body is an answer too. */
  request(call: ApiCall): ApiAnswer {
    const answer = this.answer(call);
    this.watch(call, answer);
    return answer;
  }

  /** A user with a primary calendar, whose id is the address; one that exists changes only by what is given. */
  ensureUser(address: string, profile: Partial<Omit<CalendarUser, 'email'>> = {}): CalendarUser {
    const email = address.toLowerCase();
    const existing = this.store.users.get(email);
    const base = existing ?? { email, name: email.split('@')[0] ?? email, timeZone: 'UTC', locale: 'en' };
    const user: CalendarUser = { ...base, ...profile };
    this.store.users.set(email, user);
    const home = this.store.calendars.get(email);
    if (home === undefined) {
      this.store.addCalendar({ id: email, summary: email, timeZone: user.timeZone, owner: email, primary: true });
    } else if (home.timeZone !== user.timeZone && profile.timeZone !== undefined) {
      home.timeZone = profile.timeZone;
      home.events.setZone(profile.timeZone);
    }
    return user;
  }

  users(): CalendarUser[] {
    return [...this.store.users.values()];
  }

  /** Brings Meet links whose time has come to their end: that is a change of their event. */
  settle(): void {
    for (const { calendar, entry } of this.store.meetsDue()) {
      const event = { ...entry.event };
      finishMeet(event, entry.meet?.fails === true);
      const done = this.store.put(calendar, event, { meet: null });
      propagateQuietly(this.store, calendar, entry.event, done);
    }
  }

  /** Makes Google forget its sync tokens, as it does now and then: the next one is answered with 410. */
  expireSyncTokens(calendarId?: string): void {
    for (const calendar of this.store.calendars.values()) {
      if (calendarId === undefined || calendar.id === calendarId) calendar.tokenEpoch += 1;
    }
  }

  /** Makes the next pages of events.list short, or with size 0 empty, though more is to come. */
  shortenPages(size: number, pages = 1): void {
    this.store.shortenPages(size, pages);
  }

  /** An event that Google has made out of a message in Gmail: the API itself creates none. */
  addFromGmail(user: string, event: Record<string, unknown>): ApiAnswer {
    const made = this.saveFromEditor(user, 'primary', event);
    const calendar = this.store.calendar('primary', this.ensureUser(user).email);
    const id = isObject(made.body) && made.status === 200 ? textOf(made.body.id) : '';
    const entry = calendar.events.get(id);
    if (entry === undefined) return made;
    this.store.put(calendar, { ...entry.event, eventType: 'fromGmail' });
    return this.answer({ user, method: 'calendar.events.get', params: { calendarId: 'primary', eventId: id } });
  }

  /**
   * What the event dialog does when a person saves: writes the event, which exists already or not, and, other than the
   * API, an add-on's conference.
   *
   * @param conference what was picked in the conferencing menu; null takes a conference out, undefined leaves it
   */
  saveFromEditor(
    user: string,
    calendarId: string,
    event: Record<string, unknown>,
    conference?: EditorConference,
  ): ApiAnswer {
    this.ensureUser(user);
    const { id } = event;
    const calendar = this.store.calendars.get(calendarId === 'primary' ? user.toLowerCase() : calendarId);
    const exists = calendar !== undefined && typeof id === 'string' && findEvent(calendar, id) !== null;
    const params = { calendarId, conferenceDataVersion: 1, sendUpdates: 'all', ...(exists && { eventId: id }) };
    const method = `calendar.events.${exists ? 'patch' : 'insert'}`;
    return this.answer({ user, method, params, body: exists ? withWholeTimes(event) : event }, conference);
  }

  /** An id for an event that is about to be made. */
  newEventId(): string {
    return this.store.newId();
  }

  /** Everything, as plain JSON. */
  save(): CalendarState {
    return this.store.save();
  }

  /** Takes the place of everything there is. */
  load(state: CalendarState): void {
    this.store.load(state);
  }

  private answer(call: ApiCall, conference?: EditorConference): ApiAnswer {
    const user = call.user === ANYBODY ? ANYBODY : this.ensureUser(call.user).email;
    this.settle();
    try {
      const method = methodById(call.method);
      const handler = HANDLERS[call.method];
      if (method === undefined || handler === undefined) throw notEmulated(call.method);
      checkParameters(method, call.params);
      const body = handler(new Call(this.store, user, call, method.body, conference));
      return answerWith(method, call, body);
    } catch (error) {
      if (error instanceof ApiFailure) return errorAnswer(error);
      throw error;
    }
  }
}

/** The dialog knows whether an event is of days or of hours: what it does not name is gone. */
function withWholeTimes(event: Record<string, unknown>): Record<string, unknown> {
  const whole = (time: unknown) => (isObject(time) ? { date: null, dateTime: null, ...time } : time);
  const { start, end } = event;
  return {
    ...event,
    ...(start !== undefined && { start: whole(start) }),
    ...(end !== undefined && { end: whole(end) }),
  };
}

function answerWith(method: ApiMethod, call: ApiCall, body: object | undefined): ApiAnswer {
  if (body === undefined) return { status: 204, headers: {} };
  const etag = 'etag' in body && typeof body.etag === 'string' ? body.etag : null;
  const headers: Record<string, string> = etag === null ? {} : { etag };
  const known = call.headers?.['if-none-match'];
  if (method.httpMethod === 'GET' && etag !== null && (known === etag || known === '*'))
    return { status: 304, headers };
  const { fields } = call.params;
  if (typeof fields !== 'string' || fields === '') return { status: 200, headers, body };
  return { status: 200, headers, body: applyFields(body, fields, method.answer) };
}
