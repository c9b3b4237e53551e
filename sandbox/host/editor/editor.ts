import type { Attendee, ShownEvent } from '../../calendar/model/resources';
import { calendarApi } from '../http/calendar';
import { control } from '../http/control';
import { messageOf } from '../http/ask';
import { isObject, text, type Json } from '../model/json';
import { calendarName, isWritable, type HostState } from '../model/state';
import type { Wall } from '../model/time';
import { button, el, fill, newId, select } from '../ui/dom';
import { icon, type IconName } from '../ui/icons';
import { wordsOf } from '../ui/toast';
import { Conference, type ConferenceChoice } from './conference';
import { bodyOf, changesOf, draftOf, faultOf, movedSeries, movedStart, type Draft } from './draft';
import { Guests } from './guests';
import { recurrenceField } from './recurrence';
import { busyAndVisible, timeRows } from './rows';

/** An event for the editor to show: an existing one, or a new one. */
export interface Opened {
  calendarId: string;
  event: Partial<ShownEvent> & Pick<ShownEvent, 'start' | 'end'>;
}

export interface EditorActions {
  /** It is closed; whether anything was saved. */
  closed(hasChanged: boolean): void;
  /** Guests or conferencing were edited and are not saved yet. */
  drafted(draft: Json): void;
}

type Scope = 'one' | 'all';

/** The event editor of Calendar: look at, change, make or delete an event, and choose its conferencing. */
export class Editor {
  readonly element: HTMLElement;
  private draft: Draft;
  private readonly before: Draft;
  private readonly guests: Guests;
  private readonly conference: Conference;
  private readonly isReadOnly: boolean;
  private readonly wrong = el('p', { class: 'wrong', role: 'alert', hidden: true, 'data-testid': 'event-error' });
  private readonly times = el('div', { class: 'times' });
  private readonly recurrence: ReturnType<typeof recurrenceField>;
  /** The id that a new event was given by its first conference. */
  private givenId: string | undefined;
  private scope: Scope = 'one';

  constructor(
    private readonly state: HostState,
    private readonly opened: Opened,
    private readonly actions: EditorActions,
  ) {
    const { event, calendarId } = opened;
    this.draft = this.before = draftOf(calendarId, event, this.zone);
    const calendar = state.calendars.find(({ id }) => id === calendarId);
    const mayWrite = calendar !== undefined && isWritable(calendar);
    this.isReadOnly = !mayWrite || (event.organizer?.self === false && event.guestsCanModify !== true);
    this.guests = new Guests(this.draft.guests, this.isReadOnly, (guests) => {
      this.draft = { ...this.draft, guests };
      this.tellAddOn();
    });
    const place = () => ({ calendarId: this.draft.calendarId, eventId: event.id ?? this.givenId });
    this.conference = new Conference(state, place, event, calendar, this.isReadOnly, (eventId) => {
      if (event.id === undefined && eventId !== undefined) this.givenId = eventId;
      this.tellAddOn();
    });
    this.recurrence = recurrenceField(this.draft.recurrence, this.draft.start.date, (recurrence) =>
      this.set({ recurrence }),
    );
    this.element = this.frame();
    this.drawTimes();
  }

  /** What the add-on's card wants changed in the event; the person still has to save. */
  stage(action: Json): void {
    const guests = isObject(action.editAttendeesActionMarkup) ? action.editAttendeesActionMarkup.addAttendeeEmails : [];
    if (Array.isArray(guests)) this.guests.add(guests.map(text));
    const made = isObject(action.editConferenceDataActionMarkup)
      ? action.editConferenceDataActionMarkup.conferenceData
      : null;
    if (isObject(made)) this.conference.stage(made);
  }

  focus(): void {
    this.element.querySelector<HTMLElement>(this.isReadOnly ? 'button' : 'input')?.focus();
  }

  private get zone(): string {
    return this.state.user.timeZone;
  }

  private get isNew(): boolean {
    return this.opened.event.id === undefined;
  }

  private set(change: Partial<Draft>): void {
    this.draft = { ...this.draft, ...change };
  }

  private tellAddOn(): void {
    this.actions.drafted({ attendees: this.draft.guests, conferenceData: this.conference.data ?? undefined });
  }

