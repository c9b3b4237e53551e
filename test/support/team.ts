import type { ExecutionRecord } from '../../sandbox/protocol';
import type { FormValue, Sandbox } from './sandbox-process';
import { at, DAY, MEI, NOW, openDesk, OWNER, saveService } from './studio';

export const ANNA = 'anna@studio.example';
/** In charge of the bookings, and taking none. */
export const MANAGER = 'desk@studio.example';

/** The desk with two who take bookings, both connected, and somebody who manages theirs. */
export async function openTeam(sandbox: Sandbox): Promise<{ service: string; mei: string; anna: string }> {
  const { service } = await openDesk(sandbox);
  await sandbox.panel(OWNER, { action: 'addTeamMember', inputs: { email: ANNA } });
  await sandbox.panel(ANNA, {
    action: 'connectCalendars',
    inputs: { name: 'Anna', zone: 'Europe/Warsaw', busyCalendars: [ANNA], writeCalendar: ANNA },
  });
  await saveSettings(sandbox, { managers: MANAGER });
  await saveService(sandbox, service, { assignment: 'firstFree' });
  const staff = await sandbox.records<{ id: string; email: string }>('staff');
  const idOf = (email: string) => staff.find((one) => one.email === email)!.id;
  return { service, mei: idOf(MEI), anna: idOf(ANNA) };
}

export async function saveSettings(sandbox: Sandbox, inputs: Record<string, FormValue>): Promise<ExecutionRecord> {
  const page = `${sandbox.url}/macros/s/sandbox/exec`;
  const form = { business: 'Studio Nowak', jitsiDomain: 'meet.jit.si', publicPage: page, managers: '' };
  return sandbox.panel(OWNER, { action: 'saveSettingsForm', inputs: { ...form, ...inputs } });
}

/** A tap on one booking's button. */
export function tap(
  sandbox: Sandbox,
  as: string,
  name: string,
  booking: string,
  { inputs = {}, ...parameters }: { inputs?: Record<string, FormValue>; [name: string]: unknown } = {},
): Promise<ExecutionRecord> {
  return sandbox.panel(as, { action: name, locale: 'en', parameters: { booking, ...parameters }, inputs });
}

/** Open times of one person in the coming two weeks. */
export async function timesOf(sandbox: Sandbox, service: string, staff: string): Promise<number[]> {
  const range = { from: at(NOW), to: at(NOW) + 14 * DAY };
  const question = { service, staff, ...range, locale: 'en' };
  return (await sandbox.page<{ starts: number[] }>('readOpenTimes', question)).starts;
}
