import { home, type HomeDesk } from '../desk/home';
import type { Booking } from '../booking/booking';
import type { StaffMember } from '../booking/staff';
import { damagedCard, connectInviteCard, strangerCard, welcomeCard } from './first-steps';
import type { CardContext } from './context';
import { inZone } from './context';
import { present, type Button, type CardView, type Section, type Widget } from './view';

/** What stands on the home page: first what waits for this person, then what comes next. */
export function homeCard(context: CardContext): CardView {
  const seen = home(context.desk, context.me);
  switch (seen.kind) {
    case 'welcome':
      return welcomeCard(context);
    case 'stranger':
      return strangerCard(context, seen.owner);
    case 'damaged':
      return damagedCard(context, seen.broken);
    case 'connect':
      return connectInviteCard(context, seen.staff, seen.isOwner);
    case 'desk':
      return deskCard(context, seen.desk);
  }
}

function deskCard(context: CardContext, desk: HomeDesk): CardView {
  const zoned = context.event.zone === '' && desk.role.staff ? inZone(context, desk.role.staff.zone) : context;
  const { t } = zoned;
  return {
    name: 'home',
    title: desk.settings.business,
    subtitle: t('home.title'),
    sections: present<Section>([
      notices(zoned, desk),
      questionSection(zoned, desk),
      pendingSection(zoned, desk),
      upcomingSection(zoned, desk),
      openSection(zoned, desk),
      { title: t('home.manage'), widgets: [{ kind: 'buttons', buttons: manageButtons(zoned, desk) }] },
    ]),
  };
}

function notices({ t }: CardContext, desk: HomeDesk): Section | null {
  const texts = [
    ...desk.problems.map(({ problem, name, calendarId, email }) =>
      t(`home.problem.${problem?.kind ?? 'failed'}`, { calendar: name === '' ? calendarId : name, email }),
    ),
    ...desk.broken.map((record) => t('home.broken', { key: record.key, problem: record.problem })),
  ];
  for (const { name } of desk.paused) texts.push(t('home.paused', { name }));
  for (const { name } of desk.syncPaused) texts.push(t('home.syncPaused', { name }));
  for (const { title, provider, wish } of desk.missingRooms) {
    texts.push(t('room.notYet', { title, provider: t(`rooms.name.${provider}`), error: wish?.error ?? '' }));
  }
  if (desk.unconnected.length > 0) {
    texts.push(t('home.unconnected', { names: desk.unconnected.map((staff) => staff.name).join(', ') }));
  }
  if (desk.storeUsed !== null) texts.push(t('home.storeNearlyFull', { percent: Math.round(desk.storeUsed * 100) }));
  if (texts.length === 0) return null;
  return { widgets: texts.slice(0, 10).map((text): Widget => ({ kind: 'text', text, tone: 'warning' })) };
}

function questionSection(context: CardContext, desk: HomeDesk): Section | null {
  if (desk.questions.length === 0) return null;
  const widgets = desk.questions.map(({ booking, staff }) => bookingLine(context, desk, booking, staff));
  return { title: context.t('home.questions'), widgets };
}

function pendingSection(context: CardContext, desk: HomeDesk): Section {
  const { t } = context;
  if (desk.pending.length === 0) return { widgets: [{ kind: 'text', text: t('home.noPending'), tone: 'quiet' }] };
  return {
    title: t('home.pending', { count: desk.pendingCount }),
    widgets: desk.pending.flatMap(({ booking, staff, free }) => pendingWidgets(context, desk, booking, staff, free)),
  };
}

function pendingWidgets(
  context: CardContext,
  desk: HomeDesk,
  booking: Booking,
  staff: StaffMember | null,
  free: boolean,
): Widget[] {
  const { t } = context;
  return present<Widget>([
    bookingLine(context, desk, booking, staff),
    free ? null : { kind: 'text', text: t('home.notFree'), tone: 'warning' },
    {
      kind: 'buttons',
      buttons: [
        { text: t('home.accept'), filled: true, click: { action: 'acceptBooking', params: { booking: booking.id } } },
        { text: t('home.decline'), click: { action: 'askDecline', params: { booking: booking.id } } },
      ],
    },
  ]);
}

/** A booking in two lines, a tap away from all of it. */
function bookingLine(
  { t, dates }: CardContext,
  desk: HomeDesk,
  booking: Booking,
  staff: StaffMember | null,
  button?: Button,
): Widget {
  const ofSomebodyElse = staff !== null && staff.id !== desk.role.staff?.id;
  const note = present([booking.serviceName, ofSomebodyElse && t('home.with', { staff: staff.name })]).join(' · ');
  return {
    kind: 'line',
    label: dates.span(booking.start, booking.end),
    text: booking.client.name,
    note: booking.state === 'awaitingPayment' ? `${note} · ${t('state.awaitingPayment')}` : note,
    click: { action: 'showBooking', params: { booking: booking.id } },
    ...(button !== undefined && { button }),
  };
}

function upcomingSection(context: CardContext, desk: HomeDesk): Section {
  const { t } = context;
  const widgets = desk.upcoming.map(({ booking, staff }) => {
    const uri = booking.link?.status === 'ready' ? booking.link.uri : null;
    const join = uri === null ? undefined : { text: t('home.join'), click: { link: uri } };
    return bookingLine(context, desk, booking, staff, join);
  });
  if (widgets.length === 0) widgets.push({ kind: 'text', text: t('home.noUpcoming'), tone: 'quiet' });
  return { title: t('home.upcoming'), widgets };
}

function openSection({ t, dates }: CardContext, desk: HomeDesk): Section | null {
  if (desk.nextOpen === null) return null;
  const { service, starts } = desk.nextOpen;
  const lines = starts.map((start) => dates.span(start, start + service.duration * 60_000));
  const text = lines.length === 0 ? t('home.noOpen') : lines.join('\n');
  return { title: t('home.nextOpen', { service: service.name }), widgets: [{ kind: 'text', text }] };
}

function manageButtons({ t }: CardContext, desk: HomeDesk): Button[] {
  const { isOwner, staff } = desk.role;
  const { publicPage } = desk.settings;
  return present<Button>([
    publicPage !== '' && { text: t('home.publicPage'), click: { link: publicPage } },
    staff !== null && { text: t('home.hours'), click: { action: 'showHours' } },
    staff !== null && { text: t('home.exceptions'), click: { action: 'showExceptions' } },
    staff !== null && { text: t('home.limits'), click: { action: 'showLimits' } },
    { text: t('home.why'), click: { action: 'askWhy' } },
    staff !== null && { text: t('home.calendars'), click: { action: 'chooseCalendars' } },
    staff !== null && { text: t('home.sync'), click: { action: 'showSync' } },
    { text: t('rooms.title'), click: { action: 'showRooms' } },
    isOwner && { text: t('home.services'), click: { action: 'showServices' } },
    isOwner && { text: t('home.team'), click: { action: 'showTeam' } },
    isOwner && { text: t('home.settings'), click: { action: 'showSettings' } },
  ]);
}
