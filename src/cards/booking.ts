import { INVITATIONS, isLive, isOnline, type Booking, type HistoryEntry } from '../booking/booking';
import type { StaffMember } from '../booking/staff';
import type { CardContext } from './context';
import { placeText } from './places';
import { present, type Button, type CardView, type IconName, type Section, type Widget } from './view';

/** All about one booking, and what can be done with it. */
export function bookingCard(context: CardContext, booking: Booking, staff: StaffMember | null): CardView {
  const { t, dates } = context;
  const { client } = booking;
  return {
    name: 'booking',
    title: client.name,
    subtitle: t('booking.title', { reference: booking.reference }),
    sections: present<Section>([
      questionSection(context, booking),
      warnings(context, booking, staff),
      {
        widgets: present<Widget>([
          fact(t('booking.status'), t(`state.${booking.state}`), 'STAR'),
          fact(t('booking.when'), dates.longSpan(booking.start, booking.end), 'CLOCK', booking.serviceName),
          fact(t('booking.client'), client.email, 'EMAIL', client.phone === '' ? undefined : client.phone),
          client.note !== '' && fact(t('booking.note'), client.note),
          fact(t('booking.staff'), staff?.name ?? '', 'PERSON'),
          linkLine(context, booking),
          booking.place.kind !== 'meet' && fact(t('booking.place'), placeText(t, booking.place), 'MAP_PIN'),
        ]),
      },
      {
        widgets: present<Widget>([
          isLive(booking) && invitationChoice(context),
          { kind: 'buttons', buttons: buttons(context, booking) },
        ]),
      },
      {
        title: t('booking.history'),
        folded: 0,
        widgets: [...booking.history].reverse().map((entry) => historyLine(context, entry)),
      },
    ]),
  };
}

function fact(label: string, text: string, icon?: IconName, note?: string): Widget {
  return { kind: 'line', label, text, ...(icon !== undefined && { icon }), ...(note !== undefined && { note }) };
}

/** What was done to the event in Calendar, and the two things that can be made of it. */
function questionSection({ t, dates }: CardContext, { id, question }: Booking): Section | null {
  if (question === null) return null;
  const params = { booking: id, card: 'booking' };
  const text =
    question.kind === 'moved'
      ? t('question.moved', { span: dates.span(question.span.start, question.span.end) })
      : t(`question.${question.kind}`);
  return {
    widgets: [
      { kind: 'text', text, tone: 'warning' },
      {
        kind: 'buttons',
        buttons: [
          { text: t('question.follow'), filled: true, click: { action: 'followCalendar', params } },
          { text: t('question.back'), click: { action: 'putEventBack', params } },
        ],
      },
    ],
  };
}

/** Whom Google mails about what is done next, where that is to be another than the service says. */
function invitationChoice({ t }: CardContext): Widget {
  const options = INVITATIONS.map((value) => ({
    value,
    label: t(`invitations.${value}`),
    selected: false,
  }));
  return {
    kind: 'choice',
    name: 'invitations',
    label: t('invitations.once'),
    look: 'dropdown',
    options: [{ value: '', label: t('invitations.asService'), selected: true }, ...options],
  };
}

function warnings({ t, me, dates }: CardContext, booking: Booking, staff: StaffMember | null): Section | null {
  const texts: string[] = booking.flags.map((flag) => t(`flag.${flag}`));
  for (const effect of booking.outbox) {
    if (effect.error !== null) texts.push(t('booking.waiting', { reason: effect.error }));
  }
  const waits = booking.outbox.some((effect) => effect.kind !== 'mail');
  const since = booking.history[booking.history.length - 1]?.at ?? booking.createdAt;
  // Only they themselves may write into their calendar: their next execution does.
  if (waits && staff !== null && staff.email !== me.email) {
    texts.push(t('booking.waitsFor', { staff: staff.name, time: `${dates.day(since)}, ${dates.time(since)}` }));
  }
  if (texts.length === 0) return null;
  return { widgets: texts.map((text): Widget => ({ kind: 'text', text, tone: 'warning' })) };
}

