import type { Offer } from '../../../src/booking/offer';
import { actionsOf } from '../../support/cards';
import { linkFor } from '../../support/links';
import type { FormValue } from '../../support/sandbox-process';
import { aRequest, HOUR, OWNER, serviceForm } from '../../support/studio';
import type { InCalendar } from './in-calendar';
import { allBookings, ANNA, CLIENTS, connect, offered, SERVICES, TEAM } from './model-desk';
import type { ConnectionStep, DeskStep, Step } from './steps';
import { QUARTER, time, type World } from './world';

/** What clients do on the page, and staff in the panel. */
export class AtTheDesk {
  /** Starts that clients have seen, by service: they may be taken by now. */
  private readonly seen = new Map<string, number[]>();
  /** Events whose bookings were given up with a connection and which were to stay: ids. */
  readonly leftBehind: string[] = [];

  constructor(
    private readonly world: World,
    private readonly calendar: InCalendar,
  ) {}

  async request(step: Extract<Step, { do: 'request' }>): Promise<void> {
    const service = this.world.desk.services[step.service] ?? '';
    const staff = step.staff === null ? '' : (this.world.desk.staff[step.staff] ?? '');
    const known = this.seen.get(service) ?? [];
    if (!step.stale || known.length === 0) {
      const starts = await this.world.unlessDead(offered(this.world.sandbox, service, staff, await this.world.now()));
      this.seen.set(service, starts ?? known);
    }
    const starts = this.seen.get(service) ?? [];
    const start = starts[step.slot % Math.max(1, starts.length)];
    if (start === undefined) return;
    const form = {
      staff,
      email: CLIENTS[step.client] ?? CLIENTS[0],
      locale: step.client === 0 ? 'pl' : 'en',
      requestKey: `request-${this.world.key()}`,
    };
    await this.world.unlessDead(this.world.sandbox.page('sendRequest', aRequest(service, start, form)));
  }

  async tap({ what, booking, by, overBusy }: Extract<Step, { do: 'tap' }>): Promise<void> {
    const chosen = await this.world.booking(booking, what);
    if (chosen === undefined) return;
    const parameters = { booking: chosen.id, ...(overBusy && { overBusy: 'yes' }) };
    // Nobody accepts at the very instant of the request: that is what becomes of an offer that is used.
    await this.world.sandbox.post('clock', { advance: 1_000 });
    await this.world.sandbox.panel(this.world.whoActs(by, chosen), { action: what, parameters });
  }

  async reschedule(step: Extract<Step, { do: 'reschedule' }>): Promise<void> {
    const chosen = await this.world.booking(step.booking, 'cancelBooking');
    if (chosen === undefined) return;
    const start = chosen.start + step.quarters * QUARTER;
    const parameters = { booking: chosen.id, ...(step.anyTime && { anyTime: 'yes' }) };
    const inputs = { start: String(start) };
    await this.world.sandbox.panel(this.world.staffOf(chosen), { action: 'rescheduleBooking', parameters, inputs });
    if (chosen.event !== null) this.calendar.forgetTimes(chosen.event.eventId);
  }

  async byLink({ booking, wish, slot }: Extract<Step, { do: 'byLink' }>): Promise<void> {
    const isClients = wish === 'cancel' || wish === 'move';
    const chosen = await this.world.booking(booking, isClients ? '' : 'acceptBooking');
    if (chosen === undefined) return;
    const token = await linkFor(this.world.sandbox, isClients ? 'client' : 'staff', chosen);
    const ask = (call: object) =>
      this.world.unlessDead(
        this.world.sandbox.page<{ starts?: number[] }>(isClients ? 'changeByLink' : 'answerByLink', {
          token,
          locale: 'en',
          reason: 'for a reason',
          ...call,
        }),
      );
    const from = await this.world.now();
    const { starts = [] } = (await ask({ wish: 'times', from, to: from + 14 * 24 * HOUR })) ?? {};
    const start = starts[slot % Math.max(1, starts.length)] ?? chosen.start;
    await this.world.sandbox.post('clock', { advance: 1_000 });
    await ask({ wish, start: wish === 'move' ? start : chosen.start, starts: [start] });
    if (wish === 'move' && chosen.event !== null) this.calendar.forgetTimes(chosen.event.eventId);
  }

  async handOver({ booking, by, overBusy }: Extract<Step, { do: 'handOver' }>): Promise<void> {
    const chosen = await this.world.booking(booking, 'cancelBooking');
    if (chosen === undefined) return;
    const parameters = { booking: chosen.id, ...(overBusy && { overBusy: 'yes' }) };
    const inputs = { staff: this.world.desk.staff.find((id) => id !== chosen.staffId) ?? '' };
    await this.world.sandbox.panel(this.world.whoActs(by, chosen), { action: 'handOverBooking', parameters, inputs });
  }

