import type { Booking } from '../../../src/booking/booking';
import type { Desk } from '../../support/desk';
import type { StoredEvent } from '../../support/promises';
import { OWNER } from '../../support/studio';
import { allBookings, ANNA, MANAGER, TEAM, type ModelDesk } from './model-desk';
import type { Actor } from './steps';

export const QUARTER = 15 * 60_000;

/** An instant as the API takes it. */
export const time = (at: number) => ({ dateTime: new Date(at).toISOString() });

/** A booking's event, as its staff member finds it in Calendar. */
export interface EventAt {
  booking: Booking;
  staff: string;
  path: string;
  event: StoredEvent;
  start: number;
  end: number;
}

/** What everybody in a run shares: the desk, its clock, and words that are used once. */
export class World {
  private used = 0;

  constructor(
    readonly sandbox: Desk,
    readonly desk: ModelDesk,
  ) {}

  /** A number that was not used before. */
  next(): number {
    return ++this.used;
  }

  /** A booking; for an acceptance one that waits for it, where there is one. */
  async booking(nth: number, what = ''): Promise<Booking | undefined> {
    const all = await allBookings(this.sandbox);
    const wanted: Partial<Record<string, Booking['state']>> = {
      acceptBooking: 'requested',
      markBookingPaid: 'awaitingPayment',
    };
    const fitting = all.filter(({ state }) => state === wanted[what]);
    const chosen = fitting.length > 0 && nth < 4 ? fitting : all;
    return chosen[nth % Math.max(1, chosen.length)];
  }

  /** Does something to the event of a confirmed booking, where there is one. */
  async onEvent(nth: number, work: (at: EventAt) => Promise<unknown>): Promise<void> {
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

  /** The address of whoever takes a booking. */
  staffOf({ staffId }: Booking): string {
    return TEAM[this.desk.staff.indexOf(staffId)] ?? ANNA;
  }

  whoActs(by: Actor, booking: Booking): string {
    if (by === 'manager') return MANAGER;
    return by === 'owner' ? OWNER : this.staffOf(booking);
  }

  /** The sandbox's clock, ms. */
  async now(): Promise<number> {
    return (await this.sandbox.get<{ now: number }>('status')).now;
  }

  /** A text that was not used before, four digits. */
  key(): string {
    return String(this.next()).padStart(4, '0');
  }

  /** Words that nobody else may ever read. */
  secret(): string {
    return `secret${this.next()}x`;
  }

  /** What Google refuses, or answers with a fault, does not happen. */
  api(user: string, method: string, path: string, body?: object): Promise<StoredEvent | null> {
    return this.unlessDead(this.sandbox.api<StoredEvent>(user, method, path, body));
  }

  /** An answer, or null where the execution died of a fault. */
  async unlessDead<T>(asked: Promise<T>): Promise<T | null> {
    try {
      return await asked;
    } catch {
      return null;
    }
  }
}
