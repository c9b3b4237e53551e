import type { Booking } from '../../../src/booking/booking';
import type { Offer } from '../../../src/booking/offer';
import type { StaffMember } from '../../../src/booking/staff';
import { actionsOf } from '../../support/cards';
import type { Desk } from '../../support/desk';
import type { FormValue } from '../../support/sandbox-process';
import { aRequest, HOUR, OWNER, serviceForm } from '../../support/studio';
import { linksOf, look, promises, quiet, type Look, type StoredEvent } from '../../support/promises';
import {
  allBookings,
  ANNA,
  CLIENTS,
  connect,
  MANAGER,
  MORNINGS,
  offered,
  openModelDesk,
  SERVICES,
  TEAM,
  type ModelDesk,
} from './model-desk';
import type { Actor, ConnectionStep, DeskStep, Step } from './steps';

export interface Run {
  /** Which of MORNINGS it begins at. */
  morning: number;
  steps: readonly Step[];
}

/** Plays a run from a fresh desk, lets life go quiet, and answers which promises were broken. */
export async function play(sandbox: Desk, { morning, steps }: Run): Promise<string[]> {
  const desk = await openModelDesk(sandbox, MORNINGS[morning] ?? MORNINGS[0]);
  const player = new Player(sandbox, desk);
  for (const step of steps) await player.take(step);
  await player.goOn();
  const broken = [...(await quiet(sandbox)), ...(await promises(sandbox)), ...player.overruled(await look(sandbox))];
  return broken.filter((what) => !player.leftBehind.some((id) => what.includes(id)));
}

const QUARTER = 15 * 60_000;

const time = (at: number) => ({ dateTime: new Date(at).toISOString() });

/** The people and Google itself. What fails for one of them is over for them: they do not try again. */
class Player {
  /** Starts that clients have seen, by service: they may be taken by now. */
  private readonly seen = new Map<string, number[]>();
  private readonly foreign: { staff: string; id: string }[] = [];
  /** What people did last to events, by id: Google is a fact, nobody takes it back. */
  private readonly done = new Map<string, { start?: number; end?: number; link?: string }>();
  private readonly deleted = new Set<string>();
  /** Events whose bookings were given up with a connection and which were to stay: ids. */
  readonly leftBehind: string[] = [];
  private requests = 0;

  constructor(
    private readonly sandbox: Desk,
    private readonly desk: ModelDesk,
  ) {}

  async take(step: Step): Promise<unknown> {
    switch (step.do) {
      case 'request':
        return this.request(step);
      case 'tap':
        return this.tap(step);
      case 'together':
        return this.together(step);
      case 'reschedule':
        return this.reschedule(step);
      case 'handOver':
        return this.handOver(step);
      case 'drag':
        return this.drag(step);
      case 'delete':
        return this.delete(step.booking);
      case 'allDay':
        return this.makeAllDay(step.booking);
      case 'repeat':
        return this.makeRepeat(step.booking);
      case 'pause':
      case 'resume':
      case 'reset':
      case 'disconnect':
      case 'connect':
        return this.changeConnection(step);
      case 'offer':
      case 'useOffer':
      case 'byHand':
      case 'adopt':
      case 'client':
      case 'capacity':
        return this.atTheDesk(step);
      case 'unlink':
        return this.link(step.booking, null);
      case 'relink':
        return this.link(step.booking, `https://video.elsewhere.example/${++this.requests}`);
      case 'copy':
        return this.copy(step.booking, step.quarters * QUARTER);
      case 'answer':
        return this.answer(step.booking, step.says);
      case 'busy':
        return this.addBusy(step);
      case 'moveBusy':
      case 'removeBusy':
        return this.changeBusy(step);
      case 'expireTokens':
        return this.sandbox.post('sync-tokens', {});
      case 'meet':
        return this.sandbox.post('meet', { delay: step.minutes * 60_000, fail: step.fail });
      case 'fault': {
        const { method, status, nth, times } = step;
        return this.sandbox.faults([{ service: 'Calendar', method, status, nth, times }]);
      }
      case 'crash':
        return this.sandbox.faults([{ service: '*', method: '*', nth: step.nth, crash: step.when }]);
      case 'triggers':
        await this.runTriggers();
        if (step.twice) await this.runTriggers();
        return;
      case 'tell': {
        const calendarId = TEAM[step.who] ?? ANNA;
        return this.sandbox.call(calendarId, 'onCalendarChange', { calendarId });
      }
      case 'tick':
        return this.sandbox.call([...TEAM, OWNER][step.who] ?? OWNER, 'onHourlyTick', {});
      case 'wait':
        return this.wait(step.hours);
    }
  }

