import type { CallRecord, ExecutionRecord } from '../../sandbox/protocol';
import type { Booking } from '../../src/booking/booking';
import type { Desk } from './desk';
import { MEI, OWNER } from './studio';

/** A way in which the desk learns what was done in Google. */
export interface Way {
  way: string;
  reach: (desk: Desk) => Promise<ExecutionRecord[]>;
}

export const WAYS: Way[] = [
  { way: 'announced by a trigger', reach: (desk) => desk.settle() },
  {
    way: 'found by a full list, the token lost',
    reach: async (desk) => {
      await desk.post('sync-tokens', {});
      const ticked = await desk.tick();
      return [ticked, ...(await desk.settle())];
    },
  },
];

/** Calls that change something in Google. */
export function writesIn(executions: readonly ExecutionRecord[]): string[] {
  return callsIn(executions, /^Events\.(insert|import|patch|update|move|remove|quickAdd)$/).map((call) => call.method);
}

/** What the add-on has noted about somebody's calendars is lost, as when it is installed again. */
export async function forgetNotes(desk: Desk, email: string): Promise<void> {
  const { properties } = await desk.get<{ properties: Record<string, Record<string, string>> }>('state');
  const noted = Object.keys(properties[`user:${email}`] ?? {}).filter((key) => key.startsWith('notes:'));
  await desk.post('properties', {
    store: `user:${email}`,
    values: Object.fromEntries(noted.map((key) => [key, 'lost'])),
  });
}

/** Calls of the Calendar service whose method matches. */
export function callsIn(executions: readonly ExecutionRecord[], method: RegExp): CallRecord[] {
  return executions
    .flatMap((execution) => execution.calls)
    .filter((call) => call.service === 'Calendar' && method.test(call.method));
}

/** The parameters of a call, those in the path included. */
export function parametersOf({ args }: CallRecord): Record<string, unknown> {
  const [path, options] = args;
  return { ...(path as object), ...(options as object) };
}

/**
 * Everything has come to rest: neither another round of triggers, nor everybody's hourly tick, nor a list without a
 * token writes to Google, sends a mail or changes a booking.
 */
export async function expectRest(desk: Desk): Promise<void> {
  const before = await desk.bookings();
  const mails = (await desk.mail()).length;
  const executions = await desk.settle();
  executions.push(await desk.call(MEI, 'onCalendarChange', {}), await desk.tick(), await desk.tick(OWNER));
  await desk.post('sync-tokens', {});
  executions.push(await desk.tick(), ...(await desk.settle()));
  expect(executions.filter((execution) => !execution.ok)).toEqual([]);
  expect(writesIn(executions)).toEqual([]);
  expect(await desk.mailsAfter(mails)).toEqual([]);
  expect(await desk.bookings()).toEqual(before);
}

export const whatHappened = (booking: Booking): string[] => booking.history.map((entry) => entry.what);
