// Sources: the discovery document; developers.google.com/workspace/calendar/api/guides/errors, /performance,
// /extended-properties, /version-resources.
import { MEI, HOUR, allDay, at, titles, useGoogle } from '../../support/google-calendar';

const { google, mei } = useGoogle({ mei: 'Asia/Taipei' });

const primary = { calendarId: 'primary' };

describe('a new event', () => {
  it('is answered with everything that Google fills in', () => {
    const event = mei.insert({ summary: 'Lesson' });
    expect(event).toEqual({
      kind: 'calendar#event',
      etag: event.etag,
      id: event.id,
      status: 'confirmed',
      htmlLink: expect.stringContaining('https://www.google.com/calendar/event?eid=') as string,
      created: '2026-11-21T06:00:00.000Z',
      updated: '2026-11-21T06:00:00.000Z',
      summary: 'Lesson',
      creator: { email: MEI, displayName: 'mei', self: true },
      organizer: { email: MEI, displayName: 'mei', self: true },
      start: { dateTime: '2026-11-24T18:00:00+08:00', timeZone: 'UTC' },
      end: { dateTime: '2026-11-24T19:00:00+08:00', timeZone: 'UTC' },
      iCalUID: `${event.id}@google.com`,
      sequence: 0,
      reminders: { useDefault: true },
      eventType: 'default',
    });
    expect(event.id).toMatch(/^[a-v0-9]{26}$/);
  });

  it('shows its times in the zone of the calendar, or in the one that is asked for', () => {
    const { id } = mei.insert(at('10:00', '11:00', 'Europe/Warsaw'));
    expect(mei.event(id).start).toEqual({ dateTime: '2026-11-24T17:00:00+08:00', timeZone: 'Europe/Warsaw' });
    expect(mei.event(id, { timeZone: 'America/New_York' }).start?.dateTime).toBe('2026-11-24T04:00:00-05:00');
  });

  it('takes an id of base32hex letters, 5 to 1,024 of them, and refuses any other', () => {
    expect(mei.insert({ id: 'abcde0123456789v' }).id).toBe('abcde0123456789v');
    expect(mei.insert({ id: 'a'.repeat(1_024) }).id).toHaveLength(1_024);
    for (const id of ['abcd', 'ABCDE', 'abcdw', 'ab-cde', 'a'.repeat(1_025)]) {
      expect(mei.refusal('events.insert', primary, { id, ...at('10:00', '11:00') })).toEqual([
        400,
        'invalid',
        'Invalid resource id value.',
      ]);
    }
  });

  it('keeps its id taken, even deleted: a second insert answers 409, a get shows it cancelled', () => {
    mei.insert({ id: 'abcde' });
    const again = () => mei.refusal('events.insert', primary, { id: 'abcde', ...at('10:00', '11:00') });
    expect(again()).toEqual([409, 'duplicate', 'The requested identifier already exists.']);
    mei.remove('abcde');
    expect(again()[0]).toBe(409);
    expect(mei.event('abcde').status).toBe('cancelled');
  });

  it.each([
    ['no start', { start: undefined }, 'required', 'Missing start time.'],
    ['no end', { end: undefined }, 'required', 'Missing end time.'],
    ['a date and a time', { end: { date: '2026-11-25' } }, 'invalid', 'Start and end times must either both be date'],
    ['an end before the start', { end: { dateTime: '2026-11-24T09:00:00Z' } }, 'timeRangeEmpty', 'The specified time'],
    ['a time without zone', { start: { dateTime: '2026-11-24T09:00:00' } }, 'required', 'Missing time zone definition'],
    ['a day that does not exist', { start: { dateTime: '2026-02-30T09:00:00Z' } }, 'invalid', 'Invalid value for'],
    [
      'a zone that does not exist',
      { start: { dateTime: '2026-11-24T09:00:00', timeZone: 'Mars/Base' } },
      'invalid',
      '',
    ],
    ['an attendee without address', { attendees: [{ email: 'nobody' }] }, 'invalid', 'Invalid attendee email.'],
    ['an unknown colour', { colorId: '99' }, 'invalid', 'Invalid event color.'],
    ['an unknown visibility', { visibility: 'secret' }, 'invalid', 'Invalid value for: visibility'],
    ['a list where a text belongs', { summary: ['x'] }, 'invalid', 'Invalid value for: summary: a text is expected'],
  ])('is refused with %s', (_, fault, reason, message) => {
    const refusal = mei.refusal('events.insert', primary, { ...at('10:00', '11:00'), ...fault });
    expect(refusal.slice(0, 2)).toEqual([400, reason]);
    expect(refusal[2]).toContain(message);
  });
});

