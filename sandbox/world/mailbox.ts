/** One message that left the emulated Google: a Calendar invitation, or a mail that a script sent. Never delivered. */
export interface SentMail {
  id: string;
  /** Epoch milliseconds. */
  at: number;
  /** `calendar` for what Google Calendar sends by itself, `script` for MailApp and GmailApp. */
  source: 'calendar' | 'script';
  from: string;
  to: string[];
  cc?: string[];
  bcc?: string[];
  replyTo?: string;
  /** The sender's display name, where the script gave one. */
  name?: string;
  subject: string;
  body: string;
  htmlBody?: string;
  attachments?: { name: string; mimeType: string; base64: string }[];
  /** For Calendar's own mail: what it says about which event. */
  calendar?: { kind: 'invitation' | 'update' | 'cancellation' | 'response'; calendarId: string; eventId: string };
}

/** Keeps everything that was sent, oldest first. */
export class Mailbox {
  private sent: SentMail[] = [];
  private next = 1;

  send(mail: Omit<SentMail, 'id'>): SentMail {
    const stored = { ...mail, id: `mail-${String(this.next++)}` };
    this.sent.push(stored);
    return stored;
  }

  all(): readonly SentMail[] {
    return this.sent;
  }

  save(): { sent: SentMail[]; next: number } {
    return { sent: this.sent, next: this.next };
  }

  load(state: { sent: SentMail[]; next: number }): void {
    this.sent = [...state.sent];
    this.next = state.next;
  }
}
