import type { Attention } from '../../booking/attention';
import { isOnline, type Booking } from '../../booking/booking';
import type { Row } from '../../desk/panel/home';
import type { ListKind } from '../../desk/panel/booking-lists';
import type { Role } from '../../desk/team/people';
import type { DeskTranslate } from '../../i18n/index';
import { inZone, type CardContext } from '../kit/context';
import { present, type Button, type Widget } from '../kit/widgets';

/** A booking in a list, with its actions there. */
export function rowWidgets(context: CardContext, role: Role, kind: ListKind, row: Row): Widget[] {
  switch (kind) {
    case 'pending':
      return pendingWidgets(context, role, row);
    case 'payment':
      return [rowLine(context, role, row), { kind: 'buttons', buttons: paymentButtons(context, row.booking) }];
    case 'attention':
      return attentionWidgets(context, role, row);
    case 'past':
      return [rowLine(context, role, row), { kind: 'buttons', buttons: pastButtons(context, row.booking) }];
    case 'upcoming':
    case 'search':
      return [rowLine(context, role, row, joinButton(context.t, row.booking))];
  }
}

function pendingWidgets(context: CardContext, role: Role, row: Row): Widget[] {
  const { t } = context;
  const params = { booking: row.booking.id };
  const { client } = row.booking;
  const clientTime = timeForClient(context, row.booking);
  const facts = present<string>([
    clientTime !== null && t('home.clientTime', { time: clientTime, zone: client.zone }),
    client.phone !== '' && client.phone,
    client.note !== '' && `“${shortened(client.note)}”`,
  ]);
  return present<Widget>([
    rowLine(context, role, row),
    facts.length > 0 && { kind: 'text', text: facts.join('\n'), tone: 'quiet' },
    row.free ? null : { kind: 'text', text: t('home.notFree'), tone: 'warning' },
    {
      kind: 'buttons',
      buttons: [
        { text: t('home.accept'), filled: true, click: { action: 'acceptBooking', params } },
        { text: t('home.decline'), danger: 'asks', click: { action: 'askDecline', params } },
      ],
    },
  ]);
}

/** A note may have a thousand characters; a list shows its beginning. */
const NOTE_SHOWN = 120;

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= NOTE_SHOWN ? line : `${line.slice(0, NOTE_SHOWN).trimEnd()}…`;
}

/** The booking's time on the client's clock, if it differs from the reader's. */
export function timeForClient(context: CardContext, { start, end, client }: Booking): string | null {
  const { zone } = client;
  if (!context.isZone(zone) || context.desk.offsets(zone, start) === context.desk.offsets(context.zone, start))
    return null;
  return inZone(context, zone).dates.span(start, end);
}

function paymentButtons({ t }: CardContext, { id }: Booking): Button[] {
  return [{ text: t('paid.submit'), filled: true, click: { action: 'markBookingPaid', params: { booking: id } } }];
}

/** How it went; a booking that was completed automatically may need correcting. */
function pastButtons({ t }: CardContext, { id, state }: Booking): Button[] {
  const params = { booking: id };
  return present<Button>([
    state === 'confirmed' && {
      text: t('completed.submit'),
      filled: true,
      click: { action: 'completeBooking', params },
    },
    { text: t('noShow.submit'), click: { action: 'markNoShow', params } },
  ]);
}

function attentionWidgets(context: CardContext, role: Role, row: Row): Widget[] {
  const { booking, attention } = row;
  return present<Widget>([
    rowLine(context, role, row),
    attention !== null && { kind: 'text', text: attentionText(context.t, attention), tone: 'warning' },
    attention !== null && { kind: 'buttons', buttons: [remedyButton(context.t, booking, attention)] },
  ]);
}

/** A booking in two lines, which a tap opens. */
function rowLine({ t, dates }: CardContext, role: Role, { booking, staff }: Row, button?: Button): Widget {
  const ofSomebodyElse = staff !== null && staff.id !== role.staff?.id;
  const isUsual = booking.state === 'confirmed' || booking.state === 'requested';
  const facts = [
    booking.serviceName,
    ofSomebodyElse && t('home.with', { staff: staff.name }),
    !isUsual && t(`state.${booking.state}`),
  ];
  return {
    kind: 'line',
    label: dates.span(booking.start, booking.end),
    text: booking.client.name,
    note: present<string>(facts).join(' · '),
    click: { action: 'showBooking', params: { booking: booking.id } },
    ...(button !== undefined && { button }),
  };
}

/** Opens the link of an online booking that has one. */
export function joinButton(t: DeskTranslate, booking: Booking): Button | undefined {
  const uri = booking.link?.status === 'ready' ? booking.link.uri : null;
  const isJoinable = isOnline(booking) && booking.state === 'confirmed' && uri !== null;
  return isJoinable ? { text: t('home.join'), click: { link: uri } } : undefined;
}

/** Why a booking needs attention, in words. */
export function attentionText(t: DeskTranslate, { why }: Attention): string {
  const isOwn = why === 'question' || why === 'notWritten' || why === 'mailWaits' || why === 'noEvent';
  return isOwn ? t(`attention.${why}`) : t(`flag.${why}`);
}

/** The one button that fixes it. */
export function remedyButton(t: DeskTranslate, { id, event }: Booking, { remedy }: Attention): Button {
  const params = { booking: id };
  switch (remedy) {
    case 'answerQuestion':
      return { text: t('remedy.answerQuestion'), click: { action: 'showBooking', params } };
    case 'retryLink':
      return { text: t('link.retry'), click: { action: 'retryBookingLink', params } };
    case 'writeAgain':
      return { text: t('remedy.writeAgain'), click: { action: 'writeBookingAgain', params } };
    case 'bringBack': {
      // Google moves no single time of a series into another calendar.
      const text = t(event?.instanceId === undefined ? 'remedy.bringBack' : 'remedy.bringSeriesBack');
      return { text, click: { action: 'bringBookingBack', params } };
    }
    case 'refund':
      return { text: t('remedy.refund'), click: { action: 'settleFlag', params: { ...params, flag: 'refundDue' } } };
    case 'resendMail':
      return { text: t('resend.title'), click: { action: 'resendMail', params } };
    case 'reschedule':
      return { text: t('remedy.reschedule'), click: { action: 'askReschedule', params } };
    case 'editClient':
      return { text: t('client.title'), click: { action: 'editClient', params } };
    case 'writeEvent':
      return {
        text: t('remedy.writeEvent'),
        click: { action: 'writeBookingAgain', params: { ...params, anew: 'yes' } },
      };
    case 'handOver':
      return { text: t('handOver.title'), click: { action: 'askHandOver', params } };
    case 'cancel':
      return { text: t('cancel.title'), danger: 'asks', click: { action: 'askCancel', params } };
  }
}
