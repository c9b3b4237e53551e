/**
 * Where mail to an address arrives: what follows a plus is the reader's own note (RFC 5233), and Gmail sees no dots
 * (https://support.google.com/mail/answer/7436150). Otherwise one mailbox would have as many limits as it has
 * spellings.
 */
export function mailboxOf(email: string): string {
  const [, local = email, domain = ''] = /^([^@+]+)[^@]*@(.*)$/.exec(email) ?? [];
  return /^(?:gmail|googlemail)\.com$/.test(domain) ? `${local.replace(/\./g, '')}@gmail.com` : `${local}@${domain}`;
}
