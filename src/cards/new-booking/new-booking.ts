import { allOf } from '../../booking/fields';
import { done, refused, type Outcome } from '../../booking/refusal';
import { bookManually, MANUAL_PAYMENTS, type ManualBooking } from '../../desk/bookings/manual-booking';
import type { Instant } from '../../booking/time/time';
import type { Snapshot } from '../../desk/ports/store';
import { forInsider, type Handler } from '../kit/access';
import { contactFields } from '../booking/booking-forms';
import { readClient } from '../booking/change-actions';
import { mayInsist, refusalAnswer, type CardContext } from '../kit/context';
import { chosen, input, isSent } from '../kit/form';
import { homeCard } from '../home/home';
import { shown } from '../booking/one-booking';
import { filledAnswers, questionFields } from './asked';
import { knownClient, knownClientChoice, knownParams, withChosenClient } from './known-clients';
import { choiceWidgets, serviceChoice, type ServiceChoice } from '../services/service-choice';
import { enteredMoment, momentParams } from '../kit/moments';
import {
  askTime,
  chosenTime,
  insists,
  isConfirmed,
  startsShown,
  timeChoice,
  type AskedTime,
} from '../booking/time-choice';
import { present, type Button, type CardView, type Widget, type Tap } from '../kit/widgets';
import { backHome, buttons, card, checkbox, dropdown, section, submit, titled, warning, withTop } from '../kit/parts';

/** The form's own keys are 69 characters long; the limit is that of a client's. */
const LONGEST_KEY = 100;

const NOBODY = { name: '', email: '', phone: '', note: '' };

/** The form for a manual booking; some choices in it redraw the form. */
export const onNewBooking: Handler = (context) =>
  forInsider(context, () => ({
    at: context.event.param('again') === 'yes' ? 'same' : 'next',
    card: manualCard(context, context.desk.store.seen()),
  }));

export const onSaveNewBooking: Handler = (context) =>
  forInsider(context, () => {
    const snapshot = context.desk.store.seen();
    const wanted = readManualBooking(context, snapshot);
    if (!wanted.ok) return refusalAnswer(context, wanted.refusal, manualCard(context, snapshot));
    const { booking, isEntered } = wanted.value;
    const { start } = booking;
    if (isEntered && !isConfirmed(context, start)) return { at: 'same', card: manualCard(context, snapshot, start) };
    const anyTime = insists(context, start);
    const since = context.desk.now();
    const outcome = bookManually(context.desk, { ...booking, anyTime });
    if (outcome.ok) return shown(context, outcome.value, 'manual.done', since);
    // A time that can be used anyway is a warning on the card, not a refusal.
    if (mayInsist(outcome.refusal)) return { at: 'same', card: manualCard(context, snapshot, start) };
    return refusalAnswer(context, outcome.refusal, manualCard(context, snapshot));
  });

/** The content of the form, except whether any time is allowed: that comes from the card that asks about it. */
function readManualBooking(
  context: CardContext,
  snapshot: Snapshot,
): Outcome<{ booking: Omit<ManualBooking, 'anyTime'>; isEntered: boolean }> {
  const { event, locale, zone } = context;
  const { wanted, place } = serviceChoice(context, snapshot, true);
  if (wanted === null) return refused('unknownService', 'service');
  const form = allOf({ client: readClient(context), time: chosenTime(context) });
  if (!form.ok) return form;
  const { start, isEntered } = form.value.time;
  // On the phone there is no browser to ask: a new client is written to in the language of the person who books.
  const known = knownClient(context, snapshot);
  const isSame = known !== null && known.email === form.value.client.email;
  const booking = {
    serviceId: wanted.service.id,
    staffId: wanted.staffId,
    duration: wanted.duration,
    place,
    start,
    client: { ...form.value.client, ...(isSame ? { locale: known.locale, zone: known.zone } : { locale, zone }) },
    answers: filledAnswers(context, wanted.service.questions),
    confirm: event.inputs('options').includes('confirm'),
    payment: chosen(context, 'payment', MANUAL_PAYMENTS, 'await'),
    requestKey: event.param('key').slice(0, LONGEST_KEY),
  };
  return done({ booking, isEntered });
}

/** @param start a time that has to be confirmed, because it was entered manually or is not open */
function manualCard(context: CardContext, snapshot: Snapshot, start: Instant | null = null): CardView {
  const { t, event, desk } = context;
  const form = withChosenClient(context);
  const client = knownClient(context, snapshot) ?? NOBODY;
  const choice = serviceChoice(context, snapshot, true);
  // One form makes one booking, however often it is sent.
  const params = {
    key: event.param('key') === '' ? `hand-${desk.ids.secret()}` : event.param('key'),
    ...momentParams(context, 'time', enteredMoment(context, 'time')),
    ...knownParams(context),
  };
  const again: Tap = { action: 'newBooking', params: { ...params, again: 'yes' } };
  const { wanted } = choice;
  if (wanted === null) return nothingToBook(context);
  const asked = start === null ? null : askTime(context, wanted, start);
  const starts = startsShown(context, snapshot, wanted);
  const { questions } = wanted.service;
  return card(
    'newBooking',
    t('manual.title'),
    asked?.section,
    section(...knownClientChoice(context, snapshot, again), input(form, 'name', client.name)),
    section(...choiceWidgets(context, choice, again, true), ...timeChoice(context, starts, again)),
    // A note is about one visit, not about a person.
    titled(t('booking.client'), ...contactFields(form, { ...client, note: '' })),
    questions.length > 0 && titled(t('field.answers'), ...questionFields(context, questions)),
    section(...settledChoices(context, choice), buttons(...submitButtons(context, params, asked))),
  );
}

function submitButtons({ t }: CardContext, params: Record<string, string>, asked: AskedTime | null): Button[] {
  const text =
    asked === null ? t('manual.submit') : t(asked.isOpen ? 'manual.submitAt' : 'manual.anyway', { time: asked.words });
  return [submit(text, 'saveNewBooking', { ...params, ...asked?.params }), backHome(t)];
}

/** What a manual booking may skip: acceptance, and advance payment. */
function settledChoices(context: CardContext, { wanted }: ServiceChoice): Widget[] {
  const { t, event } = context;
  const confirms = !isSent(context, 'service') || event.inputs('options').includes('confirm');
  const payments = MANUAL_PAYMENTS.map((value) => ({ value, label: t(`payment.${value}`) }));
  return present<Widget>([
    checkbox('options', 'confirm', t('manual.confirm'), confirms),
    wanted?.service.prepayment === true &&
      dropdown('payment', t('field.payment'), payments, chosen(context, 'payment', MANUAL_PAYMENTS, 'await')),
  ]);
}

/** For a person without a service to book: where to add one, or to connect calendars. */
export function nothingToBook(context: CardContext): CardView {
  return withTop(homeCard(context), section(warning(context.t('manual.nothing'))));
}
