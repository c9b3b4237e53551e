import { OFFER_HOURS, OFFER_LIMITS, type Offer } from '../../booking/offer';
import { refused } from '../../booking/refusal';
import { MINUTE } from '../../booking/time/time';
import { offerTimes, openOffers, releaseOffer } from '../../desk/bookings/offers';
import { settingsOf } from '../../desk/team/people';
import { datesIn } from '../../i18n/dates';
import { deskTexts } from '../../i18n/index';
import { LOCALE_NAMES, LOCALES, pickLocale, type Locale } from '../../i18n/locales';
import type { Snapshot } from '../../desk/ports/store';
import { forInsider, type Handler } from '../kit/access';
import { refusalAnswer, type CardContext } from '../kit/context';
import { durationText } from '../kit/durations';
import { chosen } from '../kit/form';
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
  quiet,
  section,
  submit,
  titled,
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
    const { desk, event, t } = context;
    const snapshot = desk.store.seen();
    const again = () => offerCard(context, snapshot);
    const page = settingsOf(snapshot)?.publicPage ?? '';
    const { wanted } = serviceChoice(context, snapshot, false);
    // Without a page there is nowhere for the links to lead.
    if (page === '') return refusalAnswer(context, refused('required', 'publicPage').refusal, again());
    if (typeof wanted?.staffId !== 'string')
      return refusalAnswer(context, refused('unknownService', 'service').refusal, again());
    const outcome = offerTimes(desk, {
      serviceId: wanted.service.id,
      staffId: wanted.staffId,
      duration: wanted.duration,
      starts: event.inputs('starts').map(Number).filter(Number.isSafeInteger),
      hours: Number(chosen(context, 'hours', OFFER_HOURS.map(String), USUAL_HOURS)),
    });
    if (!outcome.ok) return refusalAnswer(context, outcome.refusal, again());
    const locale = languageOf(context);
    const text = offerText(outcome.value, { service: wanted.service.name, page, zone: context.zone, locale });
    return { at: 'next', card: textCard(context, t('offer.text'), text), notice: t('offer.done') };
  });

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
  const again: Tap = { action: 'offerTimes', params: { again: 'yes' } };
  const starts = startsShown(context, snapshot, wanted).slice(0, TICKED);
  const open = openOffers(momentOf(desk, snapshot));
  return card(
    'offer',
    { title: t('offer.title'), subtitle: t('offer.intro') },
    section(...choiceWidgets(context, choice, again, false), fromDay(context, again)),
    section(
      startsChoice(context, starts),
      ...holdChoices(context),
      buttons(submit(t('offer.submit'), 'saveOffer'), backHome(t)),
    ),
    open.length > 0 && titled(t('offer.open'), ...open.slice(0, 20).map((one) => offerLine(context, snapshot, one))),
  );
}

function startsChoice({ t, event, dates }: CardContext, starts: readonly number[]): Widget {
  if (starts.length === 0) return quiet(t('home.noOpen'));
  const ticked = event.inputs('starts');
  const options = starts.map((start) => ({ value: String(start), label: `${dates.day(start)}, ${dates.time(start)}` }));
  const label = t('offer.starts', { max: OFFER_LIMITS.starts.max });
  return checkboxes('starts', label, options, (start) => ticked.includes(start));
}

function holdChoices(context: CardContext): Widget[] {
  const { t } = context;
  const hours = OFFER_HOURS.map((count) => ({ value: String(count), label: durationText(t, count * 60) }));
  const languages = LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }));
  return [
    dropdown('hours', t('offer.hold'), hours, chosen(context, 'hours', OFFER_HOURS.map(String), USUAL_HOURS)),
    dropdown('language', t('offer.language'), languages, languageOf(context)),
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
