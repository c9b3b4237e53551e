import { datesIn } from '../../../src/i18n/dates';
import type { ExecutionRecord } from '../../../sandbox/protocol';
import type { FormValue } from '../../support/sandbox-process';
import { textsOf, linksOn, choicesOn, actionsOf, actionNames } from '../../support/cards';
import { OWNER, MEI, ANNA, MANAGER, CLIENT, HOUR, DAY, at, aRequest } from '../../support/studio';
import { useTeam } from '../../support/desk';

const desk = useTeam();
const existing = async () =>
  (await desk.ourEvents()).filter(({ calendarId }) => calendarId === MEI || calendarId === ANNA);
const lettersTo = async (to: string) => (await desk.mail()).filter((mail) => mail.to[0] === to);
const accepted = () => desk.acceptedBooking({ staff: desk.mei });

describe('the card of a booking', () => {
  const shown = async (id: string) => textsOf((await desk.tap(MEI, 'showBooking', { booking: id })).result);

  it('says what it costs, until when it is to be paid, and then that it was', async () => {
    await desk.saveService({ options: ['offered', 'prepayment'], price: '120 PLN', timeToPay: '24', hold: '12' });
    const [start] = await desk.openTimes();
    await desk.request(start!, { staff: desk.mei });
    const { id } = await desk.only();
    expect(await shown(id)).toMatch(/Holds its time until[^]*Price\n120 PLN\nNot paid yet/);
    await desk.accept(MEI, id);
    expect(await shown(id)).toContain('To be paid by Sun, Nov 22, 2:00 PM');
    await desk.tap(MEI, 'markBookingPaid', { booking: id });
    expect(await shown(id)).toContain('Paid, Sat, Nov 21, 2:00 PM');
    expect(await shown(id)).toContain('120 PLN');
  });

  it('shows what the client answered, whom they bring, and that they agreed; other guests read none of it', async () => {
    await desk.saveService({ consent: 'Pictures are taken.', guestLimit: '2' });
    await desk.tap(OWNER, 'saveQuestion', { service: desk.service }, { questions: 'Allergies', kind: 'text' });
    const [service] = await desk.records<{ questions: { id: string }[] }>('service');
    const form = {
      consent: true,
      guests: ['ola@client.example'],
      answers: { [service!.questions[0]!.id]: 'Penicillin' },
    };
    const [start] = await desk.openTimes();
    await desk.request(start!, { staff: desk.mei, requestKey: 'form', ...form });
    const { id } = await desk.only();
    // Nobody has to open a request to know what was asked.
    expect(textsOf(await desk.home(MEI))).toContain('Allergies: Penicillin');
    await desk.accept(MEI, id);
    const texts = await shown(id);
    for (const text of ['Allergies', 'Penicillin', 'ola@client.example', 'Agreed to']) expect(texts).toContain(text);
    expect(JSON.stringify(await existing())).not.toContain('Penicillin');
  });
});

