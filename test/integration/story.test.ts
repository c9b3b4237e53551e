import { textsOf, linksOn, actionsOf, actionNames } from '../support/cards';
import { OWNER, MEI, CLIENT, NOW, HOUR, DAY, at, aRequest } from '../support/studio';
import { useClosedDesk } from '../support/desk';

const desk = useClosedDesk();

interface ApiEvent {
  id: string;
  start: { dateTime: string };
  end: { dateTime: string };
  hangoutLink?: string;
  attendees?: { email: string }[];
  extendedProperties?: { private?: Record<string, string> };
}

describe('the first steps', () => {
  it('introduces itself to the first person, who becomes the owner, and lets a named colleague connect', async () => {
    await desk.reset('studio', NOW);
    const first = await desk.panel(OWNER);
    expect(actionsOf(first.result)).toEqual([{ action: 'setUp', parameters: {}, text: 'Set up' }]);
    const done = await desk.submit(OWNER, 'setUp', {
      business: 'Studio Nowak',
      service: 'Lesson',
      duration: '30',
      team: MEI,
    });
    expect(done.ok).toBe(true);
    expect(await desk.records('settings')).toMatchObject([{ business: 'Studio Nowak', owner: OWNER }]);

    const invited = await desk.panel(MEI, { locale: 'en' });
    expect(actionNames(invited.result)).toContain('chooseCalendars');
    const choice = await desk.tap(MEI, 'chooseCalendars');
    expect(textsOf(choice.result)).toMatch(/^Private$/m);
    await desk.connectMei();
    const staff = await desk.records<{ email: string; writeCalendar: string | null }>('staff');
    expect(staff).toMatchObject([{ email: MEI, writeCalendar: MEI, zone: 'Asia/Taipei' }]);
    const { triggers } = await desk.get<{ triggers: { triggers: { user: string; calendarId: string | null }[] } }>(
      'state',
    );
    expect(triggers.triggers.map((t) => t.user)).toEqual([OWNER, MEI, MEI, MEI]);
  });

  it('lets nobody in who was not named, and nobody set up twice', async () => {
    await desk.open();
    const stranger = await desk.panel('eve@elsewhere.example', { locale: 'en' });
    expect(textsOf(stranger.result)).toContain(OWNER);
    // Rooms in their own events are anybody's who uses the add-on.
    expect(actionNames(stranger.result)).toEqual(['showRooms']);
    const again = await desk.setUp('eve@elsewhere.example', 'Mine now');
    expect(textsOf(again.result)).toContain('already been done');
    expect(await desk.records('settings')).toMatchObject([{ owner: OWNER }]);
    const forced = await desk.submit('eve@elsewhere.example', 'connectCalendars', {
      name: 'Eve',
      zone: 'UTC',
      writeCalendar: 'eve@elsewhere.example',
    });
    expect(textsOf(forced.result)).toContain('not allowed');
  });
});