  /** People who paused resume, and people who disconnected connect again: promises hold for a desk at work. */
  async goOn(): Promise<void> {
    await this.sandbox.faults([]);
    const staff = await this.sandbox.records<StaffMember>('staff');
    for (const [n, email] of TEAM.entries()) {
      const one = staff.find((member) => member.email === email);
      if (one?.syncPaused === true) await this.sandbox.panel(email, { action: 'resumeSync' });
      if (one?.writeCalendar === null) await connect(this.sandbox, n, email, [email]);
    }
  }

  private async changeConnection(step: ConnectionStep): Promise<void> {
    const email = TEAM[step.who] ?? ANNA;
    if (step.do === 'connect') {
      const other = this.desk.others[step.who] ?? '';
      await connect(this.sandbox, step.who, step.elsewhere ? other : email, step.elsewhere ? [email, other] : [email]);
      return;
    }
    const tap = (name: string, inputs: Record<string, FormValue> = {}) =>
      this.sandbox.panel(email, { action: name, inputs });
    if (step.do === 'pause' || step.do === 'resume') {
      await tap(step.do === 'pause' ? 'pauseSync' : 'resumeSync');
      return;
    }
    // What people did in Calendar before is given up with the connection.
    this.done.clear();
    this.deleted.clear();
    if (step.do === 'reset' && step.events === 'slotkeeper') {
      const all = await allBookings(this.sandbox);
      this.leftBehind.push(...all.flatMap(({ event }) => (event === null ? [] : [event.eventId])));
    }
    if (step.do === 'reset') await tap('resetSync', { events: step.events, next: step.next });
    else await tap('disconnectCalendars', step.removeEvents ? { removeEvents: ['yes'] } : {});
  }

  private async atTheDesk(step: DeskStep): Promise<unknown> {
    switch (step.do) {
      case 'offer': {
        const [start] = await this.startsOf(step);
        const inputs = { ...this.chosen(step), starts: [String(start ?? 0)], hours: '24', language: 'pl' };
        return this.sandbox.panel(TEAM[step.staff] ?? ANNA, { action: 'saveOffer', inputs });
      }
      case 'useOffer': {
        const offers = await this.sandbox.records<Offer>('offer');
        const offer = offers[step.which % Math.max(1, offers.length)];
        if (offer === undefined) return;
        const form = { staff: '', offer: offer.id, email: CLIENTS[step.client], requestKey: this.key() };
        const asked = aRequest(offer.serviceId, offer.starts[0] ?? 0, form);
        return this.unlessDead(this.sandbox.page('sendRequest', asked));
      }
      case 'byHand':
        return this.bookByHand(step);
      case 'adopt':
        return this.adopt(step);
      case 'client': {
        const chosen = await this.booking(step.booking);
        if (chosen === undefined) return;
        const email = step.changesEmail ? `new${this.key()}@client.example` : chosen.client.email;
        const inputs = { name: 'Pan Piotr', email, phone: '600 100 200', note: '' };
        const parameters = { booking: chosen.id };
        return this.sandbox.panel(this.staffOf(chosen), { action: 'saveClient', parameters, inputs });
      }
      case 'capacity': {
        const form = { ...SERVICES[step.service], capacity: String(step.seats) };
        return this.sandbox.panel(OWNER, serviceForm(this.desk.services[step.service] ?? '', form));
      }
    }
  }

  private chosen(step: { service: number; staff: number }): { service: string; staff: string } {
    return { service: this.desk.services[step.service] ?? '', staff: this.desk.staff[step.staff] ?? '' };
  }

  private async startsOf(step: { service: number; staff: number; slot: number }): Promise<number[]> {
    const { service, staff } = this.chosen(step);
    const starts = (await this.unlessDead(offered(this.sandbox, service, staff, await this.now()))) ?? [];
    return starts.slice(step.slot % Math.max(1, starts.length));
  }

