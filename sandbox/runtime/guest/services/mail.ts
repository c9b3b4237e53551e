import { blobJson } from '../utilities/blob';
import { callHost } from '../core/host';

type Json = Record<string, unknown>;

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null;
}

/** The forms of sendEmail: one object; recipient, subject, body, options; recipient, replyTo, subject, body. */
function mailOf(args: readonly unknown[]): Json {
  const [first, second, third, fourth] = args;
  if (isObject(first)) return withBlobs(first);
  if (typeof fourth === 'string') return { to: first, replyTo: second, subject: third, body: fourth };
  return withBlobs({ to: first, subject: second, body: third, ...(isObject(fourth) ? fourth : {}) });
}

function withBlobs(mail: Json): Json {
  const { attachments, inlineImages, ...rest } = mail;
  return {
    ...rest,
    ...(Array.isArray(attachments) && { attachments: attachments.map(blobJson) }),
    ...(isObject(inlineImages) && {
      inlineImages: Object.fromEntries(Object.entries(inlineImages).map(([key, image]) => [key, blobJson(image)])),
    }),
  };
}

export const MailApp = {
  sendEmail: (...args: unknown[]) => void callHost('Mail', 'sendEmail', [mailOf(args)]),
  getRemainingDailyQuota: () => callHost('Mail', 'getRemainingDailyQuota'),
};

export const GmailApp: object = {
  sendEmail: (...args: unknown[]) => {
    callHost('Gmail', 'sendEmail', [mailOf(args)]);
    return GmailApp;
  },
};
