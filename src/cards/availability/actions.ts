import { dayNumberOf } from '../../booking/time/dates';
import { allOf, optionalNumber, wholeNumber } from '../../booking/fields';
import { HOLIDAY_COUNTRIES } from '../../booking/time/holidays';
import { parseDayHours } from '../../booking/hours-text';
import { done, refused, type Outcome } from '../../booking/refusal';
import { STAFF_LIMITS, type StaffMember } from '../../booking/staff';
import { HOUR, type Instant } from '../../booking/time/time';
import { whyClosed } from '../../desk/times/open-times';
import { mayBookFor, roleOf } from '../../desk/team/people';
import { changeOwnRules } from '../../desk/set-up';
import { forInsider, forStaff, type Handler } from '../kit/access';
import { refusalAnswer, withoutInputs, type CardContext } from '../kit/context';
import { exceptionsCard } from './exceptions-card';
import { homeCard } from '../home/home';
import { copiedWeek, hoursCard, readWeek } from './hours-card';
import { limitsCard } from './limits-card';
import { enteredMoment } from '../kit/moments';
import { withUndo } from '../home/undo';
import type { TapAnswer, CardView } from '../kit/widgets';
import { whyCard, type Asked } from './why-card';
import { momentOf } from '../../desk/ports/moment';

const onShowHours: Handler = (context) =>
  forStaff(context, (staff) => ({ at: 'next', card: hoursCard(context, staff) }));

/** The times that the hours in the form would offer. */
const onChangeHours: Handler = (context) =>
  forStaff(context, (staff) => {
    const card = hoursCard(context, staff);
    // Without a valid week there is nothing to show; the former one would be mistaken for it.
    return readWeek(context) === null
      ? refusalAnswer(context, refused('hoursExpected', 'hours').refusal, card)
      : { at: 'same', card };
  });

const onCopyHours: Handler = (context) =>
  forStaff(context, (staff) => ({ at: 'same', card: hoursCard(context, staff, copiedWeek(context)) }));

const onSaveHoursForm: Handler = (context) =>
  forStaff(context, (staff) => {
    const hours = readWeek(context);
    if (hours === null) {
      return refusalAnswer(context, refused('hoursExpected', 'hours').refusal, hoursCard(context, staff));
    }
    const outcome = changeOwnRules(context.desk, (me) => done({ ...me, hours }));
    if (!outcome.ok) return refusalAnswer(context, outcome.refusal, hoursCard(context, staff));
    return { at: 'root', card: withUndo(context, homeCard(context)), notice: context.t('hours.saved') };
  });

const onShowExceptions: Handler = (context) =>
  forStaff(context, (staff) => ({ at: 'next', card: exceptionsCard(context, staff) }));

const onAddOverride: Handler = (context) =>
  changeExceptions(context, (staff) => {
    const { event } = context;
    const date = event.date('date');
    const hours = parseDayHours(event.input('hours'));
    if (date === null) return refused('dateExpected', 'date');
    if (hours === null) return refused('hoursExpected', 'hours');
    const overrides = [...staff.overrides.filter((one) => one.date !== date), { date, hours }];
    return fits(overrides, STAFF_LIMITS.overrides) ? done({ ...staff, overrides }) : tooMany(STAFF_LIMITS.overrides);
  });

const onAddAbsence: Handler = (context) =>
  changeExceptions(context, (staff) => {
    const from = context.event.date('from');
    if (from === null) return refused('dateExpected', 'from');
    const to = context.event.date('to') ?? from;
    if ((dayNumberOf(to) ?? 0) < (dayNumberOf(from) ?? 0)) return refused('rangeExpected', 'to');
    const absences = [...staff.absences.filter((one) => one.from !== from || one.to !== to), { from, to }];
    return fits(absences, STAFF_LIMITS.absences) ? done({ ...staff, absences }) : tooMany(STAFF_LIMITS.absences);
  });

const onRemoveException: Handler = (context) =>
  changeExceptions(context, (staff) => {
    const [kind, from, to] = context.event.param('exception').split(':');
    return done({
      ...staff,
      overrides: staff.overrides.filter(({ date }) => kind !== 'o' || date !== from),
      absences: staff.absences.filter((one) => kind !== 'a' || one.from !== from || one.to !== to),
    });
  });

