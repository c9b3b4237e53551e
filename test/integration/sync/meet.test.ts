import type { ExecutionRecord } from '../../../sandbox/protocol';
import type { Booking } from '../../../src/booking/booking';
import { textsOf } from '../../support/cards';
import { OWNER, MEI, CLIENT, HOUR, DAY, at } from '../../support/studio';
import { useDesk } from '../../support/desk';
import { type ApiEvent, times } from '../../support/calendar-api';
import { WAYS, writesIn, callsIn, parametersOf, expectRest, whatHappened } from '../../support/calendar-sync';

const desk = useDesk();

const MEET_LINK = /https:\/\/meet\.google\.com\/[a-z]{3}-[a-z]{4}-[a-z]{3}/g;
const version1 = '?conferenceDataVersion=1';
const bodyOf = ({ args }: { args: unknown[] }) => args[2] as Record<string, unknown>;
const allExecutions = () => desk.get<ExecutionRecord[]>('executions');
const eventOf = ({ event }: Booking) => desk.inCalendar().get(event!.eventId);
const videoOf = ({ conferenceData }: ApiEvent) =>
  conferenceData?.entryPoints?.find(({ entryPointType }) => entryPointType === 'video')?.uri;

/** Record, event, card and the client's last mail name the same link, and no other. */
async function expectOneLink(id: string): Promise<string> {
  const booking = await desk.booking(id);
  const event = await eventOf(booking);
  expect(booking.link).toMatchObject({ status: 'ready', uri: event.hangoutLink });
  expect(videoOf(event)).toBe(event.hangoutLink);
  const mail = (await desk.mail()).filter(({ to }) => to[0] === booking.client.email).at(-1)!;
  expect(mail.body.match(MEET_LINK)).toEqual([event.hangoutLink]);
  const card = await desk.tap(MEI, 'showBooking', { booking: id });
  expect(new Set(JSON.stringify(card.result).match(MEET_LINK))).toEqual(new Set([event.hangoutLink]));
  return event.hangoutLink!;
}