  private async bookByHand(step: Extract<DeskStep, { do: 'byHand' }>): Promise<void> {
    const [start] = await this.startsOf(step);
    const who = TEAM[step.staff] ?? ANNA;
    const form = await this.sandbox.panel(who, { action: 'newBooking' });
    const submit = actionsOf(form.result).find(({ action: name }) => name === 'saveNewBooking');
    if (submit === undefined || start === undefined) return;
    await this.sandbox.panel(who, {
      action: 'saveNewBooking',
      parameters: submit.parameters,
      inputs: {
        ...this.chosen(step),
        name: 'Pani Ela',
        email: step.hasEmail ? `ela${this.key()}@client.example` : '',
        phone: '600 100 200',
        note: '',
        start: String(start),
        options: step.confirm ? ['confirm'] : [],
        payment: 'await',
      },
    });
  }

  /** Somebody's own event, in their first calendar, made a booking. */
  private async adopt(step: Extract<DeskStep, { do: 'adopt' }>): Promise<void> {
    const who = TEAM[step.staff] ?? ANNA;
    const guest = `guest${this.key()}@client.example`;
    const start = (await this.now()) + step.hours * HOUR + HOUR;
    const made = await this.api(who, 'POST', `calendars/${who}/events`, {
      summary: 'A lesson of their own',
      start: time(start),
      end: time(start + HOUR),
      attendees: [{ email: guest, displayName: 'Ewa' }],
    });
    if (made === null) return;
    const inputs = { service: this.chosen(step).service, guest, options: step.tell ? ['tell'] : [] };
    const open = { calendarId: who, eventId: made.id };
    await this.sandbox.panel(who, { action: 'adoptOpenEvent', open, inputs });
  }

  private makeAllDay(booking: number): Promise<void> {
    return this.onEvent(booking, async ({ staff, path, start }) => {
      const date = (at: number) => ({ date: new Date(at).toISOString().slice(0, 10), dateTime: null });
      const changed = await this.api(staff, 'PATCH', path, { start: date(start), end: date(start + 24 * HOUR) });
      if (changed !== null) this.done.delete(changed.id);
    });
  }

  private makeRepeat(booking: number): Promise<void> {
    return this.onEvent(booking, async ({ staff, path, start, end }) => {
      const zoned = (at: number) => ({ ...time(at), timeZone: 'Europe/Warsaw' });
      const recurrence = ['RRULE:FREQ=WEEKLY;COUNT=3'];
      const changed = await this.api(staff, 'PATCH', path, { start: zoned(start), end: zoned(end), recurrence });
      if (changed !== null) this.done.delete(changed.id);
    });
  }

  private key(): string {
    return String(++this.requests).padStart(4, '0');
  }

  private async request(step: Extract<Step, { do: 'request' }>): Promise<void> {
    const service = this.desk.services[step.service] ?? '';
    const staff = step.staff === null ? '' : (this.desk.staff[step.staff] ?? '');
    const known = this.seen.get(service) ?? [];
    if (!step.stale || known.length === 0) {
      const starts = await this.unlessDead(offered(this.sandbox, service, staff, await this.now()));
      this.seen.set(service, starts ?? known);
    }
    const starts = this.seen.get(service) ?? [];
    const start = starts[step.slot % Math.max(1, starts.length)];
    if (start === undefined) return;
    const form = {
      staff,
      email: CLIENTS[step.client] ?? CLIENTS[0],
      locale: step.client === 0 ? 'pl' : 'en',
      requestKey: `request-${String(++this.requests).padStart(4, '0')}`,
    };
    await this.unlessDead(this.sandbox.page('sendRequest', aRequest(service, start, form)));
  }

  private async tap({ what, booking, by, overBusy }: Extract<Step, { do: 'tap' }>): Promise<void> {
    const chosen = await this.booking(booking, what);
    if (chosen === undefined) return;
    const parameters = { booking: chosen.id, ...(overBusy && { overBusy: 'yes' }) };
    // Nobody accepts at the very instant of the request: that is what becomes of an offer that is used.
    await this.sandbox.post('clock', { advance: 1_000 });
    await this.sandbox.panel(this.whoActs(by, chosen), { action: what, parameters });
  }

  private async reschedule(step: Extract<Step, { do: 'reschedule' }>): Promise<void> {
    const chosen = await this.booking(step.booking, 'cancelBooking');
    if (chosen === undefined) return;
    const start = chosen.start + step.quarters * QUARTER;
    const parameters = { booking: chosen.id, ...(step.anyTime && { anyTime: 'yes' }) };
    const inputs = { start: String(start) };
    await this.sandbox.panel(this.staffOf(chosen), { action: 'rescheduleBooking', parameters, inputs });
    // What a person did to the event before is not what holds any more.
    const { start: _, end: __, ...rest } = this.done.get(chosen.event?.eventId ?? '') ?? {};
    if (chosen.event !== null) this.done.set(chosen.event.eventId, rest);
  }

