import {
  isJson,
  made,
  make,
  NO_MATCH,
  Part,
  settle,
  type Json,
  type Method,
  type Methods,
  type Type,
} from './core/builder';
import { exception } from './core/exception';
import { add, listOf, put } from './core/methods';
import { guarded } from './core/not-emulated';
import { oneOf, part, textOf } from './core/parameters';

// Limits and rules of apps-script/reference/conference-data: setters, adders and build() throw.

const ConferenceErrorType = {
  AUTHENTICATION: 'AUTHENTICATION',
  CONFERENCE_SOLUTION_FORBIDDEN: 'CONFERENCE_SOLUTION_FORBIDDEN',
  PERMANENT: 'PERMANENT',
  PERMISSION_DENIED: 'PERMISSION_DENIED',
  TEMPORARY: 'TEMPORARY',
  UNKNOWN: 'UNKNOWN',
} as const;
const EntryPointFeature = { UNKNOWN_FEATURE: 'UNKNOWN_FEATURE', TOLL: 'TOLL', TOLL_FREE: 'TOLL_FREE' } as const;
const EntryPointType = { VIDEO: 'VIDEO', PHONE: 'PHONE', MORE: 'MORE', SIP: 'SIP' } as const;

const MOST = {
  accessCode: 128,
  // The reference's limit; the page of the markup says 1300.
  authenticationUrl: 1_800,
  conferenceId: 512,
  conferenceSolutionId: 512,
  entryPoints: 300,
  key: 50,
  meetingCode: 128,
  note: 2_048,
  parameters: 300,
  passcode: 128,
  password: 128,
  pin: 128,
  // A CLDR region: two letters or three digits.
  regionCode: 3,
  uri: 1_300,
  value: 1_024,
} as const;

/** How an address of each type begins. */
const ADDRESS: Readonly<Record<string, RegExp>> = {
  VIDEO: /^https?:\/\/[^\s/]+\S*$/i,
  MORE: /^https?:\/\/[^\s/]+\S*$/i,
  PHONE: /^tel:\S+$/i,
  SIP: /^sip:\S+$/i,
};

/** Types of which a conference has one at most. */
const SINGLE = [EntryPointType.VIDEO, EntryPointType.SIP, EntryPointType.MORE];

function type(name: string, methods: Methods, rest: Pick<Type, 'needs' | 'json'> = {}): () => object {
  return () => make({ service: 'ConferenceDataService', name, methods, ...rest });
}

/** Numbers, and lists of one, become texts. */
const short = (field: keyof typeof MOST) => {
  const asText = textOf(MOST[field], field);
  return put(field, (value) => {
    const one: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
    return asText(typeof one === 'number' ? String(one) : one);
  });
};

/** A setter after which the object is still sound as far as it goes. */
function checking(method: Method, check: (kept: Json) => void): Method {
  return {
    parameters: method.parameters,
    run: (kept, values) => {
      const next = { ...kept };
      method.run(next, values);
      check(next);
      Object.assign(kept, next);
    },
  };
}

/** Address, region and features go with the type, as far as they are known. */
function checkEntryPoint({ type: kind, uri, regionCode, features }: Json): void {
  if (typeof uri === 'string') {
    const forms = typeof kind === 'string' ? [ADDRESS[kind]] : Object.values(ADDRESS);
    if (!forms.some((form) => form?.test(uri) === true)) throw exception('Invalid argument: uri');
  }
  if (kind !== undefined && kind !== EntryPointType.PHONE) {
    if (regionCode !== undefined) throw exception('Invalid argument: regionCode is for entry points of type PHONE');
    if (features !== undefined) throw exception('Invalid argument: feature is for entry points of type PHONE');
  }
  const both = [EntryPointFeature.TOLL, EntryPointFeature.TOLL_FREE];
  if (both.every((feature) => listOf(features).includes(feature))) {
    throw exception('Invalid argument: a number is not toll and toll-free at once');
  }
}

const checkedEntryPoint = (method: Method) => checking(method, checkEntryPoint);

