import { INVITATIONS } from '../../booking/booking';
import { PLACE_KINDS, type Place } from '../../booking/place';
import { ASSIGNMENTS, FOLLOW_UP_CHOICES, REMINDER_CHOICES, type Service } from '../../booking/service';
import type { CardContext } from '../kit/context';
import { durationText } from '../kit/durations';
import { input, numberText, typed } from '../kit/form';
import {
  checkbox,
  checkboxes,
  dateField,
  dropdown,
  folded,
  multiline,
  quiet,
  radio,
  section,
  titled,
} from '../kit/parts';
import { previewSection } from '../kit/preview';
import type { Section } from '../kit/widgets';

/** The parts of a service's form, in the order in which an owner thinks of them. Each has a card of its own. */
export const SERVICE_PARTS = ['what', 'where', 'times', 'who', 'rules', 'mails'] as const;
export type ServicePart = (typeof SERVICE_PARTS)[number];

/** A new service needs these; everything else has a usual value. */
export const FIRST_PARTS: readonly ServicePart[] = ['what', 'where'];

/** The parts that a card was sent with. */
export function partsSent({ event }: CardContext): ServicePart[] {
  const sent = event.param('parts').split(' ');
  return SERVICE_PARTS.filter((part) => sent.includes(part));
}

/** The fields of a part. @param preview the service with the rules that were entered, if that is another */
export function partSections(
  context: CardContext,
  part: ServicePart,
  service: Service,
  preview: Service = service,
): Section[] {
  switch (part) {
    case 'what':
      return [whatSection(context, service)];
    case 'where':
      return [placeSection(context, service), priceSection(context, service)];
    case 'times':
      return [timesSection(context, service), previewSection(context, { service: preview })];
    case 'who':
      return [whoSection(context, service)];
    case 'rules':
      return [rulesSection(context, service), clientSection(context, service)];
    case 'mails':
      return [mailsSection(context, service)];
  }
}

function whatSection(context: CardContext, service: Service): Section {
  const { t } = context;
  const more = service.moreDurations.join(', ');
  return folded(
    '',
    3,
    input(context, 'serviceName', service.name),
    input(context, 'duration', String(service.duration)),
    multiline('description', t('field.description'), typed(context, 'description', service.description)),
    input(context, 'moreDurations', more),
    input(context, 'picture', service.picture, { hint: t('look.addressHint') }),
  );
}

/** The ticked options: those that were sent, or those that are stored. */
function ticks(
  context: CardContext,
  part: ServicePart,
  field: string,
  stored: readonly string[],
): (value: string) => boolean {
  const chosen = partsSent(context).includes(part) ? context.event.inputs(field) : stored;
  return (value) => chosen.includes(value);
}

function placeSection(context: CardContext, service: Service): Section {
  const { t } = context;
  const of = <K extends Place['kind']>(kind: K) =>
    service.places.find((place): place is Extract<Place, { kind: K }> => place.kind === kind);
  const kinds = service.places.map(({ kind }) => kind);
  const labels: Record<Place['kind'], string> = {
    meet: t('service.placeMeet'),
    room: t('service.placeRoom'),
    address: t('service.placeAddress'),
    weCall: t('service.placeWeCall'),
    clientCalls: t('service.placeClientCalls'),
  };
  return section(
    checkboxes(
      'place',
      t('service.places'),
      PLACE_KINDS.map((value) => ({ value, label: labels[value] })),
      ticks(context, 'where', 'place', kinds),
    ),
    input(context, 'address', of('address')?.address ?? ''),
    input(context, 'number', of('clientCalls')?.number ?? ''),
  );
}

function priceSection(context: CardContext, { price }: Service): Section {
  const { t } = context;
  const whole = amountText(price?.amount ?? null);
  return folded(
    t('service.price'),
    1,
    input(context, 'price', price?.text ?? ''),
    input(context, 'amount', whole, { hint: t('service.amountHint') }),
    input(context, 'currency', price?.currency ?? ''),
  );
}