  private async handOver({ booking, by, overBusy }: Extract<Step, { do: 'handOver' }>): Promise<void> {
    const chosen = await this.booking(booking, 'cancelBooking');
    if (chosen === undefined) return;
    const parameters = { booking: chosen.id, ...(overBusy && { overBusy: 'yes' }) };
    const inputs = { staff: this.desk.staff.find((id) => id !== chosen.staffId) ?? '' };
    await this.sandbox.panel(this.whoActs(by, chosen), { action: 'handOverBooking', parameters, inputs });
  }

  private async together({ steps, seed }: Extract<Step, { do: 'together' }>): Promise<void> {
    await this.sandbox.post('schedule', { seed });
    await Promise.all(steps.map((step) => this.take(step)));
    await this.sandbox.post('schedule', {});
  }

  private async copy(booking: number, later: number): Promise<void> {
    await this.onEvent(booking, async ({ staff, event, start, end }) => {
      const { extendedProperties, location = '' } = event;
      const body = { extendedProperties, location, start: time(start + later), end: time(end + later) };
      await this.addForeign(staff, { ...body, summary: this.secret(), description: this.secret() });
    });
  }

  private async answer(booking: number, responseStatus: string): Promise<void> {
    await this.onEvent(booking, async ({ booking: { client }, event }) => {
      const path = `calendars/${client.email}/events/${event.id}`;
      await this.api(client.email, 'PATCH', path, { attendees: [{ email: client.email, responseStatus }] });
    });
  }

  /** Somebody else's event, now and then right on a booking. */
  private async addBusy({ staff, booking, hours, recurring }: Extract<Step, { do: 'busy' }>): Promise<void> {
    const target = booking === null ? undefined : await this.booking(booking);
    const start = target?.start ?? (await this.now()) + hours * HOUR;
    await this.addForeign(TEAM[staff] ?? ANNA, {
      start: { ...time(start), timeZone: 'Europe/Warsaw' },
      end: { ...time(start + HOUR), timeZone: 'Europe/Warsaw' },
      summary: this.secret(),
      description: this.secret(),
      attendees: [{ email: `${this.secret()}@elsewhere.example` }],
      ...(recurring && { recurrence: ['RRULE:FREQ=DAILY;COUNT=5'] }),
    });
  }

  private async addForeign(staff: string, body: object): Promise<void> {
    const made = await this.api(staff, 'POST', `calendars/${staff}/events`, body);
    if (made !== null) this.foreign.push({ staff, id: made.id });
  }

  private async changeBusy(step: Extract<Step, { do: 'moveBusy' | 'removeBusy' }>): Promise<void> {
    const event = this.foreign[step.which % Math.max(1, this.foreign.length)];
    if (event === undefined) return;
    const path = `calendars/${event.staff}/events/${event.id}`;
    if (step.do === 'removeBusy') {
      await this.api(event.staff, 'DELETE', path);
      return;
    }
    const start = (await this.now()) + 3 * HOUR;
    await this.api(event.staff, 'PATCH', path, { start: time(start), end: time(start + HOUR) });
  }

  /** Triggers run all the while: a day without any does not happen. */
  private async wait(hours: number): Promise<void> {
    for (let left = hours; left > 0; left -= 12) {
      await this.sandbox.post('clock', { advance: Math.min(left, 12) * HOUR });
      if (hours > 3) await this.runTriggers();
    }
  }

  private async runTriggers(): Promise<void> {
    await this.sandbox.post('triggers', { run: 'due' });
  }

  private drag({ booking, quarters, longer }: Extract<Step, { do: 'drag' }>): Promise<void> {
    return this.onEvent(booking, async (at) => {
      const start = at.start + quarters * QUARTER;
      const end = Math.max(at.start + QUARTER, at.end + longer * QUARTER) + quarters * QUARTER;
      const moved = await this.api(at.staff, 'PATCH', at.path, { start: time(start), end: time(end) });
      if (moved !== null) this.done.set(moved.id, { ...this.done.get(moved.id), start, end });
    });
  }

  private delete(booking: number): Promise<void> {
    return this.onEvent(booking, async ({ staff, path, event, booking: { event: known } }) => {
      // If it was never seen, nobody can tell who removed it.
      const gone = (await this.api(staff, 'DELETE', path)) !== null;
      if (gone && known?.written === true) this.deleted.add(event.id);
    });
  }

