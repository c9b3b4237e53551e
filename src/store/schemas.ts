import * as v from 'valibot';
import { INVITATIONS } from '../booking/booking';
import { QUESTION_KINDS } from '../booking/form';
import { ASSIGNMENTS, SERVICE_LIMITS } from '../booking/service';
import {
  PAST_MODES,
  POLICIES,
  SCOPES,
  UNREAD_HOURS,
  USUAL_ARCHIVE_AFTER,
  USUAL_PAST,
  USUAL_UNREAD_HOURS,
  type RecordKind,
  type RecordKinds,
} from '../desk/ports/records';
import { PROVIDERS } from '../desk/ports/rooms';
import { packBooking, unpackBooking } from './packed-booking';
import { packCalendar, unpackCalendar } from './packed-calendar';
import { instant, zone, minutes, interval, place, caps, hoursRanges, plainDate, text, no } from './schema-parts';
import { booking } from './booking-schema';

// What a stored value must be to count as a record. Unknown keys are dropped: a newer version may have left them.

const settings = v.object({
  business: v.string(),
  owner: v.string(),
  managers: v.optional(v.array(v.string()), []),
  jitsiDomain: v.string(),
  publicPage: v.string(),
  logo: text,
  accent: text,
  policy: text,
  blocked: v.optional(v.array(v.string()), []),
  confirmsEmail: no,
  framing: v.optional(v.boolean(), true),
  deployer: v.optional(v.string(), ''),
  heir: v.optional(v.string(), ''),
  policies: v.object({
    moved: v.picklist(POLICIES.moved),
    stretched: v.picklist(POLICIES.stretched),
    deleted: v.picklist(POLICIES.deleted),
    linkRemoved: v.picklist(POLICIES.linkRemoved),
  }),
  past: v.optional(v.object({ mode: v.picklist(PAST_MODES), hours: minutes }), USUAL_PAST),
  unreadHours: v.optional(v.pipe(minutes, v.minValue(UNREAD_HOURS.min)), USUAL_UNREAD_HOURS),
  archiveAfter: v.optional(v.pipe(minutes, v.minValue(1)), USUAL_ARCHIVE_AFTER),
});

const formQuestion = v.object({
  id: v.string(),
  kind: v.picklist(QUESTION_KINDS),
  label: v.string(),
  required: v.boolean(),
  options: v.array(v.string()),
});

const service = v.object({
  id: v.string(),
  name: v.string(),
  description: text,
  picture: text,
  position: v.optional(v.pipe(v.number(), v.integer()), 0),
  duration: v.pipe(minutes, v.minValue(1)),
  moreDurations: v.array(v.pipe(minutes, v.minValue(1))),
  step: v.pipe(minutes, v.minValue(1)),
  bufferBefore: minutes,
  bufferAfter: minutes,
  minimumNotice: minutes,
  horizon: v.pipe(minutes, v.maxValue(SERVICE_LIMITS.horizon.max)),
  bookableUntil: v.nullable(plainDate),
  caps,
  capacity: v.pipe(minutes, v.minValue(1)),
  guestsSeeEachOther: v.boolean(),
  places: v.pipe(v.array(place), v.minLength(1)),
  autoAccept: v.boolean(),
  prepayment: v.boolean(),
  price: v.nullable(v.object({ text: v.string(), amount: v.nullable(minutes), currency: v.string() })),
  hold: minutes,
  timeToPay: v.optional(minutes, 48),
  cancelDeadline: v.nullable(minutes),
  rescheduleDeadline: v.nullable(minutes),
  staffIds: v.nullable(v.array(v.string())),
  assignment: v.picklist(ASSIGNMENTS),
  invitations: v.picklist(INVITATIONS),
  questions: v.optional(v.array(formQuestion), []),
  consent: text,
  guests: v.optional(minutes, 0),
  reminders: v.optional(v.array(v.pipe(minutes, v.minValue(1))), []),
  followUp: v.optional(v.nullable(minutes), null),
  offered: v.boolean(),
});

const staff = v.object({
  id: v.string(),
  email: v.string(),
  name: v.string(),
  zone,
  locale: v.string(),
  hours: v.pipe(v.array(hoursRanges), v.length(7)),
  overrides: v.array(v.object({ date: plainDate, hours: hoursRanges })),
  absences: v.array(v.object({ from: plainDate, to: plainDate })),
  holidays: v.nullable(v.string()),
  paused: v.boolean(),
  syncPaused: v.boolean(),
  caps,
  weight: v.pipe(minutes, v.minValue(1)),
  busyCalendars: v.array(v.string()),
  writeCalendar: v.nullable(v.string()),
});
const block = v.object({ start: v.number(), end: v.number(), tag: v.string() });

const calendar = v.object({
  email: v.string(),
  calendarId: v.string(),
  name: v.string(),
  readsBusy: v.boolean(),
  syncToken: v.nullable(v.string()),
  known: v.nullable(interval),
  busy: v.array(interval),
  mark: v.string(),
  named: v.array(block),
  skipsExisting: v.boolean(),
  hasTrigger: v.boolean(),
  progress: v.nullable(
    v.object({
      phase: v.picklist(['changes', 'busy']),
      window: interval,
      pageToken: v.string(),
      syncToken: v.nullable(v.string()),
      mark: v.string(),
    }),
  ),
  runs: v.array(
    v.object({
      at: instant,
      changed: minutes,
      full: v.boolean(),
      bookings: minutes,
      calls: minutes,
      error: v.nullable(v.string()),
    }),
  ),
  syncedAt: v.nullable(instant),
  problem: v.nullable(v.object({ kind: v.picklist(['noAccess', 'gone', 'failed']), at: instant, message: v.string() })),
});

