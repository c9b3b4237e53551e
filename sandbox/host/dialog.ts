import { calendarApi, control, type ApiEvent, type Json } from './api';
import { button, el, select, toast } from './dom';
import type { HostState } from './state';

/** An event as the dialog is to show it: one that stands, or one that is being made. */
export interface Draft {
  calendarId: string;
  event: Partial<ApiEvent> & Pick<ApiEvent, 'start' | 'end'>;
}

/** `2026-11-24T10:00` of an instant in a zone, for an input. */
function localText(at: string, zone: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(
    new Date(at),
  );
  return parts.replace(' ', 'T');
}

/** The event dialog of Calendar: look at, change, make or delete an event, and choose its conferencing. */
export function openDialog(state: HostState, draft: Draft, done: () => void): void {
  const { event } = draft;
  const isNew = event.id === undefined;
  const zone = state.user.timeZone;
  const isAllDay = event.start.date !== undefined;
  const dialog = el('dialog', {
    class: 'event-dialog',
    'data-testid': 'event-dialog',
    'aria-label': isNew ? 'New event' : 'Event',
  });
  const wrong = el('p', { class: 'wrong', role: 'alert', hidden: '' });
  const field = (name: string, label: string, type: string, value: string) =>
    el('label', {}, label, el('input', { name, type, value, 'data-testid': `event-${name}` }));
  const timeType = isAllDay ? 'date' : 'datetime-local';
  const timeValue = (time: ApiEvent['start']) => time.date ?? localText(time.dateTime ?? '', zone);
  const writable = state.calendars.filter(
    (calendar) => calendar.accessRole === 'owner' || calendar.accessRole === 'writer',
  );
  const form = el(
    'form',
    { method: 'dialog' },
    field('summary', 'Title', 'text', event.summary ?? ''),
    el(
      'div',
      { class: 'two' },
      field('start', 'Start', timeType, timeValue(event.start)),
      field('end', 'End', timeType, timeValue(event.end)),
    ),
    el('p', { class: 'label' }, zone),
    isNew &&
      el(
        'label',
        {},
        'Calendar',
        select(
          writable.map((c) => ({ value: c.id, label: c.summary })),
          draft.calendarId,
          (id) => (draft.calendarId = id),
          { name: 'calendar' },
        ),
      ),
    field(
      'attendees',
      'Guests (addresses, separated by commas)',
      'text',
      (event.attendees ?? []).map((a) => a.email).join(', '),
    ),
    field('location', 'Place', 'text', event.location ?? ''),
    el('label', {}, 'Conferencing', conferenceChoice(state)),
    joinLine(event),
    el('label', {}, 'Description', el('textarea', { name: 'description', rows: '3' }, event.description ?? '')),
    guestLine(event),
    wrong,
    el(
      'div',
      { class: 'buttons' },
      el('button', { type: 'submit', class: 'filled', 'data-testid': 'event-save' }, 'Save'),
      !isNew && button('Delete', () => void remove(), { class: 'outlined', 'data-testid': 'event-delete' }),
      button('Close', () => dialog.close(), { class: 'borderless' }),
    ),
  );
  const fail = (error: unknown) => {
    wrong.hidden = false;
    wrong.textContent =
      error instanceof Error ? error.message : typeof error === 'string' ? error : JSON.stringify(error);
  };
  const remove = async () => {
    try {
      await calendarApi(state.user.email).remove(draft.calendarId, event.id ?? '');
      dialog.close();
      done();
    } catch (error) {
      fail(error);
    }
  };
  form.addEventListener('submit', (submit) => {
    submit.preventDefault();
    save(state, draft, new FormData(form), isAllDay)
      .then((saved) => {
        if (saved === null) {
          dialog.close();
          done();
        } else fail(saved);
      })
      .catch(fail);
  });
  dialog.append(el('h2', {}, isNew ? 'New event' : 'Event'), form);
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function conferenceChoice(state: HostState): HTMLElement {
  const solutions = state.addOn?.conferenceSolutions ?? [];
  const options = [
    { value: '', label: 'Leave as it is' },
    { value: 'hangoutsMeet', label: 'Google Meet' },
    ...solutions.map(({ id, name }) => ({ value: id, label: name })),
    { value: 'none', label: 'No conferencing' },
  ];
  return select(options, '', () => undefined, { name: 'solution', 'data-testid': 'event-solution' });
}

function joinLine(event: Draft['event']): HTMLElement | null {
  const video = event.conferenceData?.entryPoints?.find((point) => point.entryPointType === 'video');
  const uri = video?.uri ?? event.hangoutLink;
  const name = event.conferenceData?.conferenceSolution?.name ?? 'Google Meet';
  if (uri !== undefined) {
    return el(
      'p',
      {},
      `${name}: `,
      el('a', { href: uri, target: '_blank', rel: 'noopener', 'data-testid': 'event-join' }, 'Join'),
      ` ${uri}`,
    );
  }
  const status = event.conferenceData?.createRequest?.status?.statusCode;
  return status === undefined ? null : el('p', { class: 'label' }, `Google Meet: ${status}`);
}

function guestLine(event: Draft['event']): HTMLElement | null {
  if (event.attendees === undefined) return null;
  const answers = event.attendees.map((a) => `${a.displayName ?? a.email} (${a.responseStatus ?? 'needsAction'})`);
  return el('p', { class: 'label' }, answers.join(', '));
}

/** Saves as the dialog of Calendar does. @returns what went wrong, or null */
async function save(state: HostState, draft: Draft, form: FormData, isAllDay: boolean): Promise<unknown> {
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const time = (value: string) =>
    isAllDay ? { date: value } : { dateTime: `${value}:00`, timeZone: state.user.timeZone };
  const known = new Map((draft.event.attendees ?? []).map((a) => [a.email, a]));
  const guests = text('attendees')
    .split(/[\s,;]+/)
    .filter((address) => address !== '');
  const event: Json = {
    summary: text('summary'),
    location: text('location'),
    description: text('description'),
    start: time(text('start')),
    end: time(text('end')),
    attendees: guests.map((email) => known.get(email) ?? { email }),
  };
  const solution = text('solution');
  const answer = await control.editor({
    as: state.user.email,
    calendarId: draft.calendarId,
    event,
    ...(draft.event.id !== undefined && { eventId: draft.event.id }),
    ...(solution !== '' && { solution }),
  });
  if (answer.ok) toast('Saved');
  return answer.ok ? null : (answer.error ?? 'not saved');
}