function linkLine({ t }: CardContext, booking: Booking): Widget | null {
  if (!isOnline(booking) || booking.state !== 'confirmed') return null;
  const { link } = booking;
  if (link?.status === 'ready' && link.uri !== null) {
    return {
      kind: 'line',
      label: t('booking.link'),
      text: link.uri.replace(/^https:\/\//, ''),
      icon: 'VIDEO_CAMERA',
      button: { text: t('home.join'), click: { link: link.uri } },
    };
  }
  return fact(t('booking.link'), link?.status === 'failed' ? t('link.failed') : t('link.pending'), 'VIDEO_CAMERA');
}

function buttons({ t, desk }: CardContext, booking: Booking): Button[] {
  const params = { booking: booking.id, card: 'booking' };
  const started = booking.start <= desk.now();
  const { state } = booking;
  const live = state === 'awaitingPayment' || state === 'confirmed';
  return present<Button>([
    state === 'requested' && { text: t('home.accept'), filled: true, click: { action: 'acceptBooking', params } },
    state === 'requested' && { text: t('home.decline'), click: { action: 'askDecline', params } },
    state === 'awaitingPayment' && {
      text: t('paid.submit'),
      filled: true,
      click: { action: 'markBookingPaid', params },
    },
    booking.link?.status === 'failed' && { text: t('link.retry'), click: { action: 'retryBookingLink', params } },
    state === 'confirmed' && started && { text: t('completed.submit'), click: { action: 'completeBooking', params } },
    state === 'confirmed' && started && { text: t('noShow.submit'), click: { action: 'markNoShow', params } },
    live && { text: t('cancel.submit'), click: { action: 'askCancel', params } },
    { text: t('home.back'), click: { action: 'goHome' } },
  ]);
}

function historyLine({ t, dates }: CardContext, entry: HistoryEntry): Widget {
  const by = BY.find((known) => known === entry.by);
  const what = WHAT.find((known) => known === entry.what);
  return {
    kind: 'line',
    label: `${dates.day(entry.at)}, ${dates.time(entry.at)}`,
    text: t('booking.historyLine', {
      what: what === undefined ? entry.what : t(`history.${what}`),
      by: by === undefined ? entry.by : t(`by.${by}`),
    }),
    ...(entry.detail !== undefined && { note: entry.detail }),
  };
}

const BY = ['client', 'calendar', 'system'] as const;

const WHAT = [
  'requested',
  'accepted',
  'paid',
  'declined',
  'cancelled',
  'expired',
  'rescheduled',
  'completed',
  'noShow',
  'movedInCalendar',
  'movedToCalendar',
  'deletedInCalendar',
  'linkReady',
  'linkFailed',
  'linkRemoved',
  'linkRetried',
  'mailSent',
  'askedInCalendar',
  'followed',
  'putBack',
  'reset',
] as const;

/** Something stands at the booking's time: what, and what a person can do all the same. */
export function conflictCard(
  context: CardContext,
  booking: Booking,
  action: 'acceptBooking' | 'markBookingPaid',
  canOverrule: boolean,
): CardView {
  const { t, dates } = context;
  const params = { booking: booking.id, card: 'booking' };
  return {
    name: 'conflict',
    title: booking.client.name,
    subtitle: dates.span(booking.start, booking.end),
    sections: [
      {
        widgets: [
          { kind: 'text', text: canOverrule ? t('accept.conflict') : t('accept.taken'), tone: 'warning' },
          {
            kind: 'buttons',
            buttons: present<Button>([
              canOverrule && { text: t('accept.anyway'), click: { action, params: { ...params, overBusy: 'yes' } } },
              { text: t('home.decline'), click: { action: 'askDecline', params } },
              { text: t('home.back'), click: { action: 'goHome' } },
            ]),
          },
        ],
      },
    ],
  };
}

/** Asks for a reason before a client is refused. */
export function reasonCard(
  context: CardContext,
  booking: Booking,
  action: 'declineBooking' | 'cancelBooking',
): CardView {
  const { t, dates } = context;
  const declines = action === 'declineBooking';
  return {
    name: 'reason',
    title: declines ? t('decline.title') : t('cancel.title'),
    subtitle: `${booking.client.name}, ${dates.span(booking.start, booking.end)}`,
    sections: [
      {
        widgets: [
          { kind: 'input', name: 'reason', label: t('field.reason'), value: '', multiline: true },
          {
            kind: 'buttons',
            buttons: [
              {
                text: declines ? t('decline.submit') : t('cancel.submit'),
                filled: true,
                click: { action, params: { booking: booking.id } },
              },
              { text: t('home.back'), click: { action: 'goHome' } },
            ],
          },
        ],
      },
    ],
  };
}
