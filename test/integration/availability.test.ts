import { textsOf, linksOn, actionNames } from '../support/cards';
import { OWNER, MEI, NOW, HOUR, DAY, at } from '../support/studio';
import { useDesk } from '../support/desk';

const desk = useDesk();

/** The days on which there are open times, in Taipei. */
async function openDays(days = 14): Promise<string[]> {
  const starts = await desk.openTimes(days);
  return [...new Set(starts.map((start) => new Date(start + 8 * HOUR).toISOString().slice(0, 10)))];
}

const week = (change: Record<string, string> = {}) => ({
  ...Object.fromEntries([0, 1, 2, 3, 4, 5, 6].map((day) => [`hours${day}`, day < 5 ? '9:00-17:00' : ''])),
  ...change,
});

describe('the first steps', () => {
  it('lead in three cards from nothing to a page that can be booked', async () => {
    await desk.reset('studio', NOW);
    const first = await desk.panel(OWNER, { locale: 'en' });
    expect(textsOf(first.result)).toContain('Step 1 of 3');
    const inputs = { business: 'Studio Nowak', service: 'Lesson', duration: '30', team: OWNER };
    const second = await desk.submit(OWNER, 'setUp', inputs);
    expect(textsOf(second.result)).toContain('Step 2 of 3');
    expect(textsOf(second.result)).toContain('Europe/Warsaw');
    // The page learns its own address when it is first opened.
    await fetch(`${desk.url}/macros/s/sandbox/exec`);
    const calendars = { name: 'Olga', zone: 'Europe/Warsaw', busyCalendars: [OWNER], writeCalendar: OWNER };
    const third = textsOf((await desk.submit(OWNER, 'connectCalendars', calendars)).result);
    expect(third).toContain('Step 3 of 3');
    expect(third).toContain('Next open times: Lesson');
    expect(third).toContain('/macros/s/sandbox/exec');
  });
});

describe('working hours', () => {
  it('show what they would offer before they are saved', async () => {
    const preview = await desk.submit(MEI, 'changeHours', week({ hours0: '', hours1: '20:00-21:00' }));
    expect(textsOf(preview.result)).toMatch(/Next open times: Lesson.*Tue, Nov 24, 8:00 PM/s);
    expect(await openDays(4)).toContain('2026-11-23');
  });

  it('are copied from a day to others, and saved when somebody says so', async () => {
    const copied = await desk.submit(MEI, 'copyHours', {
      ...week({ hours0: '8:00-9:00' }),
      copyFrom: '0',
      copyTo: ['5', '6'],
    });
    expect(textsOf(copied.result).match(/8:00-9:00|08:00-09:00/g)).toHaveLength(3);
    await desk.submit(MEI, 'saveHoursForm', week({ hours5: '8:00-9:00', hours6: '8:00-9:00' }));
    expect(await openDays(9)).toContain('2026-11-28');
  });

  it('can be taken back, as long as nothing else was changed since', async () => {
    const before = await desk.openTimes();
    const saved = await desk.submit(
      MEI,
      'saveHoursForm',
      week({ hours0: '', hours1: '', hours2: '', hours3: '', hours4: '' }),
    );
    expect(actionNames(saved.result)).toContain('undoChange');
    expect(await desk.openTimes()).toEqual([]);
    expect(textsOf((await desk.tap(MEI, 'undoChange')).result)).toContain('Undone');
    expect(await desk.openTimes()).toEqual(before);
    expect(textsOf((await desk.tap(MEI, 'undoChange')).result)).toContain('can no longer be undone');
  });

  it('say under the field what is expected', async () => {
    await desk.tap(MEI, 'showLimits');
    const answer = await desk.submit(MEI, 'saveLimits', { dayCap: 'many', weekCap: '', weight: '1' });
    expect(JSON.stringify(answer.result)).toMatch(
      /"name":"dayCap"[^}]*"hintText":"⚠ Enter a whole number from 1 to 200/,
    );
  });
});

