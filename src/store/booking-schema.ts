import * as v from 'valibot';
import { BOOKING_FLAGS, BOOKING_STATES, INVITATIONS, MAIL_TEMPLATES } from '../booking/booking';
import { instant, zone, minutes, interval, place } from './schema-parts';

const client = v.object({
  name: v.string(),
  email: v.string(),
  phone: v.string(),
  note: v.string(),
  locale: v.string(),
  // The client still gets their e-mails.
  zone: v.fallback(zone, 'UTC'),
});

const effectBase = { id: v.string(), attempts: minutes, error: v.nullable(v.string()) };

const effect = v.variant('kind', [
  v.object({ ...effectBase, kind: v.literal('putEvent') }),
  v.object({ ...effectBase, kind: v.literal('bringBack') }),
  v.object({ ...effectBase, kind: v.literal('changeClient'), before: client }),
  v.object({ ...effectBase, kind: v.literal('newLink'), before: v.string() }),
  v.object({
    ...effectBase,
    kind: v.literal('removeEvent'),
    calendarId: v.string(),
    eventId: v.string(),
    instanceId: v.exactOptional(v.string()),
    staffId: v.exactOptional(v.string()),
    silent: v.exactOptional(v.literal(true)),
  }),
  v.object({
    ...effectBase,
    kind: v.literal('leaveEvent'),
    calendarId: v.string(),
    eventId: v.string(),
    instanceId: v.exactOptional(v.string()),
    email: v.string(),
    staffId: v.exactOptional(v.string()),
    keepsEvent: v.exactOptional(v.literal(true)),
  }),
  v.object({
    ...effectBase,
    kind: v.literal('mail'),
    template: v.picklist(MAIL_TEMPLATES),
    reason: v.string(),
    staffId: v.exactOptional(v.string()),
    was: v.exactOptional(interval),
    after: v.exactOptional(instant),
    claim: v.nullable(
      v.object({ by: v.string(), at: instant, again: v.boolean(), early: v.exactOptional(v.literal(true)) }),
    ),
  }),
]);

/** A booking that is not packed: the first form, and what an undo keeps. */
/** A booking in its plain form, see packed-booking.ts. */
export const booking = v.object({
  id: v.string(),
  reference: v.string(),
  state: v.picklist(BOOKING_STATES),
  serviceId: v.string(),
  serviceName: v.string(),
  staffId: v.string(),
  client,
  staffNote: v.optional(v.string(), ''),
  start: instant,
  end: instant,
  place,
  bufferBefore: minutes,
  bufferAfter: minutes,
  capacity: v.pipe(minutes, v.minValue(1)),
  prepayment: v.boolean(),
  paidAt: v.nullable(instant),
  hold: v.optional(minutes, 48),
  timeToPay: v.optional(minutes, 48),
  holdUntil: v.nullable(instant),
  offer: v.optional(v.string(), ''),
  event: v.nullable(
    v.object({
      calendarId: v.string(),
      eventId: v.string(),
      written: v.boolean(),
      span: interval,
      instanceId: v.exactOptional(v.string()),
      allDay: v.exactOptional(v.literal(true)),
    }),
  ),
  generation: minutes,
  link: v.nullable(
    v.object({
      status: v.picklist(['pending', 'ready', 'failed']),
      uri: v.nullable(v.string()),
      since: instant,
      attempt: minutes,
      phones: v.optional(v.array(v.object({ number: v.string(), pin: v.string() })), []),
    }),
  ),
  flags: v.array(v.picklist(BOOKING_FLAGS)),
  facts: v.exactOptional(v.record(v.picklist(BOOKING_FLAGS), v.string())),
  question: v.nullable(
    v.variant('kind', [
      v.object({ kind: v.literal('moved'), span: interval }),
      v.object({ kind: v.literal('deleted') }),
      v.object({ kind: v.literal('linkRemoved') }),
    ]),
  ),
  invitations: v.nullable(v.picklist(INVITATIONS)),
  answers: v.optional(v.array(v.object({ label: v.string(), value: v.string() })), []),
  consentedAt: v.optional(v.nullable(instant), null),
  guests: v.optional(v.array(v.string()), []),
  remindedUntil: v.optional(instant, 0),
  outbox: v.array(effect),
  nextEffect: minutes,
  requestKey: v.string(),
  createdAt: instant,
  history: v.array(v.object({ at: instant, by: v.string(), what: v.string(), detail: v.exactOptional(v.string()) })),
});
