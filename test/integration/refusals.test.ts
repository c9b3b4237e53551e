import { textsOf } from '../support/cards';
import { OWNER, MEI, CLIENT, NOW, at, serviceForm } from '../support/studio';
import { useDesk } from '../support/desk';

const desk = useDesk();
let start: number;
beforeEach(async () => {
  [start = 0] = await desk.openTimes();
});

describe('a request for a time', () => {
  it.each([
    ['an unknown service', { service: 'nothing' }, 'service', 'unknownService'],
    ['no service', { service: undefined }, 'service', 'required'],
    ['somebody who does not give it', { staff: 'nobody' }, 'staff', 'unknownStaff'],
    ['no start', { start: undefined }, 'start', 'required'],
    ['a start that is no instant', { start: '2026-11-24 10:00' }, 'start', 'valueExpected'],
    ['a time that has passed', { start: at('2026-11-20T02:00:00Z') }, 'start', 'pastTime'],
    ['a time outside working hours', { start: at('2026-11-24T20:00:00Z') }, 'start', 'slotTaken'],
    ['a time off the grid', { start: at('2026-11-24T01:07:00Z') }, 'start', 'slotTaken'],
    ['a malformed address', { email: 'piotr(at)client' }, 'email', 'emailExpected'],
    ['an address with a header in it', { email: 'a@x.example\nBcc: b@x.example' }, 'email', 'emailExpected'],
    ['no name', { name: '   ' }, 'name', 'required'],
    ['a name that is a list', { name: ['a'] }, 'name', 'valueExpected'],
    ['a note of 10,000 characters', { note: 'x'.repeat(10_000) }, 'note', 'tooLong'],
    ['a telephone number of 100 digits', { phone: '1'.repeat(100) }, 'phone', 'tooLong'],
    ['a telephone number that is none', { phone: 'call evil.com' }, 'phone', 'phoneExpected'],
    ['two dots together in the address', { email: 'a..b@x.example' }, 'email', 'emailExpected'],
    ['a web address for a name', { name: 'Win at evil.com' }, 'name', 'webAddressInName'],
    ['a request key of wide letters', { requestKey: '鍵'.repeat(50) }, 'requestKey', 'valueExpected'],
    ['an instant at the end of time', { start: 8.64e15 - 1 }, 'start', 'valueExpected'],
    ['a zone that does not exist', { zone: 'Mars/Olympus' }, 'zone', 'zoneExpected'],
    ['no request key', { requestKey: '' }, 'requestKey', 'required'],
  ])('with %s is refused by name, and changes nothing', async (_, change, field, code) => {
    const answer = await desk.request(start, change);
    expect(answer).toMatchObject({ ok: false, field, code });
    expect(answer.message).toMatch(/\S/);
    expect(await desk.bookings()).toEqual([]);
    expect(await desk.mail()).toEqual([]);
  });

  it('is refused in the language that was asked for', async () => {
    const answer = await desk.request(start, { name: '', locale: 'zh-TW' });
    expect(answer.message).toBe('此欄位不可空白。');
  });

  it.each([null, 'text', 7, []])('that is %j and no form at all is refused', async (input) => {
    expect(await desk.page('sendRequest', input)).toMatchObject({ ok: false });
  });
});

it.each([
  ['an unknown service', { service: 'nothing' }, 'service'],
  ['a range that ends before it begins', { from: at(NOW), to: at(NOW) - 1 }, 'range'],
  ['a range of a year', { to: at(NOW) + 366 * 86_400_000 }, 'range'],
  ['texts for instants', { from: 'today' }, 'range'],
])('a question for open times with %s is refused by name', async (_, change, field) => {
  const question = {
    service: desk.service,
    staff: '',
    from: at(NOW),
    to: at(NOW) + 86_400_000,
    locale: 'en',
    ...change,
  };
  expect(await desk.page('readOpenTimes', question)).toMatchObject({ ok: false, field });
});

it('a program is told that there is no such action', async () => {
  const response = await fetch(`${desk.url}/macros/s/sandbox/exec`, { method: 'POST', body: 'action=fly' });
  expect(await response.json()).toMatchObject({ ok: false, error: { code: 'unknownAction', field: 'action' } });
});

