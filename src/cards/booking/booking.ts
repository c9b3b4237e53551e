import { attentionOf, type Attention } from '../../booking/attention';
import { isLive, isOnline, type Booking } from '../../booking/booking';
import type { StaffMember } from '../../booking/staff';
import { joinAddress } from '../../desk/rooms/rooms';
import type { CardContext } from '../kit/context';
import { historyLine } from './history';
import { invitationChoice } from '../kit/invitations';
import { placeText } from '../kit/places';
import { attentionText, joinButton, remedyButton, timeForClient } from '../home/rows';
import {
  present,
  type Button,
  type CardView,
  type IconName,
  type Section,
  type Tap,
  type Widget,
} from '../kit/widgets';

/** All about one booking, and what can be done with it. */
export function bookingCard(context: CardContext, booking: Booking, staff: StaffMember | null): CardView {
  const { t } = context;
  return {
    name: 'booking',
    title: booking.client.name,
    subtitle: t('booking.title', { reference: booking.reference }),
    sections: present<Section>([
      questionSection(context, booking),
      attentionSection(context, booking),
      warnings(context, booking, staff),
      { widgets: factWidgets(context, booking, staff) },
      {
        widgets: present<Widget>([
          isUnconfirmed(booking) && invitationChoice(context),
          { kind: 'buttons', buttons: mainButtons(context, booking) },
        ]),
      },
      changeSection(context, booking),
      noteSection(context, booking),
      {
        title: t('booking.history'),
        folded: 0,
        widgets: [...booking.history].reverse().map((entry) => historyLine(context, entry)),
      },
    ]),
  };
}

/** Its acceptance or payment creates the event, about which Google may send e-mail. */
function isUnconfirmed({ state }: Booking): boolean {
  return state === 'requested' || state === 'awaitingPayment';
}

function factWidgets(context: CardContext, booking: Booking, staff: StaffMember | null): Widget[] {
  const { t, dates } = context;
  const { client } = booking;
  const clientTime = timeForClient(context, booking);
  return present<Widget>([
    fact(t('booking.status'), t(`state.${booking.state}`), 'STAR'),
    fact(t('booking.when'), unbroken(dates.longSpan(booking.start, booking.end)), 'CLOCK', booking.serviceName),
    clientTime !== null && fact(t('booking.clientTime'), unbroken(clientTime), 'CLOCK', client.zone),
    client.email !== '' && reach(t('booking.client'), client.email, 'EMAIL', `mailto:${client.email}`),
    client.phone !== '' && reach(t('field.phone'), client.phone, 'PHONE', `tel:${client.phone.replace(/[^\d+]/g, '')}`),
    client.note !== '' && fact(t('booking.note'), client.note, 'DESCRIPTION'),
    fact(t('booking.staff'), staff?.name ?? '', 'PERSON'),
    booking.event?.instanceId !== undefined && { kind: 'text', text: t('booking.repeats'), tone: 'quiet' },
    ...linkLines(context, booking),
    booking.place.kind !== 'meet' && fact(t('booking.place'), placeText(t, booking.place), 'MAP_PIN'),
  ]);
}

/** Problems that cannot be left as they are. */
const MUST_BE_MENDED: readonly Attention['why'][] = [
  'notWritten',
  'mailWaits',
  'noEvent',
  'linkFailed',
  'refundDue',
  'paidTooLate',
];

/** Why it needs attention, the one button that fixes it, and the button that leaves it as it is. */
function attentionSection({ t, desk }: CardContext, booking: Booking): Section | null {
  const attention = attentionOf(booking, desk.now());
  if (attention === null || attention.why === 'question') return null;
  const { why } = attention;
  const canStay = !MUST_BE_MENDED.includes(why);
  const stay: Tap = { action: 'settleFlag', params: { booking: booking.id, card: 'booking', flag: why } };
  const remedy = onThisCard(remedyButton(t, booking, attention));
  return {
    urgent: true,
    widgets: [
      { kind: 'text', text: attentionText(t, attention), tone: 'warning' },
      {
        kind: 'buttons',
        buttons: present<Button>([{ ...remedy, filled: true }, canStay && { text: t('remedy.stay'), click: stay }]),
      },
    ],
  };
}

/** Actions from the booking's card come back to it. */
function onThisCard(button: Button): Button {
  const { click } = button;
  return 'link' in click ? button : { ...button, click: { ...click, params: { ...click.params, card: 'booking' } } };
}

/** A line may break before a time, not within it. */
function unbroken(span: string): string {
  return span.replace(/\s(?=[AP]M\b)/g, '\u00a0');
}

function reach(label: string, text: string, icon: IconName, link: string): Widget {
  return { kind: 'line', label, text, icon, click: { link } };
}

function fact(label: string, text: string, icon?: IconName, note?: string): Widget {
  return { kind: 'line', label, text, ...(icon !== undefined && { icon }), ...(note !== undefined && { note }) };
}

