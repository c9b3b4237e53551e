import { allOf, emailAddress, optionalText, requiredText, TEXT_LIMITS, wholeNumber } from '../booking/fields';
import { parseDayHours } from '../booking/hours-text';
import { done, refused, type FieldName, type Outcome } from '../booking/refusal';
import { newService, SERVICE_LIMITS, type Place, type Service } from '../booking/service';
import type { HoursRange, StaffMember } from '../booking/staff';
import { roleOf, settingsOf } from '../desk/people';
import { CalendarError } from '../desk/ports';
import type { Settings } from '../desk/records';
import { addStaff, connect, saveHours, saveService, saveSettings, setUpDesk } from '../desk/set-up';
import { refusalAnswer, type CardContext } from './context';
import { welcomeCard } from './first-steps';
import { homeCard } from './home';
import { calendarsCard, hoursCard, hoursField, serviceCard, servicesCard, settingsCard, teamCard } from './set-up';
import type { CardAnswer } from './view';

/** Longer than any calendar id that Google gives. */
const CALENDAR_ID_LENGTH = 300;

type Handler = (context: CardContext) => CardAnswer;

export const goHome: Handler = (context) => ({ at: 'root', card: homeCard(context) });

export const setUp: Handler = (context) => {
  const { event, t } = context;
  const form = allOf({
    business: requiredText(event.input('business'), 'business', TEXT_LIMITS.business),
    serviceName: requiredText(event.input('service'), 'service', SERVICE_LIMITS.name),
    duration: wholeNumber(event.input('duration'), 'duration', SERVICE_LIMITS.duration),
    team: emailLines(event.input('team')),
  });
  if (!form.ok) return refusalAnswer(context, form.refusal, welcomeCard(context));
  const outcome = setUpDesk(context.desk, context.me, {
    ...form.value,
    zone: context.zone,
    locale: context.locale,
    publicPage: context.webAppAddress(),
  });
  if (!outcome.ok) return refusalAnswer(context, outcome.refusal, homeCard(context));
  return { at: 'root', card: homeCard(context), notice: t('welcome.done') };
};

function emailLines(text: string): Outcome<string[]> {
  const lines = text.split(/[\s,;]+/).filter((line) => line !== '');
  if (lines.length === 0) return refused('required', 'team');
  const emails = new Set<string>();
  for (const line of lines) {
    const email = emailAddress(line, 'team');
    if (!email.ok) return email;
    emails.add(email.value);
  }
  return done([...emails]);
}

export const chooseCalendars: Handler = (context) =>
  asStaff(context, (staff) => ({
    at: 'next',
    card: calendarsCard(context, staff, context.desk.calendar.list()),
  }));

export const connectCalendars: Handler = (context) =>
  asStaff(context, (staff) => {
    const { event } = context;
    const again = () => calendarsCard(context, staff, context.desk.calendar.list());
    const form = allOf({
      name: requiredText(event.input('name'), 'name', TEXT_LIMITS.name),
      zone: context.isZone(event.input('zone')) ? done(event.input('zone')) : refused('zoneExpected', 'zone'),
      writeCalendar: requiredText(event.input('writeCalendar'), 'writeCalendar', CALENDAR_ID_LENGTH),
    });
    if (!form.ok) return refusalAnswer(context, form.refusal, again());
    const outcome = connect(context.desk, context.me, {
      ...form.value,
      locale: context.locale,
      busyCalendars: event.inputs('busyCalendars'),
    });
    if (!outcome.ok) return refusalAnswer(context, outcome.refusal, again());
    return { at: 'root', card: homeCard(context), notice: context.t('connect.done') };
  });

export const showHours: Handler = (context) =>
  asStaff(context, (staff) => ({ at: 'next', card: hoursCard(context, staff.hours, staff.zone) }));

export const saveHoursForm: Handler = (context) =>
  asStaff(context, (staff) => {
    const days = [0, 1, 2, 3, 4, 5, 6].map((day) => parseDayHours(context.event.input(hoursField(day))));
    const hours = days.filter((day): day is HoursRange[] => day !== null);
    const outcome = hours.length === 7 ? saveHours(context.desk, context.me, hours) : refused('hoursExpected', 'hours');
    if (!outcome.ok) return refusalAnswer(context, outcome.refusal, hoursCard(context, staff.hours, staff.zone));
    return { at: 'root', card: homeCard(context), notice: context.t('hours.saved') };
  });

export const showServices: Handler = (context) =>
  asOwner(context, () => ({ at: 'next', card: servicesCard(context, allServices(context)) }));

export const editService: Handler = (context) =>
  withService(context, (service) => ({ at: 'next', card: serviceCard(context, service) }));

export const saveServiceForm: Handler = (context) =>
  withService(context, (service) => {
    const read = readService(context, service);
    const outcome = read.ok ? saveService(context.desk, context.me, read.value) : read;
    if (!outcome.ok) return refusalAnswer(context, outcome.refusal, serviceCard(context, service));
    return { at: 'root', card: servicesCard(context, allServices(context)), notice: context.t('service.saved') };
  });

