import type { ExecutionRecord, SentMail } from '../../sandbox/protocol';
import type { Booking } from '../../src/booking/booking';
import type { CalendarSync } from '../../src/desk/ports/records';
import { calendarOf, type CalendarAsPerson } from './calendar-api';
import { Sandbox, type FormValue } from './sandbox-process';
import { ANNA, aRequest, at, DAY, MANAGER, MEI, NOW, OWNER, serviceForm } from './studio';

/** What the page is told when it sends a request. */
export interface RequestAnswer {
  ok: boolean;
  state?: string;
  code?: string;
  field?: string;
  message?: string;
}

/** A sandbox with the booking desk of a studio in it. Cards answer in English, whoever taps. */
export class Desk extends Sandbox {
  private ids: { service?: string; mei?: string; anna?: string } = {};

  /** Id of the studio's service, half an hour long. */
  get service(): string {
    return this.idOf('service');
  }

  /** Id of Mei as one of the team. Only after openTeam. */
  get mei(): string {
    return this.idOf('mei');
  }

  /** Id of Anna as one of the team. Only after openTeam. */
  get anna(): string {
    return this.idOf('anna');
  }

  private idOf(name: 'service' | 'mei' | 'anna'): string {
    const id = this.ids[name];
    if (id === undefined) throw new Error(`${name}: the desk has not been opened with it`);
    return id;
  }

  /** The studio, its desk set up by the owner, Mei connected. */
  async open(): Promise<void> {
    await this.reset('studio', NOW);
    const inputs = { business: 'Studio Nowak', service: 'Lesson', duration: '30', team: MEI };
    await this.panel(OWNER, { action: 'setUp', inputs });
    // Only a run of the page itself is told its address for certain.
    await this.openPage();
    await this.connectMei();
    const [service] = await this.records<{ id: string }>('service');
    this.ids = { service: service!.id };
  }

  /** The desk with two who take bookings, both connected, and somebody who manages theirs. */
  async openTeam(): Promise<void> {
    await this.open();
    await this.panel(OWNER, { action: 'addTeamMember', inputs: { email: ANNA } });
    const inputs = { name: 'Anna', zone: 'Europe/Warsaw', busyCalendars: [ANNA], writeCalendar: ANNA };
    await this.connect(ANNA, inputs);
    await this.saveSettings({ managers: MANAGER });
    await this.saveService({ assignment: 'firstFree' });
    const staff = await this.records<{ id: string; email: string }>('staff');
    const idOf = (email: string) => staff.find((one) => one.email === email)!.id;
    this.ids = { service: this.service, mei: idOf(MEI), anna: idOf(ANNA) };
  }

  // What people do in the panel.

  async connectMei(): Promise<ExecutionRecord> {
    const own = await this.calendarNamed(MEI, 'Private');
    const inputs = { name: 'Mei Lin', zone: 'Asia/Taipei', busyCalendars: [MEI, own], writeCalendar: MEI };
    return this.connect(MEI, inputs);
  }

  /** Somebody connects their calendars, in the language of their account. */
  connect(as: string, inputs: Record<string, FormValue>): Promise<ExecutionRecord> {
    return this.panel(as, { action: 'connectCalendars', inputs });
  }

  /** A tap on a button. */
  tap(
    as: string,
    action: string,
    parameters: Record<string, unknown> = {},
    inputs: Record<string, FormValue> = {},
  ): Promise<ExecutionRecord> {
    return this.panel(as, { action, parameters, inputs, locale: 'en' });
  }

  /** A form is filled in, and its button tapped. */
  submit(as: string, action: string, inputs: Record<string, FormValue>): Promise<ExecutionRecord> {
    return this.tap(as, action, {}, inputs);
  }

  accept(as: string, booking: string): Promise<ExecutionRecord> {
    return this.tap(as, 'acceptBooking', { booking });
  }

  /** Somebody fills in the form of the first step, for themselves. */
  setUp(as: string, business: string): Promise<ExecutionRecord> {
    return this.submit(as, 'setUp', { business, service: 'x', duration: '30', team: as });
  }

  /** The card with which the panel opens. */
  async home(as: string, locale = 'en'): Promise<unknown> {
    return (await this.panel(as, { locale })).result;
  }

  /** The owner saves a service; what is not said is as for a plain lesson of half an hour. */
  async saveService(inputs: Record<string, FormValue>, service = this.service): Promise<ExecutionRecord> {
    const answer = await this.panel(OWNER, serviceForm(service, inputs));
    if (!answer.ok) throw new Error(`the service is not saved: ${JSON.stringify(answer.error)}`);
    return answer;
  }

