import { readFileSync } from 'node:fs';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { CLIENT, MEI } from '../support/studio';
import { useClosedDesk } from '../support/desk';
import { useBrowser } from '../support/browser';

// The public page as its visitors have it: on small screens, by keyboard, with Back, and when things go wrong.

const ODD_PLACE = 'https://x.example//y /* z';
const SERVICES = [
  {
    name: 'Individual singing lesson with vocal coaching and song interpretation for adults',
    moreDurations: '45, 60, 90',
    place: ['meet', 'weCall', 'address'],
    address: ODD_PLACE,
  },
  { name: 'Индивидуальное занятие по постановке голоса и музыкальной интерпретации', price: 'от 2500 ₽ за занятие' },
  {
    name: 'บทเรียนร้องเพลงสำหรับผู้เริ่มต้นและผู้ที่ต้องการเตรียมตัวสอบเข้ามหาวิทยาลัย',
    place: 'clientCalls',
    number: '+48 22 555 01 47',
  },
];

const browser = useBrowser();
const desk = useClosedDesk();
let page: Page;
let form: FrameLocator;

beforeAll(async () => {
  await desk.open();
  await desk.saveSettings({ framing: 'yes' });
  await desk.saveService({ name: 'Trial', horizon: '20' });
  for (const inputs of SERVICES) await desk.saveService(inputs, '');
});
afterEach(() => page.context().close());

async function open(query = '', options: Parameters<Browser['newContext']>[0] = {}): Promise<void> {
  const phone = { viewport: { width: 390, height: 844 }, locale: 'en-GB', timezoneId: 'Europe/Warsaw', ...options };
  page = await browser.open(`${desk.url}/macros/s/sandbox/exec${query}`, phone);
  form = page.frameLocator('iframe');
  await form.locator('#heading').waitFor();
}

const inFrame = <T>(run: () => T): Promise<T> => page.frames()[1]!.evaluate(run);
const focused = () => inFrame(() => document.activeElement!.id);
const byId = (id: string) => form.locator(`#${id}`);
const time = (n = 0) => form.getByTestId('time').nth(n);
const choose = (name: string) => form.getByTestId('service').filter({ hasText: name }).click();

/** How far anything reaches over the page's right edge, in pixels, on a desktop, a small and a usual telephone. */
async function overflows(): Promise<number[]> {
  const found: number[] = [];
  for (const width of [1280, 320, 390]) {
    await page.setViewportSize({ width, height: 844 });
    const over = await inFrame(() => {
      const rights = [...document.querySelectorAll('#app *')].map((e) => e.getBoundingClientRect().right);
      return Math.max(document.documentElement.scrollWidth, ...rights) - window.innerWidth;
    });
    found.push(Math.max(0, over));
  }
  return found;
}