describe('a patch', () => {
  it('changes what it names, takes away what is null, replaces arrays whole, merges objects', () => {
    const { id } = mei.insert({
      summary: 'Lesson',
      location: 'Here',
      attendees: [{ email: 'a@x.example' }, { email: 'b@x.example' }],
      extendedProperties: { private: { one: '1', two: '2' } },
    });
    const event = mei.patch(id, {
      location: null,
      attendees: [{ email: 'b@x.example' }],
      extendedProperties: { private: { two: null, three: '3' } },
    });
    expect(event).toMatchObject({ summary: 'Lesson', attendees: [{ email: 'b@x.example' }] });
    expect(event.location).toBeUndefined();
    expect(event.extendedProperties).toEqual({ private: { one: '1', three: '3' } });
  });

  it('of the start alone keeps its zone, and raises the sequence', () => {
    const { id } = mei.insert(at('10:00', '11:00', 'Europe/Warsaw'));
    const event = mei.patch(id, { start: { dateTime: '2026-11-24T09:30:00+01:00' } });
    expect(event.start).toEqual({ dateTime: '2026-11-24T16:30:00+08:00', timeZone: 'Europe/Warsaw' });
    expect(event.sequence).toBe(1);
    expect(mei.patch(id, { summary: 'New' }).sequence).toBe(1);
  });

  it('cannot change what is Google’s own: creator, organizer, iCalUID, created, the type', () => {
    const event = mei.insert();
    const changed = mei.patch(event.id, {
      creator: { email: 'x@x.example' },
      organizer: { email: 'x@x.example' },
      iCalUID: 'other',
      created: '2020-01-01T00:00:00.000Z',
      htmlLink: 'https://evil.example',
    });
    for (const name of ['creator', 'organizer', 'iCalUID', 'created', 'htmlLink'] as const) {
      expect(changed[name]).toEqual(event[name]);
    }
    const asFocus = mei.refusal('events.patch', { ...primary, eventId: event.id }, { eventType: 'focusTime' });
    expect(asFocus.slice(0, 2)).toEqual([400, 'eventTypeRestriction']);
  });
});

describe('an update', () => {
  it('replaces the resource: what the body lacks is gone', () => {
    const { id } = mei.insert({ summary: 'Lesson', location: 'Here', attendees: [{ email: 'a@x.example' }] });
    const event = mei.update(id, { ...at('10:00', '11:00'), summary: 'Other' });
    expect(event.summary).toBe('Other');
    expect(event.location).toBeUndefined();
    expect(event.attendees).toBeUndefined();
    expect(mei.refusal('events.update', { ...primary, eventId: id }, { summary: 'No times' })[1]).toBe('required');
  });

  it('brings a deleted event back', () => {
    const { id } = mei.insert({ summary: 'Lesson' });
    mei.remove(id);
    expect(mei.update(id, { summary: 'Lesson', ...at('10:00', '11:00') }).status).toBe('confirmed');
    expect(titles(mei.list())).toEqual(['Lesson']);
  });

  it('refuses a sequence below the current one', () => {
    const { id } = mei.insert();
    mei.patch(id, at('12:00', '13:00'));
    const stale = mei.refusal('events.update', { ...primary, eventId: id }, { ...at('10:00', '11:00'), sequence: 0 });
    expect(stale[2]).toMatch(/^Invalid sequence value/);
  });
});