describe('reschedule', () => {
  it('moves booking and event to another open time, keeps the link, and tells the client once', async () => {
    const booking = await accepted();
    await desk.settle();
    const asked = await desk.tap(MEI, 'askReschedule', { booking: booking.id });
    const open = await desk.openTimes();
    const start = open.find((one) => one > booking.start + DAY)!;
    expect(choicesOn(asked.result)).toContain(String(start));
    // Its own time is not in its own way: half an hour later overlaps it.
    expect(choicesOn(asked.result)).toContain(String(booking.start + 15 * 60_000));
    const before = (await lettersTo(CLIENT)).length;
    const moved = await desk.tap(MEI, 'rescheduleBooking', { booking: booking.id }, { start: String(start) });
    expect(textsOf(moved.result)).toMatch(/Moved to \w+, \w+ \d+, 2026, \d+:\d\d/);
    await desk.settle();
    expect(await desk.only()).toMatchObject({ start, end: start + HOUR / 2, link: booking.link, flags: [] });
    const [event, ...others] = await existing();
    expect(others).toEqual([]);
    expect(at((event as unknown as { start: { dateTime: string } }).start.dateTime)).toBe(start);
    expect((await lettersTo(CLIENT)).slice(before).map(({ subject }) => subject)).toHaveLength(1);
  });

  it('warns of a time that is not open and says why, and takes it anyway when told so', async () => {
    const booking = await accepted();
    const night = booking.start + 10 * HOUR;
    const inputs = { start: '', time: { moment: night } };
    const warned = await desk.tap(MEI, 'rescheduleBooking', { booking: booking.id }, inputs);
    expect(textsOf(warned.result)).toContain('outside working hours');
    expect((await desk.only()).start).toBe(booking.start);
    const anyway = actionsOf(warned.result).find(({ parameters }) => parameters.anyTime === 'yes')!;
    await desk.panel(MEI, { ...anyway, inputs });
    expect(await desk.only()).toMatchObject({ start: night, flags: ['outsideHours'] });
  });

  it('never lands on another booking, whatever a person says', async () => {
    const booking = await accepted();
    const [other] = await desk.openTimes();
    await desk.request(other!, { staff: desk.mei, email: 'other@client.example' });
    const refused = await desk.tap(
      MEI,
      'rescheduleBooking',
      { booking: booking.id, anyTime: 'yes', at: String(other) },
      { start: String(other) },
    );
    expect(textsOf(refused.result)).toContain('no longer open');
    expect((await desk.bookings()).find(({ id }) => id === booking.id)).toMatchObject({ start: booking.start });
  });

  it('refuses a time that has passed, and no time at all', async () => {
    const booking = await accepted();
    const past = at('2026-11-20T10:00:00Z');
    const sure = { anyTime: 'yes', at: String(past) };
    for (const inputs of [{ time: { moment: past } }, { start: 'x' }, {}, { start: '' }]) {
      const refused = await desk.tap(MEI, 'rescheduleBooking', { booking: booking.id, ...sure }, inputs);
      expect(textsOf(refused.result)).toMatch(/has passed|Choose one of the open times/);
    }
    expect(await desk.only()).toMatchObject({ start: booking.start });
  });

  it('is chosen by a person: the card opens with none, and two at once are refused', async () => {
    const booking = await accepted();
    const [open] = await desk.openTimes();
    const card = JSON.stringify((await desk.tap(MEI, 'askReschedule', { booking: booking.id })).result);
    expect(card).toContain('{"text":"Choose a time…","value":"","selected":true}');
    expect(card).not.toContain('valueMsEpoch');
    const inputs = { start: String(open), time: { moment: open! + DAY } };
    const both = await desk.tap(MEI, 'rescheduleBooking', { booking: booking.id }, inputs);
    expect(textsOf(both.result)).toContain('Two times are chosen');
    expect((await desk.only()).start).toBe(booking.start);
  });

  it('that is entered is said in words, then used; another one entered meanwhile is said first', async () => {
    const booking = await accepted();
    const open = await desk.timesOf(desk.mei);
    const [first, second] = [open[open.length - 2]!, open[open.length - 1]!];
    const sure = async (button: { parameters: Record<string, string> }, moment: number) =>
      desk.tap(MEI, 'rescheduleBooking', button.parameters, { start: '', time: { moment } });
    const button = ({ result }: ExecutionRecord) =>
      actionsOf(result).find(({ action: name }) => name === 'rescheduleBooking')!;
    const asked = await desk.tap(MEI, 'rescheduleBooking', { booking: booking.id }, { time: { moment: first } });
    expect(button(asked).text).toMatch(/^Move to \w+, \w+ \d+, \d+:\d\d [AP]M$/);
    const askedAgain = await sure(button(asked), second);
    expect(button(askedAgain).text).not.toBe(button(asked).text);
    expect((await desk.only()).start).toBe(booking.start);
    expect(textsOf((await sure(button(askedAgain), second)).result)).toContain('Moved to');
    expect((await desk.only()).start).toBe(second);
  });

  it('that is entered behind a clock change is the clock time that was read', async () => {
    const booking = await accepted();
    // The card was shown again with a time in October, one hour further from UTC than the one that is picked then.
    const shown = at('2027-10-01T08:00:00Z');
    const options = { inputs: { time: { moment: shown } } };
    const request = (inputs: Record<string, FormValue>, parameters: Record<string, unknown>) =>
      desk.panel(MEI, {
        action: 'askReschedule',
        parameters: { booking: booking.id, again: 'yes', ...parameters },
        inputs,
        locale: 'en',
        timeZone: 'Europe/Warsaw',
      });
    const card = await request(options.inputs, {});
    const { parameters } = actionsOf(card.result).find(({ action: name }) => name === 'askReschedule')!;
    expect(parameters.timeOffset).toBe('120');
    // 10:00 on the picker's clock, which still is two hours ahead of UTC.
    const picked = { time: { moment: at('2027-11-12T08:00:00Z') } };
    const again = await request(picked, parameters);
    expect(JSON.stringify(again.result)).toContain(`"valueMsEpoch":"${at('2027-11-12T09:00:00Z')}"`);
  });
});

