import { linksOf, type Look } from '../../support/promises';
import { HOUR } from '../../support/studio';
import { ANNA, TEAM } from './model-desk';
import type { Step } from './steps';
import { QUARTER, time, type World } from './world';

/** What people do in Google Calendar itself, and whether somebody took it back. */
export class InCalendar {
  private readonly foreign: { staff: string; id: string }[] = [];
  /** What people did last to events, by id: Google is a fact, nobody takes it back. */
  private readonly done = new Map<string, { start?: number; end?: number; link?: string }>();
  private readonly deleted = new Set<string>();

  constructor(private readonly world: World) {}

  /** Nothing that was done before is looked at any more. */
  forget(): void {
    this.done.clear();
    this.deleted.clear();
  }

  /** Where an event was moved to is not what holds any more. */
  forgetTimes(eventId: string): void {
    const { start: _, end: __, ...rest } = this.done.get(eventId) ?? {};
    this.done.set(eventId, rest);
  }

  drag({ booking, quarters, longer }: Extract<Step, { do: 'drag' }>): Promise<void> {
    return this.world.onEvent(booking, async (at) => {
      const start = at.start + quarters * QUARTER;
      const end = Math.max(at.start + QUARTER, at.end + longer * QUARTER) + quarters * QUARTER;
      const moved = await this.world.api(at.staff, 'PATCH', at.path, { start: time(start), end: time(end) });
      if (moved !== null) this.done.set(moved.id, { ...this.done.get(moved.id), start, end });
    });
  }

  delete(booking: number): Promise<void> {
    return this.world.onEvent(booking, async ({ staff, path, event, booking: { event: known } }) => {
      // If it was never seen, nobody can tell who removed it.
      const gone = (await this.world.api(staff, 'DELETE', path)) !== null;
      if (gone && known?.written === true) this.deleted.add(event.id);
    });
  }

  makeAllDay(booking: number): Promise<void> {
    return this.world.onEvent(booking, async ({ staff, path, start }) => {
      const date = (at: number) => ({ date: new Date(at).toISOString().slice(0, 10), dateTime: null });
      const changed = await this.world.api(staff, 'PATCH', path, { start: date(start), end: date(start + 24 * HOUR) });
      if (changed !== null) this.done.delete(changed.id);
    });
  }

  makeRepeat(booking: number): Promise<void> {
    return this.world.onEvent(booking, async ({ staff, path, start, end }) => {
      const zoned = (at: number) => ({ ...time(at), timeZone: 'Europe/Warsaw' });
      const recurrence = ['RRULE:FREQ=WEEKLY;COUNT=3'];
      const changed = await this.world.api(staff, 'PATCH', path, { start: zoned(start), end: zoned(end), recurrence });
      if (changed !== null) this.done.delete(changed.id);
    });
  }

  /** Another conference by hand, or none. */
  link(booking: number, uri: string | null): Promise<void> {
    return this.world.onEvent(booking, async ({ staff, path }) => {
      const body = { conferenceData: uri === null ? null : foreignConference(uri) };
      const changed = await this.world.api(staff, 'PATCH', `${path}?conferenceDataVersion=1`, body);
      if (changed === null) return;
      const { link: _, ...rest } = this.done.get(changed.id) ?? {};
      this.done.set(changed.id, uri === null ? rest : { ...rest, link: uri });
    });
  }

  async copy(booking: number, later: number): Promise<void> {
    await this.world.onEvent(booking, async ({ staff, event, start, end }) => {
      const { extendedProperties, location = '' } = event;
      const body = { extendedProperties, location, start: time(start + later), end: time(end + later) };
      await this.addForeign(staff, { ...body, summary: this.world.secret(), description: this.world.secret() });
    });
  }

  async answer(booking: number, responseStatus: string): Promise<void> {
    await this.world.onEvent(booking, async ({ booking: { client }, event }) => {
      const path = `calendars/${client.email}/events/${event.id}`;
      await this.world.api(client.email, 'PATCH', path, { attendees: [{ email: client.email, responseStatus }] });
    });
  }

  /** Somebody else's event, now and then right on a booking. */
  async addBusy({ staff, booking, hours, recurring }: Extract<Step, { do: 'busy' }>): Promise<void> {
    const target = booking === null ? undefined : await this.world.booking(booking);
    const start = target?.start ?? (await this.world.now()) + hours * HOUR;
    await this.addForeign(TEAM[staff] ?? ANNA, {
      start: { ...time(start), timeZone: 'Europe/Warsaw' },
      end: { ...time(start + HOUR), timeZone: 'Europe/Warsaw' },
      summary: this.world.secret(),
      description: this.world.secret(),
      attendees: [{ email: `${this.world.secret()}@elsewhere.example` }],
      ...(recurring && { recurrence: ['RRULE:FREQ=DAILY;COUNT=5'] }),
    });
  }

  private async addForeign(staff: string, body: object): Promise<void> {
    const made = await this.world.api(staff, 'POST', `calendars/${staff}/events`, body);
    if (made !== null) this.foreign.push({ staff, id: made.id });
  }

  async changeBusy(step: Extract<Step, { do: 'moveBusy' | 'removeBusy' }>): Promise<void> {
    const event = this.foreign[step.which % Math.max(1, this.foreign.length)];
    if (event === undefined) return;
    const path = `calendars/${event.staff}/events/${event.id}`;
    if (step.do === 'removeBusy') {
      await this.world.api(event.staff, 'DELETE', path);
      return;
    }
    const start = (await this.world.now()) + 3 * HOUR;
    await this.world.api(event.staff, 'PATCH', path, { start: time(start), end: time(start + HOUR) });
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
}

/** A conference of somebody else's making. */
function foreignConference(uri: string) {
  return {
    conferenceId: uri.replace(/\W/g, ''),
    conferenceSolution: { key: { type: 'addOn' }, name: 'Elsewhere' },
    entryPoints: [{ entryPointType: 'video', uri }],
  };
}
