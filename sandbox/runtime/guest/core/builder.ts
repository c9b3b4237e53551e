import { exception } from './exception';
import { guarded } from './not-emulated';

// What CardService and ConferenceDataService have in common: objects of named classes whose setters check what they
// are given, as Google's do, keep it, and answer with the object itself.

export type Json = Record<string, unknown>;

/** What a parameter makes of an argument: its JSON, or NO_MATCH when the argument is of another type. */
export type Parameter = (value: unknown) => unknown;

export const NO_MATCH: unique symbol = Symbol('no match');

/**
 * A method: its parameters, and what it does to what is kept. What it answers is handed on; nothing means the object.
 */
export interface Method {
  readonly parameters: readonly Parameter[];
  readonly run: (kept: Json, values: readonly unknown[]) => unknown;
}

export type Methods = Readonly<Record<string, Method>>;

/** A class of a service. */
export interface Type {
  readonly service: string;
  readonly name: string;
  readonly methods: Methods;
  /** What has to be set before the object is used: the field it is kept in, and the method that sets it. */
  readonly needs?: Readonly<Record<string, string>>;
  /** The JSON of what is kept; default: as it is. */
  readonly json?: (kept: Json) => Json;
}

/** An object of a service as others hold it. Its JSON is asked for late: what a script sets afterwards counts too. */
export class Part {
  constructor(
    readonly service: string,
    readonly name: string,
    readonly json: () => Json,
  ) {}
}

const PARTS = new WeakMap<object, Part>();

/** The part that a script's object is; undefined for anything else. */
export function partOf(value: unknown): Part | undefined {
  return typeof value === 'object' && value !== null ? PARTS.get(value) : undefined;
}

/** A new object of a class, as a script gets it. */
export function make(type: Type): object {
  const kept: Json = {};
  const members: Record<string, (...args: unknown[]) => unknown> = {};
  const self = guarded(type.name, members);
  for (const [name, method] of Object.entries(type.methods)) {
    members[name] = (...args) => {
      const answer = method.run(kept, checked(args, method.parameters, `${type.service}.${type.name}.${name}`));
      return answer === undefined ? self : answer;
    };
  }
  PARTS.set(self, new Part(type.service, type.name, () => jsonOf(type, kept)));
  return self;
}

/** What a builder builds: it changes no more, and prints its JSON. */
export function made(service: string, name: string, json: Json): object {
  const printed = JSON.stringify(json);
  const methods = { printJson: { parameters: [], run: () => printed } };
  return make({ service, name, methods, json: () => json });
}

function jsonOf({ name, needs = {}, json }: Type, kept: Json): Json {
  const missing = Object.entries(needs).find(([field]) => kept[field] === undefined);
  if (missing !== undefined) throw exception(`Invalid ${name}: ${missing[1]} is required.`);
  const settled = settle(kept);
  return json === undefined ? settled : json(settled);
}

/** Parts become their JSON; what is undefined falls away. */
export function settle(json: Json): Json {
  const entries = Object.entries(json).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([key, value]) => [key, settled(value)]));
}

function settled(value: unknown): unknown {
  if (value instanceof Part) return value.json();
  if (Array.isArray(value)) return value.map(settled);
  return isJson(value) ? settle(value) : value;
}

/** Whether a value is a plain object that a builder keeps. */
export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Part);
}

function checked(args: readonly unknown[], parameters: readonly Parameter[], method: string): unknown[] {
  const values = parameters.map((parameter, i) => parameter(args[i]));
  if (args.length !== parameters.length || values.includes(NO_MATCH)) throw noSignature(args, method);
  return values;
}

/** Arguments that no method of Google's takes. The wording is Google's, from public error reports. */
export function noSignature(args: readonly unknown[], method: string): Error {
  return exception(`The parameters (${args.map(typeName).join(',')}) don't match the method signature for ${method}.`);
}

function typeName(value: unknown): string {
  if (typeof value === 'string') return 'String';
  if (typeof value === 'boolean') return 'Boolean';
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `${typeName(value[0])}[]`;
  if (typeof value !== 'object') return typeof value;
  if (value === null) return 'null';
  const part = partOf(value);
  return part === undefined ? '(class)' : `${part.service}.${part.name}`;
}
