import { MAIL_TEMPLATES, type Client, type MailTemplate } from '../../../src/booking/booking';
import type { Letter } from '../../../src/desk/ports/ports';
import { LOCALES, type Locale } from '../../../src/i18n/locales';
import { composeMail, composeNote } from '../../../src/notify/mail';
import { readCalendarFile } from '../../support/ical';
import { aBooking, aLetter, aStaff, at } from '../../support/builders';

const NO_LINKS = { booking: '', answer: '', offer: '' };
const HOSTILE = '<b onclick="x()">Ann & \'Co\'</b>';
const was = { start: at('2026-11-23T02:00:00Z'), end: at('2026-11-23T02:30:00Z') };

/** A letter in which everything is said that such a letter may say. */
function fullLetter(template: MailTemplate, locale: Locale, change: Partial<Client> = {}): Letter {
  const { booking, ...letter } = aLetter({ template, was, reason: 'Flooded.\nSorry!', by: 'Olga Nowak' });
  const client = { ...booking.client, phone: '+48 512 555 014', note: 'One\nTwo', locale, ...change };
  const holdUntil = at('2026-11-23T02:00:00Z');
  const links = { booking: 'https://a.example/b?x=1&y=2', answer: 'https://a.example/a', offer: 'https://a.example/o' };
  const answers = [
    { label: 'Song', value: 'Dancing Queen' },
    { label: 'Voice', value: 'High\nand low' },
  ];
  const guests = ['eva@client.example'];
  return {
    ...letter,
    invited: false,
    links,
    booking: { ...booking, client, holdUntil, answers, guests },
    staff: aStaff({ locale }),
  };
}