describe('another staff member', () => {
  it('whose hours it lies outside of is said to be so, and gets it only when a person says so of them', async () => {
    // 9:00 in Taipei.
    const booking = await accepted();
    const card = await desk.tap(MANAGER, 'askHandOver', { booking: booking.id });
    expect(textsOf(card.result)).toContain('Anna, outside their hours (Mon, Nov 23, 2:00 AM for them)');
    const asked = await desk.tap(MANAGER, 'handOverBooking', { booking: booking.id }, { staff: desk.anna });
    expect(textsOf(asked.result)).toContain('Hand over to Anna anyway');
    const anyway = actionsOf(asked.result).find(({ parameters }) => parameters.overBusy === 'yes')!;
    // Said of Anna, and somebody else is chosen by now.
    const elsewhere = { ...anyway.parameters, for: desk.mei };
    await desk.panel(MANAGER, { ...anyway, parameters: elsewhere, inputs: { staff: desk.anna } });
    expect(await desk.only()).toMatchObject({ staffId: desk.mei });
    await desk.panel(MANAGER, { ...anyway, inputs: { staff: desk.anna } });
    expect(await desk.only()).toMatchObject({ staffId: desk.anna, flags: ['outsideHours'] });
  });

  it('gets the event into their own calendar; in the end there is one event and one link, which the client has', async () => {
    const booking = await accepted();
    await desk.settle();
    const before = (await lettersTo(CLIENT)).length;
    const asked = await desk.tap(MEI, 'askHandOver', { booking: booking.id });
    expect(textsOf(asked.result)).toContain('Anna');
    await desk.tap(MANAGER, 'handOverBooking', { booking: booking.id, overBusy: 'yes' }, { staff: desk.anna });
    for (const person of [MEI, ANNA]) await desk.tick(person);
    await desk.settle();
    const given = await desk.only();
    expect(given).toMatchObject({ staffId: desk.anna, state: 'confirmed', link: { status: 'ready' } });
    const events = await existing();
    expect(events.map(({ calendarId }) => calendarId)).toEqual([ANNA]);
    expect(events[0]).toMatchObject({ id: given.event!.eventId, hangoutLink: given.link!.uri });
    expect(given.link!.uri).not.toBe(booking.link!.uri);
    const told = (await lettersTo(CLIENT)).slice(before);
    // At once by who gave it away; the link follows from whose calendar it is in.
    expect(told).toHaveLength(2);
    expect(told[1]!.body).toContain(given.link!.uri);
    expect(await lettersTo(ANNA)).toHaveLength(1);
    // Who had it is told too, since somebody else gave it away.
    expect((await lettersTo(MEI)).at(-1)!.subject).toContain('已轉交他人');
    expect(given.outbox).toEqual([]);
  });

  it('is not the one whose calendar is full, unless who is in charge says so; a colleague cannot', async () => {
    const booking = await accepted();
    await desk.api(ANNA, 'POST', `calendars/${ANNA}/events`, {
      summary: 'Dentist',
      start: { dateTime: new Date(booking.start).toISOString() },
      end: { dateTime: new Date(booking.end).toISOString() },
    });
    await desk.settle();
    const own = await desk.tap(MEI, 'handOverBooking', { booking: booking.id, overBusy: 'yes' }, { staff: desk.anna });
    expect(JSON.stringify(own.result)).not.toContain('overBusy');
    expect((await desk.only()).staffId).toBe(desk.mei);
    const warned = await desk.tap(MANAGER, 'handOverBooking', { booking: booking.id }, { staff: desk.anna });
    const anyway = actionsOf(warned.result).find(({ parameters }) => parameters.overBusy === 'yes')!;
    await desk.panel(MANAGER, { ...anyway, inputs: { staff: desk.anna } });
    expect(await desk.only()).toMatchObject({ staffId: desk.anna });
    expect((await desk.only()).flags).toContain('overPlan');
  });
});

