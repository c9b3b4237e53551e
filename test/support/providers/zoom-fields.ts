/** What a meeting may be created and changed with, as far as it is checked. */
export interface MeetingBody {
  topic?: string;
  type?: number;
  start_time?: string;
  duration?: number;
  timezone?: string;
  agenda?: string;
  password?: string;
  recurrence?: object;
  settings?: Record<string, unknown>;
}

/** A field that is not as it must be. */
export interface FieldError {
  field: string;
  message: string;
}

type Check = (value: unknown) => boolean;

const text =
  (longest: number): Check =>
  (value) =>
    typeof value === 'string' && value.length <= longest;
const oneOf =
  (...all: unknown[]): Check =>
  (value) =>
    all.includes(value);
const matches =
  (pattern: RegExp): Check =>
  (value) =>
    typeof value === 'string' && pattern.test(value);
const flag: Check = (value) => typeof value === 'boolean';
const plain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** developers.zoom.us/docs/api/meetings, POST /users/{userId}/meetings: instant, scheduled, two kinds of series. */
const FIELDS: Record<string, Check> = {
  topic: text(200),
  type: oneOf(1, 2, 3, 8),
  // yyyy-MM-ddTHH:mm:ssZ for UTC, without Z for the zone that goes with it; fractions and offsets are not taken.
  start_time: (value) =>
    matches(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ?$/)(value) && !Number.isNaN(Date.parse(String(value))),
  duration: (value) => Number.isInteger(value) && Number(value) > 0,
  timezone: isZone,
  agenda: text(2_000),
  password: matches(/^[a-zA-Z0-9@\-_*]{1,10}$/),
  recurrence: (value) => plain(value) && oneOf(1, 2, 3)(value.type),
  settings: plain,
};

const SETTINGS: Record<string, Check> = {
  host_video: flag,
  participant_video: flag,
  join_before_host: flag,
  mute_upon_entry: flag,
  waiting_room: flag,
  meeting_authentication: flag,
  audio: oneOf('both', 'telephony', 'voip', 'thirdParty'),
  auto_recording: oneOf('local', 'cloud', 'none'),
  approval_type: oneOf(0, 1, 2),
  alternative_hosts: text(1_000),
};

/**
 * What is wrong with a body; the value is null if it is no object at all. Fields that Zoom does not know do nothing.
 */
export function fieldErrors(body: unknown): { errors: FieldError[]; value: MeetingBody | null } {
  if (!plain(body)) return { errors: [], value: null };
  const errors = [
    ...wrong(body, FIELDS, ''),
    ...(plain(body.settings) ? wrong(body.settings, SETTINGS, 'settings.') : []),
  ];
  const known = Object.entries(body).filter(([name]) => Object.hasOwn(FIELDS, name));
  return { errors, value: Object.fromEntries(known) };
}

function wrong(values: Record<string, unknown>, checks: Record<string, Check>, prefix: string): FieldError[] {
  return Object.entries(values)
    .filter(([name, value]) => Object.hasOwn(checks, name) && checks[name]?.(value) === false)
    .map(([name]) => ({ field: `${prefix}${name}`, message: 'Invalid field.' }));
}

function isZone(value: unknown): boolean {
  if (typeof value !== 'string' || value === '') return false;
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: value });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
