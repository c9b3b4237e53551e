import type { SentMail } from '../../protocol';
import { isObject, objectOf } from './arguments';
import type { CallContext, Method } from './service';

/** Limits of one message (https://developers.google.com/apps-script/guides/services/quotas). */
const MESSAGE_RECIPIENTS = 50;
const BODY_SIZE = 200 * 1024;

function addresses(value: unknown): string[] {
  return typeof value === 'string'
    ? value
        .split(',')
        .map((address) => address.trim())
        .filter((a) => a !== '')
    : [];
}

function quotaLeft({ world, request }: CallContext): number {
  return world.mailQuota.left(request.as, world.mailbox.all(), world.clock.now());
}

function attachmentsOf(value: unknown): NonNullable<SentMail['attachments']> {
  return (Array.isArray(value) ? value : []).filter(isObject).map((blob) => ({
    name: String(blob.name ?? 'file'),
    mimeType: String(blob.mimeType ?? 'application/octet-stream'),
    base64: String(blob.base64 ?? ''),
  }));
}

/** MailApp and GmailApp.sendEmail. */
export const mail: Record<string, Method> = {
  getRemainingDailyQuota: (c) => c.world.mailQuota.told(c.request.as, c.execution, quotaLeft(c)),
  sendEmail: (c, message) => {
    const m = objectOf(message);
    const to = addresses(m.to);
    const cc = addresses(m.cc);
    const bcc = addresses(m.bcc);
    const everybody = [...to, ...cc, ...bcc];
    if (everybody.length === 0) throw new Error('Failed to send email: no recipient');
    // No address can ever be in the domain .invalid (RFC 2606, section 2).
    const wrong = everybody.find(
      (address) => !/^[^@\s]+@[^@\s]+$|<[^@\s]+@[^@\s]+>$/.test(address) || /\.invalid>?$/.test(address),
    );
    if (wrong !== undefined) throw new Error(`Invalid email: ${wrong}`);
    if (everybody.length > MESSAGE_RECIPIENTS) throw new Error('Limit Exceeded: Email Recipients Per Message.');
    if (everybody.length > quotaLeft(c)) throw new Error('Service invoked too many times for one day: email.');
    const text = (name: string) => (typeof m[name] === 'string' ? m[name] : '');
    if (['body', 'htmlBody'].some((name) => Buffer.byteLength(text(name)) > BODY_SIZE)) {
      throw new Error('Limit Exceeded: Email Body Size.');
    }
    c.world.mailbox.send({
      at: c.world.clock.now(),
      source: 'script',
      from: c.request.as,
      to,
      ...(cc.length > 0 && { cc }),
      ...(bcc.length > 0 && { bcc }),
      ...(text('replyTo') !== '' && { replyTo: text('replyTo') }),
      ...(text('name') !== '' && { name: text('name') }),
      subject: text('subject'),
      body: text('body'),
      ...(text('htmlBody') !== '' && { htmlBody: text('htmlBody') }),
      ...(Array.isArray(m.attachments) && { attachments: attachmentsOf(m.attachments) }),
    });
    c.world.changed('mail');
  },
};