describe('the client’s details', () => {
  it('follow into the event, where the words are still ours; a new address becomes the guest and gets the mail', async () => {
    const booking = await accepted();
    await desk.settle();
    const inputs = { name: 'Pjotr Nowy', email: 'NEW@client.example', phone: '600100200', note: '' };
    await desk.tap(MEI, 'saveClient', { booking: booking.id }, inputs);
    const [event] = await existing();
    expect(event).toMatchObject({ attendees: [{ email: 'new@client.example' }] });
    expect(event!.summary).toContain('Pjotr Nowy');
    expect((event as { description?: string }).description).toContain('600100200');
    expect((await lettersTo('new@client.example')).map(({ body }) => body.includes(booking.link!.uri!))).toEqual([
      true,
    ]);
    expect(await desk.only()).toMatchObject({ client: { name: 'Pjotr Nowy' }, outbox: [] });
    await desk.api(MEI, 'PATCH', `calendars/${MEI}/events/${booking.event!.eventId}`, { summary: 'My own words' });
    await desk.settle();
    await desk.tap(MEI, 'saveClient', { booking: booking.id }, { ...inputs, name: 'Third' });
    expect((await existing())[0]).toMatchObject({ summary: 'My own words' });
  });

  it('are refused by the field that is wrong, and nothing changes', async () => {
    const booking = await accepted();
    const refused = await desk.tap(
      MEI,
      'saveClient',
      { booking: booking.id },
      { name: 'x', email: 'not an address', phone: '', note: '' },
    );
    expect(textsOf(refused.result)).toContain('E-mail address: Enter an e-mail address');
    expect((await desk.only()).client).toEqual(booking.client);
  });
});

describe('what is noted', () => {
  it('stays with staff: no mail, no page, no event has it', async () => {
    const booking = await accepted();
    await desk.tap(MEI, 'saveNote', { booking: booking.id, card: 'booking' }, { staffNote: 'pays late' });
    const card = await desk.tap(MEI, 'showBooking', { booking: booking.id });
    expect(textsOf(card.result)).toContain('pays late');
    await desk.tap(MEI, 'resendMail', { booking: booking.id });
    await desk.settle();
    const elsewhere = [await desk.mail(), await desk.existingEvents(), await (await fetch(pageOf())).text()];
    expect(JSON.stringify(elsewhere)).not.toContain('pays late');
  });

  it('can be taken back as long as nobody was told: completed is, a decline is not', async () => {
    const booking = await accepted();
    await desk.post('clock', { now: new Date(booking.end + HOUR).toISOString() });
    const closed = await desk.tap(MEI, 'completeBooking', { booking: booking.id, card: 'booking' });
    expect((await desk.only()).state).toBe('completed');
    expect(actionNames(closed.result)).toContain('undoChange');
    await desk.tap(MEI, 'undoChange');
    expect((await desk.only()).state).toBe('confirmed');
    const again = await desk.tap(MEI, 'undoChange');
    expect(textsOf(again.result)).toContain('can no longer be undone');
  });
});