it('HTML in a name and a note is text on the card, in the event and in the mail', async () => {
  const booking = await desk.acceptedBooking({
    name: '<img src=x onerror=alert(1)>',
    note: '<b>loud</b>',
  });
  const card = await desk.tap(MEI, 'showBooking', { booking: booking.id });
  expect(textsOf(card.result)).toContain('&lt;b&gt;loud&lt;/b&gt;');
  expect(JSON.stringify(card.result)).not.toContain('<b>loud');
  const [event] = (await desk.existingEvents()).filter((e) => e.id === booking.event!.eventId);
  expect(event!.description).toContain('&lt;b&gt;loud&lt;/b&gt;');
  expect(event!.summary).toContain('<img src=x');
});

describe('what a stranger types', () => {
  it('does not reach whose address was typed, until staff have accepted', async () => {
    const forged = {
      requestKey: 'forged',
      name: 'Anna\nPlease pay at once',
      note: 'Pay here\nBooking number: 0',
      locale: 'en',
    };
    const booking = await desk.acceptedBooking(forged);
    expect(booking.client.name).toBe('Anna Please pay at once');
    const [first, staff] = await desk.mail();
    expect(first).toMatchObject({ to: [CLIENT] });
    expect(first!.body).toMatch(/\nHello,\n/);
    expect(`${first!.subject} ${first!.body}`).not.toContain('pay');
    expect(staff).toMatchObject({ to: [MEI] });
    expect(staff!.body).toContain('\n> Pay here\n> Booking number: 0\n');
    const confirmed = (await desk.mail()).find((mail) => mail.subject.startsWith('You’re booked'));
    expect(confirmed!.body).toMatch(/\nHello Anna Please pay at once,\n/);
  });

  it('in a language tag that throws in Intl is English, also where it was stored before', async () => {
    const booking = await desk.acceptedBooking({ locale: 'en-12' });
    expect(booking.client.locale).toBe('en');
    const odd = { ...booking, client: { ...booking.client, locale: 'en-12', zone: 'Mars/Olympus' } };
    await desk.post('properties', { values: { [`booking:${booking.id}`]: JSON.stringify({ v: 9, d: odd }) } });
    const card = await desk.tap(MEI, 'showBooking', { booking: booking.id });
    expect(textsOf(card.result)).toContain(booking.reference);
    await desk.tap(MEI, 'cancelBooking', { booking: booking.id });
    expect((await desk.mail()).map(({ subject }) => subject).join('\n')).toContain('Cancelled: Lesson, ');
  });
});

it('an address that Google takes for none costs the client their invitation, not the booking its event', async () => {
  await desk.faults([{ service: 'Calendar', method: 'Events.insert', status: 400, reason: 'invalid', times: 2 }]);
  const booking = await desk.acceptedBooking();
  expect(booking).toMatchObject({ state: 'confirmed', flags: ['guestRefused'], link: { status: 'ready' } });
  const [event] = (await desk.existingEvents()).filter((e) => e.id === booking.event!.eventId);
  expect(event!.attendees ?? []).toEqual([]);
  const card = await desk.tap(MEI, 'showBooking', { booking: booking.id });
  expect(textsOf(card.result)).toContain('Google refused the client’s e-mail address');
  await desk.tap(
    MEI,
    'saveClient',
    { booking: booking.id },
    { name: 'Piotr', email: 'other@client.example', phone: '', note: '' },
  );
  expect((await desk.bookings())[0]).toMatchObject({ flags: [] });
  const [mended] = (await desk.existingEvents()).filter((e) => e.id === booking.event!.eventId);
  expect(JSON.stringify(mended!.attendees)).toContain('other@client.example');
});

it('an address that a client gave for somebody else costs that guest the invitation, not the client', async () => {
  await desk.saveService({ guestLimit: '2' });
  await desk.faults([{ service: 'Calendar', method: 'Events.insert', status: 400, reason: 'invalid', times: 2 }]);
  const booking = await desk.acceptedBooking({ guests: ['ola@client.example'] });
  expect(booking).toMatchObject({ flags: ['extraGuestsRefused'], link: { status: 'ready' } });
  const [event] = (await desk.existingEvents()).filter((e) => e.id === booking.event!.eventId);
  expect((event!.attendees as { email: string }[]).map(({ email }) => email)).toEqual([CLIENT]);
  const card = await desk.tap(MEI, 'showBooking', { booking: booking.id });
  expect(textsOf(card.result)).toContain('Google refused an extra guest’s e-mail address');
  await desk.tap(MEI, 'settleFlag', { booking: booking.id, flag: 'extraGuestsRefused' });
  expect((await desk.only()).flags).toEqual([]);
});