const onChooseHolidays: Handler = (context) =>
  changeExceptions(context, (staff) => {
    const country = context.event.input('holidays');
    if (country === '') return done({ ...staff, holidays: null });
    return HOLIDAY_COUNTRIES.includes(country)
      ? done({ ...staff, holidays: country })
      : refused('valueExpected', 'holidays');
  });

const fits = (list: readonly unknown[], most: number) => list.length <= most;
const tooMany = (max: number) => refused('tooMany', undefined, { max });

/** Each change of an exception is saved at once, and can be undone. */
function changeExceptions(context: CardContext, change: (staff: StaffMember) => Outcome<StaffMember>): TapAnswer {
  return forStaff(context, (staff) => {
    const outcome = changeOwnRules(context.desk, change);
    if (!outcome.ok) return refusalAnswer(context, outcome.refusal, exceptionsCard(context, staff));
    const card = withUndo(context, exceptionsCard(withoutInputs(context), outcome.value));
    return { at: 'same', card, notice: context.t('exceptions.saved') };
  });
}

const onShowLimits: Handler = (context) =>
  forStaff(context, (staff) => ({ at: 'next', card: limitsCard(context, staff) }));

const onSaveLimits: Handler = (context) =>
  forStaff(context, (staff) => {
    const { event } = context;
    const form = allOf({
      day: optionalNumber(event.input('dayCap'), 'dayCap', STAFF_LIMITS.cap),
      week: optionalNumber(event.input('weekCap'), 'weekCap', STAFF_LIMITS.cap),
      weight: wholeNumber(event.input('weight'), 'weight', STAFF_LIMITS.weight),
    });
    if (!form.ok) return refusalAnswer(context, form.refusal, limitsCard(context, staff));
    const { weight, ...caps } = form.value;
    const paused = event.inputs('paused').includes('yes');
    const outcome = changeOwnRules(context.desk, (me) => done({ ...me, caps, weight, paused }));
    if (!outcome.ok) return refusalAnswer(context, outcome.refusal, limitsCard(context, staff));
    return { at: 'root', card: withUndo(context, homeCard(context)), notice: context.t('limits.saved') };
  });

const onAskWhy: Handler = (context) =>
  forInsider(context, () => ({ at: 'next', card: whyCardOf(context, nextHour(context), null) }));

const onExplainTime: Handler = (context) =>
  forInsider(context, () => {
    const { event, desk } = context;
    const snapshot = desk.store.seen();
    const service = snapshot.get('service', event.input('service'));
    const start = enteredMoment(context, 'time');
    const again = whyCardOf(context, start ?? nextHour(context), null);
    if (service === undefined) return refusalAnswer(context, refused('unknownService', 'service').refusal, again);
    if (start === null) return refusalAnswer(context, refused('dateExpected', 'time').refusal, again);
    const answers = whyClosed(momentOf(desk, snapshot), { service, duration: service.duration, staffId: null }, start);
    const role = roleOf(snapshot, context.me.email);
    const told = answers.map((answer) => ({ ...answer, isTold: mayBookFor(role, answer.staff.id) }));
    return { at: 'same', card: whyCardOf(context, start, { service, start, answers: told }) };
  });

function whyCardOf(context: CardContext, start: Instant, asked: Asked | null): CardView {
  return whyCard(context, context.desk.store.seen().list('service'), start, asked);
}

function nextHour({ desk }: CardContext): Instant {
  return Math.ceil(desk.now() / HOUR) * HOUR;
}

export const AVAILABILITY_ACTIONS = {
  showHours: onShowHours,
  changeHours: onChangeHours,
  copyHours: onCopyHours,
  saveHoursForm: onSaveHoursForm,
  showExceptions: onShowExceptions,
  addOverride: onAddOverride,
  addAbsence: onAddAbsence,
  removeException: onRemoveException,
  chooseHolidays: onChooseHolidays,
  showLimits: onShowLimits,
  saveLimits: onSaveLimits,
  askWhy: onAskWhy,
  explainTime: onExplainTime,
};

declare module '../kit/widgets' {
  interface CardActions extends Record<keyof typeof AVAILABILITY_ACTIONS, true> {}
}
