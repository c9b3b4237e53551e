import type { ConferenceData, ShownEvent } from '../../calendar/model/resources';
import type { ConferenceAnswer } from '../../protocol';
import { control } from '../http/control';
import type { CalendarEntry } from '../http/calendar';
import { isObject, text, type Json } from '../model/json';
import type { HostState } from '../model/state';
import { button, el, fill, select, type Option } from '../ui/dom';
import { wordsOf } from '../ui/toast';
import { conferenceDetails } from './conference-details';

/** What is to be saved of the conferencing: nothing, if nobody touched it. */
export type ConferenceChoice =
  | { kind: 'untouched' }
  | { kind: 'none' }
  | { kind: 'meet' }
  /** An add-on's conference, as its function or its card action made it. */
  | { kind: 'addOn'; solution: string; data: Json };

/** Where the editor's event is to be; a new one gets its id with its first conference. */
export interface Place {
  calendarId: string;
  eventId: string | undefined;
}

/** The drop-down for conferencing and what came of it; a solution's function runs as soon as it is picked. */
export class Conference {
  readonly element = el('div', { class: 'conference' });
  private choice: ConferenceChoice = { kind: 'untouched' };
  private shown: ConferenceData | null;
  private fault: (Refusal & { solution: string }) | null = null;
  private making: Promise<void> | null = null;
  private readonly list: HTMLSelectElement;
  private readonly below = el('div', {});

  constructor(
    private readonly state: HostState,
    private readonly place: () => Place,
    event: Partial<ShownEvent>,
    calendar: CalendarEntry | undefined,
    isReadOnly: boolean,
    /** An id was given to the event, or its conference changed. */
    private readonly changed: (eventId: string | undefined) => void,
  ) {
    this.shown = event.conferenceData ?? null;
    this.list = select(this.options(calendar), this.initial(), (value) => this.pick(value), {
      'aria-label': 'Conferencing',
      'data-testid': 'event-solution',
    });
    fill(this.element, !isReadOnly && this.list, this.below);
    this.draw();
  }

  /** What to save; waits for a conference that is still being made. */
  async result(): Promise<ConferenceChoice> {
    await this.making;
    if (this.fault !== null) throw new Error(this.fault.words);
    return this.choice;
  }

  /** What an add-on shows of the draft. */
  get data(): ConferenceData | null {
    return this.shown;
  }

  /**
   * An add-on's card has made a conference for the open event
   * (https://developers.google.com/workspace/add-ons/calendar/calendar-actions).
   */
  stage(data: Json): void {
    const solution = text(data.conferenceSolutionId);
    this.choice = { kind: 'addOn', solution, data };
    this.fault = null;
    this.shown = shownOf(data, this.nameOf(solution));
    this.list.value = solution;
    this.draw();
    this.changed(undefined);
  }

  private options(calendar: CalendarEntry | undefined): Option[] {
    const kept = this.shown?.conferenceSolution?.name;
    const meets = calendar?.conferenceProperties?.allowedConferenceSolutionTypes ?? ['hangoutsMeet'];
    const solutions = this.state.project.addOn?.conferenceSolutions ?? [];
    return [
      ...(this.initial() === 'kept' ? [{ value: 'kept', label: kept ?? 'Conference' }] : []),
      { value: 'none', label: this.shown === null ? 'Add conferencing' : 'No conferencing' },
      ...(meets.includes('hangoutsMeet') ? [{ value: 'hangoutsMeet', label: 'Google Meet' }] : []),
      ...solutions.map(({ id, name }) => ({ value: id, label: name })),
    ];
  }

  private initial(): string {
    return this.shown === null ? 'none' : 'kept';
  }

  private nameOf(solution: string): string {
    return this.state.project.addOn?.conferenceSolutions.find(({ id }) => id === solution)?.name ?? 'Conference';
  }

  private pick(value: string): void {
    this.fault = null;
    if (value === 'kept') this.choice = { kind: 'untouched' };
    else if (value === 'none') this.choice = { kind: 'none' };
    else if (value === 'hangoutsMeet') this.choice = { kind: 'meet' };
    else {
      this.make(value);
      return;
    }
    this.draw();
    this.changed(undefined);
  }

