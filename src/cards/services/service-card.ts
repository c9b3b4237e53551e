import { INVITATIONS } from '../../booking/booking';
import { ASSIGNMENTS, durationsOf, type Service } from '../../booking/service';
import type { StaffMember } from '../../booking/staff';
import type { CardContext } from '../kit/context';
import { durationText } from '../kit/durations';
import { input, isSent, numberText } from '../kit/form';
import { placeText } from '../kit/places';
import { previewSection } from '../kit/preview';
import type { CardView, Section, Widget } from '../kit/widgets';
import {
  backHome,
  button,
  buttons,
  card,
  checkbox,
  checkboxes,
  dateField,
  dropdown,
  folded,
  line,
  section,
  submit,
} from '../kit/parts';
import { PLACE_KINDS, type Place } from '../../booking/place';

/** All services, and a way to a new one. */
export function servicesCard({ t }: CardContext, services: readonly Service[]): CardView {
  return card(
    'services',
    t('services.title'),
    section(
      ...services.map((service): Widget =>
        line(service.name, {
          note: t('services.line', {
            duration: durationsOf(service)
              .map((minutes) => durationText(t, minutes))
              .join(' / '),
            place: service.places.map((place) => placeText(t, place)).join(' / '),
          }),
          button: button(t('services.edit'), 'editService', { service: service.id }),
        }),
      ),
      buttons(submit(t('services.add'), 'editService', { service: '' }), backHome(t)),
    ),
  );
}

/** One service: what, when, who and how, with the times that its rules would offer. */
export function serviceCard(
  context: CardContext,
  service: Service,
  team: readonly StaffMember[],
  preview: Service,
): CardView {
  const { t } = context;
  return card(
    'service',
    service.id === '' ? t('service.new') : service.name,
    section(
      input(context, 'serviceName', service.name),
      input(context, 'duration', String(service.duration)),
      input(context, 'moreDurations', service.moreDurations.join(', ')),
    ),
    placeSection(context, service),
    timesSection(context, service),
    withButton(context, service, previewSection(context, { service: preview })),
    whoSection(context, service, team),
    rulesSection(context, service),
    section(
      buttons(
        submit(t('service.save'), 'saveServiceForm', { service: service.id }),
        button(t('services.title'), 'showServices'),
      ),
    ),
  );
}

/** The times change at a tap, not while somebody types. */
function withButton({ t }: CardContext, { id }: Service, preview: Section): Section {
  const show = buttons(button(t('preview.show'), 'changeService', { service: id }));
  return { ...preview, widgets: [...preview.widgets, show] };
}

/** The ticked options: those that were sent, or those that are stored. */
function ticks(context: CardContext, field: string, stored: readonly string[]): (value: string) => boolean {
  const chosen = isSent(context, 'duration') ? context.event.inputs(field) : stored;
  return (value) => chosen.includes(value);
}

function placeSection(context: CardContext, service: Service): Section {
  const { t } = context;
  const of = <K extends Place['kind']>(kind: K) =>
    service.places.find((place): place is Extract<Place, { kind: K }> => place.kind === kind);
  const isChosen = ticks(
    context,
    'place',
    service.places.map(({ kind }) => kind),
  );
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
      isChosen,
    ),
    input(context, 'address', of('address')?.address ?? ''),
    input(context, 'number', of('clientCalls')?.number ?? ''),
  );
}

function timesSection(context: CardContext, service: Service): Section {
  const { t, event } = context;
  const noLimit = { hint: t('service.emptyHint') };
  return folded(
    t('service.times'),
    4,
    input(context, 'step', String(service.step)),
    input(context, 'minimumNotice', durationText(t, service.minimumNotice), { hint: t('service.lengthHint') }),
    input(context, 'horizon', String(service.horizon)),
    input(context, 'bufferBefore', String(service.bufferBefore)),
    input(context, 'bufferAfter', String(service.bufferAfter), { hint: t('service.bufferHint') }),
    dateField(
      'bookableUntil',
      t('field.bookableUntil'),
      isSent(context, 'duration') ? event.date('bookableUntil') : service.bookableUntil,
    ),
    input(context, 'dayCap', numberText(service.caps.day), noLimit),
    input(context, 'weekCap', numberText(service.caps.week), noLimit),
  );
}

function whoSection(context: CardContext, service: Service, team: readonly StaffMember[]): Section {
  const { t } = context;
  const isChosen = ticks(context, 'staff', service.staffIds ?? ['*']);
  const isTicked = ticks(context, 'guests', service.guestsSeeEachOther ? ['see'] : []);
  const assignment = context.event.inputs('assignment')[0] ?? service.assignment;
  return folded(
    t('service.who'),
    1,
    checkboxes(
      'staff',
      t('field.staff'),
      [{ value: '*', label: t('service.everybody') }, ...team.map(({ id, name }) => ({ value: id, label: name }))],
      isChosen,
    ),
    dropdown(
      'assignment',
      t('field.assignment'),
      ASSIGNMENTS.map((value) => ({ value, label: t(`service.assign.${value}`) })),
      assignment,
    ),
    input(context, 'capacity', String(service.capacity)),
    checkbox('guests', 'see', t('service.guestsSee'), isTicked('see')),
  );
}

function rulesSection(context: CardContext, service: Service): Section {
  const { t } = context;
  const { autoAccept, prepayment, offered, price } = service;
  const stored = Object.entries({ autoAccept, prepayment, offered }).flatMap(([name, on]) => (on ? [name] : []));
  const options = (['offered', 'autoAccept', 'prepayment'] as const).map((value) => ({
    value,
    label: t(`service.${value}`),
  }));
  const deadline = (minutes: number | null) => (minutes === null ? '' : durationText(t, minutes));
  const whole = amountText(price?.amount ?? null);
  return folded(
    t('service.rules'),
    1,
    checkboxes('options', t('service.options'), options, ticks(context, 'options', stored)),
    dropdown(
      'invitations',
      t('field.invitations'),
      INVITATIONS.map((value) => ({ value, label: t(`invitations.${value}`) })),
      context.event.inputs('invitations')[0] ?? service.invitations,
    ),
    input(context, 'hold', String(service.hold)),
    input(context, 'timeToPay', String(service.timeToPay)),
    input(context, 'price', price?.text ?? ''),
    input(context, 'amount', whole, { hint: t('service.amountHint') }),
    input(context, 'currency', price?.currency ?? ''),
    input(context, 'cancelDeadline', deadline(service.cancelDeadline), { hint: t('service.deadlineHint') }),
    input(context, 'rescheduleDeadline', deadline(service.rescheduleDeadline), {
      hint: t('service.deadlineHint'),
    }),
  );
}

/** An amount in whole units: `99.5` for 9950 cents. */
function amountText(amount: number | null): string {
  return amount === null ? '' : String(amount / 100);
}
