import discovery from '../../google/calendar-v3-discovery.json';

export interface ApiParameter {
  name: string;
  location: 'path' | 'query';
  type: 'string' | 'integer' | 'boolean' | 'number';
  required: boolean;
  repeated: boolean;
  choices: readonly string[] | null;
  minimum: number | null;
  maximum: number | null;
}

/** A method of the API as the discovery document describes it. */
export interface ApiMethod {
  /** `calendar.events.list` */
  id: string;
  httpMethod: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `calendars/{calendarId}/events` */
  path: string;
  /** Path parameters in the order of Google's generated clients. */
  pathParams: string[];
  /** All that Google's generated clients take by position: a query parameter may be among them, as of events.move. */
  positional: string[];
  parameters: ReadonlyMap<string, ApiParameter>;
  /** Name of the body's schema; null where there is no body. */
  body: string | null;
  /** Name of the answer's schema. */
  answer: string | null;
  scopes: readonly string[];
}

interface RawParameter {
  location?: string;
  type?: string;
  required?: boolean;
  repeated?: boolean;
  enum?: string[];
  minimum?: string;
  maximum?: string;
}

interface RawMethod {
  id: string;
  httpMethod: string;
  path: string;
  parameterOrder?: string[];
  parameters?: Record<string, RawParameter>;
  request?: { $ref: string };
  response?: { $ref: string };
  scopes?: string[];
}

const HTTP = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
const TYPES = ['string', 'integer', 'boolean', 'number'] as const;

function parameterOf(name: string, raw: RawParameter): ApiParameter {
  return {
    name,
    location: raw.location === 'path' ? 'path' : 'query',
    type: TYPES.find((type) => type === raw.type) ?? 'string',
    required: raw.required === true,
    repeated: raw.repeated === true,
    choices: raw.enum ?? null,
    minimum: raw.minimum === undefined ? null : Number(raw.minimum),
    maximum: raw.maximum === undefined ? null : Number(raw.maximum),
  };
}

function methodOf(raw: RawMethod): ApiMethod {
  const parameters = new Map(Object.entries(raw.parameters ?? {}).map(([name, p]) => [name, parameterOf(name, p)]));
  const isPath = (name: string) => parameters.get(name)?.location === 'path';
  return {
    id: raw.id,
    httpMethod: HTTP.find((method) => method === raw.httpMethod) ?? 'GET',
    path: raw.path,
    pathParams: (raw.parameterOrder ?? []).filter(isPath),
    positional: raw.parameterOrder ?? [],
    parameters,
    body: raw.request?.$ref ?? null,
    answer: raw.response?.$ref ?? null,
    scopes: raw.scopes ?? [],
  };
}

const resources: Record<string, { methods: Record<string, RawMethod> }> = discovery.resources;

/** Every method that the discovery document has. */
export const CALENDAR_METHODS: readonly ApiMethod[] = Object.values(resources).flatMap((resource) =>
  Object.values(resource.methods).map(methodOf),
);

/** The scopes of each method, any one of which is enough. */
export const METHOD_SCOPES: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  CALENDAR_METHODS.map((method) => [method.id, method.scopes]),
);

const byId = new Map(CALENDAR_METHODS.map((method) => [method.id, method]));

/** A method by its id. */
export function methodById(id: string): ApiMethod | undefined {
  return byId.get(id);
}
