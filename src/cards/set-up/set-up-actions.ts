import { allOf, emailAddress, optionalText, requiredText, TEXT_LIMITS, wholeNumber } from '../../booking/fields';
import { done, refused, type Outcome } from '../../booking/refusal';
import { SERVICE_LIMITS } from '../../booking/service';
import { isConnected } from '../../booking/staff';
import { connect, MOST_BLOCKED, saveSettings, setUpDesk } from '../../desk/set-up';
import { staffByEmail } from '../../desk/team/people';
import { ARCHIVE_AFTER, PAST_HOURS, PAST_MODES, POLICIES, UNREAD_HOURS, type Policies } from '../../desk/ports/records';
import { publicAddress } from '../../desk/web-app';
import { forOwner, forStaff, type Handler } from '../kit/access';
import { refusalAnswer, type CardContext } from '../kit/context';
import { readLength } from '../kit/durations';
import { readyCard, welcomeCard } from '../home/first-steps';
import { chosen, isSent } from '../kit/form';
import { homeCard } from '../home/home';
import { readLook } from './look';
import { calendarsCard, settingsCard } from './set-up';
import { zoneMeant } from '../kit/zone-names';

/** Longer than any calendar id that Google gives. */
const CALENDAR_ID_LENGTH = 300;

export const onSetUp: Handler = (context) => {
  const { event, t } = context;
  const form = allOf({
    business: requiredText(event.input('business'), 'business', TEXT_LIMITS.business),
    serviceName: requiredText(event.input('service'), 'service', SERVICE_LIMITS.name),
    duration: readLength(t, event.input('duration'), 'duration', { ...SERVICE_LIMITS.duration, bare: 1 }),
    team: emailLines(event.input('team'), 'team'),
  });
  if (!form.ok) return refusalAnswer(context, form.refusal, welcomeCard(context));
  const outcome = setUpDesk(context.desk, {
    ...form.value,
    zone: context.zone,
    locale: context.locale,
  });
  if (!outcome.ok) return outcome.refusal;
  // A person who takes bookings continues with their calendars: the second of three steps.
  const staff = staffByEmail(context.desk.store.seen(), context.me.email);
  const card =
    staff === null
      ? homeCard(context)
      : calendarsCard(context, staff, context.desk.calendar.list(), t('assistant.step', { step: 2, count: 3 }));
  return { at: 'root', card, notice: t('welcome.done') };
};

/** Addresses, one a line; the team has at least one. */
function emailLines(text: string, field: 'team' | 'managers'): Outcome<string[]> {
  const lines = text.split(/[\s,;]+/).filter((line) => line !== '');
  if (lines.length === 0 && field === 'team') return refused('required', field);
  const emails = new Set<string>();
  for (const line of lines) {
    const email = emailAddress(line, field);
    if (!email.ok) return email;
    emails.add(email.value);
  }
  return done([...emails]);
}

/** Addresses, or `@` and a domain, one a line. */
function readBlocked(text: string): Outcome<string[]> {
  const entries = new Set<string>();
  for (const line of text.split(/[\s,;]+/).filter((one) => one !== '')) {
    // A domain is one if an address at it would be.
    const read = emailAddress(line.startsWith('@') ? `x${line}` : line, 'blocked');
    if (!read.ok) return read;
    entries.add(line.startsWith('@') ? read.value.slice(1) : read.value);
  }
  return entries.size > MOST_BLOCKED ? refused('tooMany', 'blocked', { max: MOST_BLOCKED }) : done([...entries]);
}

export const onChooseCalendars: Handler = (context) =>
  forStaff(context, (staff) => ({
    at: 'next',
    card: calendarsCard(context, staff, context.desk.calendar.list()),
  }));