  /** Another conference by hand, or none. */
  private link(booking: number, uri: string | null): Promise<void> {
    return this.onEvent(booking, async ({ staff, path }) => {
      const body = { conferenceData: uri === null ? null : foreignConference(uri) };
      const changed = await this.api(staff, 'PATCH', `${path}?conferenceDataVersion=1`, body);
      if (changed === null) return;
      const { link: _, ...rest } = this.done.get(changed.id) ?? {};
      this.done.set(changed.id, uri === null ? rest : { ...rest, link: uri });
    });
  }

  /** What people did in Google and somebody took back. */
  overruled({ bookings, events, now }: Look): string[] {
    const revived = bookings.filter(
      ({ state, event, end }) => state === 'confirmed' && end > now && this.deleted.has(event?.eventId ?? ''),
    );
    const changed = events.flatMap((event) => {
      const wanted = this.done.get(event.id);
      const isConfirmed = bookings.some((b) => b.event?.eventId === event.id && b.state === 'confirmed' && b.end > now);
      if (wanted === undefined || !isConfirmed || event.start?.date !== undefined) return [];
      const start = Date.parse(event.start?.dateTime ?? '');
      const end = Date.parse(event.end?.dateTime ?? '');
      const moved = start !== (wanted.start ?? start) || end !== (wanted.end ?? end);
      const [link] = linksOf(event);
      return [
        ...(moved ? [`${event.id}: a person's move was taken back`] : []),
        ...(wanted.link !== undefined && wanted.link !== link ? [`${event.id}: a person's link was replaced`] : []),
      ];
    });
    return [...revived.map(({ reference }) => `${reference}: its event was deleted, yet it is confirmed`), ...changed];
  }

  private async onEvent(nth: number, work: (at: EventAt) => Promise<unknown>): Promise<void> {
    const standing = (await allBookings(this.sandbox)).filter(
      ({ event, state }) => event !== null && state === 'confirmed',
    );
    const booking = standing[nth % Math.max(1, standing.length)];
    if (booking === undefined || booking.event === null) return;
    const staff = this.staffOf(booking);
    const path = `calendars/${booking.event.calendarId}/events/${booking.event.eventId}`;
    const event = await this.api(staff, 'GET', path);
    if (event === null || event.status === 'cancelled') return;
    // What was made all-day has no time of its own any more.
    const at = (moment: StoredEvent['start']) => Date.parse(moment?.dateTime ?? `${moment?.date ?? ''}T00:00:00Z`);
    await work({ booking, staff, path, event, start: at(event.start), end: at(event.end) });
  }

  /** For an acceptance one that waits for it, where there is one. */
  private async booking(nth: number, what = ''): Promise<Booking | undefined> {
    const all = await allBookings(this.sandbox);
    const wanted: Partial<Record<string, Booking['state']>> = {
      acceptBooking: 'requested',
      markBookingPaid: 'awaitingPayment',
    };
    const fitting = all.filter(({ state }) => state === wanted[what]);
    const chosen = fitting.length > 0 && nth < 4 ? fitting : all;
    return chosen[nth % Math.max(1, chosen.length)];
  }

  private whoActs(by: Actor, booking: Booking): string {
    if (by === 'manager') return MANAGER;
    return by === 'owner' ? OWNER : this.staffOf(booking);
  }

  private staffOf({ staffId }: Booking): string {
    return TEAM[this.desk.staff.indexOf(staffId)] ?? ANNA;
  }

  private async now(): Promise<number> {
    return (await this.sandbox.get<{ now: number }>('status')).now;
  }

  /** Words that nobody else may ever read. */
  private secret(): string {
    return `secret${++this.requests}x`;
  }

  /** What Google refuses, or answers with a fault, does not happen. */
  private api(user: string, method: string, path: string, body?: object): Promise<StoredEvent | null> {
    return this.unlessDead(this.sandbox.api<StoredEvent>(user, method, path, body));
  }

  private async unlessDead<T>(asked: Promise<T>): Promise<T | null> {
    try {
      return await asked;
    } catch {
      return null;
    }
  }
}

interface EventAt {
  booking: Booking;
  staff: string;
  path: string;
  event: StoredEvent;
  start: number;
  end: number;
}

/** A conference of somebody else's making. */
function foreignConference(uri: string) {
  return {
    conferenceId: uri.replace(/\W/g, ''),
    conferenceSolution: { key: { type: 'addOn' }, name: 'Elsewhere' },
    entryPoints: [{ entryPointType: 'video', uri }],
  };
}
