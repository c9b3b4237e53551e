import { SERVICE_PARTS } from '../../../src/cards/services/service-parts';
import { LOCALES } from '../../../src/i18n/locales';
import type { ExecutionRecord } from '../../../sandbox/protocol';
import { Sandbox, type FormValue } from '../../support/sandbox-process';
import { shownTexts, cardsIn, whatRan, actionsOf, mainButtons } from '../../support/cards';
import { OWNER, MEI, aRequest } from '../../support/studio';
import { useTeam } from '../../support/desk';

const desk = useTeam();
beforeEach(async () => {
  await desk.saveSettings({ managers: MEI });
  await desk.saveService({
    options: ['offered', 'prepayment'],
    place: ['meet', 'weCall'],
    moreDurations: '60',
  });
  for (let n = 0; n < 3; n++) {
    const [start] = await desk.timesOf(desk.mei);
    const request = aRequest(desk.service, start!, { staff: desk.mei, email: `c${n}@client.example`, place: 'meet' });
    await desk.page('sendRequest', request);
  }
  const [first, second] = await desk.bookings();
  for (const { id } of [first!, second!]) await desk.accept(MEI, id);
  await desk.tap(MEI, 'markBookingPaid', { booking: first!.id });
});

const confirmed = async () => (await desk.bookings()).find(({ state }) => state === 'confirmed')!;

interface Opening {
  action?: string;
  /** An entry of the add-on's own menu. */
  function?: string;
  parameters?: Record<string, string>;
  inputs?: Record<string, FormValue>;
  open?: Record<string, unknown>;
  trigger?: string;
  as?: string;
}

/** Every way in which a card opens and nothing else happens. */
async function openings(): Promise<Opening[]> {
  const booking = await confirmed();
  const params = { booking: booking.id };
  const event = { open: { calendarId: MEI, eventId: booking.event!.eventId } };
  const others = [
    'chooseCalendars',
    'showHours',
    'showExceptions',
    'showLimits',
    'askWhy',
    'showSync',
    'askReset',
    'askDisconnect',
    'newBooking',
    'offerTimes',
    'copyOpenTimes',
    'showLinks',
    'showHelp',
    'goHome',
    'askAdopt',
    'showRooms',
  ];
  return [
    {},
    { as: OWNER },
    event,
    { ...event, trigger: 'eventUpdate' },
    ...['showBooking', 'askDecline', 'askCancel', 'askReschedule', 'askHandOver', 'editClient'].map((name) => ({
      action: name,
      parameters: params,
    })),
    ...['pending', 'payment', 'attention', 'upcoming'].map((list) => ({ action: 'showList', parameters: { list } })),
    { action: 'searchBookings', inputs: { search: 'client' } },
    ...others.map((name) => ({ action: name })),
    ...['universalSettings', 'universalPage', 'universalHelp'].map((name) => ({ function: name })),
    { function: 'universalSettings', as: OWNER },
    { action: 'askHandDesk', as: OWNER },
    { action: 'showStorage', as: OWNER },
    { action: 'askErase', as: OWNER },
    { action: 'askRemoveMember', as: OWNER, parameters: { staff: desk.mei } },
    { action: 'showMember', as: OWNER, parameters: { staff: desk.mei } },
    ...SERVICE_PARTS.map((part) => ({
      action: 'editServicePart',
      as: OWNER,
      parameters: { service: desk.service, part },
    })),
    { action: 'editService', as: OWNER },
    ...[
      ...['showServices', 'showTeam', 'showSettings', 'showRoomServers', 'editService', 'showLinks'],
      ...['orderServices', 'askDeleteService', 'showQuestions', 'editQuestion'],
    ].map((name) => ({
      action: name,
      as: OWNER,
      parameters: { service: desk.service },
    })),
  ];
}

const openAs = ({ as = MEI, ...opening }: Opening, locale: string) => desk.panel(as, { ...opening, locale });

function widgetsOf(result: unknown): number {
  const cards = cardsIn(result);
  for (const { sections } of cards) expect(sections.length).toBeLessThanOrEqual(100);
  return Math.max(0, ...cards.map(({ sections }) => sections.flatMap(({ widgets = [] }) => widgets).length));
}