describe('days unlike others', () => {
  it('close a date, give it other hours, and go again', async () => {
    await desk.submit(MEI, 'addOverride', { date: { date: '2026-11-24' }, hours: '' });
    const saved = await desk.submit(MEI, 'addOverride', { date: { date: '2026-11-28' }, hours: '10:00-11:00' });
    expect(textsOf(saved.result)).toContain('Sat, Nov 28, 2026');
    const days = await openDays();
    expect(days).not.toContain('2026-11-24');
    expect(days).toContain('2026-11-28');
    await desk.tap(MEI, 'removeException', { exception: 'o:2026-11-24' });
    expect(await openDays()).toContain('2026-11-24');
  });

  it('are days away, from the first to the last', async () => {
    await desk.submit(MEI, 'addAbsence', { from: { date: '2026-11-24' }, to: { date: '2026-11-26' } });
    expect((await openDays(7)).slice(0, 2)).toEqual(['2026-11-23', '2026-11-27']);
    const wrong = await desk.submit(MEI, 'addAbsence', { from: { date: '2026-11-24' }, to: { date: '2026-11-20' } });
    expect(textsOf(wrong.result)).toContain('is before the first day');
  });

  it('are the public holidays of a country', async () => {
    const shown = await desk.submit(MEI, 'chooseHolidays', { holidays: 'TW' });
    expect(textsOf(shown.result)).toMatch(/Next: .*Jan 1, 2027/);
    expect(textsOf(shown.result)).toContain('Taiwan');
    const [staff] = await desk.records('staff');
    expect(staff).toMatchObject({ holidays: 'TW' });
    const wrong = await desk.submit(MEI, 'chooseHolidays', { holidays: 'XX' });
    expect(textsOf(wrong.result)).toContain('possible values');
  });
});

describe('limits', () => {
  it('pause somebody: nothing is offered, and the home page says so', async () => {
    const home = await desk.submit(MEI, 'saveLimits', { dayCap: '', weekCap: '', weight: '1', paused: ['yes'] });
    expect(textsOf(home.result)).toContain('Mei Lin is not taking new bookings');
    expect(await desk.openTimes()).toEqual([]);
  });

  it('cap a day: pending requests count', async () => {
    await desk.submit(MEI, 'saveLimits', { dayCap: '1', weekCap: '', weight: '1' });
    const [start = 0] = await desk.openTimes();
    await desk.request(start);
    const same = (await desk.openTimes()).filter((other) => other < start + 8 * HOUR);
    expect(same).toEqual([]);
  });
});

describe('a calendar that cannot be read', () => {
  it('closes all times of its owner, and staff see which and why', async () => {
    await desk.faults([{ service: 'Calendar', method: 'Events.list', status: 403, reason: 'forbidden', times: 9 }]);
    await desk.call(MEI, 'onCalendarChange', { calendarId: MEI });
    await desk.faults([]);
    expect(await desk.openTimes()).toEqual([]);
    expect(textsOf(await desk.home(MEI))).toContain('times stay closed');
    const why = await desk.submit(MEI, 'explainTime', {
      service: desk.service,
      time: { moment: at('2026-11-24T02:00:00Z') },
    });
    expect(textsOf(why.result)).toContain('the calendar mei@studio.example has not been read since Sat, Nov 21, 2:00');
    await desk.call(MEI, 'onCalendarChange', { calendarId: MEI });
    expect((await desk.openTimes()).length).toBeGreaterThan(10);
  });
});

describe('a permission that was not granted', () => {
  const granting = 'https://script.google.com/macros/d/sandbox/manage/authorize';

  it('is asked for on Home where something fails because of it, by whoever lacks it', async () => {
    expect(linksOn(await desk.home(MEI))).not.toContain(granting);
    await desk.post('consent', { withheld: ['https://www.googleapis.com/auth/calendar.events'] });
    await desk.call(MEI, 'onCalendarChange', { calendarId: MEI });
    expect(await desk.openTimes()).toEqual([]);
    expect(textsOf(await desk.home(MEI))).toContain('lacks a permission that you have not granted');
    expect(linksOn(await desk.home(MEI))).toContain(granting);
    expect(linksOn(await desk.home(OWNER))).not.toContain(granting);
    await desk.post('consent', {});
    await desk.call(MEI, 'onCalendarChange', { calendarId: MEI });
    expect(linksOn(await desk.home(MEI))).not.toContain(granting);
    expect((await desk.openTimes()).length).toBeGreaterThan(10);
  });
});

