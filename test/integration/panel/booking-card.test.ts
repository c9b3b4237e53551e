import { datesIn } from '../../../src/i18n/dates';
import type { ExecutionRecord } from '../../../sandbox/protocol';
import { actionsOf, Sandbox, textsOf, type FormValue } from '../../support/sandbox-process';
import {
  acceptedBooking,
  aRequest,
  at,
  bookings,
  calendarNamed,
  CLIENT,
  DAY,
  HOUR,
  MEI,
  openTimes,
  ourEvents,
  OWNER,
  saveService,
} from '../../support/studio';
import { ANNA, MANAGER, openTeam, tap, timesOf } from '../../support/team';

let sandbox: Sandbox;
let service: string;
let mei: string;
let anna: string;
beforeAll(async () => {
  sandbox = await Sandbox.start();
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  ({ service, mei, anna } = await openTeam(sandbox));
});

const only = async () => {
  const [booking, ...others] = await bookings(sandbox);
  expect(others).toEqual([]);
  return booking!;
};
const existing = async () =>
  (await ourEvents(sandbox)).filter(({ calendarId }) => calendarId === MEI || calendarId === ANNA);
const lettersTo = async (to: string) => (await sandbox.mail()).filter((mail) => mail.to[0] === to);
const accepted = () => acceptedBooking(sandbox, service, { staff: mei });