it.each(LOCALES)('every card speaks %s, is valid, and is within what a card may hold', async (locale) => {
  for (const opening of await openings()) {
    // Each answer is held against Google's schema by sandbox.panel.
    const { result, ok } = await openAs(opening, locale);
    expect(ok).toBe(true);
    expect(widgetsOf(result)).toBeLessThanOrEqual(100);
    expect(mainButtons(result).length).toBeLessThanOrEqual(1);
    // A field is left at the moment the next button is pressed: an action of its own would swallow that tap.
    expect(JSON.stringify(result)).not.toMatch(/"textInput":\{[^{}]*(\{[^{}]*\}[^{}]*)*"onChangeAction"/);
    // The rooms' domain stands in its field; it looks like a key.
    for (const text of shownTexts(result).filter((one) => one !== 'meet.jit.si')) {
      // A key in the place of its text, a brace that nobody filled, a value that was none.
      expect(text).not.toMatch(/^[a-z]+(\.[a-zA-Z]+)+$|\{\w+\}|undefined|\bNaN\b|Invalid Date/);
    }
  }
});

it('every card opens with at most four calls out of the script, the home page with none to Calendar', async () => {
  for (const opening of await openings()) {
    const record = await openAs(opening, 'en');
    const { calls } = record;
    const name = whatRan(record);
    // Two of them ask who is there, for the gate.
    expect({ name, calls: calls.length <= 4 ? 'few' : calls.map((c) => `${c.service}.${c.method}`) }).toEqual({
      name,
      calls: 'few',
    });
    const isHome = opening.action === undefined && opening.function === undefined && opening.open === undefined;
    const toCalendar = calls.filter((call) => call.service === 'Calendar');
    expect(isHome ? toCalendar : []).toEqual([]);
  }
});

/** What each action of the cards is given, so that it does its work. */
async function work(): Promise<Opening[]> {
  const booking = await confirmed();
  const asked = await desk.requested();
  const open = await desk.timesOf(desk.mei);
  const [later, evenLater] = open.slice(-2);
  const params = { booking: booking.id };
  const form = actionsOf((await openAs({ action: 'newBooking' }, 'en')).result).find(
    ({ action: name }) => name === 'saveNewBooking',
  )!;
  const client = { name: 'New', email: 'new@client.example', phone: '1', note: '' };
  const staff = await desk.records<{ id: string }>('staff');
  const other = staff.find(({ id }) => id !== desk.mei)!.id;
  return [
    { action: 'acceptBooking', parameters: { booking: asked.id } },
    { action: 'markBookingPaid', parameters: { booking: asked.id } },
    { action: 'rescheduleBooking', parameters: params, inputs: { start: String(later) } },
    { action: 'saveClient', parameters: params, inputs: client },
    { action: 'resendMail', parameters: params },
    { action: 'saveNote', parameters: params, inputs: { staffNote: 'x' } },
    {
      action: 'saveNewBooking',
      parameters: form.parameters,
      inputs: { service: desk.service, ...client, start: String(evenLater), options: ['confirm'] },
    },
    { action: 'saveOffer', inputs: { service: desk.service, starts: [String(open[5])] } },
    { action: 'chooseScope', inputs: { scope: 'mine' } },
    { action: 'syncNow' },
    { action: 'handOverBooking', parameters: params, inputs: { staff: other } },
    { action: 'cancelBooking', parameters: { booking: asked.id }, inputs: { reason: 'ill' } },
    { action: 'saveHoursForm', inputs: { hours0: '9:00-17:00' } },
    { action: 'undoChange' },
    { action: 'addOverride', inputs: { date: { date: '2026-12-01' }, hours: '' } },
    { action: 'saveLimits', inputs: { dayCap: '5', weekCap: '', weight: '1' } },
    { action: 'explainTime', inputs: { service: desk.service, time: { moment: open[5]! } } },
    { action: 'pauseSync' },
    { action: 'resumeSync' },
    { action: 'resetSync', inputs: { events: 'leave', next: 'everything' } },
    {
      action: 'connectCalendars',
      inputs: { name: 'Mei Lin', zone: 'Asia/Taipei', busyCalendars: [MEI], writeCalendar: MEI },
    },
    { action: 'disconnectCalendars' },
    {
      as: OWNER,
      action: 'saveServiceForm',
      parameters: { service: desk.service, parts: 'what' },
      inputs: { serviceName: 'Lesson', duration: '30' },
    },
    { as: OWNER, action: 'addTeamMember', inputs: { email: 'new@studio.example' } },
    {
      as: OWNER,
      action: 'saveSettingsForm',
      inputs: { business: 'Studio', jitsiDomain: 'meet.jit.si', publicPage: '', managers: MEI },
    },
  ];
}

it('no action takes more than three seconds at what Google’s calls cost', async () => {
  const all = await work();
  await desk.post('costs', { profile: 'google' });
  const slow: Record<string, unknown> = {};
  for (const one of [...all, {}, ...(await openings())]) {
    const record: ExecutionRecord = await openAs(one, 'en');
    expect(record.ok).toBe(true);
    const cost = record.calls.reduce((sum, call) => sum + call.cost, 0);
    if (cost > 3_000) slow[whatRan(record)] = [cost, record.calls.map((c) => `${c.service}.${c.method} ${c.cost}`)];
  }
  await desk.post('costs', { profile: null });
  expect(slow).toEqual({});
});

it('a first connection with many calendars keeps nobody waiting: it continues at a tap, and opens no time before', async () => {
  const many = [];
  for (let n = 0; n < 4; n++) {
    const { id } = await desk.api<{ id: string }>(MEI, 'POST', 'calendars', { summary: `Calendar ${n}` });
    many.push(id);
  }
  await desk.tap(MEI, 'disconnectCalendars');
  await desk.post('costs', { profile: 'google' });
  const costs: number[] = [];
  const measured = async (tap: Parameters<Sandbox['panel']>[1]) => {
    const record = await desk.panel(MEI, { ...tap, locale: 'en' });
    costs.push(record.calls.reduce((sum, { cost }) => sum + cost, 0));
    return actionsOf(record.result).some(({ action: name }) => name === 'readOn');
  };
  const inputs = { name: 'Mei Lin', zone: 'Asia/Taipei', busyCalendars: [MEI, ...many], writeCalendar: MEI };
  let isUnread = await measured({ action: 'connectCalendars', inputs });
  expect(isUnread).toBe(true);
  expect(await desk.timesOf(desk.mei)).toEqual([]);
  while (isUnread) isUnread = await measured({ action: 'readOn' });
  await desk.post('costs', { profile: null });
  expect(await desk.timesOf(desk.mei)).not.toEqual([]);
  expect(costs.filter((cost) => cost > 3_000)).toEqual([]);
});
