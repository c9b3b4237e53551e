import type { StaffMember } from '../../booking/staff';
import { RESET_EVENTS, RESET_NEXT } from '../../desk/sync/connection';
import type { CalendarSync, SyncRun } from '../../desk/ports/records';
import type { CardContext } from '../kit/context';
import { present, type CardView, type Section } from '../kit/widgets';
import {
  askButton,
  backHome,
  button,
  buttons,
  card,
  checkbox,
  endButton,
  folded,
  paragraph,
  quiet,
  radio,
  section,
  submit,
  warning,
} from '../kit/parts';

/** What is read from a person's calendars and when, the results, and the controls. */
export function syncCard(
  context: CardContext,
  staff: StaffMember,
  calendars: readonly CalendarSync[],
  tickProblem: string | null,
): CardView {
  const { t } = context;
  return card(
    'sync',
    { title: t('sync.title'), subtitle: staff.email },
    tickProblem !== null && section(warning(t('home.noTimer', { message: tickProblem }))),
    staff.syncPaused && section(warning(t('sync.paused'))),
    section(
      buttons(
        staff.syncPaused ? submit(t('sync.resume'), 'resumeSync') : submit(t('sync.now'), 'syncNow'),
        !staff.syncPaused && button(t('sync.pause'), 'pauseSync'),
        backHome(t),
      ),
    ),
    ...calendars.map((calendar) => calendarSection(context, staff, calendar)),
    section(buttons(askButton(t('reset.title'), 'askReset'), askButton(t('disconnect.title'), 'askDisconnect'))),
  );
}

function calendarSection({ t, dates }: CardContext, staff: StaffMember, calendar: CalendarSync): Section {
  const { calendarId, name, progress, syncedAt, problem, hasTrigger, readsBusy, runs } = calendar;
  const timeOf = (at: number) => `${dates.day(at)}, ${dates.time(at)}`;
  const notes = present([
    readsBusy && t('sync.closes'),
    staff.writeCalendar === calendarId && t('sync.writes'),
    progress !== null
      ? t('sync.unfinished')
      : syncedAt === null
        ? t('sync.never')
        : t('sync.last', { time: timeOf(syncedAt) }),
  ]);
  const runText = (run: SyncRun) => {
    const time = timeOf(run.at);
    if (run.error !== null) return t('sync.error', { time, error: run.error });
    const { bookings, changed } = run;
    return run.full ? t('sync.runFull', { time, bookings }) : t('sync.run', { time, bookings, changed });
  };
  return folded(
    name === '' ? calendarId : name,
    1 + (hasTrigger ? 0 : 1) + (problem === null ? 0 : 1),
    paragraph(notes.join(' · ')),
    problem !== null && warning(problem.message),
    !hasTrigger && quiet(t('sync.noTrigger')),
    ...runs.map((run) => quiet(runText(run))),
  );
}

/** Says what starting over would mean, with counts, before anything is done. */
export function resetCard({ t }: CardContext, count: number): CardView {
  return card(
    'reset',
    t('reset.title'),
    section(
      paragraph(t('reset.counts', { count })),
      radio(
        'events',
        t('reset.events'),
        RESET_EVENTS.map((value) => ({ value, label: t(`reset.${value}`) })),
        'leave',
      ),
      radio(
        'next',
        t('reset.next'),
        RESET_NEXT.map((value) => ({ value, label: t(`reset.${value}`) })),
        'everything',
      ),
      buttons(endButton(t('reset.title'), 'resetSync'), backHome(t)),
    ),
  );
}

/** Says what disconnecting removes and what stays. */
export function disconnectCard({ t }: CardContext, count: number): CardView {
  return card(
    'disconnect',
    t('disconnect.title'),
    section(
      paragraph(t('disconnect.text', { count })),
      checkbox('removeEvents', 'yes', t('disconnect.removeEvents'), false),
      quiet(t('disconnect.consent')),
      buttons(endButton(t('disconnect.title'), 'disconnectCalendars'), backHome(t)),
    ),
  );
}