describe('what is taken back', () => {
  it('is not a booking that was closed, once its event is gone', async () => {
    const booking = await accepted();
    await desk.post('clock', { now: new Date(booking.end + HOUR).toISOString() });
    await desk.tap(MEI, 'markNoShow', { booking: booking.id });
    await desk.api(MEI, 'DELETE', `calendars/${MEI}/events/${booking.event!.eventId}`);
    const before = (await desk.mail()).length;
    const undone = await desk.tap(MEI, 'undoChange');
    expect(textsOf(undone.result)).toContain('has been deleted in Calendar since then');
    expect((await desk.only()).state).toBe('noShow');
    expect(await desk.mail()).toHaveLength(before);
  });

  it('by somebody who cannot read the calendar: nobody is told that a booking that has started is cancelled', async () => {
    const booking = await accepted();
    await desk.post('clock', { now: new Date(booking.start + 60_000).toISOString() });
    await desk.tap(MANAGER, 'completeBooking', { booking: booking.id });
    await desk.api(MEI, 'DELETE', `calendars/${MEI}/events/${booking.event!.eventId}`);
    await desk.settle();
    await desk.tap(MANAGER, 'undoChange');
    const before = (await desk.mail()).length;
    await desk.tick();
    await desk.settle();
    expect(await desk.only()).toMatchObject({ state: 'confirmed', event: null, link: null, outbox: [] });
    expect(await desk.mail()).toHaveLength(before);
  });

  it('is not a new service that somebody has booked', async () => {
    const added = await desk.tap(OWNER, 'editService', { service: '' });
    expect(added.ok).toBe(true);
    await desk.saveService({ name: 'New one' }, '');
    const fresh = (await desk.records<{ id: string; name: string }>('service')).find((s) => s.name === 'New one')!;
    const [start] = await desk.openTimes(14, fresh.id);
    await desk.page('sendRequest', aRequest(fresh.id, start!, { staff: desk.mei }));
    const undone = await desk.tap(OWNER, 'undoChange');
    expect(textsOf(undone.result)).toContain('already has bookings or offers');
    expect(await desk.records('service')).toHaveLength(2);
    await desk.tap(MEI, 'declineBooking', { booking: (await desk.only()).id });
    await desk.tap(OWNER, 'undoChange');
    expect(await desk.records('service')).toHaveLength(1);
  });
});

