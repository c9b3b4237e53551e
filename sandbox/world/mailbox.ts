import type { SentMail } from '../protocol';

/** Keeps everything that was sent, oldest first. */
export class Mailbox {
  private sent: SentMail[] = [];
  private next = 1;

  send(mail: Omit<SentMail, 'id'>): SentMail {
    const stored = { ...mail, id: `mail-${this.next++}` };
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
