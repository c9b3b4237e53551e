import { textsOf, linksOn, actionsOf, actionNames } from '../../support/cards';
import { OWNER, MEI, ANNA, MANAGER, CLIENT, HOUR, at } from '../../support/studio';
import { times } from '../../support/calendar-api';
import { promises } from '../../support/promises';
import { useTeam } from '../../support/desk';

const desk = useTeam();

const START = at('2026-11-24T06:00:00Z');

async function ownEvent(change: Record<string, unknown> = {}, calendarId = MEI): Promise<string> {
  const { id } = await desk.api<{ id: string }>(MEI, 'POST', `calendars/${encodeURIComponent(calendarId)}/events`, {
    summary: 'Lesson with Ewa',
    start: { dateTime: new Date(START).toISOString() },
    end: { dateTime: new Date(START + 3_600_000).toISOString() },
    attendees: [{ email: MEI }, { email: 'ewa@client.example', displayName: 'Ewa' }],
    ...change,
  });
  await desk.settle();
  return id;
}

const open = (who: string, eventId: string | undefined, change: Record<string, unknown> = {}) =>
  desk.panel(who, { locale: 'en', open: { calendarId: MEI, ...(eventId !== undefined && { eventId }) }, ...change });

describe('an event that is no booking', () => {
  const adopt = (eventId: string, inputs: Record<string, string | string[]> = {}) =>
    open(MEI, eventId, {
      action: 'adoptOpenEvent',
      inputs: { service: desk.service, guest: 'ewa@client.example', ...inputs },
    });

  it('becomes one with its guest as client: the event stays as it is, and the booking follows it', async () => {
    const eventId = await ownEvent();
    const card = await open(MEI, eventId);
    expect(actionNames(card.result)).toEqual(expect.arrayContaining(['askAdopt', 'addConferenceToEvent']));
    const form = await open(MEI, eventId, { action: 'askAdopt' });
    expect(textsOf(form.result)).toContain('Ewa, ewa@client.example');
    const done = await adopt(eventId);
    expect(textsOf(done.result)).toContain('This event is now a booking.');
    await desk.settle();
    const [booking] = await desk.bookings();
    expect(booking).toMatchObject({
      state: 'confirmed',
      client: { name: 'Ewa', email: 'ewa@client.example' },
      start: START,
      staffId: desk.mei,
      event: { eventId, calendarId: MEI },
      flags: [],
      link: { status: 'ready' },
    });
    const event = await desk.api<{ summary: string; hangoutLink: string }>(
      MEI,
      'GET',
      `calendars/${MEI}/events/${eventId}`,
    );
    expect(event).toMatchObject({ summary: 'Lesson with Ewa', hangoutLink: booking!.link!.uri });
    expect((await desk.mail()).filter(({ to }) => to[0] === 'ewa@client.example')).toEqual([]);
    await desk.api(MEI, 'PATCH', `calendars/${MEI}/events/${eventId}`, {
      start: { dateTime: new Date(START + 3_600_000).toISOString() },
      end: { dateTime: new Date(START + 7_200_000).toISOString() },
    });
    await desk.settle();
    expect((await desk.bookings())[0]).toMatchObject({ start: START + 3_600_000, link: booking!.link });
    expect(await desk.openTimes()).not.toContain(START + 3_600_000);
    // A second tap makes no second booking.
    await adopt(eventId);
    expect(await desk.bookings()).toHaveLength(1);
  });

  it('has a key that nobody can guess, and that tells a stranger nothing', async () => {
    const eventId = await ownEvent();
    await adopt(eventId);
    const [booking] = await desk.bookings();
    expect(booking!.requestKey).toMatch(/^[0-9a-f]{32,}$/);
    const { email } = booking!.client;
    for (const requestKey of [`event-${eventId}`, eventId, booking!.requestKey]) {
      const answer = await desk.request(START, { email, requestKey });
      expect(answer).toMatchObject({ ok: false, code: 'slotTaken' });
      expect(JSON.stringify(answer)).not.toContain(booking!.reference);
    }
    expect(await desk.bookings()).toEqual([booking]);
  });

  it('tells the client when asked to, and takes the link that is there', async () => {
    const eventId = await ownEvent({
      conferenceData: { createRequest: { requestId: 'own', conferenceSolutionKey: { type: 'hangoutsMeet' } } },
    }).catch(() => ownEvent());
    await adopt(eventId, { options: ['tell'] });
    const [booking] = await desk.bookings();
    const [mail] = (await desk.mail()).filter(({ to }) => to[0] === 'ewa@client.example');
    expect(mail!.body).toContain(booking!.link!.uri);
  });

  it.each([
    [
      'a series',
      {
        recurrence: ['RRULE:FREQ=WEEKLY;COUNT=3'],
        start: { dateTime: '2026-11-24T06:00:00Z', timeZone: 'UTC' },
        end: { dateTime: '2026-11-24T07:00:00Z', timeZone: 'UTC' },
      },
      'cannot become a booking',
    ],
    [
      'an event that is over',
      { start: { dateTime: '2026-11-20T06:00:00Z' }, end: { dateTime: '2026-11-20T07:00:00Z' } },
      'has passed',
    ],
  ])('refuses %s, and makes nothing', async (_, change, message) => {
    const refused = await adopt(await ownEvent(change));
    expect(textsOf(refused.result)).toContain(message);
    expect(await desk.bookings()).toEqual([]);
  });

  it('is not offered in a calendar in which no bookings stand, and refused there', async () => {
    const calendarId = 'other';
    const card = await open(MEI, 'anything', { open: { calendarId, eventId: 'someevent1' } });
    expect(actionNames(card.result)).not.toContain('askAdopt');
  });

  describe('whose time was noted as an ordinary event’s', () => {
    const other = () => desk.calendarNamed(MEI, 'Private');
    const plan = (start: number) => desk.inCalendar(MEI).make(times(start, start + HOUR));
    const closedAsShown = async () =>
      (await promises(desk)).filter((broken) => /is (busy and open|closed)/.test(broken));
    /** What is stored of a calendar of Mei’s: her booking’s event closes nothing there. */
    const closedBy = async (calendarId: string, start: number) => {
      const { busy, named } = await desk.syncOf(calendarId);
      return [...busy, ...named].some((time) => time.start <= start && start < time.end);
    };

    it('is the booking’s from then on; the others stay as they are, and one list is enough for the next change', async () => {
      const eventId = await ownEvent();
      const another = await plan(START + 5 * HOUR);
      await desk.settle();
      expect(await closedBy(MEI, START)).toBe(true);
      await adopt(eventId);
      expect(await closedBy(MEI, START)).toBe(false);
      expect(await closedBy(MEI, START + 5 * HOUR)).toBe(true);
      await desk.settle();
      const moved = START + 8 * HOUR;
      await desk.inCalendar(MEI).edit(another.id, times(moved, moved + HOUR));
      const firing = await desk.call(MEI, 'onCalendarChange', { calendarId: MEI });
      expect(firing.calls.filter(({ method }) => method === 'Events.list')).toHaveLength(1);
      expect(await closedAsShown()).toEqual([]);
    });

    it('closes nothing in another busy calendar into which it is moved and which was read first', async () => {
      // She is no guest of her own, or her copy would stay.
      const eventId = await ownEvent({ attendees: [{ email: 'ewa@client.example' }] });
      await desk.settle();
      await adopt(eventId);
      await desk.settle();
      const [booking] = await desk.bookings();
      const calendarId = await other();
      await desk.inCalendar(MEI).move(eventId, calendarId);
      await desk.call(MEI, 'onCalendarChange', { calendarId });
      expect(await closedBy(calendarId, booking!.start)).toBe(true);
      await desk.call(MEI, 'onCalendarChange', { calendarId: MEI });
      expect(await closedBy(calendarId, booking!.start)).toBe(false);
      const [followed] = await desk.bookings();
      expect(followed).toMatchObject({ event: { calendarId }, flags: ['movedAway'] });
      await desk.settle();
      expect(await closedAsShown()).toEqual([]);
    });
  });

  it('is nothing to strangers', async () => {
    const eventId = await ownEvent();
    const refused = await open('eve@elsewhere.example', eventId, {
      action: 'adoptOpenEvent',
      inputs: { service: desk.service },
    });
    expect(textsOf(refused.result)).toContain('not allowed');
    expect(actionNames((await open('eve@elsewhere.example', eventId)).result)).toEqual([]);
  });
});

