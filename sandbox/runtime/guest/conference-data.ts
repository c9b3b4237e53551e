import { guarded } from './not-emulated';

type Json = Record<string, unknown>;

// Limits and rules of apps-script/reference/conference-data: setters and build() throw.

const KINDS = { VIDEO: 'VIDEO', PHONE: 'PHONE', MORE: 'MORE', SIP: 'SIP' } as const;

const ERRORS = {
  AUTHENTICATION: 'AUTHENTICATION',
  CONFERENCE_SOLUTION_FORBIDDEN: 'CONFERENCE_SOLUTION_FORBIDDEN',
  PERMANENT: 'PERMANENT',
  PERMISSION_DENIED: 'PERMISSION_DENIED',
  TEMPORARY: 'TEMPORARY',
  UNKNOWN: 'UNKNOWN',
} as const;

const SCHEMES: Readonly<Record<string, RegExp>> = {
  VIDEO: /^https?:/i,
  MORE: /^https?:/i,
  PHONE: /^tel:/i,
  SIP: /^sip:/i,
};

const MADE = new WeakMap<object, () => Json>();

function made<T extends object>(name: string, target: T, json: () => Json): T {
  const proxy = guarded(name, target);
  MADE.set(proxy, json);
  return proxy;
}

function jsonOf(value: unknown, what: string): Json {
  const json = typeof value === 'object' && value !== null ? MADE.get(value) : undefined;
  if (json === undefined) throw new Error(`Invalid argument: ${what}`);
  return json();
}

function limited(value: unknown, most: number, what: string): string {
  if (typeof value !== 'string') throw new Error(`Invalid argument: ${what}`);
  if (value.length > most) throw new Error(`Argument too large: ${what} (at most ${String(most)} characters)`);
  return value;
}

function known(value: unknown, values: Readonly<Record<string, string>>, what: string): string {
  const found = Object.values(values).find((one) => one === value);
  if (found === undefined) throw new Error(`Invalid argument: ${what}`);
  return found;
}

function newEntryPoint() {
  const json: Json = {};
  const features: string[] = [];
  const code = (name: string) => (value: unknown) => ((json[name] = limited(value, 128, name)), self);
  const self: object = made(
    'EntryPoint',
    {
      setEntryPointType: (type: unknown) => ((json.type = known(type, KINDS, 'entryPointType')), self),
      setUri: (uri: unknown) => ((json.uri = limited(uri, 1_300, 'uri')), self),
      setAccessCode: code('accessCode'),
      setMeetingCode: code('meetingCode'),
      setPasscode: code('passcode'),
      setPassword: code('password'),
      setPin: code('pin'),
      setRegionCode: (value: unknown) => ((json.regionCode = limited(value, 2, 'regionCode')), self),
      addFeature: (value: unknown) => (features.push(known(value, FEATURES, 'feature')), self),
    },
    () => ({ ...json, ...(features.length > 0 && { features }) }),
  );
  return self;
}

const FEATURES = { TOLL: 'TOLL', TOLL_FREE: 'TOLL_FREE', UNKNOWN_FEATURE: 'UNKNOWN_FEATURE' } as const;

function checkEntryPoints(points: readonly Json[]): void {
  const count = (type: string) => points.filter((point) => point.type === type).length;
  for (const point of points) {
    const type = String(point.type ?? '');
    if (type === '' || typeof point.uri !== 'string') throw new Error('An entry point needs a type and a URI.');
    if (SCHEMES[type]?.test(point.uri) !== true) throw new Error(`Invalid URI for an entry point of type ${type}.`);
    const isPhoneOnly = point.regionCode !== undefined || point.features !== undefined;
    if (isPhoneOnly && type !== 'PHONE') throw new Error('Region code and features are for phone entry points only.');
  }
  for (const type of ['VIDEO', 'SIP', 'MORE']) {
    if (count(type) > 1) throw new Error(`At most one entry point of type ${type} is possible.`);
  }
  if (count('MORE') === points.length) throw new Error('An entry point of type MORE cannot stand alone.');
}

function newConferenceDataBuilder() {
  const json: Json = {};
  const entryPoints: Json[] = [];
  const parameters: Json[] = [];
  const self: object = made(
    'ConferenceDataBuilder',
    {
      setConferenceId: (id: unknown) => ((json.conferenceId = limited(id, 512, 'conferenceId')), self),
      setConferenceSolutionId: (id: unknown) => (
        (json.conferenceSolutionId = limited(id, 512, 'conferenceSolutionId')),
        self
      ),
      setNotes: (notes: unknown) => ((json.note = limited(notes, 2_048, 'notes')), self),
      addEntryPoint: (point: unknown) => {
        if (entryPoints.length >= 300) throw new Error('Too many entry points.');
        entryPoints.push(jsonOf(point, 'entryPoint'));
        return self;
      },
      addConferenceParameter: (parameter: unknown) => {
        if (parameters.length >= 300) throw new Error('Too many conference parameters.');
        parameters.push(jsonOf(parameter, 'conferenceParameter'));
        return self;
      },
      setError: (error: unknown) => ((json.error = jsonOf(error, 'conferenceError')), self),
      build: () => {
        if (json.error === undefined) {
          if (entryPoints.length === 0) throw new Error('Conference data need an entry point.');
          if (json.conferenceId === undefined) throw new Error('Conference data need a conference ID.');
          checkEntryPoints(entryPoints);
        }
        const data = {
          ...json,
          ...(entryPoints.length > 0 && { entryPoints: [...entryPoints] }),
          ...(parameters.length > 0 && { parameters: [...parameters] }),
        };
        return made('ConferenceData', { printJson: () => JSON.stringify(data) }, () => data);
      },
    },
    () => json,
  );
  return self;
}

function newConferenceParameter() {
  const json: Json = {};
  const self: object = made(
    'ConferenceParameter',
    {
      setKey: (key: unknown) => ((json.key = limited(key, 50, 'key')), self),
      setValue: (value: unknown) => ((json.value = limited(value, 1_024, 'value')), self),
    },
    () => json,
  );
  return self;
}

function newConferenceError() {
  const json: Json = {};
  const self: object = made(
    'ConferenceError',
    {
      setConferenceErrorType: (type: unknown) => ((json.type = known(type, ERRORS, 'type')), self),
      setAuthenticationUrl: (url: unknown) => {
        const address = limited(url, 1_800, 'authenticationUrl');
        if (!/^https?:/i.test(address)) throw new Error('Invalid argument: authenticationUrl');
        json.authenticationUrl = address;
        return self;
      },
    },
    () => json,
  );
  return self;
}

/** The JSON of conference data that a script has built. */
export function conferenceJson(value: unknown): Json {
  const json = jsonOf(value, 'conferenceData');
  // Without it Calendar cannot tell which solution's conference this is [calendar/calendar-actions].
  if (json.conferenceSolutionId === undefined) throw new Error('Conference data need a conference solution ID.');
  return json;
}

export const ConferenceDataService = {
  ConferenceErrorType: ERRORS,
  EntryPointType: KINDS,
  EntryPointFeature: FEATURES,
  newConferenceDataBuilder,
  newConferenceError,
  newConferenceParameter,
  newEntryPoint,
};
