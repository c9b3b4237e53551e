import type { Reason } from '../../booking/slots/reasons';
import type { Service } from '../../booking/service';
import type { StaffMember } from '../../booking/staff';
import { MINUTE, type Instant } from '../../booking/time/time';
import type { CardContext } from '../kit/context';
import { durationText } from '../kit/durations';
import { momentField, momentParams } from '../kit/moments';
import type { CardView, Section } from '../kit/widgets';
import { backHome, buttons, card, dropdown, line, quiet, section, submit, titled } from '../kit/parts';

export interface Asked {
  service: Service;
  start: Instant;
  /** `isTold`: whether the person who asks may know the reasons. */
  answers: { staff: StaffMember; reasons: Reason[]; isTold: boolean }[];
}

/** Asks for a time, and says for each staff member of the service why it is not open. For staff only. */
export function whyCard(
  context: CardContext,
  services: readonly Service[],
  start: Instant,
  asked: Asked | null,
): CardView {
  const { t } = context;
  const named = services.map(({ id, name }) => ({ value: id, label: name }));
  return card(
    'why',
    t('why.title'),
    section(
      quiet(t('why.intro')),
      dropdown('service', t('field.service'), named, asked?.service.id ?? services[0]?.id ?? ''),
      momentField(context, 'time', t('field.time'), start),
      buttons(submit(t('why.ask'), 'explainTime', momentParams(context, 'time', start)), backHome(t)),
    ),
    asked !== null && answerSection(context, asked),
  );
}

function answerSection(context: CardContext, { service, start, answers }: Asked): Section {
  const { t, dates } = context;
  return titled(
    dates.longSpan(start, start + service.duration * MINUTE),
    ...answers.map(({ staff, reasons, isTold }) => {
      const told = () => reasons.map((reason) => reasonText(context, service, reason)).join('\n');
      // Only they themselves, the owner and managers may know a colleague's calendars, hours and bookings.
      const text = reasons.length === 0 ? t('why.open') : isTold ? told() : t('why.closed');
      return line(text, { icon: 'PERSON', label: staff.name });
    }),
  );
}

/** A reason in words, with times in the reader's zone. */
export function reasonText({ t, dates }: CardContext, service: Service, reason: Reason): string {
  switch (reason.kind) {
    case 'notice':
      return t('reason.notice', { notice: durationText(t, reason.minutes) });
    case 'horizon':
      return t('reason.horizon', { day: dates.longDay(reason.until) });
    case 'offStep':
      return t('reason.offStep', { step: durationText(t, service.step) });
    case 'cap': {
      const { of, period, cap } = reason.hit;
      return t(`reason.${of}${period === 'day' ? 'Day' : 'Week'}`, { cap });
    }
    case 'unreadable': {
      const { calendar, since } = reason;
      if (since === null) return t('reason.unreadable', { calendar });
      return t('reason.unreadSince', { calendar, time: `${dates.day(since)}, ${dates.time(since)}` });
    }
    case 'unknown':
      return t('reason.unknown', { calendar: reason.calendar });
    case 'busy': {
      const span = dates.span(reason.busy.start, reason.busy.end);
      return t(reason.buffer ? 'reason.busyBuffer' : 'reason.busy', { calendar: reason.calendar, span });
    }
    case 'booking': {
      const span = dates.span(reason.booked.start, reason.booked.end);
      return t(reason.buffer ? 'reason.buffer' : 'reason.booking', { reference: reason.reference, span });
    }
    case 'full':
      return t('reason.full', { capacity: reason.capacity });
    case 'absent':
    case 'holiday':
    case 'notConnected':
    case 'outsideHours':
    case 'past':
    case 'paused':
    case 'syncPaused':
      return t(`reason.${reason.kind}`);
  }
}