describe.each(WAYS)('a link that a person changed, $way', ({ reach }) => {
  let booking: Booking;
  let mails: number;
  beforeEach(async () => {
    booking = await desk.confirmedBooking();
    mails = (await desk.mail()).length;
  });

  it('one that was taken away is put back, once, with a new request; the client gets the new one', async () => {
    await desk.inCalendar().edit(booking.event!.eventId, { conferenceData: null }, version1);
    const executions = await reach(desk);
    expect(writesIn(executions)).toEqual(['Events.patch']);
    const restored = await desk.booking(booking.id);
    expect(whatHappened(restored)).toEqual(expect.arrayContaining(['linkRemoved', 'linkReady']));
    expect(await expectOneLink(booking.id)).not.toBe(booking.link!.uri);
    expect(await desk.mailsAfter(mails)).toMatchObject([{ to: [CLIENT] }]);
    await expectRest(desk);
  });

  it('each removal counts separately', async () => {
    const links = new Set([booking.link!.uri]);
    for (let n = 1; n <= 3; n++) {
      await desk.inCalendar().edit(booking.event!.eventId, { conferenceData: null }, version1);
      expect(writesIn(await reach(desk))).toEqual(['Events.patch']);
      links.add(await expectOneLink(booking.id));
    }
    expect(links.size).toBe(4);
    expect(await desk.mailsAfter(mails)).toHaveLength(3);
    await expectRest(desk);
  });

  it('while the new one is made no mail and no card names the dead one', async () => {
    await desk.post('meet', { delay: 'PT5M' });
    const mei = desk.inCalendar();
    await mei.edit(booking.event!.eventId, { conferenceData: null }, version1);
    await reach(desk);
    await mei.edit(booking.event!.eventId, times(booking.start + HOUR, booking.end + HOUR));
    await reach(desk);
    const card = await desk.tap(MEI, 'showBooking', { booking: booking.id });
    expect(JSON.stringify(card.result)).not.toContain(booking.link!.uri!.slice('https://'.length));
    for (const mail of await desk.mailsAfter(mails)) expect(mail.body).not.toContain(booking.link!.uri);
    await desk.advance('PT6M');
    await reach(desk);
    expect(await expectOneLink(booking.id)).not.toBe(booking.link!.uri);
    // Moved, and the link once it was there.
    expect(await desk.mailsAfter(mails)).toHaveLength(2);
    await expectRest(desk);
  });

  it('another Meet link in its place is adopted, and the client is told', async () => {
    const request = { requestId: 'mine', conferenceSolutionKey: { type: 'hangoutsMeet' } };
    await desk.inCalendar().edit(booking.event!.eventId, { conferenceData: { createRequest: request } }, version1);
    const executions = await reach(desk);
    expect(writesIn(executions)).toEqual([]);
    expect(await expectOneLink(booking.id)).not.toBe(booking.link!.uri);
    expect(await desk.mailsAfter(mails)).toMatchObject([{ to: [CLIENT] }]);
    await expectRest(desk);
  });

  it('another provider’s link, which is in the entry points alone, is adopted too', async () => {
    const { event } = await desk.post<{ event: ApiEvent }>('editor', {
      as: MEI,
      calendarId: MEI,
      eventId: booking.event!.eventId,
      event: {},
      solution: 'booking-room',
    });
    const uri = videoOf(event)!;
    expect(event.hangoutLink).toBeUndefined();
    const executions = await reach(desk);
    expect(writesIn(executions)).toEqual([]);
    expect((await desk.booking(booking.id)).link).toMatchObject({ status: 'ready', uri });
    // The editor notifies guests itself; the desk sends one e-mail.
    const told = (await desk.mailsAfter(mails)).filter(({ source }) => source === 'script');
    expect(told).toMatchObject([{ to: [CLIENT] }]);
    expect(told[0]!.body).toContain(uri);
    expect(told[0]!.body).not.toContain(booking.link!.uri);
    await expectRest(desk);
  });

  it('a moved event keeps the link that it has', async () => {
    await desk.inCalendar().edit(booking.event!.eventId, times(booking.start + HOUR, booking.end + HOUR));
    await reach(desk);
    expect(await expectOneLink(booking.id)).toBe(booking.link!.uri);
  });

  it('an edited event keeps its room; one that gave the room up, or was deleted, has none', async () => {
    const saved = await desk.post<{ event: ApiEvent }>('editor', {
      as: MEI,
      event: { summary: 'Interview', ...times(at('2026-11-26T02:00:00Z'), at('2026-11-26T03:00:00Z')) },
      solution: 'booking-room',
    });
    const rooms = () => desk.records<{ state: string; title: string; uri: string }>('room');
    await reach(desk);
    const [{ uri } = { uri: '' }] = await rooms();
    const mei = desk.inCalendar();
    await mei.edit(saved.event.id, { summary: 'Talk', location: 'Hall', attendees: [{ email: CLIENT }] });
    await reach(desk);
    expect(await rooms()).toMatchObject([{ state: 'active', title: 'Talk', uri }]);
    expect(videoOf(await mei.get(saved.event.id))).toBe(uri);
    await mei.edit(saved.event.id, { conferenceData: null }, version1);
    await reach(desk);
    expect((await rooms()).filter(({ state }) => state !== 'ended')).toEqual([]);
  });
});