describe('versions', () => {
  it('have an etag that changes with each write, and updated with it', () => {
    const first = mei.insert();
    google.pass(1_000);
    const second = mei.patch(first.id, { summary: 'x' });
    expect(second.etag).not.toBe(first.etag);
    expect(second.updated).toBe('2026-11-21T06:00:01.000Z');
    expect(mei.event(first.id).etag).toBe(second.etag);
  });

  it('are guarded by If-Match: a stale one answers 412 and changes nothing', () => {
    const { id, etag } = mei.insert({ summary: 'A' });
    mei.patch(id, { summary: 'B' });
    for (const [method, body] of [
      ['events.patch', { summary: 'C' }],
      ['events.update', at('10:00', '11:00')],
      ['events.delete', undefined],
    ] as const) {
      const refusal = mei.refusal(method, { ...primary, eventId: id }, body, { 'if-match': etag });
      expect(refusal).toEqual([412, 'conditionNotMet', 'Precondition Failed']);
    }
    const current = mei.event(id);
    expect(current.summary).toBe('B');
    expect(mei.ask('events.delete', { ...primary, eventId: id }, undefined, { 'if-match': current.etag }).status).toBe(
      204,
    );
  });

  it('are not sent again to who has them: If-None-Match answers 304 without a body', () => {
    const { id, etag } = mei.insert();
    const get = () => mei.ask('events.get', { ...primary, eventId: id }, undefined, { 'if-none-match': etag });
    expect(get()).toEqual({ status: 304, headers: { etag } });
    mei.patch(id, { summary: 'x' });
    expect(get().status).toBe(200);
    const list = mei.ask('events.list', primary);
    const again = () => mei.ask('events.list', primary, undefined, { 'if-none-match': list.headers.etag! });
    expect(again().status).toBe(304);
    mei.insert();
    expect(again().status).toBe(200);
  });

  it('change by reminders in the etag, not in updated', () => {
    const first = mei.insert();
    google.pass(5_000);
    const reminders = { useDefault: false, overrides: [{ method: 'popup', minutes: 5 }] };
    const second = mei.patch(first.id, { reminders });
    expect(second.updated).toBe(first.updated);
    expect(second.etag).not.toBe(first.etag);
    expect(second.reminders).toEqual(reminders);
  });
});

describe('deleting', () => {
  it('answers 204, and the second time 410', () => {
    const { id } = mei.insert();
    expect(mei.ask('events.delete', { ...primary, eventId: id })).toEqual({ status: 204, headers: {} });
    const again = mei.refusal('events.delete', { ...primary, eventId: id });
    expect(again).toEqual([410, 'deleted', 'Resource has been deleted']);
    expect(mei.refusal('events.delete', { ...primary, eventId: 'nothing' })).toEqual([404, 'notFound', 'Not Found']);
  });

  it('takes an event out of lists, unless showDeleted asks for it', () => {
    const { id } = mei.insert({ summary: 'Gone' });
    mei.remove(id);
    expect(mei.list().items).toEqual([]);
    expect(mei.list({ showDeleted: true }).items).toMatchObject([{ id, status: 'cancelled', summary: 'Gone' }]);
  });
});

describe('extended properties', () => {
  const write = (extendedProperties: object) => mei.insert({ extendedProperties }).extendedProperties;

  it('lose keys longer than 44 characters without a word, and values are cut at 1,024', () => {
    expect(write({ private: { ['k'.repeat(45)]: 'x', ['k'.repeat(44)]: 'y'.repeat(2_000) } })).toEqual({
      private: { ['k'.repeat(44)]: 'y'.repeat(1_024) },
    });
  });

  it('are at most 300, and 32 kB', () => {
    const many = Object.fromEntries(Array.from({ length: 301 }, (_, i) => [`k${i}`, 'v']));
    const large = Object.fromEntries(Array.from({ length: 33 }, (_, i) => [`k${i}`, 'v'.repeat(1_024)]));
    for (const properties of [many, large]) {
      const body = { ...at('10:00', '11:00'), extendedProperties: { private: properties } };
      expect(mei.refusal('events.insert', primary, body).slice(0, 2)).toEqual([400, 'invalid']);
    }
  });

  it('find events: several constraints must all hold', () => {
    mei.insert({ summary: 'A', extendedProperties: { private: { kind: 'x', no: '1' } } });
    mei.insert({ summary: 'B', extendedProperties: { private: { kind: 'x', no: '2' }, shared: { team: 'red' } } });
    expect(titles(mei.list({ privateExtendedProperty: 'kind=x' }))).toEqual(['A', 'B']);
    expect(titles(mei.list({ privateExtendedProperty: ['kind=x', 'no=2'] }))).toEqual(['B']);
    expect(titles(mei.list({ sharedExtendedProperty: 'team=red' }))).toEqual(['B']);
    expect(mei.refusal('events.list', { ...primary, privateExtendedProperty: 'kind' })[0]).toBe(400);
  });
});