  async saveSettings(inputs: Record<string, FormValue>): Promise<ExecutionRecord> {
    const publicPage = `${this.url}/macros/s/sandbox/exec`;
    const form = { business: 'Studio Nowak', jitsiDomain: 'meet.jit.si', publicPage, managers: '' };
    return this.panel(OWNER, { action: 'saveSettingsForm', inputs: { ...form, ...inputs } });
  }

  // What clients do on the page.

  /** The public page, as a browser gets it. */
  async openPage(path: 'exec' | 'dev' = 'exec'): Promise<string> {
    return (await fetch(`${this.url}/macros/s/sandbox/${path}`)).text();
  }

  /** Open times of the coming days, as the page asks for them. */
  async openTimes(days = 14, service = this.service): Promise<number[]> {
    return this.readOpenTimes({ service, to: at(NOW) + days * DAY });
  }

  /** Open times of one person in the coming two weeks. @param staff their id */
  async timesOf(staff: string, service = this.service): Promise<number[]> {
    return this.readOpenTimes({ service, staff, locale: 'en' });
  }

  private async readOpenTimes(question: Record<string, unknown>): Promise<number[]> {
    const fortnight = { from: at(NOW), to: at(NOW) + 14 * DAY };
    const asked = { staff: '', ...fortnight, locale: 'pl', ...question };
    return (await this.page<{ starts: number[] }>('readOpenTimes', asked)).starts;
  }

  /** A client asks for a time of the studio's service. */
  request(start: number, change: Record<string, unknown> = {}): Promise<RequestAnswer> {
    return this.page<RequestAnswer>('sendRequest', aRequest(this.service, start, change));
  }

  /** A booking that Mei has accepted, at the first open time. */
  async acceptedBooking(change: Record<string, unknown> = {}): Promise<Booking> {
    const [start] = await this.openTimes();
    await this.request(start!, change);
    const { id } = await this.requested();
    await this.accept(MEI, id);
    return this.booking(id);
  }

  /** A confirmed booking, after everything that follows from it has come to rest. */
  async confirmedBooking(change: Record<string, unknown> = {}): Promise<Booking> {
    const { id } = await this.acceptedBooking(change);
    await this.settle();
    return this.booking(id);
  }

  // What is stored, and where else it shows.

  bookings(): Promise<Booking[]> {
    return this.records<Booking>('booking');
  }

  async booking(id: string): Promise<Booking> {
    return (await this.bookings()).find((booking) => booking.id === id)!;
  }

  /** The booking there is; it fails where there are more. */
  async only(): Promise<Booking> {
    const all = await this.bookings();
    const [booking] = all;
    if (booking === undefined || all.length > 1) throw new Error(`one booking is expected, not ${all.length}`);
    return booking;
  }

  /** The first booking that waits for an answer. */
  async requested(): Promise<Booking> {
    return (await this.bookings()).find(({ state }) => state === 'requested')!;
  }

  /** What an account follows of a calendar. */
  async syncOf(calendarId: string): Promise<CalendarSync> {
    return (await this.records<CalendarSync>('calendar')).find((calendar) => calendar.calendarId === calendarId)!;
  }

  /** Events that exist and are bookings': their ids are ours. */
  async ourEvents() {
    return (await this.existingEvents()).filter(({ id }) => id.startsWith('sk'));
  }

  /** Mails that went out since there were so many, whoever sent them. */
  async mailsAfter(count: number): Promise<SentMail[]> {
    return (await this.mail()).slice(count);
  }

  // Google Calendar, and the clock.

  /** The id of a calendar in somebody's list. */
  async calendarNamed(person: string, name: string): Promise<string> {
    const path = 'users/me/calendarList';
    const { items } = await this.api<{ items: { id: string; summary: string }[] }>(person, 'GET', path);
    return items.find((calendar) => calendar.summary === name)!.id;
  }

  /** What a person does in Google Calendar, in a calendar that is theirs unless said. */
  inCalendar(person = MEI, calendarId = person): CalendarAsPerson {
    return calendarOf(this, person, calendarId);
  }

  /** The hourly trigger of an account. */
  tick(as = MEI): Promise<ExecutionRecord> {
    return this.call(as, 'onHourlyTick', {});
  }
}

/** A desk in a sandbox of its own for the tests of a file, which open it themselves. */
export function useClosedDesk(): Desk {
  const desk = new Desk();
  beforeAll(() => desk.start());
  afterAll(() => desk.stop());
  return desk;
}

/** A desk in a sandbox of its own for the tests of a file, opened again before each. */
export function useDesk(): Desk {
  const desk = useClosedDesk();
  beforeEach(() => desk.open());
  return desk;
}

/** The same with a team of two, Mei and Anna, and a manager. */
export function useTeam(): Desk {
  const desk = useClosedDesk();
  beforeEach(() => desk.openTeam());
  return desk;
}
