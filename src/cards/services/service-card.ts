import { durationsOf, inOrder, type Service } from '../../booking/service';
import { usesOf } from '../../desk/bookings/uses';
import type { CardContext } from '../kit/context';
import { durationText } from '../kit/durations';
import {
  askButton,
  backHome,
  button,
  buttons,
  card,
  endButton,
  line,
  paragraph,
  quiet,
  section,
  submit,
  warning,
} from '../kit/parts';
import { placeText } from '../../i18n/places';
import { present, type CardView, type Widget } from '../kit/widgets';
import { FIRST_PARTS, partSections, SERVICE_PARTS, type ServicePart } from './service-parts';

/** All services, and a way to a new one. */
export function servicesCard({ t, desk }: CardContext): CardView {
  const services = inOrder(desk.store.seen().list('service'));
  const note = (service: Service) =>
    present<string>([
      t('services.line', { duration: lengthsText(t, service), place: placesText(t, service) }),
      !service.offered && t('services.hidden'),
    ]).join(' · ');
  return card(
    'services',
    t('services.title'),
    section(
      ...services.map((service): Widget =>
        line(service.name, {
          note: note(service),
          button: button(t('services.edit'), 'editService', { service: service.id }),
        }),
      ),
      buttons(
        submit(t('services.add'), 'editService', { service: '' }),
        services.length > 1 && button(t('services.order'), 'orderServices'),
        backHome(t),
      ),
    ),
  );
}

/** The services with buttons that move them. */
export function orderCard({ t, desk }: CardContext): CardView {
  const services = inOrder(desk.store.seen().list('service'));
  const last = services.length - 1;
  return card(
    'order',
    t('services.order'),
    section(quiet(t('services.orderText'))),
    section(
      ...services.flatMap(({ id, name }, n): Widget[] => [
        line(name, { label: String(n + 1) }),
        buttons(
          n > 0 && button(t('services.up'), 'moveService', { service: id, by: 'up' }),
          n < last && button(t('services.down'), 'moveService', { service: id, by: 'down' }),
        ),
      ]),
    ),
    section(buttons(submit(t('services.orderDone'), 'showServices'))),
  );
}

/** One service: what it is at a glance, and a button for each part of it. */
export function serviceCard(context: CardContext, service: Service): CardView {
  const { t } = context;
  const params = { service: service.id };
  const part = (name: ServicePart, text: string): Widget =>
    line(text, {
      label: t(`service.part.${name}`),
      button: button(t('services.edit'), 'editServicePart', { ...params, part: name }),
    });
  const questions = service.questions.map(({ label }) => label).join(', ');
  return card(
    'service',
    { title: service.name, subtitle: service.offered ? '' : t('services.hidden') },
    section(
      ...SERVICE_PARTS.map((name) => part(name, partText(context, name, service))),
      line(questions === '' ? t('ask.none') : questions, {
        label: t('ask.title'),
        button: button(t('services.edit'), 'showQuestions', params),
      }),
    ),
    section(
      buttons(button(t('links.title'), 'showLinks', params), button(t('home.services'), 'showServices'), backHome(t)),
    ),
    section(buttons(askButton(t('service.delete'), 'askDeleteService', params))),
  );
}

/** What a part says at the moment, on one line. */
function partText(context: CardContext, part: ServicePart, service: Service): string {
  const { t, desk } = context;
  switch (part) {
    case 'what':
      return lengthsText(t, service);
    case 'where':
      return present<string>([placesText(t, service), service.price?.text]).join(' · ');
    case 'times':
      return timesText(t, service);
    case 'who':
      return service.staffIds === null
        ? t('service.everybodyShort')
        : service.staffIds.map((id) => desk.store.seen().get('staff', id)?.name ?? '').join(', ');
    case 'rules': {
      const on = (['offered', 'autoAccept', 'prepayment'] as const).filter((name) => service[name]);
      return on.length === 0 ? t('services.hidden') : on.map((name) => t(`service.${name}`)).join(' · ');
    }
    case 'mails':
      return mailsText(t, service);
  }
}

function timesText(t: CardContext['t'], { minimumNotice, horizon: days }: Service): string {
  const horizon = durationText(t, days * 1440);
  return minimumNotice === 0
    ? t('service.timesUpTo', { horizon })
    : t('service.timesLine', { notice: durationText(t, minimumNotice), horizon });
}

function mailsText(t: CardContext['t'], { reminders, followUp }: Service): string {
  const times = [
    ...reminders.map((minutes) => t('service.before', { length: durationText(t, minutes) })),
    ...(followUp === null ? [] : [t('service.after', { length: durationText(t, followUp) })]),
  ];
  return times.length === 0 ? t('service.noReminders') : times.join(' · ');
}

function lengthsText(t: CardContext['t'], service: Service): string {
  return durationsOf(service)
    .map((minutes) => durationText(t, minutes))
    .join(' / ');
}

function placesText(t: CardContext['t'], { places }: Service): string {
  return places.map((place) => placeText(t, place)).join(' / ');
}

/** The form of some parts of a service: one of them, or the first ones of a new service. */
export function partCard(
  context: CardContext,
  service: Service,
  parts: readonly ServicePart[],
  preview: Service = service,
): CardView {
  const { t } = context;
  const [first = 'what'] = parts;
  const params = { service: service.id, parts: parts.join(' ') };
  const isNew = service.id === '';
  return card(
    'servicePart',
    isNew ? t('service.new') : { title: t(`service.part.${first}`), subtitle: service.name },
    ...parts.flatMap((part) => partSections(context, part, service, preview)),
    section(
      isNew && quiet(t('service.newText')),
      buttons(
        submit(t('service.save'), 'saveServiceForm', params),
        // The times change at a tap, not while somebody types.
        parts.includes('times') && button(t('preview.show'), 'changeService', params),
        isNew ? button(t('home.services'), 'showServices') : button(t('service.back'), 'editService', params),
      ),
    ),
  );
}

/** The form of a new service: with what it needs. */
export function newServiceCard(context: CardContext, service: Service): CardView {
  return partCard(context, service, FIRST_PARTS);
}

/** Says what deleting means, or why it has to wait. */
export function deleteServiceCard({ t, desk }: CardContext, service: Service): CardView {
  const count = usesOf(desk.store.seen(), service.id, desk.now());
  const params = { service: service.id };
  const back = button(t('service.back'), 'editService', params);
  return card(
    'deleteService',
    t('service.deleteTitle', { service: service.name }),
    count === 0
      ? section(
          paragraph(t('service.deleteText')),
          buttons(endButton(t('service.delete'), 'deleteService', params), back),
        )
      : section(
          warning(t('refusal.serviceNeeded', { count })),
          service.offered && paragraph(t('service.hideText')),
          buttons(service.offered && submit(t('service.hide'), 'hideService', params), back),
        ),
  );
}