describe('reschedule', () => {
  it('moves booking and event to another open time, keeps the link, and tells the client once', async () => {
    const booking = await accepted();
    await sandbox.settle();
    const asked = await tap(sandbox, MEI, 'askReschedule', booking.id);
    const open = await openTimes(sandbox, service);
    const start = open.find((one) => one > booking.start + DAY)!;
    expect(textsOf(asked.result)).toContain(String(start));
    // Its own time is not in its own way: half an hour later overlaps it.
    expect(textsOf(asked.result)).toContain(String(booking.start + 15 * 60_000));
    const before = (await lettersTo(CLIENT)).length;
    const moved = await tap(sandbox, MEI, 'rescheduleBooking', booking.id, { inputs: { start: String(start) } });
    expect(textsOf(moved.result)).toMatch(/Moved to \w+, \w+ \d+, 2026, \d+:\d\d/);
    await sandbox.settle();
    expect(await only()).toMatchObject({ start, end: start + HOUR / 2, link: booking.link, flags: [] });
    const [event, ...others] = await existing();
    expect(others).toEqual([]);
    expect(at((event as unknown as { start: { dateTime: string } }).start.dateTime)).toBe(start);
    expect((await lettersTo(CLIENT)).slice(before).map(({ subject }) => subject)).toHaveLength(1);
  });

  it('warns of a time that is not open and says why, and takes it anyway when told so', async () => {
    const booking = await accepted();
    const night = booking.start + 10 * HOUR;
    const inputs = { start: '', time: { moment: night } };
    const warned = await tap(sandbox, MEI, 'rescheduleBooking', booking.id, { inputs });
    expect(textsOf(warned.result)).toContain('outside working hours');
    expect((await only()).start).toBe(booking.start);
    const anyway = actionsOf(warned.result).find(({ parameters }) => parameters.anyTime === 'yes')!;
    await sandbox.panel(MEI, { ...anyway, inputs });
    expect(await only()).toMatchObject({ start: night, flags: ['outsideHours'] });
  });

  it('never lands on another booking, whatever a person says', async () => {
    const booking = await accepted();
    const [other] = await openTimes(sandbox, service);
    await sandbox.page('sendRequest', aRequest(service, other!, { staff: mei, email: 'other@client.example' }));
    const refused = await tap(sandbox, MEI, 'rescheduleBooking', booking.id, {
      anyTime: 'yes',
      at: String(other),
      inputs: { start: String(other) },
    });
    expect(textsOf(refused.result)).toContain('no longer open');
    expect((await bookings(sandbox)).find(({ id }) => id === booking.id)).toMatchObject({ start: booking.start });
  });

  it('refuses a time that has passed, and no time at all', async () => {
    const booking = await accepted();
    const past = at('2026-11-20T10:00:00Z');
    const sure = { anyTime: 'yes', at: String(past) };
    for (const inputs of [{ time: { moment: past } }, { start: 'x' }, {}, { start: '' }]) {
      const refused = await tap(sandbox, MEI, 'rescheduleBooking', booking.id, { ...sure, inputs });
      expect(textsOf(refused.result)).toMatch(/has passed|Choose one of the open times/);
    }
    expect(await only()).toMatchObject({ start: booking.start });
  });

  it('is chosen by a person: the card opens with none, and two at once are refused', async () => {
    const booking = await accepted();
    const [open] = await openTimes(sandbox, service);
    const card = textsOf((await tap(sandbox, MEI, 'askReschedule', booking.id)).result);
    expect(card).toContain('{"text":"Choose a time…","value":"","selected":true}');
    expect(card).not.toContain('valueMsEpoch');
    const inputs = { start: String(open), time: { moment: open! + DAY } };
    const both = await tap(sandbox, MEI, 'rescheduleBooking', booking.id, { inputs });
    expect(textsOf(both.result)).toContain('Two times are chosen');
    expect((await only()).start).toBe(booking.start);
  });

  it('that is entered is said in words, then used; another one entered meanwhile is said first', async () => {
    const booking = await accepted();
    const open = await timesOf(sandbox, service, mei);
    const [first, second] = [open[open.length - 2]!, open[open.length - 1]!];
    const sure = async (button: { parameters: Record<string, string> }, moment: number) =>
      sandbox.panel(MEI, {
        action: 'rescheduleBooking',
        parameters: button.parameters,
        inputs: { start: '', time: { moment } },
        locale: 'en',
      });
    const button = ({ result }: ExecutionRecord) =>
      actionsOf(result).find(({ action: name }) => name === 'rescheduleBooking')!;
    const asked = await tap(sandbox, MEI, 'rescheduleBooking', booking.id, { inputs: { time: { moment: first } } });
    expect(button(asked).text).toMatch(/^Move to \w+, \w+ \d+, \d+:\d\d [AP]M$/);
    const askedAgain = await sure(button(asked), second);
    expect(button(askedAgain).text).not.toBe(button(asked).text);
    expect((await only()).start).toBe(booking.start);
    expect(textsOf((await sure(button(askedAgain), second)).result)).toContain('Moved to');
    expect((await only()).start).toBe(second);
  });

  it('that is entered behind a clock change is the clock time that was read', async () => {
    const booking = await accepted();
    // The card was shown again with a time in October, one hour further from UTC than the one that is picked then.
    const shown = at('2027-10-01T08:00:00Z');
    const options = { inputs: { time: { moment: shown } } };
    const request = (inputs: Record<string, FormValue>, parameters: Record<string, unknown>) =>
      sandbox.panel(MEI, {
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
    expect(textsOf(again.result)).toContain(`"valueMsEpoch":"${at('2027-11-12T09:00:00Z')}"`);
  });
});

describe('another staff member', () => {
  it('whose hours it lies outside of is said to be so, and gets it only when a person says so of them', async () => {
    // 9:00 in Taipei.
    const booking = await accepted();
    const card = await tap(sandbox, MANAGER, 'askHandOver', booking.id);
    expect(textsOf(card.result)).toContain('Anna, outside their hours (Mon, Nov 23, 2:00 AM for them)');
    const asked = await tap(sandbox, MANAGER, 'handOverBooking', booking.id, { inputs: { staff: anna } });
    expect(textsOf(asked.result)).toContain('Hand over to Anna anyway');
    const anyway = actionsOf(asked.result).find(({ parameters }) => parameters.overBusy === 'yes')!;
    // Said of Anna, and somebody else is chosen by now.
    const elsewhere = { ...anyway.parameters, for: mei };
    await sandbox.panel(MANAGER, { ...anyway, parameters: elsewhere, inputs: { staff: anna } });
    expect(await only()).toMatchObject({ staffId: mei });
    await sandbox.panel(MANAGER, { ...anyway, inputs: { staff: anna } });
    expect(await only()).toMatchObject({ staffId: anna, flags: ['outsideHours'] });
  });

  it('gets the event into their own calendar; in the end there is one event and one link, which the client has', async () => {
    const booking = await accepted();
    await sandbox.settle();
    const before = (await lettersTo(CLIENT)).length;
    const asked = await tap(sandbox, MEI, 'askHandOver', booking.id);
    expect(textsOf(asked.result)).toContain('Anna');
    await tap(sandbox, MANAGER, 'handOverBooking', booking.id, { inputs: { staff: anna }, overBusy: 'yes' });
    for (const person of [MEI, ANNA]) await sandbox.call(person, 'onHourlyTick', {});
    await sandbox.settle();
    const given = await only();
    expect(given).toMatchObject({ staffId: anna, state: 'confirmed', link: { status: 'ready' } });
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
    await sandbox.api(ANNA, 'POST', `calendars/${ANNA}/events`, {
      summary: 'Dentist',
      start: { dateTime: new Date(booking.start).toISOString() },
      end: { dateTime: new Date(booking.end).toISOString() },
    });
    await sandbox.settle();
    const own = await tap(sandbox, MEI, 'handOverBooking', booking.id, { inputs: { staff: anna }, overBusy: 'yes' });
    expect(textsOf(own.result)).not.toContain('overBusy');
    expect((await only()).staffId).toBe(mei);
    const warned = await tap(sandbox, MANAGER, 'handOverBooking', booking.id, { inputs: { staff: anna } });
    const anyway = actionsOf(warned.result).find(({ parameters }) => parameters.overBusy === 'yes')!;
    await sandbox.panel(MANAGER, { ...anyway, inputs: { staff: anna } });
    expect(await only()).toMatchObject({ staffId: anna });
    expect((await only()).flags).toContain('overPlan');
  });
});

describe('the client’s details', () => {
  it('follow into the event, where the words are still ours; a new address becomes the guest and gets the mail', async () => {
    const booking = await accepted();
    await sandbox.settle();
    const inputs = { name: 'Pjotr Nowy', email: 'NEW@client.example', phone: '600100200', note: '' };
    await tap(sandbox, MEI, 'saveClient', booking.id, { inputs });
    const [event] = await existing();
    expect(event).toMatchObject({ attendees: [{ email: 'new@client.example' }] });
    expect(event!.summary).toContain('Pjotr Nowy');
    expect((event as { description?: string }).description).toContain('600100200');
    expect((await lettersTo('new@client.example')).map(({ body }) => body.includes(booking.link!.uri!))).toEqual([
      true,
    ]);
    expect(await only()).toMatchObject({ client: { name: 'Pjotr Nowy' }, outbox: [] });
    await sandbox.api(MEI, 'PATCH', `calendars/${MEI}/events/${booking.event!.eventId}`, { summary: 'My own words' });
    await sandbox.settle();
    await tap(sandbox, MEI, 'saveClient', booking.id, { inputs: { ...inputs, name: 'Third' } });
    expect((await existing())[0]).toMatchObject({ summary: 'My own words' });
  });

  it('are refused by the field that is wrong, and nothing changes', async () => {
    const booking = await accepted();
    const refused = await tap(sandbox, MEI, 'saveClient', booking.id, {
      inputs: { name: 'x', email: 'not an address', phone: '', note: '' },
    });
    expect(textsOf(refused.result)).toContain('E-mail address: Enter an e-mail address');
    expect((await only()).client).toEqual(booking.client);
  });
});

describe('what is noted', () => {
  it('stays with staff: no mail, no page, no event has it', async () => {
    const booking = await accepted();
    await tap(sandbox, MEI, 'saveNote', booking.id, { card: 'booking', inputs: { staffNote: 'pays late' } });
    const card = await tap(sandbox, MEI, 'showBooking', booking.id);
    expect(textsOf(card.result)).toContain('pays late');
    await tap(sandbox, MEI, 'resendMail', booking.id);
    await sandbox.settle();
    const elsewhere = [await sandbox.mail(), await sandbox.existingEvents(), await (await fetch(pageOf())).text()];
    expect(JSON.stringify(elsewhere)).not.toContain('pays late');
  });

  it('can be taken back as long as nobody was told: completed is, a decline is not', async () => {
    const booking = await accepted();
    await sandbox.post('clock', { now: new Date(booking.end + HOUR).toISOString() });
    const closed = await tap(sandbox, MEI, 'completeBooking', booking.id, { card: 'booking' });
    expect((await only()).state).toBe('completed');
    expect(actionsOf(closed.result).map(({ action: name }) => name)).toContain('undoChange');
    await sandbox.panel(MEI, { action: 'undoChange' });
    expect((await only()).state).toBe('confirmed');
    const again = await sandbox.panel(MEI, { action: 'undoChange', locale: 'en' });
    expect(textsOf(again.result)).toContain('can no longer be undone');
  });
});

describe('what is taken back', () => {
  it('is not a booking that was closed, once its event is gone', async () => {
    const booking = await accepted();
    await sandbox.post('clock', { now: new Date(booking.end + HOUR).toISOString() });
    await tap(sandbox, MEI, 'markNoShow', booking.id);
    await sandbox.api(MEI, 'DELETE', `calendars/${MEI}/events/${booking.event!.eventId}`);
    const before = (await sandbox.mail()).length;
    const undone = await sandbox.panel(MEI, { action: 'undoChange', locale: 'en' });
    expect(textsOf(undone.result)).toContain('has been deleted in Calendar since then');
    expect((await only()).state).toBe('noShow');
    expect(await sandbox.mail()).toHaveLength(before);
  });

  it('by somebody who cannot read the calendar: nobody is told that a booking that has started is cancelled', async () => {
    const booking = await accepted();
    await sandbox.post('clock', { now: new Date(booking.start + 60_000).toISOString() });
    await tap(sandbox, MANAGER, 'completeBooking', booking.id);
    await sandbox.api(MEI, 'DELETE', `calendars/${MEI}/events/${booking.event!.eventId}`);
    await sandbox.settle();
    await sandbox.panel(MANAGER, { action: 'undoChange', locale: 'en' });
    const before = (await sandbox.mail()).length;
    await sandbox.call(MEI, 'onHourlyTick', {});
    await sandbox.settle();
    expect(await only()).toMatchObject({ state: 'confirmed', event: null, link: null, outbox: [] });
    expect(await sandbox.mail()).toHaveLength(before);
  });

  it('is not a new service that somebody has booked', async () => {
    const added = await sandbox.panel(OWNER, { action: 'editService', parameters: { service: '' } });
    expect(added.ok).toBe(true);
    await saveService(sandbox, '', { name: 'New one' });
    const fresh = (await sandbox.records<{ id: string; name: string }>('service')).find((s) => s.name === 'New one')!;
    const [start] = await openTimes(sandbox, fresh.id);
    await sandbox.page('sendRequest', aRequest(fresh.id, start!, { staff: mei }));
    const undone = await sandbox.panel(OWNER, { action: 'undoChange', locale: 'en' });
    expect(textsOf(undone.result)).toContain('already has bookings or offers');
    expect(await sandbox.records('service')).toHaveLength(2);
    await tap(sandbox, MEI, 'declineBooking', (await only()).id);
    await sandbox.panel(OWNER, { action: 'undoChange', locale: 'en' });
    expect(await sandbox.records('service')).toHaveLength(1);
  });
});

describe('what somebody in charge does', () => {
  it('is told the colleague whose booking it is, the former time too', async () => {
    const booking = await accepted();
    const open = (await openTimes(sandbox, service)).find((one) => one > booking.start + DAY)!;
    const before = (await lettersTo(MEI)).length;
    await tap(sandbox, MANAGER, 'rescheduleBooking', booking.id, { inputs: { start: String(open) } });
    await sandbox.post('clock', { advance: 'PT1H' });
    await sandbox.settle();
    await tap(sandbox, MANAGER, 'cancelBooking', booking.id, { inputs: { reason: 'Flooded' } });
    await sandbox.settle();
    const [moved, cancelled, ...more] = (await lettersTo(MEI)).slice(before);
    expect(more).toEqual([]);
    expect(moved!.subject).toContain('新的時間');
    expect(moved!.body).toContain(`原時間：${datesIn('zh-TW', 'Asia/Taipei').longSpan(booking.start, booking.end)}`);
    expect(cancelled!.subject).toContain('已取消');
    expect(cancelled!.body).toContain('Flooded');
    // Of what they do themselves they need no mail.
    const own = await acceptedBooking(sandbox, service, { staff: mei, email: 'own@client.example' });
    const then = (await lettersTo(MEI)).length;
    await tap(sandbox, MEI, 'cancelBooking', own.id, { inputs: { reason: '' } });
    expect(await lettersTo(MEI)).toHaveLength(then);
  });

  it('waits for a colleague who has paused synchronisation for as long as that, and Home promises no more', async () => {
    const [start] = await openTimes(sandbox, service);
    await sandbox.page('sendRequest', aRequest(service, start!, { staff: mei }));
    const [asked] = await bookings(sandbox);
    await sandbox.panel(MEI, { action: 'pauseSync' });
    await tap(sandbox, MANAGER, 'acceptBooking', asked!.id);
    const home = textsOf((await sandbox.panel(MANAGER, { locale: 'en' })).result);
    expect(home).toContain('Mei Lin has paused synchronisation: nothing is written until it is resumed');
    expect(home).not.toContain('within the hour');
    expect(await existing()).toEqual([]);
    await sandbox.panel(MEI, { action: 'resumeSync' });
    expect(await existing()).toHaveLength(1);
  });

  it('is written at once into a calendar that they may write; into another it waits, and Home says so', async () => {
    const ask = async (staff: string) => {
      const [start] = await openTimes(sandbox, service);
      await sandbox.page('sendRequest', aRequest(service, start!, { staff }));
      return (await bookings(sandbox)).find(({ state }) => state === 'requested')!;
    };
    await tap(sandbox, MANAGER, 'acceptBooking', (await ask(mei)).id);
    expect(await existing()).toEqual([]);
    const home = textsOf((await sandbox.panel(MANAGER, { locale: 'en' })).result);
    expect(home).toContain('Not yet in the calendar of Mei Lin: Piotr Zieliński');
    // As Home says, it is there as soon as she opens the panel.
    await sandbox.panel(MEI);
    expect(await existing()).toHaveLength(1);
    expect(textsOf((await sandbox.panel(MANAGER, { locale: 'en' })).result)).not.toContain('Not yet in the calendar');
    const scope = { type: 'user', value: MANAGER };
    await sandbox.api(MEI, 'POST', `calendars/${MEI}/acl`, { role: 'writer', scope });
    await sandbox.api(MANAGER, 'POST', 'users/me/calendarList', { id: MEI });
    const [, second] = await openTimes(sandbox, service);
    await sandbox.page('sendRequest', aRequest(service, second!, { staff: mei, email: 'two@client.example' }));
    const requested = (await bookings(sandbox)).find(({ state }) => state === 'requested')!;
    await tap(sandbox, MANAGER, 'acceptBooking', requested.id);
    expect((await existing()).map(({ id }) => id)).toContain(`sk${requested.id}g1`);
    expect((await lettersTo('two@client.example')).at(-1)!.body).toContain('https://meet.google.com/');
  });
});

describe('what is said of the client', () => {
  it('is what happened: nothing changed, no address, a link that nobody sends', async () => {
    const booking = await accepted();
    await sandbox.post('clock', { advance: 'PT1M' });
    const inputs = { start: '', time: { moment: booking.start } };
    const sure = { anyTime: 'yes', at: String(booking.start) };
    const same = await tap(sandbox, MEI, 'rescheduleBooking', booking.id, { inputs, ...sure });
    expect(textsOf(same.result)).toContain('Nothing has changed, so nobody was told.');
    const [start] = await openTimes(sandbox, service);
    const made = await sandbox.panel(MEI, {
      action: 'saveNewBooking',
      locale: 'en',
      parameters: { key: 'hand-9', card: 'booking' },
      inputs: { service, staff: mei, name: 'Caller', phone: '0912 345', start: String(start), options: ['confirm'] },
    });
    expect(textsOf(made.result)).toContain('The client has no e-mail address: call 0912 345.');
    expect(textsOf(made.result)).toContain('nobody sends them the join link');
  });
});

describe('a payment that comes too late', () => {
  it('is recorded, flagged and settled by a person', async () => {
    await saveService(sandbox, service, { options: ['offered', 'prepayment'], hold: '1' });
    const [start] = await openTimes(sandbox, service);
    await sandbox.page('sendRequest', aRequest(service, start!, { staff: mei }));
    await tap(sandbox, MEI, 'acceptBooking', (await only()).id);
    await tap(sandbox, MEI, 'declineBooking', (await only()).id);
    const card = await tap(sandbox, MEI, 'showBooking', (await only()).id);
    const late = actionsOf(card.result).find(({ text }) => text === 'It was paid after all')!;
    await sandbox.panel(MEI, late);
    expect(await only()).toMatchObject({ state: 'declined', flags: ['refundDue'] });
    const home = await sandbox.panel(MEI, { locale: 'en' });
    expect(textsOf(home.result)).toContain('a refund is due');
  });
});

const pageOf = () => `${sandbox.url}/macros/s/sandbox/exec`;

it('sends the mail again that says how things are, once a tap', async () => {
  const booking = await accepted();
  const before = (await lettersTo(CLIENT)).length;
  const sent = await tap(sandbox, MEI, 'resendMail', booking.id);
  expect(textsOf(sent.result)).toContain('The client has been told.');
  const [again, ...more] = (await lettersTo(CLIENT)).slice(before);
  expect(more).toEqual([]);
  expect(again!.body).toContain(booking.link!.uri);
});

it('shows how to join by link and by telephone', async () => {
  const booking = await accepted();
  const card = textsOf((await tap(sandbox, MEI, 'showBooking', booking.id)).result);
  expect(card).toContain(booking.link!.uri);
  expect(booking.link!.phones).toHaveLength(1);
  expect(card).toContain(booking.link!.phones[0]!.number);
  expect(card).toContain(`PIN ${booking.link!.phones[0]!.pin}`);
});

describe('a booking that needs attention', () => {
  it('moved to another calendar: one button brings the same event back', async () => {
    const booking = await accepted();
    await sandbox.settle();
    const other = await calendarNamed(sandbox, MEI, 'Private');
    const path = `calendars/${MEI}/events/${booking.event!.eventId}/move?destination=${encodeURIComponent(other)}`;
    await sandbox.api(MEI, 'POST', path);
    await sandbox.settle();
    expect(await only()).toMatchObject({ flags: ['movedAway'], event: { calendarId: other } });
    const home = await sandbox.panel(MEI, { locale: 'en' });
    expect(textsOf(home.result)).toContain('1 booking needs attention');
    const fix = actionsOf(home.result).find(({ action: name }) => name === 'bringBookingBack')!;
    await sandbox.panel(MEI, fix);
    await sandbox.settle();
    expect(await only()).toMatchObject({
      flags: [],
      event: { calendarId: MEI, eventId: booking.event!.eventId },
      outbox: [],
    });
    expect((await existing()).map(({ id }) => id)).toEqual([booking.event!.eventId]);
    expect(await sandbox.settle()).toEqual([]);
  });

  it('lost its link: one button asks again', async () => {
    await sandbox.post('meet', { fail: true });
    const booking = await accepted();
    await sandbox.settle();
    expect(await only()).toMatchObject({ flags: ['linkFailed'] });
    await sandbox.post('meet', { fail: false });
    const card = await tap(sandbox, MEI, 'showBooking', booking.id);
    const fix = actionsOf(card.result).find(({ action: name }) => name === 'retryBookingLink')!;
    await sandbox.panel(MEI, fix);
    await sandbox.settle();
    expect(await only()).toMatchObject({ flags: [], link: { status: 'ready' } });
  });

  it('could not be written to Google: one button tries again now', async () => {
    const times = 6;
    await sandbox.faults([{ service: 'Calendar', method: 'Events.insert', times, error: 'Forbidden', status: 403 }]);
    const booking = await accepted();
    const home = await sandbox.panel(MEI, { locale: 'en' });
    expect(textsOf(home.result)).toContain('Not saved to Google yet');
    await sandbox.faults([]);
    await tap(sandbox, MEI, 'writeBookingAgain', booking.id);
    expect(await only()).toMatchObject({ outbox: [], link: { status: 'ready' } });
  });

  it('may stay as it is when a person says so', async () => {
    const booking = await accepted();
    const start = booking.start + 10 * HOUR;
    const sure = { anyTime: 'yes', at: String(start) };
    await tap(sandbox, MEI, 'rescheduleBooking', booking.id, { ...sure, inputs: { time: { moment: start } } });
    const card = await tap(sandbox, MEI, 'showBooking', booking.id);
    const stay = actionsOf(card.result).find(({ action: name }) => name === 'settleFlag')!;
    await sandbox.panel(MEI, stay);
    expect((await only()).flags).toEqual([]);
    expect(textsOf((await sandbox.panel(MEI, { locale: 'en' })).result)).toContain('Nothing is waiting for you.');
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
        staff: anna,
        name: 'x',
        email: 'x@x.example',
        staffNote: 'x',
      };
      for (const name of NAMES) {
        const answer = await tap(sandbox, who === '' ? 'nobody@x.example' : who, name, booking.id, {
          flag: 'overlap',
          inputs,
        });
        expect(textsOf(answer.result)).toMatch(/not allowed|no such booking/);
        expect(textsOf(answer.result)).not.toContain(CLIENT);
      }
      expect(await only()).toEqual(booking);
    },
  );

  it.each([OWNER, MANAGER])('%s acts on everybody’s bookings', async (who) => {
    const booking = await accepted();
    const card = await tap(sandbox, who, 'showBooking', booking.id);
    expect(textsOf(card.result)).toContain(CLIENT);
    await tap(sandbox, who, 'cancelBooking', booking.id, { inputs: { reason: '' } });
    expect((await only()).state).toBe('cancelled');
  });

  it('the manager is not shown what only the owner may do, and is refused it', async () => {
    const home = await sandbox.panel(MANAGER, { locale: 'en' });
    const offered = actionsOf(home.result).map(({ action: name }) => name);
    for (const name of ['showServices', 'showTeam', 'showSettings']) {
      expect(offered).not.toContain(name);
      const refused = await sandbox.panel(MANAGER, { action: name, locale: 'en' });
      expect(textsOf(refused.result)).toContain('You are not allowed to do this');
    }
    const refused = await sandbox.panel(MANAGER, {
      action: 'saveSettingsForm',
      locale: 'en',
      inputs: { business: 'Mine', jitsiDomain: 'meet.jit.si', publicPage: '', managers: '' },
    });
    expect(textsOf(refused.result)).toContain('You are not allowed to do this');
    expect(await sandbox.records('settings')).toMatchObject([{ business: 'Studio Nowak', managers: [MANAGER] }]);
  });
});