function readService({ event }: CardContext, service: Service): Outcome<Service> {
  const number = (field: FieldName, limits: { min: number; max: number }) =>
    wholeNumber(event.input(field), field, limits);
  const form = allOf({
    name: requiredText(event.input('name'), 'name', SERVICE_LIMITS.name),
    duration: number('duration', SERVICE_LIMITS.duration),
    step: number('step', SERVICE_LIMITS.step),
    bufferBefore: number('bufferBefore', SERVICE_LIMITS.buffer),
    bufferAfter: number('bufferAfter', SERVICE_LIMITS.buffer),
    minimumNotice: number('minimumNotice', SERVICE_LIMITS.minimumNotice),
    horizon: number('horizon', SERVICE_LIMITS.horizon),
    hold: number('hold', SERVICE_LIMITS.hold),
    place: readPlace(event.input('place'), event.input('address')),
  });
  if (!form.ok) return form;
  const options = event.inputs('options');
  return done({
    ...service,
    ...form.value,
    autoAccept: options.includes('autoAccept'),
    prepayment: options.includes('prepayment'),
    offered: options.includes('offered'),
  });
}

function readPlace(kind: string, address: string): Outcome<Place> {
  if (kind === 'meet') return done({ kind: 'meet' });
  if (kind !== 'address') return refused('valueExpected', 'address');
  const text = requiredText(address, 'address', SERVICE_LIMITS.address);
  return text.ok ? done({ kind: 'address', address: text.value }) : text;
}

export const showTeam: Handler = (context) =>
  asOwner(context, () => ({ at: 'next', card: teamCard(context, team(context)) }));

export const addTeamMember: Handler = (context) =>
  asOwner(context, () => {
    const email = emailAddress(context.event.input('email'), 'email');
    const outcome = email.ok ? addStaff(context.desk, context.me, email.value, context.zone, context.locale) : email;
    if (!outcome.ok) return refusalAnswer(context, outcome.refusal, teamCard(context, team(context)));
    return { at: 'root', card: homeCard(context), notice: context.t('team.added') };
  });

export const showSettings: Handler = (context) =>
  asOwner(context, (settings) => ({ at: 'next', card: settingsCard(context, settings) }));

const HOST_NAME = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+(:\d{1,5})?$/i;

export const saveSettingsForm: Handler = (context) =>
  asOwner(context, (settings) => {
    const { event } = context;
    const domain = event.input('conferenceDomain');
    const form = allOf({
      business: requiredText(event.input('business'), 'business', TEXT_LIMITS.business),
      conferenceDomain: HOST_NAME.test(domain) ? done(domain) : refused('conferenceDomainExpected', 'conferenceDomain'),
      publicPage: readAddress(event.input('publicPage')),
    });
    if (!form.ok) return refusalAnswer(context, form.refusal, settingsCard(context, settings));
    const outcome = saveSettings(context.desk, context.me, form.value);
    if (!outcome.ok) return refusalAnswer(context, outcome.refusal, settingsCard(context, settings));
    return { at: 'root', card: homeCard(context), notice: context.t('settings.saved') };
  });

/** An https address, or http on this machine, where the product is tried out; or nothing. */
function readAddress(text: string): Outcome<string> {
  const isGood = text === '' || /^https:\/\/[^\s"<>]+$|^http:\/\/localhost(:\d+)?\/[^\s"<>]*$/.test(text);
  return isGood ? optionalText(text, 'publicPage', 500) : refused('valueExpected', 'publicPage');
}

function asOwner(context: CardContext, work: (settings: Settings) => CardAnswer): CardAnswer {
  const snapshot = context.desk.store.read();
  const settings = settingsOf(snapshot);
  if (settings !== null && roleOf(snapshot, context.me.email).isOwner) return work(settings);
  return refusalAnswer(context, refused('notAllowed').refusal, homeCard(context));
}

function asStaff(context: CardContext, work: (staff: StaffMember) => CardAnswer): CardAnswer {
  const { staff } = roleOf(context.desk.store.read(), context.me.email);
  if (staff === null) return refusalAnswer(context, refused('notAllowed').refusal, homeCard(context));
  try {
    return work(staff);
  } catch (error) {
    // Google's refusal is told on the card: the person can grant access, or try again.
    if (!(error instanceof CalendarError)) throw error;
    return refusalAnswer(
      context,
      refused('calendarFailed', undefined, { message: error.message }).refusal,
      homeCard(context),
    );
  }
}

function withService(context: CardContext, work: (service: Service) => CardAnswer): CardAnswer {
  return asOwner(context, () => {
    const id = context.event.param('service');
    const service = id === '' ? newService('', '', 30) : context.desk.store.read().get('service', id);
    if (service !== undefined) return work(service);
    return refusalAnswer(
      context,
      refused('unknownService', 'service').refusal,
      servicesCard(context, allServices(context)),
    );
  });
}

function allServices(context: CardContext): Service[] {
  return [...context.desk.store.read().all('service').values()];
}

function team(context: CardContext): StaffMember[] {
  return [...context.desk.store.read().all('staff').values()];
}