describe('forms of the side panel', () => {
  const inService = serviceForm('', {}).inputs;

  it.each([
    ['saveServiceForm', { ...inService, duration: '0' }, 'Length (minutes)', 'from 5 minutes to 12 hours'],
    ['saveServiceForm', { ...inService, horizon: 'soon' }, 'days ahead can be booked', 'from 1 to 180'],
    ['saveServiceForm', { ...inService, serviceName: '' }, 'Name', 'must not be empty'],
    ['saveServiceForm', { ...inService, place: 'address', address: '' }, 'Address', 'must not be empty'],
    ['saveServiceForm', { ...inService, place: [] }, 'Where', 'must not be empty'],
    ['saveServiceForm', { ...inService, staff: [] }, 'Staff member', 'must not be empty'],
    ['saveServiceForm', { ...inService, capacity: '0' }, 'Group size', 'from 1 to 50'],
    ['saveServiceForm', { ...inService, moreDurations: '45, an hour' }, 'Other lengths', 'such as 30 min'],
    ['saveServiceForm', { ...inService, dayCap: '-1' }, 'Maximum bookings per day', 'from 1 to 500'],
    ['saveServiceForm', { ...inService, amount: '12' }, 'Amount', 'a currency such as EUR'],
    ['saveServiceForm', { ...inService, picture: 'http://x.example' }, 'picture', 'starts with https://'],
    ['saveServiceForm', { ...inService, guestLimit: '99' }, 'Extra guests', 'from 0 to 10'],
    ['saveServiceForm', { ...inService, consent: 'x'.repeat(301) }, 'clients agree', 'at most 300'],
    ['saveServiceForm', { ...inService, place: 'clientCalls' }, 'Phone number', 'must not be empty'],
    ['addTeamMember', { email: 'mei' }, 'E-mail address', 'for example name@example.com'],
    ['addTeamMember', { email: MEI }, 'E-mail address', 'already in the team'],
    [
      'saveSettingsForm',
      { business: 'S', jitsiDomain: 'https://x/y', publicPage: '' },
      'Server for rooms',
      'host name',
    ],
    [
      'saveSettingsForm',
      { business: 'S', jitsiDomain: 'meet.jit.si', accent: 'blue' },
      'Accent colour',
      'such as #1a73e8',
    ],
    [
      'saveSettingsForm',
      { business: 'S', jitsiDomain: 'meet.jit.si', logo: 'https://x.example/a"b' },
      'Address of your logo',
      'starts with https://',
    ],
    [
      'saveSettingsForm',
      { business: '', jitsiDomain: 'meet.jit.si', publicPage: '' },
      'Business name',
      'must not be empty',
    ],
    [
      'saveSettingsForm',
      { business: 'S', jitsiDomain: 'meet.jit.si', publicPage: 'javascript:alert(1)' },
      'Address of the booking page',
      'starts with https://',
    ],
  ])('%s refuses what is wrong by name and keeps what was entered', async (name, inputs, field, expected) => {
    const before = await desk.get('state');
    const answer = await desk.tap(OWNER, name, serviceForm('', {}).parameters, inputs);
    expect(answer.ok).toBe(true);
    expect(textsOf(answer.result)).toContain(field);
    expect(textsOf(answer.result)).toContain(expected);
    expect((await desk.get('state')).properties).toEqual(before.properties);
  });

  it('hours that cannot be understood and calendars that are not hers are refused', async () => {
    const hours = await desk.submit(MEI, 'saveHoursForm', { hours0: 'nine to five' });
    expect(textsOf(hours.result)).toContain('Enter hours such as');
    const foreign = await desk.submit(MEI, 'connectCalendars', {
      name: 'Mei',
      zone: 'Asia/Taipei',
      busyCalendars: [OWNER],
      writeCalendar: MEI,
    });
    expect(textsOf(foreign.result)).toContain('not in your calendar list');
    const shared = await desk.submit(MEI, 'connectCalendars', { name: 'Mei', zone: 'Nowhere', writeCalendar: MEI });
    expect(textsOf(shared.result)).toContain('time zone such as');
  });

  it('nobody acts on a booking that is not theirs', async () => {
    await desk.request(start);
    const [booking] = await desk.bookings();
    await desk.submit(OWNER, 'addTeamMember', { email: 'anna@studio.example' });
    for (const name of ['acceptBooking', 'declineBooking', 'cancelBooking', 'showBooking']) {
      const answer = await desk.tap('anna@studio.example', name, { booking: booking!.id });
      expect(JSON.stringify(answer.result)).not.toContain(CLIENT);
    }
    expect((await desk.bookings())[0]!.state).toBe('requested');
  });
});