describe('why a time is closed', () => {
  const why = async (time: string, as = MEI) =>
    textsOf((await desk.submit(as, 'explainTime', { service: desk.service, time: { moment: at(time) } })).result);

  it('is told to staff, in words', async () => {
    expect(await why('2026-11-24T00:00:00Z')).toContain('outside working hours');
    expect(await why('2026-11-20T02:00:00Z')).toContain('in the past');
    const [start = 0] = await desk.openTimes();
    expect(await why(new Date(start).toISOString())).toMatch(/^open$/m);
    await desk.request(start);
    const [booking] = await desk.bookings();
    expect(await why(new Date(start).toISOString())).toContain(`booking ${booking!.reference}`);
  });

  it('names the calendar, and nothing of what is in it', async () => {
    const { items } = await desk.api<{ items: { id: string; summary?: string; start: { dateTime?: string } }[] }>(
      MEI,
      'GET',
      `calendars/${MEI}/events?singleEvents=true&timeMin=2026-11-23T00:00:00Z&timeMax=2026-11-28T00:00:00Z&orderBy=startTime`,
    );
    const event = items.find(({ start }) => start.dateTime !== undefined)!;
    const text = await why(event.start.dateTime!);
    expect(text).toMatch(/busy in the calendar |outside working hours/);
    expect(text).not.toContain(event.summary!);
  });

  it('is nobody else’s business', async () => {
    expect(await why('2026-11-24T00:00:00Z', 'stranger@elsewhere.example')).not.toContain('working hours');
  });
});

describe('who gets a booking', () => {
  it('takes turns between two, by whom was booked longest ago', async () => {
    await desk.submit(OWNER, 'addTeamMember', { email: 'anna@studio.example' });
    const anna = { name: 'Anna', zone: 'Asia/Taipei', busyCalendars: [], writeCalendar: 'anna@studio.example' };
    await desk.connect('anna@studio.example', anna);
    await desk.saveService({ assignment: 'leastRecent' });
    const free = (await desk.openTimes()).filter((start) => start % DAY === 6 * HOUR).slice(0, 4);
    const given: string[] = [];
    for (const start of free) {
      await desk.request(start, { staff: '' });
      await desk.advance(1_000);
      const all = await desk.bookings();
      given.push(all.sort((a, b) => b.createdAt - a.createdAt)[0]!.staffId);
    }
    expect(new Set(given.slice(0, 2)).size).toBe(2);
    expect(given.slice(2)).toEqual(given.slice(0, 2));
  });
});

describe('lengths and places', () => {
  it('are the client’s to choose, of those that there are', async () => {
    const places = { place: ['meet', 'weCall', 'clientCalls'], number: '+48 22 123 45 67' };
    await desk.saveService({ moreDurations: '60, 90', ...places });
    const [start = 0] = await desk.openTimes();
    const send = (change: Record<string, unknown>) => desk.request(start, { duration: 60, ...change });
    expect(await send({ duration: 45 })).toMatchObject({ ok: false, field: 'duration' });
    expect(await send({})).toMatchObject({ ok: false, field: 'place', code: 'required' });
    expect(await send({ place: 'room' })).toMatchObject({ ok: false, field: 'place' });
    expect(await send({ place: 'weCall' })).toMatchObject({ ok: false, field: 'phone' });
    expect(await send({ place: 'clientCalls' })).toMatchObject({ ok: true, start, end: start + HOUR });
    const [{ id } = { id: '' }] = await desk.bookings();
    await desk.accept(MEI, id);
    expect((await desk.mail()).at(-1)!.body).toContain('+48 22 123 45 67');
    const [event] = await desk.ourEvents();
    expect(event).not.toHaveProperty('conferenceData');
  });

  it('may be a room of our own, whose link is there at once', async () => {
    await desk.saveService({ place: 'room' });
    const [start = 0] = await desk.openTimes();
    await desk.request(start);
    const [{ id, link: early } = { id: '', link: null }] = await desk.bookings();
    expect(early).toBeNull();
    await desk.accept(MEI, id);
    const [booking] = await desk.bookings();
    expect(booking!.link).toMatchObject({ status: 'ready', attempt: 1 });
    expect(booking!.link!.uri).toMatch(/^https:\/\/meet\.jit\.si\//);
    const [event] = await desk.ourEvents();
    expect(event).toMatchObject({ location: booking!.link!.uri });
    expect((await desk.mail()).filter((mail) => mail.body.includes(booking!.link!.uri!))).toHaveLength(1);
    await desk.settle();
    expect((await desk.bookings())[0]).toEqual(booking);
  });
});

it('a calendar that is taken away from the choice closes nothing any more', async () => {
  const before = await desk.openTimes();
  await desk.connect(MEI, { name: 'Mei', zone: 'Asia/Taipei', busyCalendars: [], writeCalendar: MEI });
  expect((await desk.openTimes()).length).toBeGreaterThan(before.length);
  await desk.connectMei();
  expect(await desk.openTimes()).toEqual(before);
});