describe('reminders and attachments', () => {
  it('reminders: at most five, of a known method, not both default and own', () => {
    const refused = (reminders: object) =>
      mei.refusal('events.insert', primary, { ...at('10:00', '11:00'), reminders })[1];
    const one = { method: 'popup', minutes: 1 };
    expect(refused({ useDefault: false, overrides: [one, one, one, one, one, one] })).toBe('invalid');
    expect(refused({ useDefault: false, overrides: [{ method: 'sms', minutes: 1 }] })).toBe('invalid');
    expect(refused({ useDefault: false, overrides: [{ method: 'popup', minutes: 40_321 }] })).toBe('invalid');
    expect(refused({ useDefault: true, overrides: [one] })).toBe('cannotUseDefaultRemindersAndSpecifyOverride');
  });

  it('attachments change only for clients that say they know them', () => {
    const attachments = [{ fileUrl: 'https://files.example/1', title: 'Score' }];
    expect(mei.insert({ attachments }).attachments).toBeUndefined();
    const { id } = mei.insert({ attachments }, { supportsAttachments: true });
    expect(mei.update(id, at('10:00', '11:00')).attachments).toEqual(attachments);
    expect(mei.update(id, at('10:00', '11:00'), { supportsAttachments: true }).attachments).toBeUndefined();
  });
});

describe('moving an event to another calendar', () => {
  it('makes that calendar the organizer and leaves a cancelled id behind', () => {
    const other = mei.calendar('Studio');
    const { id } = mei.insert({ summary: 'Lesson' });
    const moved = mei.get('events.move', { ...primary, eventId: id, destination: other });
    expect(moved).toMatchObject({ id, organizer: { email: other, displayName: 'Studio', self: true } });
    expect(mei.event(id).status).toBe('cancelled');
    expect(mei.event(id, { calendarId: other }).summary).toBe('Lesson');
    expect(mei.refusal('events.move', { ...primary, eventId: id, destination: other })[0]).toBe(404);
  });

  it('is for default events only', () => {
    const other = mei.calendar('Studio');
    const { id } = mei.insert({ eventType: 'focusTime', focusTimeProperties: {} });
    const refusal = mei.refusal('events.move', { ...primary, eventId: id, destination: other });
    expect(refusal.slice(0, 2)).toEqual([400, 'eventTypeRestriction']);
  });
});

describe('importing', () => {
  const foreign = { iCalUID: 'abc@elsewhere', organizer: { email: 'boss@x.example' }, attendees: [{ email: MEI }] };

  it('adds a private copy, keeps the organizer, tells nobody, and a second import changes the first', () => {
    const event = mei.get('events.import', primary, { ...foreign, ...at('10:00', '11:00'), summary: 'A' });
    expect(event).toMatchObject({ iCalUID: 'abc@elsewhere', organizer: { email: 'boss@x.example' } });
    const again = mei.get('events.import', primary, { ...foreign, ...at('10:00', '11:00'), summary: 'B' });
    expect(again.id).toBe(event.id);
    expect(titles(mei.list({ iCalUID: 'abc@elsewhere' }))).toEqual(['B']);
    expect(google.mails()).toEqual([]);
  });

  it('needs an iCalUID, and makes a default event of any other', () => {
    expect(mei.refusal('events.import', primary, at('10:00', '11:00'))[1]).toBe('required');
    const focus = { ...at('10:00', '11:00'), iCalUID: 'f', eventType: 'focusTime', focusTimeProperties: {} };
    expect(mei.get('events.import', primary, focus).eventType).toBe('default');
  });
});

