import type { ApiCall } from '../../protocol';
import { invalid } from '../model/errors';
import type { ApiMethod } from './methods';
import { isObject, textOf } from '../model/json';
import type { ConferenceData } from '../model/resources';
import { checkAgainst } from './schema';
import type { CalendarStore } from '../state/store';

/** An add-on's conference, Google Meet, or none. */
export type EditorConference = ConferenceData | 'hangoutsMeet' | null;

/** One call, its parameters and body read. */
export class Call {
  private checkedBody: Record<string, unknown> | undefined;

  constructor(
    readonly store: CalendarStore,
    readonly user: string,
    private readonly raw: ApiCall,
    private readonly bodySchema: ApiMethod['body'],
    /** What a person picked in the event editor's conferencing menu; undefined for a call of the API. */
    readonly editorConference?: EditorConference,
  ) {}

  text(name: string): string | undefined {
    const value = this.raw.params[name];
    if (value === undefined || value === null) return undefined;
    return textOf(Array.isArray(value) ? value[0] : value);
  }

  texts(name: string): string[] {
    const value = this.raw.params[name];
    if (value === undefined || value === null) return [];
    return Array.isArray(value) ? value.map(textOf) : [textOf(value)];
  }

  flag(name: string): boolean {
    return this.text(name) === 'true';
  }

  number(name: string, otherwise: number): number {
    const text = this.text(name);
    return text === undefined ? otherwise : Number(text);
  }

  /** How many items a page may have: as asked for, at most `most`. */
  pageSize(usual: number, most: number): number {
    return Math.min(most, this.number('maxResults', usual));
  }

  /** The body as its schema has it: unknown fields are dropped, as Google does, wrong types refused. */
  get body(): Record<string, unknown> {
    return (this.checkedBody ??= this.readBody());
  }

  header(name: 'if-match' | 'if-none-match'): string | undefined {
    return this.raw.headers?.[name];
  }

  private readBody(): Record<string, unknown> {
    const { value, problems } = checkAgainst(this.bodySchema ?? 'Event', this.raw.body ?? {});
    const wrong = problems.find(({ kind }) => kind === 'type');
    if (wrong !== undefined) throw invalid(`Invalid value for: ${wrong.message}`);
    return isObject(value) ? value : {};
  }
}

/** A handler of one method. What it returns is the answer's body; undefined for none. */
export type Handler = (call: Call) => object | undefined;
