import type { Attention } from '../../booking/attention';
import { isOnline, type Booking } from '../../booking/booking';
import type { Archived } from '../../desk/ports/archive';
import type { Row } from '../../desk/panel/home';
import type { ListKind } from '../../desk/panel/booking-lists';
import type { Role } from '../../desk/team/people';
import type { DeskTranslate } from '../../i18n/index';
import { inZone, type CardContext } from '../kit/context';
import { present, type Button, type Widget } from '../kit/widgets';
import { askButton, button, buttons, line, linkButton, quiet, submit, warning } from '../kit/parts';

/** A booking in a list, with its actions there. */
export function rowWidgets(context: CardContext, role: Role, kind: ListKind, row: Row): Widget[] {
  switch (kind) {
    case 'pending':
      return pendingWidgets(context, role, row);
    case 'payment':
      return [rowLine(context, role, row), buttons(...paymentButtons(context, row.booking))];
    case 'attention':
      return attentionWidgets(context, role, row);
    case 'past':
      return [rowLine(context, role, row), buttons(...pastButtons(context, row.booking))];
    case 'upcoming':
    case 'history':
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
    ...row.booking.answers.slice(0, ANSWERS_SHOWN).map(({ label, value }) => `${label}: ${shortened(value)}`),
  ]);
  return present<Widget>([
    rowLine(context, role, row),
    facts.length > 0 && quiet(facts.join('\n')),
    row.free ? null : warning(t('home.notFree')),
    buttons(submit(t('home.accept'), 'acceptBooking', params), askButton(t('home.decline'), 'askDecline', params)),
  ]);
}

/** A note may have a thousand characters; a list shows its beginning. */
const NOTE_SHOWN = 120;

/** How many answers to a service's own questions; the card of the booking has all of them. */
const ANSWERS_SHOWN = 3;

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
  return [submit(t('paid.submit'), 'markBookingPaid', { booking: id })];
}

/** How it went; a booking that was completed automatically may need correcting. */
function pastButtons({ t }: CardContext, { id, state }: Booking): Button[] {
  const params = { booking: id };
  return present<Button>([
    state === 'confirmed' && submit(t('completed.submit'), 'completeBooking', params),
    button(t('noShow.submit'), 'markNoShow', params),
  ]);
}

function attentionWidgets(context: CardContext, role: Role, row: Row): Widget[] {
  const { booking, attention } = row;
  return present<Widget>([
    rowLine(context, role, row),
    attention !== null && warning(attentionText(context.t, attention)),
    attention !== null && buttons(remedyButton(context.t, booking, attention)),
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
  return line(booking.client.name, {
    label: dates.span(booking.start, booking.end),
    note: present<string>(facts).join(' · '),
    click: { action: 'showBooking', params: { booking: booking.id } },
    ...(button !== undefined && { button }),
  });
}

/** A booking in the reader's archive, which a tap opens. */
export function archivedLine({ t, dates }: CardContext, { id, client, serviceName, start }: Archived): Widget {
  return line(client.name, {
    label: `${dates.yearDay(start)}, ${dates.time(start)}`,
    note: `${serviceName} · ${t('search.archived')}`,
    click: { action: 'openArchived', params: { booking: id } },
  });
}

/** Opens the link of an online booking that has one. */
export function joinButton(t: DeskTranslate, booking: Booking): Button | undefined {
  const uri = booking.link?.status === 'ready' ? booking.link.uri : null;
  const isJoinable = isOnline(booking) && booking.state === 'confirmed' && uri !== null;
  return isJoinable ? linkButton(t('home.join'), uri) : undefined;
}

/** Why a booking needs attention, in words. */
export function attentionText(t: DeskTranslate, { why }: Attention): string {
  const isOwn = why === 'question' || why === 'notWritten' || why === 'mailWaits' || why === 'noEvent';
  return isOwn ? t(`attention.${why}`) : t(`flag.${why}`);
}

/** The one button that fixes it. */
export function remedyButton(t: DeskTranslate, { id, event }: Booking, { why, remedy }: Attention): Button {
  const params = { booking: id };
  switch (remedy) {
    case 'answerQuestion':
      return button(t('remedy.answerQuestion'), 'showBooking', params);
    case 'retryLink':
      return button(t('link.retry'), 'retryBookingLink', params);
    case 'writeAgain':
      return button(t('remedy.writeAgain'), 'writeBookingAgain', params);
    case 'bringBack': {
      // Google moves no single time of a series into another calendar.
      const text = t(event?.instanceId === undefined ? 'remedy.bringBack' : 'remedy.bringSeriesBack');
      return button(text, 'bringBookingBack', params);
    }
    case 'refund':
      return button(t('remedy.refund'), 'settleFlag', { ...params, flag: 'refundDue' });
    case 'resendMail':
      return button(t('resend.title'), 'resendMail', params);
    case 'reschedule':
      return button(t('remedy.reschedule'), 'askReschedule', params);
    case 'editClient':
      return button(t('client.title'), 'editClient', params);
    case 'writeEvent':
      return button(t('remedy.writeEvent'), 'writeBookingAgain', { ...params, anew: 'yes' });
    case 'handOver':
      return button(t('handOver.title'), 'askHandOver', params);
    case 'settle':
      return button(t('remedy.stay'), 'settleFlag', { ...params, flag: why });
    case 'cancel':
      return askButton(t('cancel.title'), 'askCancel', params);
  }
}
