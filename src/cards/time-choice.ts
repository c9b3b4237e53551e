import { DAY, type Instant } from '../booking/time';
import { nextStartsOf, whyClosed } from '../desk/open-times';
import type { TimesWanted } from '../desk/ports';
import type { Snapshot } from '../store/store';
import type { CardContext } from './context';
import { dropdown } from './form';
import type { Section, Tap, Widget } from './view';
import { reasonText } from './why-card';

/** A drop-down list may have a hundred entries; a person reads fewer. */
const SHOWN = 40;

/** What stands for a time that is not in the list. */
const OTHER = 'other';

/** Open times from the day that the form has chosen on. */
export function startsShown(context: CardContext, snapshot: Snapshot, wanted: TimesWanted, except?: string): Instant[] {
  const { desk, event } = context;
  const day = event.date('from');
  // The day begins somewhere in the world: a little too early shows too much, never too little.
  const from = day === null ? desk.now() : Date.parse(`${day}T00:00:00Z`) - DAY / 2;
  return nextStartsOf(desk, snapshot, wanted, from, except).slice(0, SHOWN);
}

/** The day from which open times are shown. */
export function fromDay({ t, event }: CardContext, changed: Tap): Widget {
  return { kind: 'date', name: 'from', label: t('time.from'), value: event.date('from'), changed };
}

/** One of the open times, or another. */
export function timeChoice(context: CardContext, starts: readonly Instant[], changed: Tap, usual: Instant): Widget[] {
  const { t, event, dates } = context;
  const options = starts.map((start) => ({ value: String(start), label: `${dates.day(start)}, ${dates.time(start)}` }));
  const first = options[0]?.value ?? OTHER;
  const selected = event.input('start') === '' ? first : event.input('start');
  return [
    fromDay(context, changed),
    dropdown('start', t('time.open'), [...options, { value: OTHER, label: t('time.other') }], selected),
    { kind: 'moment', name: 'time', label: t('time.otherAt'), value: event.moment('time') ?? starts[0] ?? usual },
  ];
}

/** What was chosen; null: nothing that is a time. */
export function chosenStart({ event }: CardContext): Instant | null {
  const chosen = event.input('start');
  if (chosen === OTHER) return event.moment('time');
  return /^\d{1,15}$/.test(chosen) ? Number(chosen) : null;
}

/** What stands against a time, for the person who is about to choose it all the same. */
export function closedSection(
  context: CardContext,
  snapshot: Snapshot,
  wanted: TimesWanted,
  start: Instant,
  except?: string,
): Section {
  const answers = whyClosed(context.desk, snapshot, wanted, start, except);
  const reasons = answers.flatMap((answer) => answer.reasons.map((one) => reasonText(context, wanted.service, one)));
  const texts = [context.t('time.notOpen'), ...new Set(reasons.map((reason) => `– ${reason}`))];
  return { widgets: texts.map((text): Widget => ({ kind: 'text', text, tone: 'warning' })) };
}
