import { settingsOf } from '../../desk/team/people';
import { levelOfArchive } from '../../desk/archive/gauge';
import { home, type Excerpt, type HomeDesk } from '../../desk/panel/home';
import type { HomeList } from '../../desk/panel/booking-lists';
import type { NextStarts } from '../../desk/times/preview';
import { SCOPES } from '../../desk/ports/records';
import { MINUTE } from '../../booking/time/time';
import { isConnected } from '../../booking/staff';
import {
  connectInviteCard,
  connectSection,
  damagedCard,
  strangerCard,
  unreadSection,
  welcomeCard,
} from './first-steps';
import type { CardContext } from '../kit/context';
import { rowWidgets } from './rows';
import { present, type Button, type CardView, type Section, type Widget } from '../kit/widgets';
import {
  button,
  buttons,
  card,
  dropdown,
  linkButton,
  paragraph,
  quiet,
  section,
  submit,
  textField,
  titled,
  urgent,
  warning,
  withTop,
} from '../kit/parts';
import { heirSection } from './heir';

/** The home page: first what waits for this person, then what comes next. */
export function homeCard(context: CardContext): CardView {
  const settings = settingsOf(context.desk.store.seen());
  const own = ownHomeCard(context);
  const isHeir = settings !== null && settings.heir !== '' && settings.heir === context.me.email;
  return isHeir ? withTop(own, heirSection(context, settings)) : own;
}

function ownHomeCard(context: CardContext): CardView {
  const seen = home(context.desk, context.event.input('openService'));
  switch (seen.kind) {
    case 'welcome':
      return welcomeCard(context);
    case 'stranger':
      return strangerCard(context, seen.owner);
    case 'damaged':
      return damagedCard(context, seen.broken);
    case 'connect':
      return connectInviteCard(context, seen.staff);
    case 'desk':
      return deskCard(context, seen.desk);
  }
}

function deskCard(context: CardContext, desk: HomeDesk): CardView {
  const { t } = context;
  const { lists } = desk;
  return card(
    'home',
    { title: desk.settings.business, subtitle: t('home.title') },
    desk.role.staff !== null && !isConnected(desk.role.staff) && connectSection(context),
    desk.consentPage !== '' && consentSection(context, desk.consentPage),
    notices(context, desk),
    archiveSection(context, desk),
    desk.isUnread && unreadSection(context),
    listSection(context, desk, 'pending', t('home.pending', { count: lists.pending.count })),
    listSection(context, desk, 'payment', t('home.payment', { count: lists.payment.count })),
    listSection(context, desk, 'attention', t('home.attention', { count: lists.attention.count })),
    waitsForNobody(desk) && section(quiet(t('home.noPending'))),
    ...upcomingSections(context, desk),
    listSection(context, desk, 'past', t('home.over')),
    workSection(context, desk),
    desk.nextOpen !== null && openSection(context, desk, desk.nextOpen),
    desk.role.staff !== null && titled(t('home.myTimes'), buttons(...myTimesButtons(context))),
    titled(t('home.theDesk'), buttons(...deskButtons(context, desk))),
  );
}

function consentSection({ t }: CardContext, address: string): Section {
  return section(warning(t('home.consent')), buttons({ ...linkButton(t('home.grant'), address), filled: true }));
}

/** Only once the archive is filling up: what helps is on the card that the button opens. */
function archiveSection({ t }: CardContext, { archive }: HomeDesk): Section | null {
  const level = archive === null ? 'roomy' : levelOfArchive(archive);
  if (archive === null || level === 'roomy') return null;
  const percent = Math.round((archive.used / archive.limit) * 100);
  const text = level === 'full' ? t('home.archiveFull') : t('home.archiveFilling', { percent });
  return urgent(section(warning(text), buttons(button(t('storage.title'), 'showStorage'))));
}

function waitsForNobody({ lists }: HomeDesk): boolean {
  return lists.pending.count + lists.payment.count + lists.attention.count === 0;
}