describe('quickAdd', () => {
  it('reads a day and a time out of a text', () => {
    const add = (text: string) => mei.get('events.quickAdd', { ...primary, text });
    expect(add('Dentist 2026-12-01 09:30-10:15')).toMatchObject({
      summary: 'Dentist',
      start: { dateTime: '2026-12-01T09:30:00+08:00' },
      end: { dateTime: '2026-12-01T10:15:00+08:00' },
    });
    expect(add('Holiday 2026-12-24').start).toEqual({ date: '2026-12-24' });
    expect(add('Call').start).toMatchObject({ dateTime: '2026-11-21T14:00:00+08:00' });
  });

  it.each([
    // The example of Google's guide.
    [
      'Appointment at Somewhere on June 3rd 10am-10:25am',
      'Appointment at Somewhere',
      '2027-06-03T10:00',
      '2027-06-03T10:25',
    ],
    ['Tennis with John Nov 25, 2026 at 3pm to 4:30pm', 'Tennis with John', '2026-11-25T15:00', '2026-11-25T16:30'],
    ['Party 31 December 10pm - 1am', 'Party', '2026-12-31T22:00', '2027-01-01T01:00'],
    ['Lunch tomorrow 12pm', 'Lunch', '2026-11-22T12:00', '2026-11-22T13:00'],
    ['Marketing 5 people on Friday from 9:15', 'Marketing 5 people', '2026-11-27T09:15', '2026-11-27T10:15'],
    ['Standup 8am 2026-13-45', 'Standup 2026-13-45', '2026-11-21T08:00', '2026-11-21T09:00'],
  ])('reads %s', (text, summary, from, to) => {
    expect(mei.get('events.quickAdd', { ...primary, text })).toMatchObject({
      summary,
      start: { dateTime: `${from}:00+08:00` },
      end: { dateTime: `${to}:00+08:00` },
    });
  });

  it('reads a day alone as the whole of it', () => {
    expect(mei.get('events.quickAdd', { ...primary, text: 'Holiday on May 1st' })).toMatchObject({
      summary: 'Holiday',
      start: { date: '2027-05-01' },
      end: { date: '2027-05-02' },
    });
  });
});

describe('who watches', () => {
  it('is told of every write with the calendar, the event and the time', () => {
    const { id } = mei.insert();
    mei.patch(id, { summary: 'x' });
    google.pass(HOUR);
    mei.remove(id);
    const change = { calendarId: MEI, eventId: id };
    expect(google.changes).toEqual([
      { ...change, at: Date.parse('2026-11-21T06:00:00Z') },
      { ...change, at: Date.parse('2026-11-21T06:00:00Z') },
      { ...change, at: Date.parse('2026-11-21T07:00:00Z') },
    ]);
  });
});

describe('a patch of a time', () => {
  const hours = at('10:00', '11:00', 'UTC');
  const days = allDay('2026-11-24', '2026-11-25');

  it('does not make a day of an hour, nor an hour of a day, unless it takes the other away', () => {
    const refusal = [400, 'invalid', expect.stringMatching(/^Invalid (start|end) time\.$/) as string];
    const timed = mei.insert(hours).id;
    expect(mei.refusal('events.patch', { ...primary, eventId: timed }, days)).toEqual(refusal);
    const gone = { dateTime: null, timeZone: null };
    mei.patch(timed, { start: { ...days.start, ...gone }, end: { ...days.end, ...gone } });
    expect(mei.event(timed).start).toEqual({ date: '2026-11-24' });
    expect(mei.refusal('events.patch', { ...primary, eventId: timed }, hours)).toEqual(refusal);
    mei.patch(timed, { start: { ...hours.start, date: null }, end: { ...hours.end, date: null } });
    expect(mei.event(timed).start?.dateTime).toBe('2026-11-24T18:00:00+08:00');
  });

  it('says that the end is missing where both are', () => {
    expect(mei.refusal('events.insert', primary, { summary: 'x' })).toEqual([400, 'required', 'Missing end time.']);
  });

  it('takes a day that ends where it begins', () => {
    expect(mei.insert(allDay('2026-11-24', '2026-11-24')).end).toEqual({ date: '2026-11-24' });
  });
});