const provider = v.picklist(PROVIDERS);
const wayIn = v.object({
  kind: v.picklist(['video', 'phone', 'sip', 'more']),
  uri: v.string(),
  pin: v.exactOptional(v.string()),
  passcode: v.exactOptional(v.string()),
  meetingCode: v.exactOptional(v.string()),
  region: v.exactOptional(v.string()),
  tollFree: v.exactOptional(v.boolean()),
});

// Rooms of former versions were Jitsi's: they had no tasks at a provider, and no keys.
const room = v.object({
  calendarId: v.string(),
  eventId: v.string(),
  email: v.string(),
  provider,
  name: v.string(),
  uri: v.string(),
  createdAt: instant,
  start: v.nullable(instant),
  end: v.nullable(instant),
  title: v.string(),
  repeats: no,
  recorded: no,
  waitingRoom: no,
  muted: no,
  locale: v.optional(v.string(), 'en'),
  keys: v.optional(v.object({ guest: v.string(), moderator: v.string() }), { guest: '', moderator: '' }),
  meeting: v.optional(
    v.nullable(
      v.object({ id: v.string(), link: v.string(), ways: v.array(wayIn), more: v.record(v.string(), v.string()) }),
    ),
    null,
  ),
  task: v.optional(
    v.nullable(
      v.object({
        kind: v.picklist(['create', 'update', 'remove']),
        attempts: minutes,
        after: instant,
        error: v.nullable(v.string()),
      }),
    ),
    null,
  ),
  state: v.picklist(['draft', 'active', 'ended']),
});

const roomSettings = v.object({
  provider,
  legal: text,
  jitsi: v.object({ appId: text, secret: text, numbers: text, pins: text }),
  bigbluebutton: v.object({ server: text, secret: text, dialNumber: text }),
  zoom: v.object({ clientId: text, secret: text, login: v.string(), api: v.string() }),
});

const roomChoice = v.object({ provider: v.nullable(provider), waitingRoom: no, muted: no });

const undo = v.variant('kind', [
  v.object({ kind: v.literal('staff'), before: staff, after: staff }),
  v.object({ kind: v.literal('service'), before: v.nullable(service), after: service }),
  v.object({ kind: v.literal('booking'), before: booking, after: booking }),
]);

const offer = v.object({
  id: v.string(),
  serviceId: v.string(),
  staffId: v.string(),
  duration: v.pipe(minutes, v.minValue(1)),
  starts: v.pipe(v.array(instant), v.minLength(1)),
  bufferBefore: minutes,
  bufferAfter: minutes,
  capacity: v.pipe(minutes, v.minValue(1)),
  by: v.string(),
  createdAt: instant,
  until: instant,
  state: v.picklist(['open', 'used', 'released']),
});

const scope = v.object({ scope: v.picklist(SCOPES) });

const account = v.object({ tickProblem: v.nullable(v.string()), triedAt: v.nullable(instant), build: v.string() });

const linkKeys = v.object({ client: v.pipe(v.string(), v.minLength(1)), staff: v.pipe(v.string(), v.minLength(1)) });
const archive = v.object({
  email: v.string(),
  count: minutes,
  used: minutes,
  limit: minutes,
  until: v.nullable(instant),
  isFull: v.boolean(),
  at: instant,
});

export type ParsedRecord<T> = { ok: true; value: T } | { ok: false; problem: string };

function reader<T>(schema: v.GenericSchema<unknown, T>): (data: unknown) => ParsedRecord<T> {
  return (data) => {
    const result = v.safeParse(schema, data);
    if (result.success) return { ok: true, value: result.output };
    const [issue] = result.issues;
    const path = v.getDotPath(issue);
    return { ok: false, problem: path === null ? issue.message : `${path}: ${issue.message}` };
  };
}

/** Reads the JSON form of each kind of record as it is written now, see forms.ts for former ones. */
export const READERS: { [K in RecordKind]: (data: unknown) => ParsedRecord<RecordKinds[K]> } = {
  settings: reader(settings),
  service: reader(service),
  staff: reader(staff),
  booking: reader(v.pipe(v.unknown(), v.transform(unpackBooking), booking)),
  calendar: reader(v.pipe(v.unknown(), v.transform(unpackCalendar), calendar)),
  room: reader(room),
  undo: reader(undo),
  roomSettings: reader(roomSettings),
  roomChoice: reader(roomChoice),
  offer: reader(offer),
  scope: reader(scope),
  account: reader(account),
  linkKeys: reader(linkKeys),
  archive: reader(archive),
};

/** The JSON form of a record as it is written now: bookings and calendars are packed, everything else is unchanged. */
export function toStored<K extends RecordKind>(kind: K, value: RecordKinds[K]): unknown {
  if (kind === 'booking' && 'outbox' in value) return packBooking(value);
  if (kind === 'calendar' && 'busy' in value) return packCalendar(value);
  return value;
}