describe('a booking from request to cancellation', () => {
  beforeEach(async () => {
    await desk.open();
  });

  it('offers only times in working hours that no busy event touches', async () => {
    const starts = await desk.openTimes();
    expect(starts.length).toBeGreaterThan(50);
    const taipei = (iso: string) => at(`${iso}+08:00`);
    // Monday is two days ahead: "Accountant" 11:00–12:00, "Dentist" 15:00–16:00 in the other calendar, lunch
    // 12:00–13:00.
    const monday = starts.filter((s) => s >= taipei('2026-11-23T00:00:00') && s < taipei('2026-11-24T00:00:00'));
    expect(monday[0]).toBe(taipei('2026-11-23T09:00:00'));
    for (const start of monday) {
      const end = start + HOUR / 2;
      for (const [from, to] of [
        ['11:00', '13:00'],
        ['15:00', '16:00'],
      ]) {
        const overlaps = start < taipei(`2026-11-23T${to!}:00`) && end > taipei(`2026-11-23T${from!}:00`);
        expect(overlaps).toBe(false);
      }
    }
    // Free and declined time does not close: "Maybe: gallery opening" is transparent.
    expect(starts).toContain(taipei('2026-11-24T10:00:00'));
    // Out of office does, and an all-day event closes its whole day.
    expect(starts).not.toContain(taipei('2026-11-25T09:00:00'));
  });

  it('makes neither event nor link before it is accepted', async () => {
    const before = await desk.existingEvents();
    const [start] = await desk.openTimes();
    const answer = await desk.request(start!);
    expect(answer).toMatchObject({ ok: true, state: 'requested' });
    await desk.settle();
    expect(await desk.existingEvents()).toHaveLength(before.length);
    expect(JSON.stringify(await desk.get('state'))).not.toContain('meet.google.com');
    expect((await desk.mail()).map((mail) => mail.to)).toEqual([[CLIENT], [MEI]]);
    expect(await desk.openTimes()).not.toContain(start);
  });

  it('has exactly one event with the client as guest and a link that everybody sees', async () => {
    const booking = await desk.acceptedBooking();
    expect(booking.state).toBe('confirmed');
    const ours = (await desk.existingEvents()).filter(
      (event) => event.id === booking.event!.eventId && event.calendarId === MEI,
    );
    expect(ours).toHaveLength(1);
    const event = ours[0] as unknown as ApiEvent;
    expect(at(event.start.dateTime)).toBe(booking.start);
    expect(event.attendees).toMatchObject([{ email: CLIENT }]);
    expect(event.extendedProperties?.private).toEqual({ slotkeeperBooking: booking.id });
    expect(event.hangoutLink).toMatch(/^https:\/\/meet\.google\.com\/[a-z]{3}-[a-z]{4}-[a-z]{3}$/);
    expect(booking.link).toMatchObject({ status: 'ready', uri: event.hangoutLink });
    const confirmation = (await desk.mail()).filter((mail) => mail.to[0] === CLIENT).at(-1)!;
    expect(confirmation.body).toContain(event.hangoutLink);
    expect(confirmation.body).toContain(', czas środkowoeuropejski\n');
    const card = await desk.panel(MEI, { open: { calendarId: MEI, eventId: event.id } });
    expect(linksOn(card.result)).toContain(event.hangoutLink);
    expect(textsOf(card.result)).toContain(CLIENT);
  });

  it('follows its event when that is moved, tells the client once, and comes to rest', async () => {
    const booking = await desk.acceptedBooking();
    await desk.settle();
    const mails = (await desk.mail()).length;
    const start = booking.start + 5 * HOUR;
    await desk.api(MEI, 'PATCH', `calendars/${MEI}/events/${booking.event!.eventId}`, {
      start: { dateTime: new Date(start).toISOString() },
      end: { dateTime: new Date(start + 90 * 60_000).toISOString() },
    });
    await desk.settle();
    const [moved] = await desk.bookings();
    expect(moved).toMatchObject({ start, end: start + 90 * 60_000, state: 'confirmed' });
    expect(moved!.link).toEqual(booking.link);
    const told = (await desk.mail()).slice(mails);
    expect(told).toHaveLength(1);
    expect(told[0]!.to).toEqual([CLIENT]);
    const open = await desk.openTimes();
    expect(open).toContain(booking.start);
    expect(open).not.toContain(start + HOUR);
    expect(await desk.settle()).toEqual([]);
  });

  it('is cancelled when its event is deleted, and its time is open again', async () => {
    const booking = await desk.acceptedBooking();
    await desk.settle();
    await desk.api(MEI, 'DELETE', `calendars/${MEI}/events/${booking.event!.eventId}`);
    await desk.settle();
    const [ended] = await desk.bookings();
    expect(ended).toMatchObject({ state: 'cancelled', link: null });
    expect(ended!.history.map((entry) => entry.what)).toContain('deletedInCalendar');
    expect(await desk.openTimes()).toContain(booking.start);
    expect((await desk.mail()).at(-1)).toMatchObject({ to: [CLIENT] });
  });

  it('is cancelled by its client, by the link in an e-mail, and its person is told', async () => {
    const { id } = await desk.acceptedBooking();
    const { body } = (await desk.mail()).filter(({ to }) => to.includes(CLIENT)).at(-1)!;
    const [, token] = /[?&]booking=(\S+)/.exec(body)!;
    await desk.page('changeByLink', { token, locale: 'pl', wish: 'cancel', reason: '' });
    expect((await desk.booking(id)).state).toBe('cancelled');
    expect((await desk.mail()).at(-1)!.to).toEqual([MEI]);
    await desk.tick();
    expect(await desk.ourEvents()).toEqual([]);
  });

  it('gives the last place to one of two who ask at once, and tells the other kindly', async () => {
    const [start] = await desk.openTimes();
    const ask = (email: string) => desk.request(start!, { email });
    const answers = await Promise.all([ask('a@client.example'), ask('b@client.example')]);
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    const refused = answers.find((answer) => !answer.ok)!;
    expect(refused).toMatchObject({ code: 'slotTaken', field: 'start' });
    expect(refused.message).not.toBe('');
    expect((await desk.bookings()).filter((b) => b.state === 'requested')).toHaveLength(1);
  });

  it('finds the booking that a repeated submission has made already', async () => {
    const [start] = await desk.openTimes();
    const request = aRequest(desk.service, start!);
    const first = await desk.page('sendRequest', request);
    expect(await desk.page('sendRequest', request)).toEqual(first);
    expect(await desk.bookings()).toHaveLength(1);
  });

  it('gets its link later when Google takes its time, and the mail waits for it', async () => {
    await desk.post('meet', { delay: 'PT2M' });
    const booking = await desk.acceptedBooking();
    expect(booking.link).toMatchObject({ status: 'pending', uri: null });
    const mails = (await desk.mail()).length;
    // What the client has so far is the word that the request has come in; the confirmation waits.
    expect((await desk.mail()).filter((mail) => mail.to[0] === CLIENT)).toHaveLength(1);
    await desk.advance('PT3M');
    await desk.settle();
    const [ready] = await desk.bookings();
    expect(ready!.link).toMatchObject({ status: 'ready' });
    const told = (await desk.mail()).slice(mails);
    expect(told).toHaveLength(1);
    expect(told[0]!.body).toContain(ready!.link!.uri);
    expect(ready!.outbox).toEqual([]);
  });

  it('expires when nobody answers in time', async () => {
    const [start] = await desk.openTimes();
    await desk.request(start!);
    await desk.advance('P3D');
    await desk.settle();
    const [expired] = await desk.bookings();
    expect(expired!.state).toBe('expired');
    expect((await desk.mail()).at(-1)).toMatchObject({ to: [CLIENT] });
  });

  it('asks back before it confirms over a busy event that came in between', async () => {
    const [start] = await desk.openTimes();
    await desk.request(start!);
    const [requested] = await desk.bookings();
    await desk.api(MEI, 'POST', `calendars/${MEI}/events`, {
      summary: 'Sudden meeting',
      start: { dateTime: new Date(start!).toISOString() },
      end: { dateTime: new Date(start! + HOUR).toISOString() },
    });
    const parameters = { booking: requested!.id };
    const asked = await desk.tap(MEI, 'acceptBooking', parameters);
    expect((await desk.bookings())[0]!.state).toBe('requested');
    const anyway = actionsOf(asked.result).find((action) => action.parameters.overBusy === 'yes')!;
    await desk.panel(MEI, anyway);
    expect((await desk.bookings())[0]).toMatchObject({ state: 'confirmed', flags: ['overPlan'] });
  });

  it('keeps of other events nothing but start and end', async () => {
    await desk.acceptedBooking();
    await desk.settle();
    const { properties } = await desk.get<{ properties: unknown }>('state');
    const kept = JSON.stringify(properties);
    for (const secret of ['Team call', 'Dentist', 'Accountant', 'Lunch']) expect(kept).not.toContain(secret);
    expect(JSON.stringify(await desk.mail())).not.toContain('Accountant');
  });

  it('opens the home page with at most three calls out of the script, none of them to Calendar', async () => {
    await desk.acceptedBooking();
    for (const person of [MEI, OWNER]) {
      const { calls, ok } = await desk.panel(person);
      expect(ok).toBe(true);
      expect(calls.length).toBeLessThanOrEqual(3);
      expect(calls.map((call) => call.service)).not.toContain('Calendar');
    }
  });
});

