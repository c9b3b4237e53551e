import { createHmac } from 'node:crypto';
import type { Booking } from '../../src/booking/booking';
import { linkToken } from '../../src/booking/link-token';
import type { LinkKeys } from '../../src/desk/ports/records';
import type { Sandbox } from './sandbox-process';

const mac = (text: string, key: string) => createHmac('sha256', key).update(text, 'utf8').digest('base64url');

/** A link as the desk would send it now, whether or not its e-mail has gone out; empty before the first e-mail. */
export async function linkFor(sandbox: Sandbox, reader: 'client' | 'staff', booking: Booking): Promise<string> {
  const [keys] = await sandbox.records<LinkKeys>('linkKeys');
  if (keys === undefined) return '';
  const until = booking.end;
  if (reader === 'client') {
    return linkToken({ purpose: 'booking', ids: [booking.id], until, reader: booking.client.email }, keys.client, mac);
  }
  const staff = await sandbox.records<{ id: string; email: string }>('staff');
  const email = staff.find(({ id }) => id === booking.staffId)?.email ?? '';
  return linkToken({ purpose: 'answer', ids: [booking.id, booking.staffId], until, reader: email }, keys.staff, mac);
}