/** What axe finds wrong, and controls whose edge is fainter than 3:1 on what is behind it (WCAG 1.4.11). */
async function barriers(): Promise<string[]> {
  // From here on the keyboard is what is used: focus shows.
  await page.keyboard.press('Tab');
  await page.frames()[1]!.evaluate(readFileSync('node_modules/axe-core/axe.min.js', 'utf8'));
  return page.frames()[1]!.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run: (o: object) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await axe.run({ resultTypes: ['violations'] });
    const luminance = (color: string) => {
      const [r = 0, g = 0, b = 0] = (color.match(/[\d.]+/g) ?? []).slice(0, 3).map((part) => {
        const value = Number(part) / 255;
        return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = (a: string, b: string) => {
      const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
      return (high! + 0.05) / (low! + 0.05);
    };
    const behind = (element: Element): string => {
      const color = getComputedStyle(element).backgroundColor;
      const isClear = color === 'rgba(0, 0, 0, 0)' && element.parentElement !== null;
      return isClear ? behind(element.parentElement) : color;
    };
    const controls = 'button:not(.service):not([aria-disabled]), input, select, textarea';
    const faint = [...document.querySelectorAll<HTMLElement>(controls)].filter((control) => {
      control.focus();
      const { borderTopColor, outlineColor, outlineStyle } = getComputedStyle(control);
      const ground = behind(control.parentElement!);
      return contrast(borderTopColor, ground) < 3 || contrast(outlineColor, ground) < 3 || outlineStyle === 'none';
    });
    return [
      ...violations.map(({ id, nodes }) => `${id}: ${nodes[0]!.html}`),
      ...faint.map((control) => `faint: ${control.outerHTML.slice(0, 80)}`),
    ];
  });
}

it.each(['en-GB', 'ru-RU', 'th-TH'])('in %s every step fits every window, without barriers', async (locale) => {
  await open('', { locale });
  const looked = async () => [await overflows(), await barriers()];
  expect(await looked()).toEqual([[0, 0, 0], []]);
  await form.getByTestId('service').nth(1).click();
  await time().waitFor();
  expect(await looked()).toEqual([[0, 0, 0], []]);
  await time().click();
  await byId('place').selectOption('weCall');
  await byId('submit').click();
  await byId('phone-wrong').waitFor();
  expect(await looked()).toEqual([[0, 0, 0], []]);
});

it('has its first times with it: one execution from the address of a service to its times', async () => {
  const ran = async () => (await desk.get<{ function: string }[]>('executions')).map((one) => one.function);
  const before = (await ran()).length;
  await open('?service=Trial');
  await time().waitFor();
  expect(await byId('heading').textContent()).toBe('Trial');
  expect(new Set((await ran()).slice(before))).toEqual(new Set(['doGet']));
  const shown = await form
    .getByTestId('time')
    .evaluateAll((buttons) => buttons.map((button) => Number(button.dataset.start)));
  expect(shown.length).toBeGreaterThan(10);
  expect((await desk.openTimes(20)).slice(0, shown.length)).toEqual(shown);
  // The others are asked for.
  await byId('later').click();
  await time().waitFor();
  expect((await ran()).slice(before)).toContain('readOpenTimes');
});

it('goes from start to sent request by keyboard alone, and the focus is never lost', async () => {
  await open();
  const key = (...names: string[]) =>
    names.reduce((done, name) => done.then(() => page.keyboard.press(name)), Promise.resolve());
  await form.getByTestId('service').first().focus();
  await key('Enter');
  await time().waitFor();
  expect(await focused()).toBe('heading');
  await key('Tab', 'Tab');
  expect(await focused()).toBe('day');
  // A closed list changes with the arrow keys, and keeps doing so.
  const day = await byId('day').inputValue();
  await key('ArrowDown');
  const second = await byId('day').inputValue();
  await key('ArrowDown');
  expect([await focused(), day < second, second < (await byId('day').inputValue())]).toEqual(['day', true, true]);
  expect(await byId('news').textContent()).toMatch(/^\w+day.*: \d+ open times$/);
  await key('Tab', 'Enter');
  expect(await focused()).toBe('heading');
  await key('Tab');
  expect(await focused()).toBe('name');
  await page.keyboard.type('Ann Brown');
  await key('Tab');
  await page.keyboard.type('ann.example');
  // Sent without leaving the field.
  await key('Enter');
  expect(await focused()).toBe('email');
  expect(await byId('email').getAttribute('aria-invalid')).toBe('true');
  expect(await byId((await byId('email').getAttribute('aria-describedby'))!).textContent()).toContain(
    'name@example.com',
  );
  await key('End');
  await page.keyboard.type('@example.com');
  await key('Enter');
  await form.getByTestId('done').waitFor();
  expect(await focused()).toBe('heading');
  expect(await desk.bookings()).toMatchObject([{ client: { name: 'Ann Brown', email: 'ann.example@example.com' } }]);
});

it('names every field that is wrong, in the language of the page, and keeps what was typed when that changes', async () => {
  await open();
  await choose('Individual');
  await time().click();
  await byId('place').selectOption('weCall');
  await byId('phone').fill('abc');
  await byId('note').fill('By the window');
  await byId('submit').click();
  expect(await focused()).toBe('name');
  expect(await form.locator('.wrong').allTextContents()).toEqual([
    'Enter your name.',
    'Enter the whole e-mail address, for example name@example.com.',
    'Enter a phone number with at least 6 digits, for example 512 555 014.',
  ]);
  await byId('language').focus();
  await byId('language').selectOption('pl');
  expect(await focused()).toBe('language');
  expect(await form.locator('.wrong').first().textContent()).toBe('Podaj imię i nazwisko.');
  expect([await byId('phone').inputValue(), await byId('note').inputValue()]).toEqual(['abc', 'By the window']);
  await byId('phone').fill('(22) 555-01.47');
  expect(await form.locator('.wrong').count()).toBe(2);
});

it('ties a refusal of the desk’s to its field', async () => {
  await open();
  await choose('Trial');
  await time(1).click();
  await byId('name').fill('Ann');
  // Passes the page's own look.
  await byId('email').fill('ann@x;y.example');
  await byId('submit').click();
  await byId('email-wrong').waitFor();
  expect([await focused(), await byId('email-wrong').textContent()]).toEqual([
    'email',
    expect.stringContaining('name@example.com'),
  ]);
});

it('goes back a step by the browser’s Back, with what was typed, and forward again', async () => {
  await open();
  await choose('Trial');
  await time().click();
  await byId('name').fill('Ann Brown');
  await page.goBack();
  await time().waitFor();
  expect(await focused()).toBe('heading');
  await page.goBack();
  await form.getByTestId('service').first().waitFor();
  await page.goForward();
  await page.goForward();
  expect(await byId('name').inputValue()).toBe('Ann Brown');
  // Past a form that was sent, Back leads to the times.
  await byId('email').fill(CLIENT);
  await byId('submit').click();
  await form.getByTestId('done').waitFor();
  await page.goBack();
  await time().waitFor();
  expect(await byId('form').count()).toBe(0);
});

it('says what helps when Google refuses a browser with several accounts, and tries again', async () => {
  await open();
  await desk.post('log-ins', { several: true });
  // The times of the first service came with the page.
  await choose('Индивидуальное');
  await form.getByTestId('problem').waitFor();
  const words = await form.getByTestId('problem').textContent();
  expect(words).toMatch(/private window.*\+48 22 555 01 47/);
  expect(await form.getByText('No open times').count()).toBe(0);
  await desk.post('log-ins', { several: false });
  await byId('retry').click();
  await time().waitFor();
  expect(await focused()).toBe('heading');
  // The same when the request is sent; then it can be sent again.
  await time(2).click();
  await byId('name').fill('Ann');
  await byId('email').fill('again@example.com');
  await desk.post('log-ins', { several: true });
  await byId('submit').click();
  await form.getByTestId('problem').waitFor();
  expect(await focused()).toBe('submit');
  await desk.post('log-ins', { several: false });
  await byId('submit').click();
  await form.getByTestId('done').waitFor();
  expect((await desk.bookings()).filter(({ client }) => client.email === 'again@example.com')).toHaveLength(1);
});

// It asserts by waiting: the times come although the first call for them fails.
it('repeats a failed call once without being asked', async () => {
  await open();
  await desk.faults([{ service: 'PropertiesService', method: '*', times: 1, error: 'INTERNAL' }]);
  await choose('Индивидуальное');
  await time().waitFor();
  await desk.faults([]);
});

it('ends at the last day that can be booked, and says so', async () => {
  await open();
  await choose('Trial');
  await time().waitFor();
  expect(await byId('until').textContent()).toBe('You can book until Friday 11 December.');
  expect(await byId('earlier').getAttribute('aria-disabled')).toBe('true');
  await byId('later').click();
  await time().waitFor();
  expect([await focused(), await byId('later').getAttribute('aria-disabled')]).toEqual(['later', 'true']);
  const shown = await byId('day').inputValue();
  await byId('later').press('Enter');
  expect(await byId('day').inputValue()).toBe(shown);
});

it('survives a place that looks like a comment, and may be framed by other sites if the owner says so; other pages may not', async () => {
  await open();
  expect(await form.getByTestId('service').nth(1).textContent()).toContain(ODD_PLACE);
  const framing = async (query: string) =>
    (await fetch(`${desk.url}/macros/s/sandbox/exec${query}`)).headers.get('x-frame-options');
  expect([await framing(''), await framing('?view=rooms'), await framing('?join=nothing')]).toEqual([
    null,
    'SAMEORIGIN',
    'SAMEORIGIN',
  ]);
  await desk.saveSettings({});
  expect(await framing('')).toBe('SAMEORIGIN');
  await desk.saveSettings({ framing: 'yes' });
});

it('works inside a page of another site, without Google’s banner', async () => {
  await open();
  expect(await page.getByText('created by a Google Apps Script user').count()).toBe(1);
  await page.goto('about:blank');
  await page.setContent(`<iframe src="${desk.url}/macros/s/sandbox/exec" width="390" height="800"></iframe>`);
  const outer = page.frameLocator('iframe');
  form = outer.frameLocator('iframe');
  await choose('Trial');
  await time().waitFor();
  expect(await outer.getByText('created by a Google Apps Script user').count()).toBe(0);
  await page.setContent(`<iframe src="${desk.url}/macros/s/sandbox/exec?join=nothing"></iframe>`);
  expect(await page.frameLocator('iframe').locator('iframe').count()).toBe(0);
});

it('shows the times that are held for a client, and says when they no longer are', async () => {
  const service = (await desk.records<{ id: string; name: string }>('service')).find(({ name }) => name === 'Trial')!;
  const [first, second] = await desk.openTimes(14, service.id);
  const [mei] = (await desk.records<{ id: string; email: string }>('staff')).filter(({ email }) => email === MEI);
  const inputs = {
    service: service.id,
    staff: mei!.id,
    starts: [String(first), String(second)],
    hours: '48',
    language: 'en',
  };
  await desk.panel(MEI, { action: 'saveOffer', inputs });
  const [offer] = await desk.records<{ id: string }>('offer');
  await open(`?offer=${offer!.id}&time=${String(first)}`);
  expect(await byId('heading').textContent()).toBe('Your details');
  await byId('back').click();
  await form.getByTestId('offered').waitFor();
  expect([await focused(), await form.getByTestId('time').count()]).toEqual(['heading', 2]);
  await page.goBack();
  await byId('name').fill('Ann');
  await byId('email').fill('offered@example.com');
  await byId('submit').click();
  await form.getByText('Your booking is confirmed').waitFor();
  await page.context().close();
  await open(`?offer=${offer!.id}&time=${String(second)}`);
  await form.getByText('These times are no longer held for you').waitFor();
});

it('tells two equal clock times apart on the day the clock goes back', async () => {
  await desk.post('clock', { now: '2027-10-22T06:00:00Z' });
  await desk.settle();
  // Sunday morning in Taipei is the night in Warsaw in which three o'clock becomes two.
  const hours = Object.fromEntries([0, 1, 2, 3, 4, 5, 6].map((day) => [`hours${day}`, day === 6 ? '8:00-10:00' : '']));
  await desk.panel(MEI, { action: 'saveHoursForm', inputs: hours });
  await open();
  await choose('Trial');
  await byId('day').selectOption('2027-10-31');
  const times = await form.getByTestId('time').allTextContents();
  expect(times.slice(0, 2)).toEqual(['2:00 (UTC+2)', '2:15 (UTC+2)']);
  expect(times).toContain('2:00 (UTC+1)');
  expect(new Set(times).size).toBe(times.length);
});

it('says that a paused desk takes no bookings, and leaves out services that nobody takes', async () => {
  const pause = (paused: string[]) =>
    desk.panel(MEI, { action: 'saveLimits', inputs: { dayCap: '', weekCap: '', weight: '1', paused } });
  await pause(['yes']);
  await open();
  expect(await byId('heading').textContent()).toBe('Not taking bookings right now');
  expect(await form.getByTestId('service').count()).toBe(0);
  await pause([]);
});

it('has shown no fault in the browser all the while', () => {
  expect(browser.faults).toEqual([]);
});