/** What was done to the event in Calendar, and the two possible answers to it. */
function questionSection({ t, dates }: CardContext, { id, question }: Booking): Section | null {
  if (question === null) return null;
  const params = { booking: id, card: 'booking' };
  const text =
    question.kind === 'moved'
      ? t('question.moved', { span: dates.span(question.span.start, question.span.end) })
      : t(`question.${question.kind}`);
  return {
    urgent: true,
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

function warnings({ t, me, dates, desk }: CardContext, booking: Booking, staff: StaffMember | null): Section | null {
  const first = attentionOf(booking, desk.now())?.why;
  const texts: string[] = booking.flags.filter((flag) => flag !== first).map((flag) => t(`flag.${flag}`));
  for (const effect of booking.outbox) {
    if (effect.error === null) continue;
    const reason = effect.error;
    texts.push(
      effect.kind === 'mail'
        ? t('booking.mailWaiting', { mail: t(`mailName.${effect.template}`), reason })
        : t('booking.waiting', { reason }),
    );
  }
  const waits = booking.outbox.some((effect) => effect.kind !== 'mail');
  const since = booking.history[booking.history.length - 1]?.at ?? booking.createdAt;
  // Only they themselves may write to their calendar: their next execution does.
  if (waits && staff !== null && staff.email !== me.email) {
    texts.push(t('booking.waitsFor', { staff: staff.name, time: `${dates.day(since)}, ${dates.time(since)}` }));
  }
  const isAhead = isLive(booking) && booking.end > desk.now();
  if (isAhead && isOnline(booking) && booking.client.email === '') texts.push(t('booking.noLinkMail'));
  if (texts.length === 0) return null;
  return { urgent: true, widgets: texts.map((text): Widget => ({ kind: 'text', text, tone: 'warning' })) };
}

function linkLines(context: CardContext, booking: Booking): Widget[] {
  const { t } = context;
  if (!isOnline(booking) || booking.state !== 'confirmed') return [];
  const { link } = booking;
  const button = joinButton(t, booking);
  if (link?.status !== 'ready' || link.uri === null || button === undefined) {
    return [fact(t('booking.link'), link?.status === 'pending' ? t('link.pending') : t('link.failed'), 'VIDEO_CAMERA')];
  }
  const text = link.uri.replace(/^https:\/\//, '');
  const asModerator = moderatorLink(context, link.uri);
  return [
    { kind: 'line', label: t('booking.link'), text, icon: 'VIDEO_CAMERA', button },
    ...present<Widget>([
      asModerator !== null && {
        kind: 'buttons',
        buttons: [{ text: t('room.moderator'), click: { link: asModerator } }],
      },
    ]),
    ...link.phones.map(({ number, pin }) =>
      fact(t('booking.dialIn'), number, 'PHONE', pin === '' ? undefined : t('booking.pin', { pin })),
    ),
  ];
}

/**
 * The way into a video room as its moderator. Google may not tell the page which member of the business has opened the
 * common link (https://developers.google.com/apps-script/reference/base/session#getActiveUser()); with this one it need
 * not.
 */
function moderatorLink({ desk }: CardContext, uri: string): string | null {
  const rooms = desk.store.seen().list('room');
  const room = rooms.find(({ keys }) => uri.endsWith(`join=${keys.guest}`));
  return room === undefined ? null : joinAddress(desk.webApp(), room.keys.moderator);
}

/** The next actions for the booking's state. */
function mainButtons({ t, desk }: CardContext, booking: Booking): Button[] {
  const params = { booking: booking.id, card: 'booking' };
  const started = booking.start <= desk.now();
  const { state } = booking;
  return present<Button>([
    state === 'requested' && { text: t('home.accept'), filled: true, click: { action: 'acceptBooking', params } },
    state === 'requested' && { text: t('home.decline'), danger: 'asks', click: { action: 'askDecline', params } },
    state === 'awaitingPayment' && {
      text: t('paid.submit'),
      filled: true,
      click: { action: 'markBookingPaid', params },
    },
    canBePaidLate(booking) && { text: t('paid.late'), click: { action: 'markBookingPaid', params } },
    ((state === 'confirmed' && started) || state === 'noShow') && {
      text: t('completed.submit'),
      filled: state === 'confirmed',
      click: { action: 'completeBooking', params },
    },
    ((state === 'confirmed' && started) || state === 'completed') && {
      text: t('noShow.submit'),
      click: { action: 'markNoShow', params },
    },
    { text: t('home.back'), click: { action: 'goHome' } },
  ]);
}

/** Its client was asked to pay, and may have paid after the time was released. */
function canBePaidLate({ state, prepayment, paidAt }: Booking): boolean {
  const hasEnded = state === 'declined' || state === 'cancelled' || state === 'expired';
  return hasEnded && prepayment && paidAt === null;
}

function changeSection(context: CardContext, booking: Booking): Section | null {
  const buttons = changeButtons(context, booking);
  return buttons.length === 0 ? null : { title: context.t('booking.change'), widgets: [{ kind: 'buttons', buttons }] };
}

function changeButtons({ t, desk }: CardContext, booking: Booking): Button[] {
  const params = { booking: booking.id, card: 'booking' };
  const { state, client } = booking;
  const live = isLive(booking);
  const isAhead = live && booking.start > desk.now();
  const wasTold = state !== 'completed' && state !== 'noShow' && client.email !== '';
  return present<Button>([
    live && { text: t('reschedule.title'), click: { action: 'askReschedule', params } },
    isAhead && { text: t('handOver.title'), click: { action: 'askHandOver', params } },
    live && { text: t('client.title'), click: { action: 'editClient', params } },
    wasTold && { text: t('resend.title'), click: { action: 'resendMail', params } },
    live &&
      state !== 'requested' && { text: t('cancel.title'), danger: 'asks', click: { action: 'askCancel', params } },
  ]);
}

function noteSection({ t, event }: CardContext, booking: Booking): Section {
  const value = event.inputs('staffNote')[0] ?? booking.staffNote;
  const params = { booking: booking.id, card: 'booking' };
  return {
    title: t('note.title'),
    widgets: [
      { kind: 'input', name: 'staffNote', label: t('field.staffNote'), value, multiline: true },
      { kind: 'buttons', buttons: [{ text: t('note.save'), click: { action: 'saveNote', params } }] },
    ],
  };
}
