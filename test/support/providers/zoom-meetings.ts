import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import { fieldErrors, type MeetingBody } from './zoom-fields';

/** Somebody with a Zoom account. */
export interface ZoomUser {
  id: string;
  email: string;
  timezone: string;
}

/** A meeting as the API shows it. */
export interface ZoomMeeting {
  id: number;
  uuid: string;
  host_id: string;
  host_email: string;
  topic: string;
  type: number;
  status: 'waiting' | 'started';
  /** In UTC; a meeting without a fixed time has none. */
  start_time?: string;
  duration: number;
  timezone: string;
  agenda: string;
  created_at: string;
  start_url: string;
  join_url: string;
  password: string;
  h323_password: string;
  pstn_password: string;
  encrypted_password: string;
  recurrence?: object;
  settings: Record<string, unknown>;
}

/** An error as Zoom words it: developers.zoom.us/docs/api/errors. */
export class ZoomError extends Error {
  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
    readonly errors?: { field: string; message: string }[],
  ) {
    super(message);
  }
}

/** Numbers to dial: two countries, both kinds. */
const DIAL_IN = [
  { country: 'US', country_name: 'US', city: 'New York', number: '+1 6465588656', type: 'toll' },
  { country: 'US', country_name: 'US', city: '', number: '+1 8778535247', type: 'tollfree' },
  { country: 'PL', country_name: 'Poland', city: 'Warsaw', number: '+48 223987356', type: 'toll' },
  { country: 'TW', country_name: 'Taiwan', city: '', number: '+886 277417473', type: 'toll' },
  { country: 'TW', country_name: 'Taiwan', city: '', number: '+886 801853120', type: 'tollfree' },
];

const USUAL_SETTINGS = {
  host_video: false,
  participant_video: false,
  join_before_host: false,
  mute_upon_entry: false,
  waiting_room: true,
  audio: 'both',
  auto_recording: 'none',
  approval_type: 2,
  alternative_hosts: '',
};

/** A meeting without a fixed time; it keeps its room until it is deleted. */
const NO_FIXED_TIME = 3;

/** The meetings of a Zoom account; the shape of developers.zoom.us/docs/api/meetings, /meetings/{meetingId}. */
export class ZoomMeetings {
  readonly standing = new Map<number, ZoomMeeting>();

  constructor(
    private readonly origin: string,
    private readonly now: () => number,
  ) {}

  create(user: ZoomUser, body: unknown): ZoomMeeting {
    const wanted = checked(body);
    const id = this.freeId();
    const password = wanted.password ?? randomBytes(12).toString('base64url').replace(/[-_]/g, '').slice(0, 6);
    const encrypted = randomBytes(24).toString('base64url');
    const digits = /^\d+$/.test(password) ? password : String(randomInt(100_000, 1_000_000));
    const timezone = wanted.timezone ?? user.timezone;
    const type = wanted.type ?? 2;
    const start = type === NO_FIXED_TIME ? null : instantOf(wanted.start_time, timezone, this.now());
    const meeting: ZoomMeeting = {
      id,
      uuid: Buffer.from(randomUUID()).toString('base64').slice(0, 22) + '==',
      host_id: user.id,
      host_email: user.email,
      topic: wanted.topic ?? 'Zoom Meeting',
      type,
      status: 'waiting',
      ...(start !== null && { start_time: start }),
      duration: wanted.duration ?? 60,
      timezone,
      agenda: wanted.agenda ?? '',
      created_at: secondsOf(this.now()),
      start_url: `${this.origin}/s/${id}?zak=${randomBytes(24).toString('base64url')}`,
      join_url: `${this.origin}/j/${id}?pwd=${encrypted}`,
      password,
      h323_password: digits,
      pstn_password: digits,
      encrypted_password: encrypted,
      ...(wanted.recurrence !== undefined && { recurrence: wanted.recurrence }),
      settings: {
        ...USUAL_SETTINGS,
        ...wanted.settings,
        global_dial_in_countries: [...new Set(DIAL_IN.map(({ country }) => country))],
        global_dial_in_numbers: DIAL_IN,
      },
    };
    this.standing.set(id, meeting);
    return meeting;
  }

  /** A page of a user's meetings; `agenda` is cut there (developers.zoom.us/docs/api/meetings, list meetings). */
  list(user: ZoomUser, query: URLSearchParams): object {
    const size = Number(query.get('page_size') ?? '30');
    const from = Number(query.get('next_page_token') ?? '0');
    const all = [...this.standing.values()].filter(({ host_id }) => host_id === user.id);
    const meetings = all.slice(from, from + size).map(({ id, uuid, topic, type, agenda, join_url }) => {
      return { id, uuid, topic, type, agenda: agenda.slice(0, 250), join_url };
    });
    return { page_size: size, next_page_token: from + size < all.length ? String(from + size) : '', meetings };
  }

  find(user: ZoomUser, id: string): ZoomMeeting {
    const meeting = /^\d{9,11}$/.test(id) ? this.standing.get(Number(id)) : undefined;
    if (meeting?.host_id !== user.id) {
      throw new ZoomError(404, 3_001, `Meeting does not exist: ${id}.`);
    }
    return meeting;
  }

  /** What is not named stays as it is. */
  change(user: ZoomUser, id: string, body: unknown): void {
    const meeting = this.find(user, id);
    const { start_time, settings, ...rest } = checked(body);
    Object.assign(meeting, rest);
    Object.assign(meeting.settings, settings);
    if (start_time !== undefined) meeting.start_time = instantOf(start_time, meeting.timezone, this.now());
    if (meeting.type === NO_FIXED_TIME) delete meeting.start_time;
  }

  delete(user: ZoomUser, id: string): void {
    this.standing.delete(this.find(user, id).id);
  }

  private freeId(): number {
    for (;;) {
      const drawn = randomInt(70_000_000_000, 99_999_999_999);
      if (!this.standing.has(drawn)) return drawn;
    }
  }
}

function checked(body: unknown): MeetingBody {
  const { errors, value } = fieldErrors(body);
  if (value === null) throw new ZoomError(400, 300, 'Request Body should be a valid JSON object.');
  if (errors.length > 0) throw new ZoomError(400, 300, 'Validation Failed.', errors);
  return value;
}

/** With Z an instant, without it the wall clock of the meeting's zone; none is now. */
function instantOf(start: string | undefined, zone: string, now: number): string {
  if (start === undefined) return secondsOf(now);
  const instant = start.endsWith('Z')
    ? Temporal.Instant.from(start)
    : Temporal.PlainDateTime.from(start).toZonedDateTime(zone).toInstant();
  return instant.toString({ smallestUnit: 'second' });
}

const secondsOf = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toString({ smallestUnit: 'second' });
