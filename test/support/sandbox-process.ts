import { actionResponseErrors } from '../../sandbox/validate/action-response';
import { calendarErrors } from '../../sandbox/validate/calendar-rules';
import { cardErrors } from '../../sandbox/validate/card-schema';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { tapOn, whatRan } from './cards';
import type { ExecutionRecord, FaultRule, SentMail } from '../../sandbox/protocol';
import { storedRecords } from './stored-records';

type Json = Record<string, unknown>;

/** A sandbox in a process of its own, driven as anybody would: over HTTP. */
export class Sandbox {
  private running: { url: string; child: ChildProcess } | null = null;

  /** @param project a folder; the built add-on unless said */
  constructor(private readonly project = 'dist') {}

  get url(): string {
    return this.started().url;
  }

  private started(): { url: string; child: ChildProcess } {
    if (this.running === null) throw new Error('The sandbox has not started: use it in a test, or in beforeAll.');
    return this.running;
  }

  /** Starts it on a free port. */
  async start(): Promise<this> {
    const main = resolve('build/sandbox/main.cjs');
    if (!existsSync(main)) throw new Error('Nothing is built yet: run "npm run build", or "npm test", which does.');
    const options = ['--port', '0', '--forgetful', '--strict', '--project', this.project];
    const child = spawn(process.execPath, [main, ...options]);
    const url = await new Promise<string>((found, failed) => {
      let said = '';
      const read = (data: Buffer) => {
        said += data.toString();
        const ready = /^ready: (\S+)$/m.exec(said);
        if (ready?.[1] !== undefined) found(ready[1]);
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      child.on('exit', (code) => failed(new Error(`the sandbox ended with ${String(code)}: ${said}`)));
    });
    this.running = { url, child };
    return this;
  }

  /** Ends it. Throws when a call of the Calendar API was not as Google describes it. */
  async stop(): Promise<void> {
    const { problems } = await this.get<{ problems: string[] }>('status');
    const { child } = this.started();
    const ended = new Promise((done) => child.once('exit', done));
    child.kill('SIGTERM');
    await ended;
    if (problems.length > 0) throw new Error(`calls of the Calendar API: ${[...new Set(problems)].join('; ')}`);
  }

  async post<T = Json>(path: string, body: unknown): Promise<T> {
    const response = await fetch(`${this.url}/sandbox/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as T;
    if (!response.ok) throw new Error(JSON.stringify(answer));
    return answer;
  }

  async get<T = Json>(path: string): Promise<T> {
    const response = await fetch(`${this.url}/sandbox/${path}`);
    return (await response.json()) as T;
  }

  reset(fixture: string, now: string): Promise<unknown> {
    // The clock is set first: a fixture is built around its now.
    return this.post('reset', { fixture: 'empty' })
      .then(() => this.post('clock', { now }))
      .then(() => this.post('reset', { fixture, now }));
  }

  /** Lets time pass. @param duration as ISO 8601 writes it (PT1H), or milliseconds */
  advance(duration: string | number): Promise<unknown> {
    return this.post('clock', { advance: duration });
  }

  /** Keeps everything as it is now, to be put back by `restore` as often as wanted: quicker than preparing it again. */
  keep(name: string): Promise<unknown> {
    return this.post('keep', { name });
  }

  restore(name: string): Promise<unknown> {
    return this.post('restore', { name });
  }

  call(as: string, name: string, ...args: unknown[]): Promise<ExecutionRecord> {
    return this.post('call', { as, function: name, args });
  }

  /**
   * A tap on a card's button, or the opening of the panel, as Calendar sends it. A button of the booking desk names an
   * action; an entry of its menu, or a button of another project, a function.
   */
  async panel(
    as: string,
    tap: {
      action?: string;
      function?: string;
      parameters?: Json;
      inputs?: Record<string, FormValue>;
      open?: Json;
      locale?: string;
      timeZone?: string;
      trigger?: string;
    } = {},
  ): Promise<ExecutionRecord> {
    const formInputs = Object.fromEntries(
      Object.entries(tap.inputs ?? {}).map(([name, value]) => [name, formInput(value)]),
    );
    const { inputs: _, action, ...rest } = tap;
    const named = action === undefined ? {} : tapOn(action, tap.parameters);
    const record = await this.post<ExecutionRecord>('panel', { as, formInputs, ...rest, ...named });
    const wrong = record.ok ? markupErrors(record.result) : [];
    if (wrong.length > 0) throw new Error(`${whatRan(record)}: ${wrong.join('; ')}`);
    return record;
  }

  /** A function of the public page, as the client's browser calls it. */
  async page<T = Json>(name: string, input: unknown): Promise<T> {
    const { ok, result, error } = await this.run('', name, input);
    if (!ok) throw new Error(JSON.stringify(error));
    return result as T;
  }

  /** google.script.run of any function, as a visitor of the web app; an empty address is nobody Google knows. */
  async run(
    visitor: string,
    name: string,
    ...args: unknown[]
  ): Promise<{ ok: boolean; result: unknown; error?: { name: string; message: string } }> {
    const response = await fetch(`${this.url}/macros/s/sandbox/run`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(visitor !== '' && { authorization: `Bearer sandbox:${visitor}` }),
      },
      body: JSON.stringify({ function: name, args }),
    });
    return (await response.json()) as { ok: boolean; result: unknown; error?: { name: string; message: string } };
  }

  /** The Calendar API as a user. */
  async api<T = Json>(user: string, method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.url}/calendar/v3/${path}`, {
      method,
      headers: {
        authorization: `Bearer sandbox:${user}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === '' ? {} : JSON.parse(text)) as T;
  }

  /** Lets Google announce what has changed, until nothing is left to announce. */
  async settle(): Promise<ExecutionRecord[]> {
    const all: ExecutionRecord[] = [];
    for (let round = 0; round < 10; round++) {
      const { executions } = await this.post<{ executions: ExecutionRecord[] }>('triggers', { run: 'due' });
      all.push(...executions);
      if (executions.length === 0) return all;
    }
    throw new Error('the triggers never come to rest');
  }

  faults(rules: FaultRule[]): Promise<unknown> {
    return this.post('faults', rules);
  }

  mail(): Promise<SentMail[]> {
    return this.get('mail');
  }

  /** Records of the add-on's store, by kind. */
  async records<T = Json>(kind: string): Promise<T[]> {
    const { properties } = await this.get<{ properties: { script?: Record<string, string> } }>('state');
    return storedRecords<T>(properties.script ?? {}, kind);
  }

  /** Every existing event in any calendar. */
  async existingEvents(): Promise<(Json & { id: string; calendarId: string; summary?: string })[]> {
    const { calendar } = await this.get<{
      calendar: {
        calendars: {
          id: string;
          events: Record<string, { event: Json & { id: string; status: string; summary?: string } }>;
        }[];
      };
    }>('state');
    return calendar.calendars.flatMap((c) =>
      Object.values(c.events)
        .filter(({ event }) => event.status !== 'cancelled')
        .map(({ event }) => ({ ...event, calendarId: c.id })),
    );
  }
}

/** What a person enters: texts and choices, a date, or a date and time as an instant. */
export type FormValue = string | string[] | { date: string } | { moment: number };

/** As Calendar sends it [workspace/add-ons/concepts/event-objects]. */
function formInput(value: FormValue): object {
  if (typeof value === 'string') return { stringInputs: { value: [value] } };
  if (Array.isArray(value)) return { stringInputs: { value } };
  if ('date' in value) return { dateInput: { msSinceEpoch: String(Date.parse(`${value.date}T00:00:00Z`)) } };
  return { dateTimeInput: { hasDate: true, hasTime: true, msSinceEpoch: String(value.moment) } };
}

/** What is wrong with the answer of a card's function, by Google's descriptions of cards and actions. */
function markupErrors(result: unknown): string[] {
  if (Array.isArray(result)) return result.flatMap(markupErrors);
  const isAction = typeof result === 'object' && result !== null && 'renderActions' in result;
  return isAction ? actionResponseErrors(result) : [...cardErrors(result), ...calendarErrors(result)];
}

/** A sandbox for the tests of one file, on the built add-on or on another project. */
export function useSandbox(project?: string): Sandbox {
  const sandbox = new Sandbox(project);
  beforeAll(() => sandbox.start());
  afterAll(() => sandbox.stop());
  return sandbox;
}
