import { allOf, emailAddress, requiredText, TEXT_LIMITS } from '../../booking/fields';
import { refused } from '../../booking/refusal';
import { isGivenBy, type Service } from '../../booking/service';
import type { StaffMember } from '../../booking/staff';
import { adoptEvent } from '../../desk/bookings/adopt-event';
import { forStaff, type Handler } from '../kit/access';
import { refusalAnswer, type CardContext } from '../kit/context';
import { chosen, input } from '../kit/form';
import { shown } from '../booking/one-booking';
import type { CardView } from '../kit/widgets';
import { buttons, card, checkbox, dropdown, paragraph, section, submit } from '../kit/parts';

/** The form that turns the open event into a booking. */
export const onAskAdopt: Handler = (context) =>
  forStaff(context, (staff) => ({ at: 'next', card: adoptCard(context, staff) }));

export const onAdoptOpenEvent: Handler = (context) =>
  forStaff(context, (staff) => {
    const { event, desk } = context;
    const services = servicesOf(context, staff);
    const [first] = services;
    if (first === undefined)
      return refusalAnswer(context, refused('unknownService', 'service').refusal, adoptCard(context, staff));
    const email = event.input('guest') === '' ? event.input('email') : event.input('guest');
    const known = event.guests.find((guest) => guest.email === email);
    const typed = event.input('name');
    const form = allOf({
      email: emailAddress(email, 'email'),
      name: requiredText(typed === '' ? (known?.name ?? '') || nameFrom(email) : typed, 'name', TEXT_LIMITS.name),
    });
    if (!form.ok) return refusalAnswer(context, form.refusal, adoptCard(context, staff));
    const since = desk.now();
    const outcome = adoptEvent(desk, {
      calendarId: event.calendarId,
      eventId: event.eventId,
      serviceId: chosen(
        context,
        'service',
        services.map(({ id }) => id),
        first.id,
      ),
      client: { ...form.value, phone: '', note: '', locale: context.locale, zone: context.zone },
      tellsClient: event.inputs('options').includes('tell'),
    });
    if (!outcome.ok) return refusalAnswer(context, outcome.refusal, adoptCard(context, staff));
    return shown(context, outcome.value, 'adopt.done', since);
  });

function adoptCard(context: CardContext, staff: StaffMember): CardView {
  const { t, event } = context;
  const services = servicesOf(context, staff).map(({ id, name }) => ({ value: id, label: name }));
  const guests = event.guests.map(({ email, name }) => ({
    value: email,
    label: name === '' ? email : `${name}, ${email}`,
  }));
  return card(
    'adopt',
    t('adopt.title'),
    section(
      paragraph(t('adopt.intro')),
      dropdown('service', t('field.service'), services, event.input('service') || (services[0]?.value ?? '')),
      guests.length > 0
        ? dropdown('guest', t('booking.client'), guests, event.input('guest') || (guests[0]?.value ?? ''))
        : input(context, 'email', ''),
      input(context, 'name', '', guests.length > 0 ? { hint: t('adopt.nameHint') } : {}),
      checkbox('options', 'tell', t('adopt.tell'), event.inputs('options').includes('tell')),
      buttons(submit(t('adopt.submit'), 'adoptOpenEvent')),
    ),
  );
}

function servicesOf({ desk }: CardContext, staff: StaffMember): Service[] {
  return desk.store
    .seen()
    .list('service')
    .filter((service) => isGivenBy(service, staff.id));
}

/** Calendar knows no name for many guests: the part before the @ has to do. */
function nameFrom(email: string): string {
  return email.split('@')[0] ?? '';
}