/** One way to join. */
const newEntryPoint = type(
  'EntryPoint',
  {
    addFeature: checkedEntryPoint(add('features', [oneOf(EntryPointFeature)])),
    setAccessCode: short('accessCode'),
    setEntryPointType: checkedEntryPoint(put('type', oneOf(EntryPointType))),
    setMeetingCode: short('meetingCode'),
    setPasscode: short('passcode'),
    setPassword: short('password'),
    setPin: short('pin'),
    setRegionCode: checkedEntryPoint(short('regionCode')),
    setUri: checkedEntryPoint(short('uri')),
  },
  { needs: { type: 'setEntryPointType', uri: 'setUri' } },
);

/** What the add-on wants to find again in the event. */
const newConferenceParameter = type(
  'ConferenceParameter',
  { setKey: short('key'), setValue: short('value') },
  { needs: { key: 'setKey', value: 'setValue' } },
);

/** Why there is no conference. */
const newConferenceError = type(
  'ConferenceError',
  {
    setAuthenticationUrl: checking(short('authenticationUrl'), ({ authenticationUrl }) => {
      if (!/^https?:\/\/[^\s/]+\S*$/i.test(String(authenticationUrl))) {
        throw exception('Invalid argument: authenticationUrl');
      }
    }),
    setConferenceErrorType: put('type', oneOf(ConferenceErrorType)),
  },
  {
    needs: { type: 'setConferenceErrorType' },
    json: (error) => {
      if (error.type === ConferenceErrorType.AUTHENTICATION && error.authenticationUrl === undefined) {
        throw exception('Invalid ConferenceError: an error of type AUTHENTICATION needs setAuthenticationUrl.');
      }
      return error;
    },
  },
);

/** A parameter that takes a sound object of a class only: it is looked at when it is added. */
const sound = (name: string) => (value: unknown) => {
  const given = part(name)(value);
  if (given instanceof Part) given.json();
  else return NO_MATCH;
  return given;
};

const limited = (field: 'entryPoints' | 'parameters', name: string) =>
  checking(add(field, [sound(name)]), (kept) => {
    if (listOf(kept[field]).length > MOST[field]) throw exception(`Invalid argument: too many ${field}`);
  });

const newConferenceDataBuilder = type('ConferenceDataBuilder', {
  addConferenceParameter: limited('parameters', 'ConferenceParameter'),
  addEntryPoint: limited('entryPoints', 'EntryPoint'),
  build: { parameters: [], run: (kept) => made('ConferenceDataService', 'ConferenceData', checked(settle(kept))) },
  setConferenceId: short('conferenceId'),
  setConferenceSolutionId: short('conferenceSolutionId'),
  setError: put('error', sound('ConferenceError')),
  setNotes: short('note'),
});

/** Conference data that could be joined, or that say why not. */
function checked(data: Json): Json {
  const points = listOf(data.entryPoints).filter(isJson);
  for (const kind of SINGLE) {
    if (points.filter((point) => point.type === kind).length > 1)
      fail(`it has more than one entry point of type ${kind}`);
  }
  if (points.length === 1 && points[0]?.type === EntryPointType.MORE)
    fail('an entry point of type MORE cannot be the only one');
  if (data.error === undefined) {
    if (points.length === 0) fail('it has no entry point');
    if (data.conferenceId === undefined) fail('setConferenceId is required');
  }
  return data;
}

function fail(why: string): never {
  throw exception(`Invalid ConferenceData: ${why}.`);
}

/** ConferenceDataService: what a conference solution answers Calendar. */
export const ConferenceDataService = guarded('ConferenceDataService', {
  ConferenceErrorType: guarded('ConferenceErrorType', ConferenceErrorType),
  EntryPointFeature: guarded('EntryPointFeature', EntryPointFeature),
  EntryPointType: guarded('EntryPointType', EntryPointType),
  newConferenceDataBuilder,
  newConferenceError,
  newConferenceParameter,
  newEntryPoint,
});
