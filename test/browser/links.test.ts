import type { Browser, FrameLocator, Page } from 'playwright-core';
import { axeFinds, reachesOver } from '../support/barriers';
import { useBrowser } from '../support/browser';
import { useClosedDesk } from '../support/desk';
import { ANNA, CLIENT, MEI, OWNER } from '../support/studio';

// The pages behind the links in e-mails, as their readers have them: on a phone, by keyboard, in their language.

const browser = useBrowser();
const desk = useClosedDesk();
let page: Page;
let form: FrameLocator;

const SERVICE = 'Individual singing lesson with vocal coaching';

beforeEach(async () => {
  await desk.openTeam();
  const deadlines = { cancelDeadline: '24 h', rescheduleDeadline: '24 h' };
  await desk.saveService({ name: SERVICE, price: '120 zł', ...deadlines });
});
afterEach(() => page.context().close());

async function linkOf(kind: 'booking' | 'answer', to: string): Promise<string> {
  const bodies = (await desk.mail()).filter((mail) => mail.to.includes(to)).map(({ body }) => body);
  return bodies.flatMap((body) => [...body.matchAll(new RegExp(`[?&](${kind}=\\S+)`, 'g'))].map((m) => m[1]!)).pop()!;
}

async function open(query: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<void> {
  const phone = { viewport: { width: 390, height: 844 }, timezoneId: 'America/Los_Angeles', ...options };
  page = await browser.open(`${desk.url}/macros/s/sandbox/exec?${query}`, phone);
  form = page.frameLocator('iframe');
  await form.locator('#heading').waitFor();
}

async function requested(locale: string) {
  const [start] = await desk.timesOf(desk.mei);
  const form = {
    staff: desk.mei,
    locale,
    zone: 'Europe/London',
    requestKey: `browser-${locale}`,
    note: 'x\n'.repeat(5),
  };
  const { ok } = await desk.request(start!, form);
  expect(ok).toBe(true);
  return desk.requested();
}

const byId = (id: string) => form.locator(`#${id}`);
const inFrame = <T>(run: () => T): Promise<T> => page.frames()[1]!.evaluate(run);
const focused = () => inFrame(() => document.activeElement!.id);

/** Presses Tab until a control has the focus, as somebody without a mouse does. */
async function tabTo(id: string): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press('Tab');
    if ((await focused()) === id) return;
  }
  throw new Error(`${id} is never reached by Tab`);
}

async function press(id: string): Promise<void> {
  await tabTo(id);
  await page.keyboard.press('Enter');
}

/** What is wrong with the page as it is, in the narrowest, the usual and a wide window. */
async function wrong(): Promise<unknown[]> {
  const over = await reachesOver(page, [320, 1280, 390]);
  return [...(await axeFinds(page)), ...over.filter((pixels) => pixels > 0)];
}

