import { INVITATIONS } from '../../booking/booking';
import { ASSIGNMENTS, durationsOf, PLACE_KINDS, type Place, type Service } from '../../booking/service';
import type { StaffMember } from '../../booking/staff';
import type { CardContext } from '../kit/context';
import { durationText } from '../kit/durations';
import { input, isSent, numberText } from '../kit/form';
import { placeText } from '../kit/places';
import { previewSection } from '../kit/preview';
import type { Button, CardView, Option, Section, Widget } from '../kit/widgets';

/** All services, and a way to a new one. */
export function servicesCard({ t }: CardContext, services: readonly Service[]): CardView {
  return {
    name: 'services',
    title: t('services.title'),
    sections: [
      {
        widgets: [
          ...services.map((service): Widget => ({
            kind: 'line',
            text: service.name,
            note: t('services.line', {
              duration: durationsOf(service)
                .map((minutes) => durationText(t, minutes))
                .join(' / '),
              place: service.places.map((place) => placeText(t, place)).join(' / '),
            }),
            button: { text: t('services.edit'), click: { action: 'editService', params: { service: service.id } } },
          })),
          {
            kind: 'buttons',
            buttons: [
              { text: t('services.add'), filled: true, click: { action: 'editService', params: { service: '' } } },
              { text: t('home.back'), click: { action: 'goHome' } },
            ],
          },
        ],
      },
    ],
  };
}

/** One service: what, when, who and how, with the times that its rules would offer. */
export function serviceCard(
  context: CardContext,
  service: Service,
  team: readonly StaffMember[],
  preview: Service,
): CardView {
  const { t } = context;
  return {
    name: 'service',
    title: service.id === '' ? t('service.new') : service.name,
    sections: [
      {
        widgets: [
          input(context, 'name', service.name),
          input(context, 'duration', String(service.duration)),
          input(context, 'moreDurations', service.moreDurations.join(', ')),
        ],
      },
      placeSection(context, service),
      timesSection(context, service),
      withButton(context, service, previewSection(context, { service: preview })),
      whoSection(context, service, team),
      rulesSection(context, service),
      {
        widgets: [
          {
            kind: 'buttons',
            buttons: [
              {
                text: t('service.save'),
                filled: true,
                click: { action: 'saveServiceForm', params: { service: service.id } },
              },
              { text: t('services.title'), click: { action: 'showServices' } },
            ],
          },
        ],
      },
    ],
  };
}

/** The times change at a tap, not while somebody types. */
function withButton({ t }: CardContext, { id }: Service, section: Section): Section {
  const button: Button = { text: t('preview.show'), click: { action: 'changeService', params: { service: id } } };
  return { ...section, widgets: [...section.widgets, { kind: 'buttons', buttons: [button] }] };
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
  return {
    widgets: [
      {
        kind: 'choice',
        name: 'place',
        label: t('service.places'),
        look: 'checkboxes',
        options: PLACE_KINDS.map((value) => ({ value, label: labels[value], selected: isChosen(value) })),
      },
      input(context, 'address', of('address')?.address ?? ''),
      input(context, 'number', of('clientCalls')?.number ?? ''),
    ],
  };
}

function timesSection(context: CardContext, service: Service): Section {
  const { t, event } = context;
  const noLimit = { hint: t('service.emptyHint') };
  return {
    title: t('service.times'),
    folded: 4,
    widgets: [
      input(context, 'step', String(service.step)),
      input(context, 'minimumNotice', durationText(t, service.minimumNotice), { hint: t('service.lengthHint') }),
      input(context, 'horizon', String(service.horizon)),
      input(context, 'bufferBefore', String(service.bufferBefore)),
      input(context, 'bufferAfter', String(service.bufferAfter), { hint: t('service.bufferHint') }),
      {
        kind: 'date',
        name: 'bookableUntil',
        label: t('field.bookableUntil'),
        value: isSent(context, 'duration') ? event.date('bookableUntil') : service.bookableUntil,
      },
      input(context, 'dayCap', numberText(service.caps.day), noLimit),
      input(context, 'weekCap', numberText(service.caps.week), noLimit),
    ],
  };
}

function whoSection(context: CardContext, service: Service, team: readonly StaffMember[]): Section {
  const { t } = context;
  const isChosen = ticks(context, 'staff', service.staffIds ?? ['*']);
  const isTicked = ticks(context, 'guests', service.guestsSeeEachOther ? ['see'] : []);
  const assignment = context.event.inputs('assignment')[0] ?? service.assignment;
  return {
    title: t('service.who'),
    folded: 1,
    widgets: [
      {
        kind: 'choice',
        name: 'staff',
        label: t('field.staff'),
        look: 'checkboxes',
        options: [
          { value: '*', label: t('service.everybody'), selected: isChosen('*') },
          ...team.map(({ id, name }): Option => ({ value: id, label: name, selected: isChosen(id) })),
        ],
      },
      {
        kind: 'choice',
        name: 'assignment',
        label: t('field.assignment'),
        look: 'dropdown',
        options: ASSIGNMENTS.map((value) => ({
          value,
          label: t(`service.assign.${value}`),
          selected: value === assignment,
        })),
      },
      input(context, 'capacity', String(service.capacity)),
      {
        kind: 'choice',
        name: 'guests',
        label: '',
        look: 'checkboxes',
        options: [{ value: 'see', label: t('service.guestsSee'), selected: isTicked('see') }],
      },
    ],
  };
}

function rulesSection(context: CardContext, service: Service): Section {
  const { t } = context;
  const { autoAccept, prepayment, offered, price } = service;
  const stored = Object.entries({ autoAccept, prepayment, offered }).flatMap(([name, on]) => (on ? [name] : []));
  const isTicked = ticks(context, 'options', stored);
  const option = (value: string, label: string): Option => ({ value, label, selected: isTicked(value) });
  const deadline = (minutes: number | null) => (minutes === null ? '' : durationText(t, minutes));
  const whole = amountText(price?.amount ?? null);
  return {
    title: t('service.rules'),
    folded: 1,
    widgets: [
      {
        kind: 'choice',
        name: 'options',
        label: t('service.options'),
        look: 'checkboxes',
        options: [
          option('offered', t('service.offered')),
          option('autoAccept', t('service.autoAccept')),
          option('prepayment', t('service.prepayment')),
        ],
      },
      {
        kind: 'choice',
        name: 'invitations',
        label: t('field.invitations'),
        look: 'dropdown',
        options: INVITATIONS.map((value) => ({
          value,
          label: t(`invitations.${value}`),
          selected: value === (context.event.inputs('invitations')[0] ?? service.invitations),
        })),
      },
      input(context, 'hold', String(service.hold)),
      input(context, 'timeToPay', String(service.timeToPay)),
      input(context, 'price', price?.text ?? ''),
      input(context, 'amount', whole, { hint: t('service.amountHint') }),
      input(context, 'currency', price?.currency ?? ''),
      input(context, 'cancelDeadline', deadline(service.cancelDeadline), { hint: t('service.deadlineHint') }),
      input(context, 'rescheduleDeadline', deadline(service.rescheduleDeadline), {
        hint: t('service.deadlineHint'),
      }),
    ],
  };
}

/** An amount in whole units: `99.5` for 9950 cents. */
function amountText(amount: number | null): string {
  return amount === null ? '' : String(amount / 100);
}