  private frame(): HTMLElement {
    const { event } = this.opened;
    const form = el('form', { class: 'editor-form', autocomplete: 'off' });
    form.noValidate = true;
    form.addEventListener('submit', (submit) => {
      submit.preventDefault();
      void this.attempt(() => this.save());
    });
    const section = el('section', {
      class: 'editor',
      role: 'dialog',
      'aria-label': this.isNew ? 'New event' : 'Event',
      'data-testid': 'event-dialog',
    });
    section.addEventListener('keydown', (key) => {
      if (key.key === 'Escape' && !key.defaultPrevented) this.actions.closed(false);
    });
    const title = this.textInput('summary', 'Add title', 'Title', 'title-input');
    fill(
      form,
      el('div', { class: 'editor-head' }, this.closeButton(), title, this.saveButtons()),
      this.wrong,
      ...this.rows(event),
    );
    section.append(form);
    return section;
  }

  private closeButton(): HTMLElement {
    const close = () => this.actions.closed(false);
    return button(icon('close'), close, { class: 'plain round', 'aria-label': 'Close', 'data-testid': 'event-close' });
  }

  private saveButtons(): HTMLElement {
    const remove = () => void this.attempt(() => this.remove());
    const save = el('button', { type: 'submit', class: 'filled', 'data-testid': 'event-save' }, 'Save');
    const trash = button(icon('trash'), remove, {
      class: 'plain round',
      'aria-label': 'Delete',
      'data-testid': 'event-delete',
    });
    const calendar = this.state.calendars.find(({ id }) => id === this.opened.calendarId);
    const mayDelete = !this.isNew && calendar !== undefined && isWritable(calendar);
    return el('div', { class: 'buttons' }, mayDelete && trash, !this.isReadOnly && save);
  }

  private rows(event: Opened['event']): (HTMLElement | null)[] {
    const isInstance = event.recurringEventId !== undefined;
    return [
      this.answerRow(event),
      isInstance && !this.isReadOnly ? row('repeat', this.scopeChoice()) : null,
      row('clock', el('div', {}, this.times, !isInstance && !this.isReadOnly && this.recurrence.element)),
      row('people', this.guests.element),
      row('video', this.conference.element),
      row('pin', this.textInput('location', 'Add place', 'Place')),
      row('lines', this.description()),
      row('calendar', this.calendarChoice()),
      this.isReadOnly
        ? null
        : row(
            'lock',
            busyAndVisible(this.draft, (change) => this.set(change)),
          ),
    ];
  }

  private textInput(name: 'summary' | 'location', placeholder: string, label: string, className = ''): HTMLElement {
    const input = el('input', {
      type: 'text',
      name,
      placeholder,
      class: className,
      'aria-label': label,
      readonly: this.isReadOnly,
      'data-testid': `event-${name}`,
    });
    input.value = this.draft[name];
    input.addEventListener('input', () => this.set({ [name]: input.value }));
    return input;
  }

  private description(): HTMLElement {
    const input = el('textarea', {
      name: 'description',
      rows: '4',
      placeholder: 'Add description',
      'aria-label': 'Description',
      readonly: this.isReadOnly,
      'data-testid': 'event-description',
    });
    input.value = this.draft.description;
    input.addEventListener('input', () => this.set({ description: input.value }));
    return input;
  }

  private drawTimes(): void {
    const toggle = (isAllDay: boolean) => {
      this.set({ isAllDay });
      this.drawTimes();
    };
    const change = (name: 'start' | 'end', part: Partial<Wall>) =>
      this.changeTime(name, { ...this.draft[name], ...part });
    fill(this.times, ...timeRows(this.draft, this.zone, this.isReadOnly, { toggle, change }));
  }

  private changeTime(name: 'start' | 'end', wall: Wall): void {
    const isWhole = wall.date !== '' && wall.time !== '';
    if (name === 'end' || !isWhole) this.set({ [name]: wall });
    else this.draft = movedStart(this.draft, wall, this.zone);
    if (isWhole) this.drawTimes();
    if (name === 'start') this.recurrence.follow(wall.date);
  }

  private calendarChoice(): HTMLElement {
    const { calendars, user } = this.state;
    const here = calendars.filter((calendar) => isWritable(calendar) || calendar.id === this.draft.calendarId);
    const options = here.map((calendar) => ({ value: calendar.id, label: calendarName(calendar, user) }));
    return select(options, this.draft.calendarId, (calendarId) => this.set({ calendarId }), {
      'aria-label': 'Calendar',
      disabled: this.isReadOnly,
      'data-testid': 'event-calendar',
    });
  }