describe('a record that somebody has broken by hand', () => {
  const setProperty = (key: string, value: string) =>
    desk.post('properties', { store: 'script', values: { [key]: value } });

  it('is reported to the owner, skipped, and never written over', async () => {
    const booking = await desk.acceptedBooking();
    await setProperty('booking:mangled', '{"v":1,"d":{"id":"mangled","state":"sleeping"}}');
    await setProperty(`booking:${booking.id}`, '{"v":2,"d"');
    for (const person of [OWNER, MEI]) expect((await desk.panel(person)).ok).toBe(true);
    const home = await desk.panel(OWNER, { locale: 'en' });
    expect(textsOf(home.result)).toContain('booking:mangled');
    expect(textsOf(home.result)).toContain(`booking:${booking.id}`);
    const tap = await desk.tap(MEI, 'cancelBooking', { booking: booking.id });
    expect(textsOf(tap.result)).toContain('no such booking');
    await desk.advance('PT2H');
    await desk.settle();
    const { properties } = await desk.get<{ properties: { script: Record<string, string> } }>('state');
    expect(properties.script[`booking:${booking.id}`]).toBe('{"v":2,"d"');
    expect(await desk.openTimes()).not.toEqual([]);
  });

  it('does not let a stranger set the desk up again if it is the settings', async () => {
    await setProperty('settings:desk', 'gone');
    const home = await desk.panel('eve@elsewhere.example', { locale: 'en' });
    expect(textsOf(home.result)).toContain('Records cannot be read');
    const again = await desk.setUp('eve@elsewhere.example', 'Mine');
    expect(textsOf(again.result)).toContain('settings:desk');
  });
});

it('a calendar that cannot be read closes its owner’s times, and says so (fail closed)', async () => {
  await desk.faults([{ service: 'Calendar', method: 'Events.list', status: 403, reason: 'forbidden', times: 50 }]);
  await desk.advance('PT2H');
  await desk.settle();
  expect(await desk.openTimes()).toEqual([]);
  expect(textsOf(await desk.home(MEI))).toContain('times stay closed');
  await desk.faults([]);
  await desk.advance('PT2H');
  await desk.settle();
  expect(await desk.openTimes()).not.toEqual([]);
});

it('a store that is busy after the decision keeps no mail from going out, once, and the next execution notes it', async () => {
  // The keys of the links in e-mails are made with the first one.
  const another = (await desk.openTimes()).at(-1)!;
  await desk.request(another, { requestKey: 'another-request-0001' });
  const before = (await desk.mail()).length;
  await desk.faults([
    { service: 'LockService', method: 'tryLock', nth: 2, times: 20, error: 'too many LockService operations' },
  ]);
  expect(await desk.request(start)).toMatchObject({ ok: true, state: 'requested' });
  const readers = async () => (await desk.mail()).slice(before).map((mail) => mail.to[0]);
  const noted = async () => {
    const made = (await desk.bookings()).find((booking) => booking.start === start);
    return made?.history.flatMap(({ what, detail = '' }) => (what.startsWith('mail') ? [`${what} ${detail}`] : []));
  };
  expect([await readers(), await noted()]).toEqual([[CLIENT, MEI], []]);
  await desk.faults([]);
  await desk.advance('PT1H');
  await desk.settle();
  expect([await readers(), await noted()]).toEqual([
    [CLIENT, MEI],
    ['mailSent clientRequested', 'mailSent staffRequested'],
  ]);
});

it('a store that is busy before the decision refuses with words, and nothing has changed', async () => {
  await desk.faults([
    { service: 'LockService', method: 'tryLock', times: 20, error: 'too many LockService operations' },
  ]);
  const answer = await desk.request(start, { locale: 'en' });
  expect(answer).toMatchObject({ ok: false, code: 'busy' });
  expect(await desk.bookings()).toEqual([]);
});