function timesSection(context: CardContext, service: Service): Section {
  const { t, event } = context;
  const noLimit = { hint: t('service.emptyHint') };
  const isSent = partsSent(context).includes('times');
  return folded(
    '',
    3,
    input(context, 'step', String(service.step)),
    input(context, 'minimumNotice', durationText(t, service.minimumNotice), { hint: t('service.lengthHint') }),
    input(context, 'horizon', String(service.horizon)),
    input(context, 'bufferBefore', String(service.bufferBefore)),
    input(context, 'bufferAfter', String(service.bufferAfter), { hint: t('service.bufferHint') }),
    dateField('bookableUntil', t('field.bookableUntil'), isSent ? event.date('bookableUntil') : service.bookableUntil),
    input(context, 'dayCap', numberText(service.caps.day), noLimit),
    input(context, 'weekCap', numberText(service.caps.week), noLimit),
  );
}

function whoSection(context: CardContext, service: Service): Section {
  const { t, desk, event } = context;
  const team = desk.store.seen().list('staff');
  const isTicked = ticks(context, 'who', 'guests', service.guestsSeeEachOther ? ['see'] : []);
  const everybody = { value: '*', label: t('service.everybody') };
  return section(
    checkboxes(
      'staff',
      t('field.staff'),
      [everybody, ...team.map(({ id, name }) => ({ value: id, label: name }))],
      ticks(context, 'who', 'staff', service.staffIds ?? ['*']),
    ),
    radio(
      'assignment',
      t('field.assignment'),
      ASSIGNMENTS.map((value) => ({ value, label: t(`service.assign.${value}`) })),
      event.inputs('assignment')[0] ?? service.assignment,
    ),
    input(context, 'capacity', String(service.capacity), { hint: t('service.capacityHint') }),
    checkbox('guests', 'see', t('service.guestsSee'), isTicked('see')),
  );
}

function rulesSection(context: CardContext, service: Service): Section {
  const { t } = context;
  const { autoAccept, prepayment, offered } = service;
  const stored = Object.entries({ autoAccept, prepayment, offered }).flatMap(([name, on]) => (on ? [name] : []));
  const options = (['offered', 'autoAccept', 'prepayment'] as const).map((value) => ({
    value,
    label: t(`service.${value}`),
  }));
  return section(
    checkboxes('options', t('service.options'), options, ticks(context, 'rules', 'options', stored)),
    input(context, 'hold', String(service.hold)),
    input(context, 'timeToPay', String(service.timeToPay)),
    radio(
      'invitations',
      t('field.invitations'),
      INVITATIONS.map((value) => ({ value, label: t(`invitations.${value}`) })),
      context.event.inputs('invitations')[0] ?? service.invitations,
    ),
  );
}

/** What clients may do, and what they agree to. */
function clientSection(context: CardContext, service: Service): Section {
  const { t } = context;
  const deadline = (minutes: number | null) => (minutes === null ? '' : durationText(t, minutes));
  const hint = { hint: t('service.deadlineHint') };
  return titled(
    t('service.clients'),
    input(context, 'cancelDeadline', deadline(service.cancelDeadline), hint),
    input(context, 'rescheduleDeadline', deadline(service.rescheduleDeadline), hint),
    multiline('consent', t('field.consent'), typed(context, 'consent', service.consent), t('service.consentHint')),
    input(context, 'guestLimit', String(service.guests), { hint: t('service.guestsHint') }),
  );
}

/** When clients are reminded, and thanked. What another version has stored stays among the choices. */
function mailsSection(context: CardContext, { reminders, followUp }: Service): Section {
  const { t } = context;
  const times = [...new Set([...REMINDER_CHOICES, ...reminders])].sort((a, b) => b - a);
  const after = followUp === null ? FOLLOW_UP_CHOICES : new Set([...FOLLOW_UP_CHOICES, followUp]);
  const chosen = partsSent(context).includes('mails') ? context.event.input('followUp') : numberText(followUp);
  return section(
    checkboxes(
      'reminders',
      t('service.reminders'),
      times.map((minutes) => ({
        value: String(minutes),
        label: t('service.before', { length: durationText(t, minutes) }),
      })),
      ticks(context, 'mails', 'reminders', reminders.map(String)),
    ),
    quiet(t('service.remindersHint')),
    dropdown(
      'followUp',
      t('service.followUp'),
      [
        { value: '', label: t('service.noFollowUp') },
        ...[...after].map((minutes) => ({
          value: String(minutes),
          label: t('service.after', { length: durationText(t, minutes) }),
        })),
      ],
      chosen,
    ),
  );
}

/** An amount in whole units: `99.5` for 9950 cents. */
function amountText(amount: number | null): string {
  return amount === null ? '' : String(amount / 100);
}