describe('a client', () => {
  it.each(['en-GB', 'th-TH'])(
    'in %s moves and cancels by keyboard alone, and each state is free of barriers',
    async (locale) => {
      const { id } = await requested(locale);
      await open(await linkOf('booking', CLIENT));
      expect(await inFrame(() => document.documentElement.lang)).toBe(locale.slice(0, 2));
      expect(await wrong()).toEqual([]);
      await desk.accept(MEI, id);
      await desk.settle();
      await page.context().close();
      await open(await linkOf('booking', CLIENT));
      expect(await wrong()).toEqual([]);
      await press('reschedule');
      await form.getByTestId('time').first().waitFor();
      expect(await focused()).toBe('heading');
      expect(await wrong()).toEqual([]);
      expect(await form.getByTestId('time').first().textContent()).toMatch(/^\d+:\d\d$/);
      await press('h12');
      expect(await form.getByTestId('time').first().textContent()).toMatch(/^\d+:\d\d .*\S$/);
      await byId('h23').press('Enter');
      // Pressed too early, the button says what is missing.
      await byId('move').press('Enter');
      await byId('refusal').waitFor();
      await form.getByTestId('time').first().focus();
      await page.keyboard.press('ArrowRight');
      const chosen = await form.getByTestId('time').nth(1).getAttribute('data-start');
      expect(await focused()).toBe(`time-${chosen}`);
      await press('move');
      await byId('reschedule').waitFor();
      expect(await focused()).toBe('heading');
      const { start } = await desk.booking(id);
      expect(start).toBe(Number(chosen));
      await press('cancel');
      await byId('send').waitFor();
      expect(await wrong()).toEqual([]);
      await tabTo('reason');
      await page.keyboard.type('Ill');
      await press('send');
      await byId('again').waitFor();
      expect(await wrong()).toEqual([]);
      expect((await desk.booking(id)).history.find(({ what }) => what === 'cancelled')).toMatchObject({
        detail: 'Ill',
      });
    },
  );

  it('cancels within two clicks from the e-mail', async () => {
    const { id } = await requested('en-GB');
    await open(await linkOf('booking', CLIENT));
    await byId('cancel').click();
    await byId('send').click();
    await byId('again').waitFor();
    expect((await desk.booking(id)).state).toBe('cancelled');
  });

  it('joins from ten minutes before, and goes back and forth in the browser’s history', async () => {
    const { id, start } = await requested('en-GB');
    await desk.accept(MEI, id);
    await desk.settle();
    await open(await linkOf('booking', CLIENT));
    await byId('not-yet').waitFor();
    expect(await byId('join-when').textContent()).toMatch(/^Opens Mon,? 23 Nov, 0?0:50$/);
    await byId('cancel').click();
    await page.goBack();
    await byId('cancel').waitFor();
    await page.context().close();
    await desk.post('clock', { now: new Date(start - 8 * 60_000).toISOString() });
    await open(await linkOf('booking', CLIENT));
    expect(await byId('join').getAttribute('href')).toBe((await desk.booking(id)).link!.uri);
    expect(await byId('join-when').textContent()).toBe('Starts in 8 minutes');
    expect(await form.locator('#cancel').count()).toBe(0);
    expect(await wrong()).toEqual([]);
  });

  it('is offered a file for the calendar, which the browser stores', async () => {
    const { id } = await requested('en-GB');
    await desk.accept(MEI, id);
    await desk.settle();
    await open(await linkOf('booking', CLIENT));
    expect(await byId('google').getAttribute('href')).toContain(
      'https://calendar.google.com/calendar/render?action=TEMPLATE',
    );
    expect(await byId('outlook').getAttribute('href')).toContain('https://outlook.live.com/calendar/');
    const [file] = await Promise.all([page.waitForEvent('download'), byId('ics').click()]);
    expect(file.suggestedFilename()).toBe(`${(await desk.booking(id)).reference}.ics`);
  });

  it('whose link is not ours reads that it no longer works, and finds the booking page', async () => {
    await open('booking=x.y.z', { locale: 'pl-PL' });
    expect(await byId('heading').textContent()).toBe('Ten link już nie działa');
    expect(await byId('home').getAttribute('href')).toContain('/exec');
    expect(await wrong()).toEqual([]);
  });
});

describe('a staff member', () => {
  it.each([MEI, ANNA])('%s accepts by keyboard on a phone, in their language', async (who) => {
    const { id } = await requested('en-GB');
    if (who === ANNA) await desk.tap(OWNER, 'handOverBooking', { booking: id, overBusy: 'yes' }, { staff: desk.anna });
    await open(await linkOf('answer', who));
    expect(await wrong()).toEqual([]);
    expect((await desk.booking(id)).state).toBe('requested');
    await press('accept');
    await byId('result').waitFor();
    expect(await focused()).toBe('heading');
    expect((await desk.booking(id)).state).toBe('confirmed');
    expect(await wrong()).toEqual([]);
  });

  it('declines with a message', async () => {
    const { id } = await requested('en-GB');
    await open(await linkOf('answer', MEI));
    await press('decline');
    expect(await wrong()).toEqual([]);
    await tabTo('reason');
    await page.keyboard.type('I am away.');
    await press('send');
    await byId('result').waitFor();
    expect(await desk.booking(id)).toMatchObject({ state: 'declined' });
    await page.context().close();
    await open(await linkOf('booking', CLIENT));
    expect(await byId('state').textContent()).toContain('I am away.');
    expect(await wrong()).toEqual([]);
  });

  it('proposes two times, and the client is led to them', async () => {
    const { id } = await requested('en-GB');
    await open(await linkOf('answer', MEI));
    await press('propose');
    await form.getByTestId('time').first().waitFor();
    await form.getByTestId('time').nth(3).press('Space');
    await form.getByTestId('time').nth(6).press('Space');
    expect(await wrong()).toEqual([]);
    await press('send');
    await byId('result').waitFor();
    await page.context().close();
    await open(await linkOf('booking', CLIENT));
    expect(await byId('offer').getAttribute('href')).toContain(`offer=${(await desk.booking(id)).offer}`);
    expect(await wrong()).toEqual([]);
  });
});

it('a call that Google loses is sent again, and a desk that stays away is said to', async () => {
  const { id } = await requested('en-GB');
  await open(await linkOf('booking', CLIENT));
  await byId('cancel').click();
  await page.route('**/run', (route) => route.abort());
  await byId('send').click();
  await byId('refusal').waitFor();
  expect(await byId('refusal').textContent()).toContain('try again');
  await page.unroute('**/run');
  await byId('send').click();
  await byId('again').waitFor();
  expect((await desk.booking(id)).state).toBe('cancelled');
});

it('no page’s own script fails', () => {
  expect(browser.faults).toEqual([]);
});
