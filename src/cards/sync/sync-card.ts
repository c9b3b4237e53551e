import type { StaffMember } from '../../booking/staff';
import { RESET_EVENTS, RESET_NEXT } from '../../desk/sync/connection';
import type { CalendarSync, SyncRun } from '../../desk/ports/records';
import type { CardContext } from '../kit/context';
import { present, type CardView, type Section, type Widget } from '../kit/widgets';

/** What is read from a person's calendars and when, the results, and the controls. */
export function syncCard(
  context: CardContext,
  staff: StaffMember,
  calendars: readonly CalendarSync[],
  tickProblem: string | null,
): CardView {
  const { t } = context;
  return {
    name: 'sync',
    title: t('sync.title'),
    subtitle: staff.email,
    sections: present<Section>([
      tickProblem !== null && {
        widgets: [{ kind: 'text', text: t('home.noTimer', { message: tickProblem }), tone: 'warning' }],
      },
      staff.syncPaused && { widgets: [{ kind: 'text', text: t('sync.paused'), tone: 'warning' }] },
      {
        widgets: [
          {
            kind: 'buttons',
            buttons: [
              staff.syncPaused
                ? { text: t('sync.resume'), filled: true, click: { action: 'resumeSync' } }
                : { text: t('sync.now'), filled: true, click: { action: 'syncNow' } },
              ...(staff.syncPaused ? [] : [{ text: t('sync.pause'), click: { action: 'pauseSync' as const } }]),
              { text: t('home.back'), click: { action: 'goHome' } },
            ],
          },
        ],
      },
      ...calendars.map((calendar) => calendarSection(context, staff, calendar)),
      {
        widgets: [
          {
            kind: 'buttons',
            buttons: [
              { text: t('reset.title'), danger: 'asks', click: { action: 'askReset' } },
              { text: t('disconnect.title'), danger: 'asks', click: { action: 'askDisconnect' } },
            ],
          },
        ],
      },
    ]),
  };
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
    const { bookings, calls } = run;
    return run.full
      ? t('sync.runFull', { time, bookings, calls })
      : t('sync.run', { time, bookings, calls, changed: run.changed });
  };
  return {
    title: name === '' ? calendarId : name,
    folded: 1 + (hasTrigger ? 0 : 1) + (problem === null ? 0 : 1),
    widgets: present<Widget>([
      { kind: 'text', text: notes.join(' · ') },
      problem !== null && { kind: 'text', text: problem.message, tone: 'warning' },
      !hasTrigger && { kind: 'text', text: t('sync.noTrigger'), tone: 'quiet' },
      ...runs.map((run): Widget => ({ kind: 'text', text: runText(run), tone: 'quiet' })),
    ]),
  };
}

/** Says what starting over would mean, with counts, before anything is done. */
export function resetCard({ t }: CardContext, count: number): CardView {
  return {
    name: 'reset',
    title: t('reset.title'),
    sections: [
      {
        widgets: [
          { kind: 'text', text: t('reset.counts', { count }) },
          {
            kind: 'choice',
            name: 'events',
            label: t('reset.events'),
            look: 'radio',
            options: RESET_EVENTS.map((value) => ({ value, label: t(`reset.${value}`), selected: value === 'leave' })),
          },
          {
            kind: 'choice',
            name: 'next',
            label: t('reset.next'),
            look: 'radio',
            options: RESET_NEXT.map((value) => ({
              value,
              label: t(`reset.${value}`),
              selected: value === 'everything',
            })),
          },
          {
            kind: 'buttons',
            buttons: [
              { text: t('reset.title'), danger: 'now', click: { action: 'resetSync' } },
              { text: t('home.back'), click: { action: 'goHome' } },
            ],
          },
        ],
      },
    ],
  };
}

/** Says what disconnecting removes and what stays. */
export function disconnectCard({ t }: CardContext, count: number): CardView {
  return {
    name: 'disconnect',
    title: t('disconnect.title'),
    sections: [
      {
        widgets: [
          { kind: 'text', text: t('disconnect.text', { count }) },
          {
            kind: 'choice',
            name: 'removeEvents',
            label: '',
            look: 'checkboxes',
            options: [{ value: 'yes', label: t('disconnect.removeEvents'), selected: false }],
          },
          { kind: 'text', text: t('disconnect.consent'), tone: 'quiet' },
          {
            kind: 'buttons',
            buttons: [
              { text: t('disconnect.title'), danger: 'now', click: { action: 'disconnectCalendars' } },
              { text: t('home.back'), click: { action: 'goHome' } },
            ],
          },
        ],
      },
    ],
  };
}