  private scopeChoice(): HTMLElement {
    const name = newId('scope');
    const choice = (value: Scope, label: string) => {
      const input = el('input', { type: 'radio', name, value, checked: this.scope === value });
      input.addEventListener('change', () => (this.scope = value));
      return el('label', { class: 'box-row' }, input, label);
    };
    return el(
      'fieldset',
      { class: 'choices', 'aria-label': 'Changes are for' },
      choice('one', 'This event'),
      choice('all', 'All events of the series'),
    );
  }

  /** A guest says whether they come. */
  private answerRow(event: Opened['event']): HTMLElement | null {
    const me = event.attendees?.find((guest) => guest.self === true && guest.organizer !== true);
    if (me === undefined) return null;
    const answer = (responseStatus: string, label: string) =>
      button(label, () => void this.attempt(() => this.respond(event, { ...me, responseStatus })), {
        class: me.responseStatus === responseStatus ? 'filled' : 'outlined',
        'aria-pressed': String(me.responseStatus === responseStatus),
        'data-testid': `event-${responseStatus}`,
      });
    return el(
      'div',
      { class: 'going', role: 'group', 'aria-label': 'Going?' },
      el('span', {}, 'Going?'),
      answer('accepted', 'Yes'),
      answer('declined', 'No'),
      answer('tentative', 'Maybe'),
    );
  }

  private async respond(event: Opened['event'], me: Attendee): Promise<void> {
    const attendees = (event.attendees ?? []).map((guest) => (guest.self === true ? me : guest));
    await calendarApi(this.state.user.email).patch(this.opened.calendarId, event.id ?? '', { attendees });
    this.actions.closed(true);
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    this.wrong.hidden = true;
    this.element.setAttribute('aria-busy', 'true');
    try {
      await work();
    } catch (error) {
      this.wrong.hidden = false;
      this.wrong.textContent = wordsOf(error);
    } finally {
      this.element.removeAttribute('aria-busy');
    }
  }

  private async remove(): Promise<void> {
    const { event, calendarId } = this.opened;
    const id = this.scope === 'all' ? event.recurringEventId : event.id;
    await calendarApi(this.state.user.email).remove(calendarId, id ?? event.id ?? '');
    this.actions.closed(true);
  }

  private async save(): Promise<void> {
    const noAddress = this.guests.takeInput();
    if (noAddress !== null) throw new Error(`“${noAddress}” is not an e-mail address.`);
    const fault = faultOf(this.draft, this.zone);
    if (fault !== null) throw new Error(fault);
    const choice = await this.conference.result();
    const api = calendarApi(this.state.user.email);
    const { event, calendarId } = this.opened;
    const master = this.scope === 'all' && event.recurringEventId !== undefined ? event.recurringEventId : null;
    let eventId = master ?? event.id ?? this.givenId;
    if (!this.isNew && eventId !== undefined && this.draft.calendarId !== calendarId) {
      eventId = (await api.move(calendarId, eventId, this.draft.calendarId)).id;
    }
    const answer = await control.editor({
      as: this.state.user.email,
      calendarId: this.draft.calendarId,
      ...(eventId !== undefined && { eventId }),
      event: master === null ? this.body() : await this.seriesBody(master),
      ...conferenceOf(choice),
    });
    if (!answer.ok) throw new Error(messageOf(answer.error));
    this.actions.closed(true);
  }

  private body(): Json {
    const after = bodyOf(this.draft, this.zone);
    return this.isNew ? after : changesOf(bodyOf(this.before, this.zone), after);
  }

  /** What was changed in one event of a series, for all of them. */
  private async seriesBody(master: string): Promise<Json> {
    const first = await calendarApi(this.state.user.email).get(this.draft.calendarId, master);
    const { recurrence: _, ...changed } = this.body();
    if (changed.start === undefined && changed.end === undefined) return changed;
    const { start, end } = bodyOf(movedSeries(first, this.before, this.draft, this.zone), this.zone);
    return { ...changed, start, end };
  }
}

function conferenceOf(choice: ConferenceChoice): Json {
  if (choice.kind === 'untouched') return {};
  if (choice.kind === 'none') return { solution: 'none' };
  if (choice.kind === 'meet') return { solution: 'hangoutsMeet' };
  return { solution: choice.solution, conferenceData: choice.data };
}

function row(mark: IconName, content: HTMLElement): HTMLElement {
  return el('div', { class: 'editor-row' }, icon(mark), content);
}