describe('what somebody in charge does', () => {
  it('is told the colleague whose booking it is, the former time too', async () => {
    const booking = await accepted();
    const open = (await desk.openTimes()).find((one) => one > booking.start + DAY)!;
    const before = (await lettersTo(MEI)).length;
    await desk.tap(MANAGER, 'rescheduleBooking', { booking: booking.id }, { start: String(open) });
    await desk.advance('PT1H');
    await desk.settle();
    await desk.tap(MANAGER, 'cancelBooking', { booking: booking.id }, { reason: 'Flooded' });
    await desk.settle();
    const [moved, cancelled, ...more] = (await lettersTo(MEI)).slice(before);
    expect(more).toEqual([]);
    expect(moved!.subject).toContain('新的時間');
    expect(moved!.body).toContain(`原時間：${datesIn('zh-TW', 'Asia/Taipei').longSpan(booking.start, booking.end)}`);
    expect(cancelled!.subject).toContain('已取消');
    expect(cancelled!.body).toContain('Flooded');
    expect(cancelled!.body).toMatch(/操作者：\S/);
    const [declinedStart] = await desk.openTimes();
    await desk.request(declinedStart!, { staff: desk.mei, email: 'declined@client.example', requestKey: 'to-decline' });
    await desk.tap(MANAGER, 'declineBooking', { booking: (await desk.requested()).id }, { reason: 'No room' });
    const declined = (await lettersTo(MEI)).at(-1)!;
    expect(declined.subject).toContain('已婉拒');
    expect(declined.body).toContain('No room');
    // Of what they do themselves they need no mail.
    const own = await desk.acceptedBooking({ staff: desk.mei, email: 'own@client.example' });
    const then = (await lettersTo(MEI)).length;
    await desk.tap(MEI, 'cancelBooking', { booking: own.id }, { reason: '' });
    expect(await lettersTo(MEI)).toHaveLength(then);
  });

  it('waits for a colleague who has paused synchronisation for as long as that, and Home promises no more', async () => {
    const [start] = await desk.openTimes();
    await desk.request(start!, { staff: desk.mei });
    const [asked] = await desk.bookings();
    await desk.tap(MEI, 'pauseSync');
    await desk.accept(MANAGER, asked!.id);
    const home = textsOf(await desk.home(MANAGER));
    expect(home).toContain('Mei Lin has paused synchronisation: nothing is written until it is resumed');
    expect(home).not.toContain('within the hour');
    expect(await existing()).toEqual([]);
    await desk.tap(MEI, 'resumeSync');
    expect(await existing()).toHaveLength(1);
  });

  it('is written at once into a calendar that they may write; into another it waits, and Home says so', async () => {
    const ask = async (staff: string) => {
      const [start] = await desk.openTimes();
      await desk.request(start!, { staff });
      return (await desk.bookings()).find(({ state }) => state === 'requested')!;
    };
    await desk.accept(MANAGER, (await ask(desk.mei)).id);
    expect(await existing()).toEqual([]);
    const home = textsOf(await desk.home(MANAGER));
    expect(home).toContain('Not yet in the calendar of Mei Lin: Piotr Zieliński');
    // As Home says, it is there as soon as she opens the panel.
    await desk.panel(MEI);
    expect(await existing()).toHaveLength(1);
    expect(textsOf(await desk.home(MANAGER))).not.toContain('Not yet in the calendar');
    const scope = { type: 'user', value: MANAGER };
    await desk.api(MEI, 'POST', `calendars/${MEI}/acl`, { role: 'writer', scope });
    await desk.api(MANAGER, 'POST', 'users/me/calendarList', { id: MEI });
    const [, second] = await desk.openTimes();
    await desk.request(second!, { staff: desk.mei, email: 'two@client.example' });
    const requested = (await desk.bookings()).find(({ state }) => state === 'requested')!;
    await desk.accept(MANAGER, requested.id);
    expect((await existing()).map(({ id }) => id)).toContain(`sk${requested.id}g1`);
    expect((await lettersTo('two@client.example')).at(-1)!.body).toContain('https://meet.google.com/');
  });
});

describe('what is said of the client', () => {
  it('is what happened: nothing changed, no address, a link that nobody sends', async () => {
    const booking = await accepted();
    await desk.advance('PT1M');
    const inputs = { start: '', time: { moment: booking.start } };
    const sure = { anyTime: 'yes', at: String(booking.start) };
    const same = await desk.tap(MEI, 'rescheduleBooking', { booking: booking.id, ...sure }, inputs);
    expect(textsOf(same.result)).toContain('Nothing has changed, so nobody was told.');
    const [start] = await desk.openTimes();
    const made = await desk.tap(
      MEI,
      'saveNewBooking',
      { key: 'hand-9', card: 'booking' },
      {
        service: desk.service,
        staff: desk.mei,
        name: 'Caller',
        phone: '0912 345',
        start: String(start),
        options: ['confirm'],
      },
    );
    expect(textsOf(made.result)).toContain('The client has no e-mail address: call 0912 345.');
    expect(textsOf(made.result)).toContain('nobody sends them the join link');
  });
});