  async changeConnection(step: ConnectionStep): Promise<void> {
    const email = TEAM[step.who] ?? ANNA;
    if (step.do === 'connect') {
      const other = this.world.desk.others[step.who] ?? '';
      await connect(
        this.world.sandbox,
        step.who,
        step.elsewhere ? other : email,
        step.elsewhere ? [email, other] : [email],
      );
      return;
    }
    const tap = (name: string, inputs: Record<string, FormValue> = {}) =>
      this.world.sandbox.panel(email, { action: name, inputs });
    if (step.do === 'pause' || step.do === 'resume') {
      await tap(step.do === 'pause' ? 'pauseSync' : 'resumeSync');
      return;
    }
    // What people did in Calendar before is given up with the connection.
    this.calendar.forget();
    if (step.do === 'reset' && step.events === 'slotkeeper') {
      const all = await allBookings(this.world.sandbox);
      this.leftBehind.push(...all.flatMap(({ event }) => (event === null ? [] : [event.eventId])));
    }
    if (step.do === 'reset') await tap('resetSync', { events: step.events, next: step.next });
    else await tap('disconnectCalendars', step.removeEvents ? { removeEvents: ['yes'] } : {});
  }

  async serve(step: DeskStep): Promise<unknown> {
    switch (step.do) {
      case 'offer': {
        const [start] = await this.startsOf(step);
        const inputs = { ...this.chosen(step), starts: [String(start ?? 0)], hours: '24', language: 'pl' };
        return this.world.sandbox.panel(TEAM[step.staff] ?? ANNA, { action: 'saveOffer', inputs });
      }
      case 'useOffer': {
        const offers = await this.world.sandbox.records<Offer>('offer');
        const offer = offers[step.which % Math.max(1, offers.length)];
        if (offer === undefined) return;
        const form = { staff: '', offer: offer.id, email: CLIENTS[step.client], requestKey: this.world.key() };
        const asked = aRequest(offer.serviceId, offer.starts[0] ?? 0, form);
        return this.world.unlessDead(this.world.sandbox.page('sendRequest', asked));
      }
      case 'byHand':
        return this.bookByHand(step);
      case 'adopt':
        return this.adopt(step);
      case 'client': {
        const chosen = await this.world.booking(step.booking);
        if (chosen === undefined) return;
        const email = step.changesEmail ? `new${this.world.key()}@client.example` : chosen.client.email;
        const inputs = { name: 'Pan Piotr', email, phone: '600 100 200', note: '' };
        const parameters = { booking: chosen.id };
        return this.world.sandbox.panel(this.world.staffOf(chosen), { action: 'saveClient', parameters, inputs });
      }
      case 'capacity': {
        const form = { ...SERVICES[step.service], capacity: String(step.seats) };
        return this.world.sandbox.panel(OWNER, serviceForm(this.world.desk.services[step.service] ?? '', form));
      }
    }
  }

  private async bookByHand(step: Extract<DeskStep, { do: 'byHand' }>): Promise<void> {
    const [start] = await this.startsOf(step);
    const who = TEAM[step.staff] ?? ANNA;
    const form = await this.world.sandbox.panel(who, { action: 'newBooking' });
    const submit = actionsOf(form.result).find(({ action: name }) => name === 'saveNewBooking');
    if (submit === undefined || start === undefined) return;
    await this.world.sandbox.panel(who, {
      action: 'saveNewBooking',
      parameters: submit.parameters,
      inputs: {
        ...this.chosen(step),
        name: 'Pani Ela',
        email: step.hasEmail ? `ela${this.world.key()}@client.example` : '',
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
    const guest = `guest${this.world.key()}@client.example`;
    const start = (await this.world.now()) + step.hours * HOUR + HOUR;
    const made = await this.world.api(who, 'POST', `calendars/${who}/events`, {
      summary: 'A lesson of their own',
      start: time(start),
      end: time(start + HOUR),
      attendees: [{ email: guest, displayName: 'Ewa' }],
    });
    if (made === null) return;
    const inputs = { service: this.chosen(step).service, guest, options: step.tell ? ['tell'] : [] };
    const open = { calendarId: who, eventId: made.id };
    await this.world.sandbox.panel(who, { action: 'adoptOpenEvent', open, inputs });
  }

  private chosen(step: { service: number; staff: number }): { service: string; staff: string } {
    return { service: this.world.desk.services[step.service] ?? '', staff: this.world.desk.staff[step.staff] ?? '' };
  }

  private async startsOf(step: { service: number; staff: number; slot: number }): Promise<number[]> {
    const { service, staff } = this.chosen(step);
    const starts =
      (await this.world.unlessDead(offered(this.world.sandbox, service, staff, await this.world.now()))) ?? [];
    return starts.slice(step.slot % Math.max(1, starts.length));
  }
}
