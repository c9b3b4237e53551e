import { attentionOf, type Attention } from '../../booking/attention';
import { isLive, isOnline, type Booking } from '../../booking/booking';
import type { Instant } from '../../booking/time/time';
import type { StaffMember } from '../../booking/staff';
import { joinAddress } from '../../desk/rooms/rooms';
import type { CardContext } from '../kit/context';
import { historyLine } from '../kit/history';
import { invitationChoice } from '../kit/invitations';
import { placeText } from '../../i18n/places';
import { attentionText, joinButton, remedyButton, timeForClient } from '../home/rows';
import { present, type Button, type CardView, type IconName, type Section, type Widget } from '../kit/widgets';
import {
  askButton,
  backHome,
  button,
  buttons,
  card,
  folded,
  line,
  linkButton,
  multiline,
  quiet,
  section,
  submit,
  titled,
  urgent,
  warning,
} from '../kit/parts';

/** All about one booking, and what can be done with it. */
export function bookingCard(context: CardContext, booking: Booking, staff: StaffMember | null): CardView {
  const { t } = context;
  return card(
    'booking',
    { title: booking.client.name, subtitle: t('booking.title', { reference: booking.reference }) },
    questionSection(context, booking),
    attentionSection(context, booking),
    warnings(context, booking, staff),
    section(...factWidgets(context, booking, staff)),
    section(isUnconfirmed(booking) && invitationChoice(context), buttons(...mainButtons(context, booking))),
    changeSection(context, booking),
    noteSection(context, booking),
    historySection(context, booking),
  );
}

/** The same about one in the archive: nothing can be done with it any more. */
export function archivedBookingCard(context: CardContext, booking: Booking, staff: StaffMember | null): CardView {
  const { t, dates } = context;
  const meet = booking.link?.uri ?? '';
  return card(
    'archivedBooking',
    { title: booking.client.name, subtitle: t('booking.title', { reference: booking.reference }) },
    section(quiet(t('archive.readOnly'))),
    section(
      ...factWidgets(context, booking, staff),
      meet !== '' && fact(t('booking.link'), meet.replace(/^https:\/\//, ''), 'VIDEO_CAMERA'),
      booking.staffNote !== '' && fact(t('note.title'), booking.staffNote, 'DESCRIPTION'),
    ),
    // With the year: it may be long ago.
    historySection(context, booking, (at) => dates.yearDay(at)),
    section(buttons(backHome(t))),
  );
}

/** @param dayOf how days are written */
function historySection(context: CardContext, { history }: Booking, dayOf?: (at: number) => string): Section {
  const lines = [...history].reverse().map((entry) => historyLine(context, entry, dayOf));
  return folded(context.t('booking.history'), 0, ...lines);
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
    fact(t('booking.status'), t(`state.${booking.state}`), 'STAR', heldText(context, booking)),
    fact(t('booking.when'), unbroken(dates.longSpan(booking.start, booking.end)), 'CLOCK', booking.serviceName),
    clientTime !== null && fact(t('booking.clientTime'), unbroken(clientTime), 'CLOCK', client.zone),
    client.email !== '' && reach(t('booking.client'), client.email, 'EMAIL', `mailto:${client.email}`),
    client.phone !== '' && reach(t('field.phone'), client.phone, 'PHONE', `tel:${client.phone.replace(/[^\d+]/g, '')}`),
    client.note !== '' && fact(t('booking.note'), client.note, 'DESCRIPTION'),
    ...formLines(context, booking),
    fact(t('booking.staff'), staff?.name ?? '', 'PERSON'),
    booking.event?.instanceId !== undefined && quiet(t('booking.repeats')),
    ...linkLines(context, booking),
    booking.place.kind !== 'meet' && fact(t('booking.place'), placeText(t, booking.place), 'MAP_PIN'),
    ...priceLines(context, booking),
  ]);
}

/** Until when a booking that is not confirmed holds its time. */
function heldText(context: CardContext, booking: Booking): string | undefined {
  const { holdUntil, state } = booking;
  if (!isUnconfirmed(booking) || holdUntil === null) return undefined;
  const time = momentText(context, holdUntil);
  return context.t(state === 'requested' ? 'booking.answerBy' : 'booking.payBy', { time });
}

/** What the client answered to the service's own questions, and whom they bring along. */
function formLines(context: CardContext, { answers, consentedAt, guests }: Booking): Widget[] {
  const { t } = context;
  return present<Widget>([
    ...answers.map(({ label, value }) => fact(label, value, 'DESCRIPTION')),
    guests.length > 0 && fact(t('field.guests'), guests.join('\n'), 'INVITE'),
    consentedAt !== null && fact(t('booking.consent'), momentText(context, consentedAt), 'DESCRIPTION'),
  ]);
}

