import type { Client } from '../../booking/booking';
import { allOf, emailAddress } from '../../booking/fields';
import { OFFER_HOURS, OFFER_LIMITS, type Offer } from '../../booking/offer';
import { done, refused, type Outcome, type Refusal } from '../../booking/refusal';
import { MINUTE, type Instant } from '../../booking/time/time';
import { offerTimes, openOffers, releaseOffer } from '../../desk/bookings/offers';
import { sendNote } from '../../desk/links/notes';
import { settingsOf } from '../../desk/team/people';
import { datesIn } from '../../i18n/dates';
import { deskTexts, fullRefusalText } from '../../i18n/index';
import { LOCALE_NAMES, LOCALES, pickLocale, type Locale } from '../../i18n/locales';
import type { Snapshot } from '../../desk/ports/store';
import { forInsider, type Handler } from '../kit/access';
import { inZone, refusalAnswer, type CardContext } from '../kit/context';
import { durationText } from '../kit/durations';
import { chosen, input, typed } from '../kit/form';
import { SUGGESTED_ZONES, zoneMeant } from '../kit/zone-names';
import { knownClient, knownClientChoice, knownParams, withChosenClient } from './known-clients';
import { nothingToBook } from './new-booking';
import { choiceWidgets, serviceChoice } from '../services/service-choice';
import { textCard } from '../home/text-card';
import { fromDay, startsShown } from '../booking/time-choice';
import type { CardView, Widget, Tap } from '../kit/widgets';
import {
  backHome,
  button,
  buttons,
  card,
  checkboxes,
  dropdown,
  line,
  paragraph,
  quiet,
  section,
  submit,
  titled,
  warning,
  withTop,
} from '../kit/parts';
import { momentOf } from '../../desk/ports/moment';

/** As many as a person will tick through; later ones are reached by choosing another day. */
const TICKED = 24;

/** How long times are held by default. */
const USUAL_HOURS = '48';

/** The form for an offer; some choices in it redraw the form. */
export const onOfferTimes: Handler = (context) =>
  forInsider(context, () => ({
    at: context.event.param('again') === 'yes' ? 'same' : 'next',
    card: offerCard(context, context.desk.store.seen()),
  }));

export const onSaveOffer: Handler = (context) =>
  forInsider(context, () => {
    const { desk, t } = context;
    const snapshot = desk.store.seen();
    const refuse = (refusal: Refusal) => refusalAnswer(context, refusal, offerCard(context, snapshot));
    const page = settingsOf(snapshot)?.publicPage ?? '';
    const { wanted } = serviceChoice(context, snapshot, false);
    // Without a page there is nowhere for the links to lead.
    if (page === '') return refuse(refused('required', 'publicPage').refusal);
    if (typeof wanted?.staffId !== 'string') return refuse(refused('unknownService', 'service').refusal);
    const reader = readReader(context);
    if (!reader.ok) return refuse(reader.refusal);
    const outcome = offerTimes(desk, {
      serviceId: wanted.service.id,
      staffId: wanted.staffId,
      duration: wanted.duration,
      starts: tickedStarts(context).map(Number).filter(Number.isSafeInteger),
      hours: Number(chosen(context, 'hours', OFFER_HOURS.map(String), USUAL_HOURS)),
    });
    if (!outcome.ok) return refuse(outcome.refusal);
    const { email, ...spoken } = reader.value;
    const service = wanted.service.name;
    const text = offerText(outcome.value, { service, page, ...spoken });
    const card = textCard(context, t('offer.text'), text);
    if (email === '') return { at: 'next', card, notice: t('offer.done') };
    const subject = deskTexts(spoken.locale)('offerText.subject', { service });
    const sent = sendNote(desk, { to: email, subject, text, locale: spoken.locale });
    const said = sent.ok ? paragraph(t('offer.sent', { email })) : warning(fullRefusalText(t, sent.refusal));
    return { at: 'next', card: withTop(card, section(said)), notice: t('offer.done') };
  });

/** Who will read the offer: their address, if it is to be sent, their language and their clock. */
function readReader(context: CardContext): Outcome<{ email: string; zone: string; locale: Locale }> {
  const { event } = context;
  const typedZone = event.input('zone');
  const zone = typedZone === '' ? context.zone : zoneMeant(typedZone, (name) => context.isZone(name));
  return allOf({
    email: event.input('email') === '' ? done('') : emailAddress(event.input('email'), 'email'),
    zone: zone === null ? refused('zoneExpected', 'zone') : done(zone),
    locale: done(languageOf(context)),
  });
}

export const onReleaseOffer: Handler = (context) =>
  forInsider(context, () => {
    const outcome = releaseOffer(context.desk, context.event.param('offer'));
    const card = offerCard(context, context.desk.store.seen());
    if (!outcome.ok) return refusalAnswer(context, outcome.refusal, card);
    return { at: 'same', card, notice: context.t('offer.released') };
  });