describe('asking Google for a link', () => {
  it('every write that touches a conference says conferenceDataVersion=1', async () => {
    const booking = await desk.confirmedBooking();
    await desk.inCalendar().edit(booking.event!.eventId, { conferenceData: null }, version1);
    await desk.settle();
    const writes = callsIn(await allExecutions(), /^Events\.(insert|patch|update)$/);
    const touching = writes.filter((call) => 'conferenceData' in bodyOf(call));
    expect(touching.map(({ method }) => method)).toEqual(['Events.insert', 'Events.patch']);
    for (const call of touching) expect(parametersOf(call)).toMatchObject({ conferenceDataVersion: 1 });
  });

  it('is done with a request id of the booking’s own, a new one for each attempt', async () => {
    const booking = await desk.confirmedBooking();
    await desk.inCalendar().edit(booking.event!.eventId, { conferenceData: null }, version1);
    await desk.settle();
    const asked = callsIn(await allExecutions(), /^Events\.(insert|patch)$/).flatMap((call) => {
      const { conferenceData } = bodyOf(call) as { conferenceData?: { createRequest: { requestId: string } } };
      return conferenceData === undefined ? [] : [conferenceData.createRequest.requestId];
    });
    expect(new Set(asked).size).toBe(2);
    for (const id of asked) expect(id).toContain(booking.event!.eventId);
  });

  it('one that takes its time is waited for: the confirmation goes out once, with it', async () => {
    await desk.post('meet', { delay: 'PT10M' });
    const { id } = await desk.acceptedBooking();
    const mails = (await desk.mail()).length;
    const card = await desk.tap(MEI, 'showBooking', { booking: id });
    expect(textsOf(card.result)).toContain('The join link is being created');
    for (let minutes = 0; minutes < 9; minutes += 3) {
      await desk.advance('PT3M');
      const executions = [await desk.tick(), ...(await desk.settle())];
      expect(writesIn(executions)).toEqual([]);
    }
    expect(await desk.mailsAfter(mails)).toEqual([]);
    await desk.advance('PT2M');
    await desk.settle();
    await expectOneLink(id);
    expect(await desk.mailsAfter(mails)).toHaveLength(1);
    await expectRest(desk);
  });

  it('one that takes too long does not hold the confirmation up; it follows in a mail of its own', async () => {
    await desk.post('meet', { delay: 'PT2H' });
    const { id } = await desk.acceptedBooking();
    const mails = (await desk.mail()).length;
    await desk.advance('PT45M');
    await desk.tick();
    const [confirmation] = await desk.mailsAfter(mails);
    expect(confirmation).toMatchObject({ to: [CLIENT] });
    expect(confirmation!.body).not.toMatch(MEET_LINK);
    await desk.advance('PT2H');
    await desk.settle();
    await expectOneLink(id);
    expect(await desk.mailsAfter(mails)).toHaveLength(2);
    await expectRest(desk);
  });

  it('one that Google fails to make is flagged, and the confirmation goes out without one', async () => {
    await desk.post('meet', { delay: 'PT1M', fail: true });
    const { id } = await desk.acceptedBooking();
    await desk.advance('PT2M');
    await desk.settle();
    expect(await desk.booking(id)).toMatchObject({
      state: 'confirmed',
      flags: ['linkFailed'],
      link: { status: 'failed' },
    });
    const last = (await desk.mail()).at(-1)!;
    expect(last.to).toEqual([CLIENT]);
    expect(last.body).not.toMatch(MEET_LINK);
    await expectRest(desk);
  });

  it('a booking that is cancelled while its link is made leaves no event and no word of a link', async () => {
    await desk.post('meet', { delay: 'PT10M' });
    const { id, event } = await desk.acceptedBooking();
    await desk.tap(MEI, 'cancelBooking', { booking: id });
    await desk.advance('PT1H');
    await desk.settle();
    await desk.tick();
    expect(await desk.booking(id)).toMatchObject({ state: 'cancelled', link: null, outbox: [] });
    expect((await desk.inCalendar().get(event!.eventId)).status).toBe('cancelled');
    expect(JSON.stringify(await desk.mail())).not.toMatch(MEET_LINK);
    await expectRest(desk);
  });

  it('an event that is moved while its link is made is followed, and the link comes', async () => {
    await desk.post('meet', { delay: 'PT10M' });
    const { id, event, start, end } = await desk.acceptedBooking();
    await desk.inCalendar().edit(event!.eventId, times(start + HOUR, end + HOUR));
    await desk.settle();
    await desk.advance('PT11M');
    await desk.settle();
    expect(await desk.booking(id)).toMatchObject({ start: start + HOUR, end: end + HOUR });
    expect(await eventOf(await desk.booking(id))).toMatchObject({
      start: { dateTime: expect.any(String) as string },
    });
    await expectOneLink(id);
    await expectRest(desk);
  });

  it('is not done where the booking takes place elsewhere', async () => {
    await desk.saveService({ place: 'address', address: 'ul. Prosta 20, Warszawa' });
    const booking = await desk.confirmedBooking();
    const [insert] = callsIn(await allExecutions(), /^Events\.insert$/);
    expect(bodyOf(insert!)).not.toHaveProperty('conferenceData');
    const event = await eventOf(booking);
    expect(event).not.toHaveProperty('conferenceData');
    expect(event.location).toBe('ul. Prosta 20, Warszawa');
    expect(booking.link).toBeNull();
    await expectRest(desk);
  });

  it('nor when somebody adds a conference to such an event: it is theirs', async () => {
    await desk.saveService({ place: 'address', address: 'ul. Prosta 20, Warszawa' });
    const booking = await desk.confirmedBooking();
    const mails = (await desk.mail()).length;
    const request = { requestId: 'mine', conferenceSolutionKey: { type: 'hangoutsMeet' } };
    await desk.inCalendar().edit(booking.event!.eventId, { conferenceData: { createRequest: request } }, version1);
    expect(writesIn(await desk.settle())).toEqual([]);
    expect((await desk.booking(booking.id)).link).toBeNull();
    expect(await desk.mailsAfter(mails)).toEqual([]);
  });

  it('our own room is text in the event, never conference data', async () => {
    await desk.saveService({ place: 'room' });
    const booking = await desk.confirmedBooking();
    const event = await eventOf(booking);
    expect(event).not.toHaveProperty('conferenceData');
    const { uri } = booking.link!;
    expect(uri).toMatch(/^https:\/\/meet\.jit\.si\/slotkeeper-[0-9a-f]{64}$/);
    expect(`${event.location ?? ''} ${event.description ?? ''}`).toContain(uri);
    expect((await desk.mail()).at(-1)!.body).toContain(uri);
    await desk.inCalendar().edit(event.id, times(booking.start + HOUR, booking.end + HOUR));
    await desk.settle();
    expect((await desk.booking(booking.id)).link!.uri).toBe(uri);
    await expectRest(desk);
  });

  it('everybody who shares a time gets the link, the last one too', async () => {
    await desk.saveService({ name: 'Choir', capacity: '3' });
    const [start = 0] = await desk.openTimes();
    const singers = [1, 2, 3].map((n) => `singer${n}@client.example`);
    for (const email of singers) {
      await desk.request(start, { email });
      await desk.tap(MEI, 'acceptBooking', {
        booking: (await desk.bookings()).find(({ state }) => state === 'requested')!.id,
      });
    }
    await desk.settle();
    const links = new Set<string>();
    for (const booking of await desk.bookings()) links.add(await expectOneLink(booking.id));
    expect(links.size).toBe(1);
    const inserts = callsIn(await allExecutions(), /^Events\.insert$/);
    expect(inserts).toHaveLength(1);
    await expectRest(desk);
  });
});

describe('our own conference', () => {
  it('is made before its event is saved; details follow, and one that was never saved is forgotten', async () => {
    const made = await desk.post<{ ok: boolean; eventId: string }>('conference', {
      as: MEI,
      solution: 'booking-room',
      calendarId: MEI,
    });
    expect(made.ok).toBe(true);
    expect(await desk.records('room')).toMatchObject([{ state: 'draft', start: null, title: '' }]);
    await desk.tick();
    expect(await desk.records('room')).toHaveLength(1);
    await desk.advance(DAY + HOUR);
    await desk.settle();
    await desk.tick();
    expect(await desk.records('room')).toEqual([]);
  });

  it('makes no call to Calendar while the editor is open', async () => {
    const saved = await desk.post<{ execution: ExecutionRecord }>('editor', {
      as: OWNER,
      event: { summary: 'Talk', ...times(at('2026-11-26T02:00:00Z'), at('2026-11-26T03:00:00Z')) },
      solution: 'booking-room',
    });
    expect(saved.execution.ok).toBe(true);
    expect(callsIn([saved.execution], /^Events\./)).toEqual([]);
  });
});