describe('a colleague’s booking', () => {
  it('is shown as one, and whose it is, and nothing of the client', async () => {
    const booking = await desk.acceptedBooking({ staff: desk.mei });
    const card = await open(ANNA, booking.event!.eventId);
    expect(textsOf(card.result)).toContain('Mei Lin');
    const secrets = [CLIENT, 'Piotr', booking.reference, booking.link!.uri!];
    for (const secret of secrets) expect(JSON.stringify(card.result)).not.toContain(secret);
    expect(actionsOf(card.result)).toEqual([]);
    expect(textsOf((await open(MANAGER, booking.event!.eventId)).result)).toContain(CLIENT);
  });

  it('is no second booking in the calendar of a colleague who is a guest of it', async () => {
    const booking = await desk.acceptedBooking({ staff: desk.mei });
    const { eventId } = booking.event!;
    const attendees = [{ email: CLIENT }, { email: ANNA }];
    await desk.api(MEI, 'PATCH', `calendars/${MEI}/events/${eventId}`, { attendees });
    await desk.settle();
    const inputs = { service: desk.service, email: 'ewa@client.example', name: 'Ewa' };
    const copy = { open: { calendarId: ANNA, eventId }, action: 'adoptOpenEvent', inputs };
    expect(textsOf((await open(ANNA, eventId, copy)).result)).toContain('already');
    expect(await desk.bookings()).toHaveLength(1);
  });
});