describe('a payment that comes too late', () => {
  it('is recorded, flagged and settled by a person', async () => {
    await desk.saveService({ options: ['offered', 'prepayment'], hold: '1' });
    const [start] = await desk.openTimes();
    await desk.request(start!, { staff: desk.mei });
    await desk.accept(MEI, (await desk.only()).id);
    await desk.tap(MEI, 'declineBooking', { booking: (await desk.only()).id });
    const card = await desk.tap(MEI, 'showBooking', { booking: (await desk.only()).id });
    const late = actionsOf(card.result).find(({ text }) => text === 'It was paid after all')!;
    await desk.panel(MEI, late);
    expect(await desk.only()).toMatchObject({ state: 'declined', flags: ['refundDue'] });
    const home = await desk.panel(MEI, { locale: 'en' });
    expect(textsOf(home.result)).toContain('a refund is due');
  });
});

const pageOf = () => `${desk.url}/macros/s/sandbox/exec`;

it('sends the mail again that says how things are, once a tap', async () => {
  const booking = await accepted();
  const before = (await lettersTo(CLIENT)).length;
  const sent = await desk.tap(MEI, 'resendMail', { booking: booking.id });
  expect(textsOf(sent.result)).toContain('The client has been told.');
  const [again, ...more] = (await lettersTo(CLIENT)).slice(before);
  expect(more).toEqual([]);
  expect(again!.body).toContain(booking.link!.uri);
});

it('shows how to join by link and by telephone', async () => {
  const booking = await accepted();
  const { result } = await desk.tap(MEI, 'showBooking', { booking: booking.id });
  expect(linksOn(result)).toContain(booking.link!.uri);
  const card = textsOf(result);
  expect(card).toContain(booking.link!.uri!.replace('https://', ''));
  expect(booking.link!.phones).toHaveLength(1);
  expect(card).toContain(booking.link!.phones[0]!.number);
  expect(card).toContain(`PIN ${booking.link!.phones[0]!.pin}`);
});

describe('a booking that needs attention', () => {
  it('moved to another calendar: one button brings the same event back', async () => {
    const booking = await accepted();
    await desk.settle();
    const other = await desk.calendarNamed(MEI, 'Private');
    const path = `calendars/${MEI}/events/${booking.event!.eventId}/move?destination=${encodeURIComponent(other)}`;
    await desk.api(MEI, 'POST', path);
    await desk.settle();
    expect(await desk.only()).toMatchObject({ flags: ['movedAway'], event: { calendarId: other } });
    const home = await desk.panel(MEI, { locale: 'en' });
    expect(textsOf(home.result)).toContain('1 booking needs attention');
    const fix = actionsOf(home.result).find(({ action: name }) => name === 'bringBookingBack')!;
    await desk.panel(MEI, fix);
    await desk.settle();
    expect(await desk.only()).toMatchObject({
      flags: [],
      event: { calendarId: MEI, eventId: booking.event!.eventId },
      outbox: [],
    });
    expect((await existing()).map(({ id }) => id)).toEqual([booking.event!.eventId]);
    expect(await desk.settle()).toEqual([]);
  });

  it('lost its link: one button asks again', async () => {
    await desk.post('meet', { fail: true });
    const booking = await accepted();
    await desk.settle();
    expect(await desk.only()).toMatchObject({ flags: ['linkFailed'] });
    await desk.post('meet', { fail: false });
    const card = await desk.tap(MEI, 'showBooking', { booking: booking.id });
    const fix = actionsOf(card.result).find(({ action: name }) => name === 'retryBookingLink')!;
    await desk.panel(MEI, fix);
    await desk.settle();
    expect(await desk.only()).toMatchObject({ flags: [], link: { status: 'ready' } });
  });

  it('could not be written to Google: one button tries again now', async () => {
    const times = 6;
    await desk.faults([{ service: 'Calendar', method: 'Events.insert', times, error: 'Forbidden', status: 403 }]);
    const booking = await accepted();
    const home = await desk.panel(MEI, { locale: 'en' });
    expect(textsOf(home.result)).toContain('Not saved to Google yet');
    await desk.faults([]);
    await desk.tap(MEI, 'writeBookingAgain', { booking: booking.id });
    expect(await desk.only()).toMatchObject({ outbox: [], link: { status: 'ready' } });
  });

  it('may stay as it is when a person says so', async () => {
    const booking = await accepted();
    const start = booking.start + 10 * HOUR;
    const sure = { anyTime: 'yes', at: String(start) };
    await desk.tap(MEI, 'rescheduleBooking', { booking: booking.id, ...sure }, { time: { moment: start } });
    const card = await desk.tap(MEI, 'showBooking', { booking: booking.id });
    const stay = actionsOf(card.result).find(({ action: name }) => name === 'settleFlag')!;
    await desk.panel(MEI, stay);
    expect((await desk.only()).flags).toEqual([]);
    expect(textsOf(await desk.home(MEI))).toContain('Nothing is waiting for you.');
  });
});

