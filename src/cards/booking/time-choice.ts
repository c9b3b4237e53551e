import { done, refused, type Outcome } from '../../booking/refusal';
import { DAY, type Instant } from '../../booking/time/time';
import { nextStartsOf, whyClosed } from '../../desk/times/open-times';
import type { TimesWanted } from '../../desk/ports/ports';
import type { Snapshot } from '../../desk/ports/store';
import type { CardContext } from '../kit/context';
import { enteredMoment, momentField } from '../kit/moments';
import type { Section, Tap, Widget } from '../kit/widgets';
import { reasonText } from '../availability/why-card';
import { dateField, dropdown, section, strong, urgent, warning } from '../kit/parts';
import { momentOf } from '../../desk/ports/moment';

/** A drop-down list may have a hundred entries; a person reads fewer. */
const SHOWN = 40;

/** Open times from the day chosen in the form. */
export function startsShown(context: CardContext, snapshot: Snapshot, wanted: TimesWanted, except?: string): Instant[] {
  const { desk, event } = context;
  const day = event.date('from');
  // The day starts at the earliest zone in the world: too early shows too much, never too little.
  const from = day === null ? desk.now() : Date.parse(`${day}T00:00:00Z`) - DAY / 2;
  return nextStartsOf(momentOf(desk, snapshot), wanted, from, except).slice(0, SHOWN);
}

/** The day from which open times are shown. */
export function fromDay({ t, event }: CardContext, changed: Tap): Widget {
  return dateField('from', t('time.from'), event.date('from'), changed);
}

/** One of the open times, or another one that is entered. Neither is preselected: what is not chosen is not written. */
export function timeChoice(context: CardContext, starts: readonly Instant[], changed: Tap): Widget[] {
  const { t, event, dates } = context;
  const options = starts.map((start) => ({ value: String(start), label: `${dates.day(start)}, ${dates.time(start)}` }));
  const isShown = options.some(({ value }) => value === event.input('start'));
  return [
    fromDay(context, changed),
    dropdown(
      'start',
      t('time.open'),
      [{ value: '', label: t('time.choose') }, ...options],
      isShown ? event.input('start') : '',
    ),
    momentField(context, 'time', t('time.otherAt'), enteredMoment(context, 'time')),
  ];
}

/** The time that a form has chosen. */
interface ChosenTime {
  start: Instant;
  /** Entered with the picker: it is repeated in words before it is used. */
  isEntered: boolean;
}

/** The chosen time, from the list or with the picker; both are refused, since only one can be meant. */
export function chosenTime(context: CardContext): Outcome<ChosenTime> {
  const listed = context.event.input('start');
  const entered = enteredMoment(context, 'time');
  if (listed !== '' && entered !== null) return refused('twoTimes', 'start');
  if (entered !== null) return done({ start: entered, isEntered: true });
  if (listed === '') return refused('timeExpected', 'start');
  return /^\d{1,15}$/.test(listed)
    ? done({ start: Number(listed), isEntered: false })
    : refused('timeExpected', 'start');
}

/** Whether this time was repeated in words on the card whose button was tapped. */
export function isConfirmed({ event }: CardContext, start: Instant): boolean {
  return event.param('at') === String(start);
}

/** Whether a time is wanted although it is not open: confirmed for this time, or by a program that names no other. */
export function insists({ event }: CardContext, start: Instant): boolean {
  return event.param('anyTime') === 'yes' && ['', String(start)].includes(event.param('at'));
}

/** A time that has to be confirmed: the time in words, the reasons against it, and the parameters of its button. */
export interface AskedTime {
  start: Instant;
  /** The text on its button. */
  words: string;
  section: Section;
  params: Record<string, string>;
  isOpen: boolean;
}

/** Repeats a time in words before it is used, with the reasons against it. */
export function askTime(context: CardContext, wanted: TimesWanted | null, start: Instant, except?: string): AskedTime {
  const { t, dates, zone, desk } = context;
  const answers = wanted === null ? [] : whyClosed(momentOf(desk, desk.store.seen()), wanted, start, except);
  const isOpen = wanted === null || answers.some(({ reasons }) => reasons.length === 0);
  const reasons = answers.flatMap((answer) =>
    wanted === null ? [] : answer.reasons.map((one) => reasonText(context, wanted.service, one)),
  );
  const closed = isOpen ? [] : [t('time.notOpen'), ...new Set(reasons.map((reason) => `– ${reason}`))];
  const time = `${dates.longDay(start)}, ${dates.time(start)}`;
  return {
    start,
    words: `${dates.day(start)}, ${dates.time(start)}`,
    section: urgent(section(strong(t('time.asked', { time, zone })), ...closed.map(warning))),
    params: { at: String(start), ...(isOpen ? {} : { anyTime: 'yes' }) },
    isOpen,
  };
}