function notices(context: CardContext, desk: HomeDesk): Section | null {
  const { t, dates } = context;
  const texts = [
    ...desk.problems.map(({ problem, name, calendarId, email }) =>
      t(`home.problem.${problem?.kind ?? 'failed'}`, { calendar: name === '' ? calendarId : name, email }),
    ),
    ...desk.overdue.map(({ name, calendarId, email, syncedAt }) =>
      t('home.overdue', {
        calendar: name === '' ? calendarId : name,
        email,
        time: `${dates.day(syncedAt ?? 0)}, ${dates.time(syncedAt ?? 0)}`,
      }),
    ),
    ...present([desk.tickProblem !== null && t('home.noTimer', { message: desk.tickProblem })]),
    ...desk.broken.map((record) => t('home.broken', { key: record.key, problem: record.problem })),
  ];
  for (const { name } of desk.paused) texts.push(t('home.paused', { name }));
  for (const { name } of desk.syncPaused) texts.push(t('home.syncPaused', { name }));
  for (const { staff, bookings } of desk.waiting) {
    const clients = bookings.slice(0, 5).map(({ client, reference }) => `${client.name} (${reference})`);
    texts.push(
      t(staff.syncPaused ? 'home.waitsPaused' : 'home.waits', { staff: staff.name, clients: clients.join(', ') }),
    );
  }
  for (const { title, provider, task } of desk.missingRooms) {
    texts.push(t('room.notYet', { title, provider: t(`rooms.name.${provider}`), error: task?.error ?? '' }));
  }
  if (desk.unconnected.length > 0) {
    texts.push(t('home.unconnected', { names: desk.unconnected.map((staff) => staff.name).join(', ') }));
  }
  if (desk.role.isOwner && desk.settings.publicPage === '') texts.push(t('assistant.noPage'));
  const { deployer, owner } = desk.settings;
  if (desk.role.isOwner && deployer !== '' && deployer !== owner)
    texts.push(t('home.otherDeployer', { email: deployer }));
  if (desk.mailsHeldBack > 0) texts.push(t('home.mailsWait', { count: desk.mailsHeldBack }));
  if (desk.storeUsed !== null) texts.push(t('home.storeNearlyFull', { percent: Math.round(desk.storeUsed * 100) }));
  const invitations = desk.role.isOwner ? invitationButtons(context, desk.unconnected) : [];
  return texts.length === 0
    ? null
    : urgent(section(...texts.slice(0, 10).map(warning), invitations.length > 0 && buttons(...invitations)));
}

/** How many have a button of their own. */
const MOST_INVITED = 3;

/** To the invitation of each who has not connected a calendar; to the team where they are many. */
function invitationButtons({ t, me }: CardContext, unconnected: HomeDesk['unconnected']): Button[] {
  // Nobody needs an invitation from themselves.
  const first = unconnected.filter(({ email }) => email !== me.email).slice(0, MOST_INVITED);
  const named = first.map(({ id, name }) => button(t('home.invite', { name }), 'showMember', { staff: id }));
  return unconnected.length > first.length ? [...named, button(t('home.team'), 'showTeam')] : named;
}

function listSection(
  context: CardContext,
  desk: HomeDesk,
  kind: Exclude<HomeList, 'upcoming'>,
  title: string,
): Section | null {
  const excerpt = desk.lists[kind];
  if (excerpt.count === 0) return null;
  const widgets = excerpt.rows.flatMap((row) => rowWidgets(context, desk.role, kind, row));
  return urgent(titled(title, ...widgets, ...moreButton(context, kind, excerpt)));
}

function moreButton({ t }: CardContext, kind: HomeList, { rows, count }: Excerpt): Widget[] {
  if (count <= rows.length) return [];
  return [buttons(button(t('list.more', { count: count - rows.length }), 'showList', { list: kind }))];
}