function offerCard(context: CardContext, snapshot: Snapshot): CardView {
  const { t, desk } = context;
  const choice = serviceChoice(context, snapshot, false);
  const { wanted } = choice;
  if (wanted === null) return nothingToBook(context);
  const params = knownParams(context);
  const again: Tap = { action: 'offerTimes', params: { ...params, again: 'yes' } };
  const form = withChosenClient(context);
  const client = knownClient(context, snapshot);
  const open = openOffers(momentOf(desk, snapshot));
  return card(
    'offer',
    { title: t('offer.title'), subtitle: t('offer.intro') },
    section(...choiceWidgets(context, choice, again, false), fromDay(context, again)),
    section(...startsChoices(form, startsShown(context, snapshot, wanted).slice(0, TICKED), client)),
    titled(
      t('offer.client'),
      ...knownClientChoice(context, snapshot, again),
      input(form, 'email', client?.email ?? '', { hint: t('offer.mailHint') }),
      input(form, 'zone', client?.zone ?? context.zone, { suggestions: SUGGESTED_ZONES, hint: t('connect.zoneHint') }),
      ...holdChoices(form, client),
    ),
    section(buttons(submit(t('offer.submit'), 'saveOffer', params), backHome(t))),
    open.length > 0 && titled(t('offer.open'), ...open.slice(0, 20).map((one) => offerLine(context, snapshot, one))),
  );
}

/** The open times, a list for each day: with the client's own time, if their clock shows another. */
function startsChoices(context: CardContext, starts: readonly Instant[], client: Client | null): Widget[] {
  const { t, dates } = context;
  if (starts.length === 0) return [quiet(t('home.noOpen'))];
  const ticked = tickedStarts(context);
  const zone = zoneMeant(typed(context, 'zone', client?.zone ?? ''), (name) => context.isZone(name));
  const theirs = zone === null ? null : inZone(context, zone);
  const label = (start: Instant) => {
    const isOther =
      theirs !== null && context.desk.offsets(theirs.zone, start) !== context.desk.offsets(context.zone, start);
    const time = dates.time(start);
    return isOther
      ? `${time} (${t('offer.theirTime', { time: `${theirs.dates.day(start)}, ${theirs.dates.time(start)}` })})`
      : time;
  };
  const days = new Map<string, Instant[]>();
  for (const start of starts) days.set(dates.longDay(start), [...(days.get(dates.longDay(start)) ?? []), start]);
  const lists = [...days].map(([day, ofDay], n) =>
    checkboxes(
      fieldOfDay(n),
      day,
      ofDay.map((start) => ({ value: String(start), label: label(start) })),
      (start) => ticked.includes(start),
    ),
  );
  return [quiet(t('offer.starts', { max: OFFER_LIMITS.starts.max })), ...lists];
}

/** Each day's list is a field of its own: two fields of one name would be told apart by nobody. */
function fieldOfDay(n: number): string {
  return n === 0 ? 'starts' : `starts${n}`;
}

/** The times that were ticked, in the lists of all days. */
function tickedStarts({ event }: CardContext): string[] {
  return Array.from({ length: TICKED }, (_, n) => event.inputs(fieldOfDay(n))).flat();
}

function holdChoices(context: CardContext, client: Client | null): Widget[] {
  const { t } = context;
  const language =
    client === null ? languageOf(context) : chosen(context, 'language', LOCALES, pickLocale([client.locale]));
  const hours = OFFER_HOURS.map((count) => ({ value: String(count), label: durationText(t, count * 60) }));
  const languages = LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }));
  return [
    dropdown('hours', t('offer.hold'), hours, chosen(context, 'hours', OFFER_HOURS.map(String), USUAL_HOURS)),
    dropdown('language', t('offer.language'), languages, language),
  ];
}

function languageOf(context: CardContext): Locale {
  return chosen(context, 'language', LOCALES, pickLocale([context.locale]));
}

function offerLine({ t, dates }: CardContext, snapshot: Snapshot, one: Offer): Widget {
  const service = snapshot.get('service', one.serviceId)?.name ?? '';
  const staff = snapshot.get('staff', one.staffId)?.name ?? '';
  return line(one.starts.map((start) => `${dates.day(start)}, ${dates.time(start)}`).join('\n'), {
    label: `${service} · ${staff}`,
    note: t('offer.until', { time: `${dates.day(one.until)}, ${dates.time(one.until)}` }),
    button: button(t('offer.release'), 'releaseOffer', { offer: one.id }),
  });
}

interface OfferTextFacts {
  service: string;
  /** Address of the public page. */
  page: string;
  zone: string;
  locale: Locale;
}

/** The text to paste into an e-mail: each time with the link that books it. */
function offerText(one: Offer, { service, page, zone, locale }: OfferTextFacts): string {
  const t = deskTexts(locale);
  const dates = datesIn(locale, zone);
  const lines = one.starts.map(
    (start) => `– ${dates.longSpan(start, start + one.duration * MINUTE)}\n  ${linkOf(page, one, start)}`,
  );
  const until = `${dates.longDay(one.until)}, ${dates.time(one.until)}`;
  return [t('offerText.lead', { service, zone }), lines.join('\n'), t('offerText.until', { time: until })].join('\n\n');
}

function linkOf(page: string, { id }: Offer, start: number): string {
  return `${page}${page.includes('?') ? '&' : '?'}offer=${id}&time=${String(start)}`;
}