/** The texts of a page as its reader sees them, in order: without what is hidden, or shown again as a leaf. */
function textsIn(html: string): string[] {
  const shown = html
    .replace(/<head>.*<\/head>/s, '')
    .replace(/<div style="display:none[^>]*>[^<]*<\/div>/, '')
    .replace(/<(td|span)[^>]*aria-hidden="true"[^>]*>.*?<\/\1>/gs, '');
  return shown
    .replace(/<[^>]*>/g, '\n')
    .replace(/&#39;|&(\w+);/g, (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"' })[name] ?? "'")
    .split('\n')
    .map((text) => text.trim())
    .filter((text) => text !== '');
}

const addressesIn = (html: string) =>
  [...html.matchAll(/ href="(https:[^"]*)"/g)].map(([, href = '']) => href.replace(/&amp;/g, '&'));

describe.each(LOCALES)('mails in %s', (locale) => {
  it.each(MAIL_TEMPLATES)('%s says the same in both forms, in the same order, and fills in everything', (template) => {
    const { subject, body, html } = composeMail(fullLetter(template, locale));
    let from = 0;
    for (const text of textsIn(html)) {
      const found = body.indexOf(text, from);
      expect({ text, isThere: found >= 0 }).toEqual({ text, isThere: true });
      from = found + text.length;
    }
    // Whatever a line of the plain text says is a label with its value, words of people, or a text of the page.
    const page = [...textsIn(html), ...addressesIn(html)].sort((a, b) => b.length - a.length);
    for (const line of body.split('\n').filter((one) => one !== '' && one !== '--')) {
      const said = page.filter((text) => line.includes(text)).reduce((rest, text) => rest.replace(text, ''), line);
      expect(said.trim()).toMatch(/^(?:[:：>]|)$/u);
    }
    expect(`${subject}${body}${html}`).not.toMatch(/\{\w+\}|undefined|NaN/);
    expect(subject).not.toMatch(/\s\s|\n/);
  });

  it('names what, which service and when in the subject', () => {
    const { subject } = composeMail(fullLetter('clientConfirmed', locale));
    expect(subject).toMatch(/Consultation.*24.*3:00/);
  });

  it('says its language', () => {
    expect(composeMail(fullLetter('staffRequested', locale)).html).toContain(`<html lang="${locale}">`);
  });
});

describe('what people have typed', () => {
  it.each(MAIL_TEMPLATES)('is text in %s, never markup, and one line in its subject', (template) => {
    const letter = fullLetter(template, 'en', { name: `${HOSTILE}\r\nBcc: all@x.example`, note: HOSTILE });
    const booking = { ...letter.booking, serviceName: HOSTILE };
    const staff = { ...letter.staff, name: HOSTILE };
    const settings = { ...letter.settings, business: HOSTILE };
    const mail = composeMail({ ...letter, booking, staff, settings, reason: HOSTILE, by: HOSTILE });
    expect(mail.html).not.toContain('<b ');
    expect(mail.html).not.toContain(`'Co'`);
    expect(mail.subject).not.toMatch(/[\r\n]/);
    expect(mail.senderName).not.toMatch(/[\r\n]/);
  });

  it('cannot pass for our own text: each line of a note is marked', () => {
    const { body } = composeMail(fullLetter('staffRequested', 'en', { note: 'Pay here\nBooking number: 0' }));
    expect(body).toContain('\n> Pay here\n> Booking number: 0\n');
  });

  it('is not in a mail to a client whom nobody has vouched for', () => {
    const { booking, ...letter } = fullLetter('clientRequested', 'en', { name: 'Buy now', note: 'Buy now' });
    const { subject, body, html } = composeMail({ ...letter, booking: { ...booking, history: [] } });
    expect(`${subject}${body}${html}`).not.toContain('Buy now');
    expect(body).toContain('someone entered your address');
  });
});

describe('a mail', () => {
  const text = (change: Partial<Letter>) => composeMail(aLetter(change)).body;

  it('gives the way into the room as its button, or, beside the page of the booking, as an address to keep', () => {
    const join = 'https://meet.google.com/abc-defg-hij';
    expect(composeMail(aLetter()).body).toContain(`Dołącz:\n${join}\n`);
    const both = text({ links: { ...NO_LINKS, booking: 'https://a.example/b' } });
    expect(both).toContain('Otwórz rezerwację:\nhttps://a.example/b\n');
    expect(both).toContain(`Link do spotkania:\n${join}\n`);
  });

  it('gives no link where none works yet, and says that it follows', () => {
    const { booking } = aLetter();
    const mail = text({ booking: { ...booking, link: { ...booking.link!, status: 'pending', uri: null } } });
    expect(mail).not.toContain('https://');
    expect(mail).toContain('Link do spotkania jest jeszcze tworzony');
  });

  it('tells staff the client’s own time where their clocks differ', () => {
    expect(text({ template: 'staffConfirmed', staff: aStaff({ locale: 'en' }) })).toContain(
      '10:00 AM–10:30 AM, Taiwan Time\n3:00 AM–3:30 AM for the client (Poland Time)',
    );
    expect(text({ template: 'staffConfirmed', staff: aStaff({ zone: 'Europe/Warsaw' }) })).not.toContain(
      '客戶當地時間',
    );
  });

  it('asks for an answer in the side panel, or on the page that its button leads to', () => {
    const asked = aLetter({ template: 'staffRequested', booking: aBooking(), staff: aStaff({ locale: 'en' }) });
    expect(composeMail(asked).body).toContain('side panel');
    const { body, html } = composeMail({ ...asked, links: { ...NO_LINKS, answer: 'https://a.example/a' } });
    expect(body).not.toContain('side panel');
    expect(body).toContain('Answer this request:\nhttps://a.example/a');
    expect(html.match(/class="f"/g)).toHaveLength(1);
  });

  it('leads who has no booking any more to the booking page', () => {
    const { booking } = aLetter();
    const mail = text({ template: 'clientCancelled', booking: { ...booking, state: 'cancelled', link: null } });
    expect(mail).toContain('Zarezerwuj kolejny termin:\nhttps://script.google.com/macros/s/abc/exec');
  });

  it('says until when its booking can be moved and cancelled, and nothing of it once that is over', () => {
    const links = { ...NO_LINKS, booking: 'https://a.example/b' };
    const hint = (cancel: number, reschedule: number) => {
      const { booking } = aLetter();
      const client = { ...booking.client, locale: 'en' };
      const { body } = composeMail(
        aLetter({ links, booking: { ...booking, client }, mayUntil: { cancel, reschedule }, now: was.start }),
      );
      return /You can .*/.exec(body)?.[0];
    };
    const later = was.start + 3_600_000;
    expect(hint(later, later)).toBe('You can move or cancel it until Mon, Nov 23, 4:00 AM.');
    expect(hint(later, 0)).toBe('You can cancel it until Mon, Nov 23, 4:00 AM.');
    expect(hint(0, later)).toBe('You can move it until Mon, Nov 23, 4:00 AM.');
    expect(hint(was.start, was.start)).toBeUndefined();
  });

  it('brings a file for the client’s calendar unless Google invites them, and says so', () => {
    const { body, files } = composeMail(aLetter({ invited: false }));
    expect(files).toMatchObject([{ name: '012345.ics', type: 'text/calendar' }]);
    expect(body).toContain('Załączony plik dodaje ją do Twojego kalendarza.');
    expect(composeMail(aLetter({ invited: true })).files).toBeUndefined();
    expect(composeMail(aLetter({ invited: false, template: 'clientReminder' })).files).toBeUndefined();
    expect(composeMail(aLetter({ invited: false, template: 'staffConfirmed' })).files).toBeUndefined();
  });

  it('that thanks leads to the booking page, whether or not its booking has been completed', () => {
    const thanks = text({ template: 'clientFollowUp', links: { ...NO_LINKS, booking: 'https://a.example/b' } });
    expect(thanks).toContain('Zarezerwuj kolejny termin:\nhttps://script.google.com/macros/s/abc/exec');
    expect(thanks).not.toContain('meet.google.com');
  });

  it('takes the former entry out of the client’s calendar where the booking has another event', () => {
    const booking = { ...aLetter().booking, generation: 2 };
    const { body, files = [] } = composeMail(aLetter({ invited: false, template: 'clientStaffChanged', booking }));
    expect(files.map(({ text: file }) => readCalendarFile(file))).toMatchObject([
      { method: 'PUBLISH', uid: `sk${booking.id}g2@google.com` },
      { method: 'CANCEL', uid: `sk${booking.id}g1@google.com` },
    ]);
    expect(new Set(files.map(({ name }) => name)).size).toBe(2);
    expect(body).toContain('Załączone pliki dodają ją do Twojego kalendarza i usuwają poprzedni wpis.');
    expect(composeMail(aLetter({ invited: false, booking })).files).toHaveLength(1);
  });

  it('leads who was declined to the times that are held for them instead', () => {
    const booking = { ...aLetter().booking, state: 'declined' as const, link: null };
    const links = { ...NO_LINKS, booking: 'https://a.example/b', offer: 'https://a.example/o' };
    const mail = text({ template: 'clientDeclined', booking, links });
    expect(mail).toContain('Możemy zaproponować inne terminy');
    expect(mail).toContain('Zobacz zarezerwowane dla Ciebie terminy:\nhttps://a.example/o\n');
    expect(mail).toContain('Otwórz rezerwację:\nhttps://a.example/b');
  });

  it('is far below what Google accepts, even with the longest texts', () => {
    const long = 'ก'.repeat(1_000);
    const letter = fullLetter('staffRequested', 'th', { note: long, name: long.slice(0, 100) });
    expect(Buffer.byteLength(composeMail({ ...letter, reason: long }).html)).toBeLessThan(40_000);
  });
});

describe('a note', () => {
  const settings = { business: 'Nowak & Co', logo: '', accent: '' };
  const note = { to: 'a@x.example', subject: 'Times for\nyou', locale: 'pl', settings };

  it('says the same in both forms; its addresses are links, and nothing in it is markup', () => {
    const text = `<b>Hello</b>\n\nTue, 9:00\nhttps://a.example/b?x=1&y=2\n\n123456`;
    const { subject, body, html } = composeNote({ ...note, text });
    expect(subject).toBe('Times for you');
    expect(body).toBe(text);
    expect(addressesIn(html)).toEqual(['https://a.example/b?x=1&y=2']);
    expect(html).not.toContain('<b>');
    const [business = '', ...said] = textsIn(html);
    expect([business, said.at(-1)]).toEqual(['Nowak & Co', 'Nowak & Co']);
    expect(said.slice(1, -1)).toEqual(text.split('\n').filter((line) => line !== ''));
  });
});