describe('who may do what', () => {
  const NAMES = [
    'acceptBooking',
    'declineBooking',
    'cancelBooking',
    'rescheduleBooking',
    'handOverBooking',
    'saveClient',
    'resendMail',
    'saveNote',
    'settleFlag',
    'bringBookingBack',
    'writeBookingAgain',
    'completeBooking',
    'showBooking',
    'askReschedule',
    'editClient',
  ];

  it.each([ANNA, 'eve@elsewhere.example', ''])(
    '%j does nothing to Mei’s booking, and sees nothing of it',
    async (who) => {
      const booking = await accepted();
      const inputs = {
        start: String(booking.start + DAY),
        staff: desk.anna,
        name: 'x',
        email: 'x@x.example',
        staffNote: 'x',
      };
      for (const name of NAMES) {
        const answer = await desk.tap(
          who === '' ? 'nobody@x.example' : who,
          name,
          { booking: booking.id, flag: 'overlap' },
          inputs,
        );
        expect(textsOf(answer.result)).toMatch(/not allowed|no such booking/);
        expect(JSON.stringify(answer.result)).not.toContain(CLIENT);
      }
      expect(await desk.only()).toEqual(booking);
    },
  );

  it.each([OWNER, MANAGER])('%s acts on everybody’s bookings', async (who) => {
    const booking = await accepted();
    const card = await desk.tap(who, 'showBooking', { booking: booking.id });
    expect(textsOf(card.result)).toContain(CLIENT);
    await desk.tap(who, 'cancelBooking', { booking: booking.id }, { reason: '' });
    expect((await desk.only()).state).toBe('cancelled');
  });

  it('the manager is not shown what only the owner may do, and is refused it', async () => {
    const home = await desk.panel(MANAGER, { locale: 'en' });
    const offered = actionNames(home.result);
    for (const name of ['showServices', 'showTeam', 'showSettings']) {
      expect(offered).not.toContain(name);
      const refused = await desk.tap(MANAGER, name);
      expect(textsOf(refused.result)).toContain('You are not allowed to do this');
    }
    const refused = await desk.submit(MANAGER, 'saveSettingsForm', {
      business: 'Mine',
      jitsiDomain: 'meet.jit.si',
      publicPage: '',
      managers: '',
    });
    expect(textsOf(refused.result)).toContain('You are not allowed to do this');
    expect(await desk.records('settings')).toMatchObject([{ business: 'Studio Nowak', managers: [MANAGER] }]);
  });
});