  private make(solution: string): void {
    this.fault = null;
    const { calendarId, eventId } = this.place();
    const request = { as: this.state.user.email, calendarId, solution, ...(eventId !== undefined && { eventId }) };
    this.making = control
      .conference(request)
      .then((answer) => this.take(solution, answer))
      .catch((error: unknown) => (this.fault = { words: wordsOf(error), logIn: null, canRetry: true, solution }))
      .then(() => {
        this.making = null;
        this.draw();
      });
    this.draw();
  }

  private take(solution: string, answer: ConferenceAnswer): void {
    if (answer.ok && isObject(answer.conferenceData)) {
      this.choice = { kind: 'addOn', solution, data: answer.conferenceData };
      this.shown = answer.shown;
    } else {
      this.fault = { ...refusal(this.nameOf(solution), isObject(answer.error) ? answer.error : {}), solution };
    }
    this.changed(answer.eventId);
  }

  private draw(): void {
    const chosen = this.nameOf(this.list.value);
    if (this.making !== null) fill(this.below, el('p', { class: 'label', role: 'status' }, `Adding ${chosen}…`));
    else if (this.fault !== null) fill(this.below, this.faultLine());
    else if (this.choice.kind === 'none') fill(this.below);
    else if (this.choice.kind === 'meet')
      fill(this.below, el('p', { class: 'label' }, 'A Meet link is made on saving.'));
    else fill(this.below, this.shown !== null && conferenceDetails(this.shown));
  }

  private faultLine(): HTMLElement | null {
    if (this.fault === null) return null;
    const { words, logIn, canRetry, solution } = this.fault;
    const again = () => this.make(solution);
    const open = () => {
      const popup = window.open(logIn ?? '', '_blank', 'popup,width=600,height=700');
      if (popup === null) return;
      // Calendar tries again when the log-in window is closed.
      const timer = setInterval(() => {
        if (!popup.closed) return;
        clearInterval(timer);
        again();
      }, 300);
    };
    return el(
      'div',
      { class: 'wrong', role: 'alert', 'data-testid': 'event-conference-error' },
      el('p', {}, words),
      el(
        'div',
        { class: 'buttons' },
        logIn !== null && button('Log in', open, { class: 'outlined', 'data-testid': 'event-log-in' }),
        canRetry && button('Try again', again, { class: 'borderless', 'data-testid': 'event-conference-retry' }),
      ),
    );
  }
}

const REASONS: Readonly<Record<string, string>> = {
  AUTHENTICATION: 'asks you to log in first.',
  CONFERENCE_SOLUTION_FORBIDDEN: 'may not be used with this account.',
  PERMANENT: 'could not make a conference. Trying again will not help.',
  PERMISSION_DENIED: 'does not let you make a conference for this event.',
  TEMPORARY: 'could not make a conference just now.',
};

/** What trying again cannot mend. */
const FINAL: readonly string[] = ['CONFERENCE_SOLUTION_FORBIDDEN', 'PERMANENT', 'PERMISSION_DENIED'];

interface Refusal {
  words: string;
  logIn: string | null;
  canRetry: boolean;
}

/**
 * Why there is no conference, in words
 * (https://developers.google.com/apps-script/reference/conference-data/conference-error-type).
 */
function refusal(name: string, error: Json): Refusal {
  const type = text(error.type);
  const url = text(error.authenticationUrl);
  const message = text(error.message);
  const words = REASONS[type] ?? (message === '' ? 'could not make a conference.' : `failed: ${message}`);
  const canRetry = !FINAL.includes(type);
  return { words: `${name} ${words}`, logIn: type === 'AUTHENTICATION' && url !== '' ? url : null, canRetry };
}

/** What the API will show of an add-on's data, before it is saved. */
function shownOf(data: Json, name: string): ConferenceData {
  const points = Array.isArray(data.entryPoints) ? data.entryPoints.filter(isObject) : [];
  return {
    conferenceSolution: { key: { type: 'addOn' }, name, iconUri: '' },
    entryPoints: points.map((point) => ({
      ...point,
      entryPointType: text(point.type).toLowerCase(),
      uri: text(point.uri),
    })),
    ...(text(data.note) !== '' && { notes: text(data.note) }),
  };
}
