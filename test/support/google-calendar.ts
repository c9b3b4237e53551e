import type { calendar_v3 } from '@googleapis/calendar';
import { callProblems } from '../../sandbox/calendar/api/conformance';
import { CalendarEngine, type CalendarChange } from '../../sandbox/calendar/engine';
import type { PushMessage } from '../../sandbox/calendar/state/store';
import type { ApiAnswer, ApiCall } from '../../sandbox/protocol';
import { SandboxClock } from '../../sandbox/world/clock';
import { Mailbox } from '../../sandbox/world/mailbox';

export type Event = calendar_v3.Schema$Event & { id: string; etag: string; updated: string };
export type Events = Omit<calendar_v3.Schema$Events, 'items'> & { items: Event[] };
type Json = Record<string, unknown>;

export const MEI = 'mei@studio.example';
export const ANNA = 'anna@studio.example';
export const CLIENT = 'piotr@client.example';
const NOW = '2026-11-21T06:00:00Z';
export const HOUR = 3_600_000;

/** An emulated Google whose every request and answer is held against the discovery document. */
export class Google {
  clock = new SandboxClock();
  mailbox = new Mailbox();
  changes: CalendarChange[] = [];
  meet = { ms: 0, fail: false };
  engine: CalendarEngine;

  constructor(private readonly push: (message: PushMessage) => void = () => undefined) {
    this.engine = this.newEngine();
  }

  private newEngine(): CalendarEngine {
    this.clock.set(Date.parse(NOW));
    return new CalendarEngine({
      clock: this.clock,
      mailbox: this.mailbox,
      meetDelay: () => this.meet,
      onChange: (change) => this.changes.push(change),
      push: this.push,
    });
  }

  /** Nobody has been here, and nothing has happened. */
  startOver(): void {
    this.clock = new SandboxClock();
    this.mailbox = new Mailbox();
    this.changes = [];
    this.meet = { ms: 0, fail: false };
    this.engine = this.newEngine();
  }

  /** A user, who has come into being with a primary calendar. */
  user(email: string, timeZone = 'UTC'): Account {
    this.engine.ensureUser(email, { timeZone });
    return new Account(this, email);
  }

  /** Lets time pass. */
  pass(ms: number): void {
    this.clock.advance(ms);
    this.engine.settle();
  }

  mails(kind?: string): { to: string; subject: string; body: string }[] {
    return this.mailbox
      .all()
      .filter((mail) => kind === undefined || mail.calendar?.kind === kind)
      .map(({ to, subject, body }) => ({ to: to.join(), subject, body }));
  }
}

/** Somebody who uses the API. */
export class Account {
  constructor(
    private readonly google: Google,
    readonly email: string,
  ) {}

  /** The answer, whatever it is. Requests that the discovery document does not know must be refused. */
  ask(method: string, params: Json = {}, body?: unknown, headers?: Record<string, string>): ApiAnswer {
    const call: ApiCall = {
      user: this.email,
      method: `calendar.${method}`,
      params,
      ...(body !== undefined && { body }),
      ...(headers !== undefined && { headers }),
    };
    const answer = this.google.engine.request(call);
    const wrong = callProblems(call, answer);
    if (wrong.length > 0) throw new Error(wrong.join('; '));
    return answer;
  }

  /** The body of an answer that is no error. */
  get(method: string, params: Json = {}, body?: unknown): Json {
    const answer = this.ask(method, params, body);
    if (answer.status >= 400) throw new Error(`${method}: ${JSON.stringify(answer.body)}`);
    return (answer.body ?? {}) as Json;
  }

  /** Status and reason of a refusal, and what it says. */
  refusal(
    method: string,
    params: Json = {},
    body?: unknown,
    headers?: Record<string, string>,
  ): [number, string, string] {
    const { status, body: answer } = this.ask(method, params, body, headers);
    if (status < 400) throw new Error(`${method} was not refused`);
    const { error } = answer as { error: { message: string; errors: { reason: string }[] } };
    return [status, error.errors[0]!.reason, error.message];
  }

  insert(event: Json = {}, params: Json = {}): Event {
    return asEvent(
      this.get('events.insert', { calendarId: 'primary', ...params }, { ...at('10:00', '11:00'), ...event }),
    );
  }

  /** The id of a new secondary calendar. */
  calendar(summary: string, body: Json = {}): string {
    return String(this.get('calendars.insert', {}, { summary, ...body }).id);
  }

  patch(eventId: string, body: Json, params: Json = {}): Event {
    return asEvent(this.get('events.patch', { calendarId: 'primary', eventId, ...params }, body));
  }

  update(eventId: string, body: Json, params: Json = {}): Event {
    return asEvent(this.get('events.update', { calendarId: 'primary', eventId, ...params }, body));
  }

  remove(eventId: string, params: Json = {}): void {
    this.get('events.delete', { calendarId: 'primary', eventId, ...params });
  }

  event(eventId: string, params: Json = {}): Event {
    return asEvent(this.get('events.get', { calendarId: 'primary', eventId, ...params }));
  }

  list(params: Json = {}): Events {
    const answer: unknown = this.get('events.list', { calendarId: 'primary', ...params });
    return answer as Events;
  }

  /** All pages of a list. */
  listAll(params: Json = {}): { items: Event[]; pages: number; syncToken: string | undefined } {
    const items: Event[] = [];
    let pages = 0;
    let page: Events | undefined;
    do {
      page = this.list({ ...params, ...(page !== undefined && { pageToken: page.nextPageToken }) });
      items.push(...page.items);
      pages += 1;
    } while (page.nextPageToken);
    return { items, pages, syncToken: page.nextSyncToken ?? undefined };
  }

  /** What a sync with this token brings: ids, with a minus for those that are gone; and the next token. */
  sync(syncToken: string, params: Json = {}): { ids: string[]; items: Event[]; token: string } {
    const { items, syncToken: token } = this.listAll({ syncToken, ...params });
    return { ids: items.map((e) => (e.status === 'cancelled' ? `-${e.id}` : e.id)), items, token: token! };
  }

  token(params: Json = {}): string {
    return this.listAll(params).syncToken!;
  }
}

const PEOPLE = { mei: MEI, anna: ANNA };
type Name = keyof typeof PEOPLE;

/** A Google that is new before each test, with these people in it, each in their zone. */
export function useGoogle<N extends Name>(zones: Record<N, string>): { google: Google } & Record<N, Account> {
  const google = new Google();
  const names = Object.keys(zones) as N[];
  beforeEach(() => {
    google.startOver();
    for (const name of names) google.user(PEOPLE[name], zones[name]);
  });
  const accounts = names.map((name) => [name, new Account(google, PEOPLE[name])]);
  return { google, ...(Object.fromEntries(accounts) as Record<N, Account>) };
}

const asEvent = (body: unknown) => body as Event;

/** Start and end on a day, 24 November 2026 where none is given. */
export function at(from: string, to: string, timeZone = 'UTC', day = '2026-11-24') {
  return {
    start: { dateTime: `${day}T${from}:00`, timeZone },
    end: { dateTime: `${day}T${to}:00`, timeZone },
  };
}

export const allDay = (date: string, end: string) => ({ start: { date }, end: { date: end } });

export const starts = ({ items }: { items: Event[] }) => items.map((e) => e.start?.dateTime ?? e.start?.date);
export const titles = ({ items }: { items: Event[] }) => items.map((e) => e.summary);