describe('the conference solution', () => {
  const window = { start: { dateTime: '2026-11-24T10:00:00Z' }, end: { dateTime: '2026-11-24T11:00:00Z' } };

  it('gives an event that is not saved yet a room, and follows it', async () => {
    await desk.open();
    const saved = await desk.post<{
      ok: boolean;
      event: ApiEvent & { conferenceData: { entryPoints: { uri: string }[] } };
    }>('editor', {
      as: 'anna@studio.example',
      event: { summary: 'Interview', ...window },
      solution: 'booking-room',
    });
    expect(saved.ok).toBe(true);
    const uri = saved.event.conferenceData.entryPoints[0]!.uri;
    expect(uri).toMatch(/^https:\/\/meet\.jit\.si\/slotkeeper-[0-9a-f]{64}$/);
    await desk.settle();
    const room = async () => (await desk.records('room'))[0];
    expect(await room()).toMatchObject({
      uri,
      state: 'active',
      title: 'Interview',
      start: at('2026-11-24T10:00:00Z'),
    });
    await desk.api('anna@studio.example', 'PATCH', `calendars/anna@studio.example/events/${saved.event.id}`, {
      summary: 'Second interview',
      start: { dateTime: '2026-11-25T10:00:00Z' },
      end: { dateTime: '2026-11-25T11:00:00Z' },
    });
    await desk.settle();
    expect(await room()).toMatchObject({ title: 'Second interview', start: at('2026-11-25T10:00:00Z') });
    await desk.api('anna@studio.example', 'DELETE', `calendars/anna@studio.example/events/${saved.event.id}`);
    await desk.settle();
    expect(await room()).toMatchObject({ state: 'ended' });
  });

  it('makes rooms on the server that the owner chose', async () => {
    await desk.open();
    await desk.submit(OWNER, 'saveSettingsForm', {
      business: 'Studio Nowak',
      jitsiDomain: 'video.studio.example',
      publicPage: '',
    });
    const { event } = await desk.post<{ event: { conferenceData: { entryPoints: { uri: string }[] } } }>('editor', {
      as: MEI,
      event: { summary: 'Talk', ...window },
      solution: 'booking-room',
    });
    expect(event.conferenceData.entryPoints[0]!.uri).toMatch(/^https:\/\/video\.studio\.example\//);
    await desk.openPage();
    const settings = await desk.call(MEI, 'getSettingsUrl');
    expect(settings.result).toBe(`${desk.url}/macros/s/sandbox/exec?view=rooms&lang=zh-TW`);
  });

  it('leaves a person whose calendar moves days alone', async () => {
    await desk.open();
    await desk.advance(DAY);
    const executions = await desk.settle();
    expect(executions.every((execution) => execution.ok)).toBe(true);
  });
});