/** What it costs now, and whether it has been paid. */
function priceLines(context: CardContext, { serviceId, paidAt, prepayment, state }: Booking): Widget[] {
  const { t, desk } = context;
  const price = desk.store.seen().get('service', serviceId)?.price?.text ?? '';
  const isDue = prepayment && (state === 'requested' || state === 'awaitingPayment');
  if (price === '' && paidAt === null && !isDue) return [];
  const paid = paidAt === null ? undefined : t('booking.paid', { time: momentText(context, paidAt) });
  return [
    line(price === '' ? t('field.payment') : price, {
      label: t('service.price'),
      icon: 'DOLLAR',
      note: paid ?? t(isDue ? 'booking.notPaid' : 'booking.noPrepayment'),
    }),
  ];
}

function momentText({ dates }: CardContext, at: Instant): string {
  return `${dates.day(at)}, ${dates.time(at)}`;
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
  const canStay = !MUST_BE_MENDED.includes(why) && attention.remedy !== 'settle';
  const remedy = onThisCard(remedyButton(t, booking, attention));
  const stay = button(t('remedy.stay'), 'settleFlag', { booking: booking.id, card: 'booking', flag: why });
  return urgent(section(warning(attentionText(t, attention)), buttons({ ...remedy, filled: true }, canStay && stay)));
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
  return line(text, { label, icon, click: { link } });
}

function fact(label: string, text: string, icon?: IconName, note?: string): Widget {
  return line(text, { label, ...(icon !== undefined && { icon }), ...(note !== undefined && { note }) });
}

/** What was done to the event in Calendar, and the two possible answers to it. */
function questionSection({ t, dates }: CardContext, { id, question }: Booking): Section | null {
  if (question === null) return null;
  const params = { booking: id, card: 'booking' };
  const text =
    question.kind === 'moved'
      ? t('question.moved', { span: dates.span(question.span.start, question.span.end) })
      : t(`question.${question.kind}`);
  return urgent(
    section(
      warning(text),
      buttons(
        submit(t('question.follow'), 'followCalendar', params),
        button(t('question.back'), 'putEventBack', params),
      ),
    ),
  );
}

function warnings(context: CardContext, booking: Booking, staff: StaffMember | null): Section | null {
  const { t, me, desk } = context;
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
    texts.push(t('booking.waitsFor', { staff: staff.name, time: momentText(context, since) }));
  }
  const isAhead = isLive(booking) && booking.end > desk.now();
  if (isAhead && isOnline(booking) && booking.client.email === '') texts.push(t('booking.noLinkMail'));
  return texts.length === 0 ? null : urgent(section(...texts.map(warning)));
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
    line(text, { label: t('booking.link'), icon: 'VIDEO_CAMERA', button }),
    ...(asModerator === null ? [] : [buttons(linkButton(t('room.moderator'), asModerator))]),
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
    state === 'requested' && submit(t('home.accept'), 'acceptBooking', params),
    state === 'requested' && askButton(t('home.decline'), 'askDecline', params),
    state === 'awaitingPayment' && submit(t('paid.submit'), 'markBookingPaid', params),
    canBePaidLate(booking) && button(t('paid.late'), 'markBookingPaid', params),
    state === 'confirmed' && started && submit(t('completed.submit'), 'completeBooking', params),
    state === 'noShow' && button(t('completed.submit'), 'completeBooking', params),
    ((state === 'confirmed' && started) || state === 'completed') && button(t('noShow.submit'), 'markNoShow', params),
    backHome(t),
  ]);
}

/** Its client was asked to pay, and may have paid after the time was released. */
function canBePaidLate({ state, prepayment, paidAt }: Booking): boolean {
  const hasEnded = state === 'declined' || state === 'cancelled' || state === 'expired';
  return hasEnded && prepayment && paidAt === null;
}

function changeSection(context: CardContext, booking: Booking): Section | null {
  const changes = changeButtons(context, booking);
  const ends = endingButtons(context, booking);
  return changes.length + ends.length === 0
    ? null
    : titled(
        context.t('booking.change'),
        changes.length > 0 && buttons(...changes),
        // Apart from the others: a slip of the finger ends nothing.
        ends.length > 0 && buttons(...ends),
      );
}

function changeButtons({ t, desk }: CardContext, booking: Booking): Button[] {
  const params = { booking: booking.id, card: 'booking' };
  const { state, client } = booking;
  const live = isLive(booking);
  const isAhead = live && booking.start > desk.now();
  const wasTold = state !== 'completed' && state !== 'noShow' && client.email !== '';
  return present<Button>([
    live && button(t('reschedule.title'), 'askReschedule', params),
    isAhead && button(t('handOver.title'), 'askHandOver', params),
    live && button(t('client.title'), 'editClient', params),
    wasTold && button(t('resend.title'), 'resendMail', params),
  ]);
}

function endingButtons({ t }: CardContext, booking: Booking): Button[] {
  const isAsked = !isLive(booking) || booking.state === 'requested';
  return isAsked ? [] : [askButton(t('cancel.title'), 'askCancel', { booking: booking.id, card: 'booking' })];
}

function noteSection({ t, event }: CardContext, booking: Booking): Section {
  const value = event.inputs('staffNote')[0] ?? booking.staffNote;
  const params = { booking: booking.id, card: 'booking' };
  return titled(
    t('note.title'),
    multiline('staffNote', t('field.staffNote'), value),
    buttons(button(t('note.save'), 'saveNote', params)),
  );
}