export const onConnectCalendars: Handler = (context) =>
  forStaff(context, (staff) => {
    const { event } = context;
    const again = () => calendarsCard(context, staff, context.desk.calendar.list());
    const zone = zoneMeant(event.input('zone'), (name) => context.isZone(name));
    const form = allOf({
      name: requiredText(event.input('name'), 'name', TEXT_LIMITS.name),
      zone: zone === null ? refused('zoneExpected', 'zone') : done(zone),
      writeCalendar: requiredText(event.input('writeCalendar'), 'writeCalendar', CALENDAR_ID_LENGTH),
    });
    if (!form.ok) return refusalAnswer(context, form.refusal, again());
    const outcome = connect(context.desk, {
      ...form.value,
      locale: context.locale,
      busyCalendars: event.inputs('busyCalendars'),
    });
    if (!outcome.ok) return refusalAnswer(context, outcome.refusal, again());
    const card = isConnected(staff) ? homeCard(context) : readyCard(context, outcome.value);
    return { at: 'root', card, notice: context.t('connect.done') };
  });

export const onShowSettings: Handler = (context) =>
  forOwner(context, (settings) => ({ at: 'next', card: settingsCard(context, settings) }));

const HOST_NAME = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+(:\d{1,5})?$/i;

export const onSaveSettingsForm: Handler = (context) =>
  forOwner(context, (settings) => {
    const { event } = context;
    const domain = event.input('jitsiDomain');
    const form = allOf({
      business: requiredText(event.input('business'), 'business', TEXT_LIMITS.business),
      jitsiDomain: HOST_NAME.test(domain) ? done(domain) : refused('jitsiDomainExpected', 'jitsiDomain'),
      publicPage: readAddress(event.input('publicPage')),
      managers: emailLines(event.input('managers'), 'managers'),
      blocked: readBlocked(event.input('blocked')),
      confirmsEmail: done(event.inputs('confirmsEmail').includes('yes')),
      pastHours: isSent(context, 'pastHours')
        ? wholeNumber(event.input('pastHours'), 'pastHours', PAST_HOURS)
        : done(settings.past.hours),
      unreadHours: wholeNumber(event.input('unreadHours') || String(settings.unreadHours), 'unreadHours', UNREAD_HOURS),
    });
    if (!form.ok) return refusalAnswer(context, form.refusal, settingsCard(context, settings));
    const look = readLook(context);
    if (!look.ok) return refusalAnswer(context, look.refusal, settingsCard(context, settings));
    const policies = readPolicies(context, settings.policies);
    const { pastHours: hours, ...values } = form.value;
    const past = { mode: chosen(context, 'past', PAST_MODES, settings.past.mode), hours };
    const archiveAfter =
      ARCHIVE_AFTER.find((days) => String(days) === event.input('archiveAfter')) ?? settings.archiveAfter;
    const outcome = saveSettings(context.desk, { ...values, ...look.value, policies, past, archiveAfter });
    if (!outcome.ok) return refusalAnswer(context, outcome.refusal, settingsCard(context, settings));
    return { at: 'root', card: homeCard(context), notice: context.t('settings.saved') };
  });

/** Missing fields stay as they are. */
function readPolicies({ event }: CardContext, stored: Policies): Policies {
  const chosen = <K extends keyof Policies>(kind: K, choices: readonly Policies[K][]): Policies[K] =>
    choices.find((one) => one === event.input(kind)) ?? stored[kind];
  return {
    moved: chosen('moved', POLICIES.moved),
    stretched: chosen('stretched', POLICIES.stretched),
    deleted: chosen('deleted', POLICIES.deleted),
    linkRemoved: chosen('linkRemoved', POLICIES.linkRemoved),
  };
}

/**
 * An https address, or http on this machine, where the product is tried out; or nothing. One that ends in `/dev` opens
 * for editors of the script only, and would be mailed to clients.
 */
function readAddress(text: string): Outcome<string> {
  const entered = text.trim();
  const address = publicAddress(entered) || entered;
  const isGood = address === '' || /^https:\/\/[^\s"<>]+$|^http:\/\/localhost(:\d+)?\/[^\s"<>]*$/.test(address);
  if (!isGood || /\/dev([?#].*)?$/.test(address)) return refused('pageExpected', 'publicPage');
  return optionalText(address, 'publicPage', 500);
}
