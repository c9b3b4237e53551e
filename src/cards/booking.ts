import { isOnline, type Booking, type HistoryEntry } from '../booking/booking';
import type { CardContext } from './context';
import { placeText } from './places';
import { present, type Button, type CardView, type IconName, type Section, type Widget } from './view';

/** All about one booking, and what can be done with it. */
export function bookingCard(context: CardContext, booking: Booking, staffName: string): CardView {
  const { t, dates } = context;
  const { client } = booking;
  return {
    name: 'booking',
    title: client.name,
    subtitle: t('booking.title', { reference: booking.reference }),
    sections: present<Section>([
      warnings(context, booking),
      {
        widgets: present<Widget>([
          fact(t('booking.status'), t(`state.${booking.state}`), 'STAR'),
          fact(t('booking.when'), dates.longSpan(booking.start, booking.end), 'CLOCK', booking.serviceName),
          fact(t('booking.client'), client.email, 'EMAIL', client.phone === '' ? undefined : client.phone),
          client.note !== '' && fact(t('booking.note'), client.note),
          fact(t('booking.staff'), staffName, 'PERSON'),
          linkLine(context, booking),
          booking.place.kind !== 'meet' && fact(t('booking.place'), placeText(t, booking.place), 'MAP_PIN'),
        ]),
      },
      { widgets: [{ kind: 'buttons', buttons: buttons(context, booking) }] },
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

function warnings({ t }: CardContext, booking: Booking): Section | null {
  const texts: string[] = booking.flags.map((flag) => t(`flag.${flag}`));
  for (const effect of booking.outbox) {
    if (effect.error !== null) texts.push(t('booking.waiting', { reason: effect.error }));
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