/** Today, separate from the days after it. */
function upcomingSections(context: CardContext, desk: HomeDesk): Section[] {
  const { t, dates } = context;
  const { upcoming } = desk.lists;
  const scope = scopeChoice(context, desk);
  if (upcoming.count === 0) return [titled(t('home.upcoming'), ...scope, ...emptyState(context, desk))];
  const today = dates.longDay(context.desk.now());
  const isToday = (start: number) => start < context.desk.now() || dates.longDay(start) === today;
  const widgetsOf = (rows: Excerpt['rows']) => rows.flatMap((row) => rowWidgets(context, desk.role, 'upcoming', row));
  const todays = upcoming.rows.filter(({ booking }) => isToday(booking.start));
  const later = upcoming.rows.filter(({ booking }) => !isToday(booking.start));
  const none = quiet(t('home.nothingToday'));
  const more = moreButton(context, 'upcoming', upcoming);
  return present<Section>([
    titled(t('home.today', { day: today }), ...scope, ...(todays.length === 0 ? [none] : widgetsOf(todays))),
    later.length + more.length > 0 && titled(t('home.upcoming'), ...widgetsOf(later), ...more),
  ]);
}

/** Owner and managers who take bookings themselves choose whose bookings they see. */
function scopeChoice({ t }: CardContext, { role, scope }: HomeDesk): Widget[] {
  if (!role.managesAll || role.staff === null) return [];
  const options = SCOPES.map((value) => ({ value, label: t(`scope.${value}`) }));
  return [dropdown('scope', t('scope.label'), options, scope, { action: 'chooseScope' })];
}

/** For a desk without bookings: what to do about it. */
function emptyState({ t }: CardContext, { settings, role }: HomeDesk): Widget[] {
  if (settings.publicPage === '') {
    // The owner has been told above, if it is theirs to fix.
    return [quiet(t(role.isOwner ? 'home.noUpcoming' : 'assistant.noPage'))];
  }
  return [
    quiet(t('home.noUpcoming')),
    buttons(submit(t('links.title'), 'showLinks'), role.staff !== null && button(t('home.hours'), 'showHours')),
  ];
}

function workSection({ t, event }: CardContext, { role }: HomeDesk): Section {
  const canBook = role.managesAll || role.staff !== null;
  return titled(
    t('home.work'),
    canBook && buttons(submit(t('manual.title'), 'newBooking'), button(t('offer.title'), 'offerTimes')),
    textField('search', t('search.label'), event.input('search'), t('search.hint')),
    buttons(button(t('search.submit'), 'searchBookings'), button(t('home.past'), 'showList', { list: 'history' })),
  );
}

function openSection({ t, dates }: CardContext, { openServices }: HomeDesk, { service, starts }: NextStarts): Section {
  const lines = starts.map((start) => dates.span(start, start + service.duration * MINUTE));
  const text = lines.length === 0 ? t('home.noOpen') : lines.join('\n');
  const named = openServices.map(({ id, name }) => ({ value: id, label: name }));
  return titled(
    t('home.nextOpen', { service: service.name }),
    named.length > 1 && dropdown('openService', t('field.service'), named, service.id, { action: 'chooseOpen' }),
    paragraph(text),
    buttons(
      lines.length > 0 && button(t('copy.times'), 'copyOpenTimes', { service: service.id }),
      button(t('home.why'), 'askWhy'),
    ),
  );
}

/** What people set for themselves. */
function myTimesButtons({ t }: CardContext): Button[] {
  return [
    button(t('home.hours'), 'showHours'),
    button(t('home.exceptions'), 'showExceptions'),
    button(t('home.limits'), 'showLimits'),
    button(t('home.calendars'), 'chooseCalendars'),
    button(t('home.sync'), 'showSync'),
  ];
}

/** What is everybody's. */
function deskButtons({ t }: CardContext, { role, settings, archive }: HomeDesk): Button[] {
  const { isOwner } = role;
  const { publicPage } = settings;
  return present<Button>([
    publicPage !== '' && linkButton(t('home.publicPage'), publicPage),
    publicPage !== '' && button(t('links.title'), 'showLinks'),
    isOwner && button(t('home.services'), 'showServices'),
    isOwner && button(t('home.team'), 'showTeam'),
    button(t('rooms.title'), 'showRooms'),
    isOwner && button(t('home.settings'), 'showSettings'),
    (isOwner || archive !== null) && button(t('storage.title'), 'showStorage'),
    button(t('help.title'), 'showHelp'),
  ]);
}
