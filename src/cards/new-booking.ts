import { allOf } from '../booking/fields';
import { done, refused, type Outcome } from '../booking/refusal';
import { bookByHand, HAND_PAYMENTS, type HandBooking } from '../desk/by-hand';
import type { Snapshot } from '../store/store';
import { asInsider, type Handler } from './access';
import { clientFields } from './booking-forms';
import { readClient } from './change-actions';
import { mayInsist, refusalAnswer, type CardContext } from './context';
import { chosen, dropdown, isSent } from './form';
import { homeCard } from './home';
import { shown } from './one-booking';
import { choiceWidgets, serviceChoice, type ServiceChoice } from './service-choice';
import { chosenStart, closedSection, startsShown, timeChoice } from './time-choice';
import { present, type Button, type CardView, type Section, type Widget } from './view';

const NOBODY = { name: '', email: '', phone: '', note: '' };

/** The form of a booking by hand; another choice in it draws it anew. */
export const newBooking: Handler = (context) =>
  asInsider(context, () => ({
    at: context.event.param('again') === 'yes' ? 'same' : 'next',
    card: handCard(context, context.desk.store.seen()),
  }));

export const saveNewBooking: Handler = (context) =>
  asInsider(context, () => {
    const snapshot = context.desk.store.seen();
    const wanted = readHandBooking(context, serviceChoice(context, snapshot, true));
    if (!wanted.ok) return refusalAnswer(context, wanted.refusal, handCard(context, snapshot));
    const since = context.desk.now();
    const outcome = bookByHand(context.desk, context.me, wanted.value);
    if (outcome.ok) return shown(context, outcome.value, 'hand.done', since);
    const { refusal } = outcome;
    const canStill = mayInsist(refusal);
    const card = handCard(context, snapshot, canStill);
    return canStill ? { at: 'same', card } : refusalAnswer(context, refusal, card);
  });

function readHandBooking(context: CardContext, { wanted, place }: ServiceChoice): Outcome<HandBooking> {
  const { event } = context;
  if (wanted === null) return refused('unknownService', 'service');
  const start = chosenStart(context);
  const form = allOf({
    client: readClient(context),
    start: start === null ? refused('required', 'start') : done(start),
  });
  if (!form.ok) return form;
  return done({
    serviceId: wanted.service.id,
    staffId: wanted.staffId,
    duration: wanted.duration,
    place,
    start: form.value.start,
    // On the telephone there is no browser to ask: the client is written to as the person who books reads.
    client: { ...form.value.client, locale: context.locale, zone: context.zone },
    confirm: event.inputs('options').includes('confirm'),
    payment: chosen(context, 'payment', HAND_PAYMENTS, 'await'),
    anyTime: event.param('anyTime') === 'yes',
    requestKey: event.param('key'),
  });
}

/** @param anyway whether the time that was chosen can be had all the same */
function handCard(context: CardContext, snapshot: Snapshot, anyway = false): CardView {
  const { t, event, desk } = context;
  const choice = serviceChoice(context, snapshot, true);
  // One form makes one booking, however often it is sent.
  const params = { key: event.param('key') === '' ? `hand-${desk.ids.secret()}` : event.param('key') };
  const again = { action: 'newBooking' as const, params: { ...params, again: 'yes' } };
  const { wanted } = choice;
  if (wanted === null) return nothingToBook(context);
  const start = anyway ? chosenStart(context) : null;
  const starts = startsShown(context, snapshot, wanted);
  return {
    name: 'newBooking',
    title: t('hand.title'),
    sections: present<Section>([
      start !== null && closedSection(context, snapshot, wanted, start),
      { widgets: [...choiceWidgets(context, choice, again, true), ...timeChoice(context, starts, again, desk.now())] },
      { title: t('booking.client'), widgets: clientFields(context, NOBODY) },
      {
        widgets: [
          ...settledChoices(context, choice),
          { kind: 'buttons', buttons: submitButtons(context, params, anyway) },
        ],
      },
    ]),
  };
}

function submitButtons({ t }: CardContext, params: { key: string }, anyway: boolean): Button[] {
  return present<Button>([
    { text: t('hand.submit'), filled: !anyway, click: { action: 'saveNewBooking', params } },
    anyway && {
      text: t('hand.anyway'),
      filled: true,
      click: { action: 'saveNewBooking', params: { ...params, anyTime: 'yes' } },
    },
    { text: t('home.back'), click: { action: 'goHome' } },
  ]);
}

/** What a booking by hand may do without: acceptance, and payment where it comes first. */
function settledChoices(context: CardContext, { wanted }: ServiceChoice): Widget[] {
  const { t, event } = context;
  const confirms = !isSent(context, 'service') || event.inputs('options').includes('confirm');
  const payments = HAND_PAYMENTS.map((value) => ({ value, label: t(`payment.${value}`) }));
  return present<Widget>([
    {
      kind: 'choice',
      name: 'options',
      label: '',
      look: 'checkboxes',
      options: [{ value: 'confirm', label: t('hand.confirm'), selected: confirms }],
    },
    wanted?.service.prepayment === true &&
      dropdown('payment', t('field.payment'), payments, chosen(context, 'payment', HAND_PAYMENTS, 'await')),
  ]);
}

/** There is no service that this person could book: where one is made, or calendars are connected. */
export function nothingToBook(context: CardContext): CardView {
  const home = homeCard(context);
  const warning: Widget = { kind: 'text', text: context.t('hand.nothing'), tone: 'warning' };
  return { ...home, sections: [{ widgets: [warning] }, ...home.sections] };
}
