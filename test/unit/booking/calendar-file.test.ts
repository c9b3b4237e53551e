import fc from 'fast-check';
import { calendarFile, uidOf, type CalendarEntry } from '../../../src/booking/calendar-file';
import { readCalendarFile as read } from '../../support/ical';

const ENTRY: CalendarEntry = {
  uid: uidOf('sk7k4q2p9d3m1cg1'),
  sequence: 7,
  stamp: Date.parse('2026-11-21T08:00:00Z'),
  start: Date.parse('2026-11-24T14:30:00Z'),
  end: Date.parse('2026-11-24T15:00:00Z'),
  title: 'Lekcja śpiewu, solo; zaawansowana · Studio Nowak',
  description: 'Join: https://meet.google.com/abc\nBooking number: 7K4Q2P\\x',
  location: 'ul. Długa 5, Warszawa',
  url: 'https://script.google.com/macros/s/A/exec?booking=a.b.c',
  organizer: { name: 'Studio "Nowak"', email: 'mei@studio.example' },
  cancelled: false,
};

it('another program reads what was written', () => {
  const { title, description, location, start, end, sequence, url } = ENTRY;
  expect(read(calendarFile(ENTRY))).toEqual({
    ...{ title, description, location, start, end, sequence, url },
    method: 'PUBLISH',
    uid: 'sk7k4q2p9d3m1cg1@google.com',
    status: 'CONFIRMED',
    organizer: 'mailto:mei@studio.example',
    name: 'Studio  Nowak ',
  });
});

it('a cancelled event takes itself out again', () => {
  expect(read(calendarFile({ ...ENTRY, cancelled: true }))).toMatchObject({ method: 'CANCEL', status: 'CANCELLED' });
});

it('whatever people type arrives as it is, in lines of at most 75 octets that end in CRLF', () => {
  const typed = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }).map((text) =>
    // Line ends are one kind, other control characters are left out.
    text.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000B-\u001F\u007F]/g, ''),
  );
  const filled = typed.filter((text) => text !== '');
  fc.assert(
    fc.property(filled, filled, filled, (title, description, location) => {
      const text = calendarFile({ ...ENTRY, title, description, location });
      expect(read(text)).toMatchObject({ title, description, location });
      const lines = text.split('\r\n');
      expect(lines.pop()).toBe('');
      for (const line of lines) {
        expect(line).not.toMatch(/[\r\n]/);
        expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      }
    }),
  );
});

it('no text begins a line of its own', () => {
  const odd = 'x\r\nATTENDEE:mailto:eve@example.com\r\n';
  const text = calendarFile({
    ...ENTRY,
    title: odd,
    description: odd,
    location: odd,
    url: odd,
    organizer: { name: odd, email: odd },
  });
  expect(text).not.toMatch(/^ATTENDEE/m);
});