describe('an event that is being edited', () => {
  const edit = (who: string, draft: Record<string, unknown>, eventId?: string) =>
    desk.panel(who, {
      locale: 'en',
      trigger: 'eventUpdate',
      open: { calendarId: MEI, ...(eventId !== undefined && { eventId }), draft },
    });

  it('without an id says what it can become once it is saved, and what needs no event', async () => {
    for (const { result } of [
      await edit(MEI, {}),
      await desk.panel(MEI, { locale: 'en', open: { calendarId: MEI } }),
    ]) {
      expect(textsOf(result)).toContain('Save this event first.');
      expect(actionNames(result)).toEqual(expect.arrayContaining(['newBooking', 'offerTimes']));
    }
    const stranger = await desk.panel('jan@elsewhere.example', { locale: 'en', open: { calendarId: 'x' } });
    expect(actionNames(stranger.result)).not.toContain('newBooking');
  });

  it('whose booking’s client is no longer among the guests gets them back at one tap', async () => {
    const booking = await desk.acceptedBooking({ staff: desk.mei });
    const card = await edit(MEI, { attendees: [{ email: 'someone@else.example' }] }, booking.event!.eventId);
    expect(textsOf(card.result)).toContain('not among the guests');
    const add = actionsOf(card.result).find(({ parameters }) => parameters.guest === CLIENT)!;
    const answer = await desk.panel(MEI, { ...add, open: { calendarId: MEI, eventId: booking.event!.eventId } });
    expect(answer.result).toEqual({
      renderActions: {
        hostAppAction: { calendarAction: { editAttendeesActionMarkup: { addAttendeeEmails: [CLIENT] } } },
      },
    });
    // Staged in the editor: nothing is written by us.
    expect(await desk.ourEvents()).toMatchObject([{ attendees: [{ email: CLIENT }] }]);
  });

  it('gets a room, and a colleague as guest, from its card', async () => {
    const eventId = await ownEvent();
    const card = await edit(MEI, { attendees: [{ email: MEI, self: true }] }, eventId);
    expect(actionNames(card.result)).toEqual(expect.arrayContaining(['addConferenceToEvent', 'addGuestToEvent']));
    const room = await open(MEI, eventId, { action: 'addConferenceToEvent' });
    const text = JSON.stringify(room.result);
    expect(text).toContain('editConferenceDataActionMarkup');
    expect(text).toContain('"conferenceSolutionId":"booking-room"');
    const guest = await open(MEI, eventId, { action: 'addGuestToEvent', inputs: { guest: ANNA } });
    expect(JSON.stringify(guest.result)).toContain(`"addAttendeeEmails":["${ANNA}"]`);
    const wrong = await open(MEI, eventId, { action: 'addGuestToEvent', inputs: { guest: 'nobody' } });
    expect(textsOf(wrong.result)).toContain('Enter an e-mail address');
  });
});

describe('the add-on’s own menu', () => {
  const run = (who: string, name: string) => desk.panel(who, { function: name, locale: 'en' });

  it('synchronises now', async () => {
    await desk.api(MEI, 'POST', `calendars/${MEI}/events`, {
      summary: 'Busy',
      start: { dateTime: new Date(START).toISOString() },
      end: { dateTime: new Date(START + 3_600_000).toISOString() },
    });
    expect(textsOf((await run(MEI, 'universalSync')).result)).toContain('Synchronised.');
    const { starts } = await desk.page<{ starts: number[] }>('readOpenTimes', {
      service: desk.service,
      staff: desk.mei,
      from: START,
      to: START + 3_600_000,
      locale: 'en',
    });
    expect(starts).toEqual([]);
  });

  it('says so when somebody else is at work just then, and nothing has happened', async () => {
    await desk.faults([
      {
        service: 'LockService',
        method: 'tryLock',
        times: 20,
        error: 'There are too many LockService operations against the same script.',
      },
    ]);
    const busy = await run(MEI, 'universalSync');
    await desk.faults([]);
    expect(textsOf(busy.result)).toContain('Someone else is changing the same records');
  });

  it('opens the settings for the owner only, the public page, and help', async () => {
    expect(textsOf((await run(OWNER, 'universalSettings')).result)).toContain('Business name');
    expect(textsOf((await run(MANAGER, 'universalSettings')).result)).not.toContain('Business name');
    expect(linksOn((await run(MEI, 'universalPage')).result)).toContain(`${desk.url}/macros/s/sandbox/exec`);
    const help = textsOf((await run(MEI, 'universalHelp')).result);
    expect(help).toContain('A time is not offered');
    expect(help).toContain('Open the page in a private window, or sign out of the other accounts.');
  });
});
