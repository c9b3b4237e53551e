import { readFileSync } from 'node:fs';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import type { FormValue } from '../support/sandbox-process';
import { CLIENT, MEI, OWNER } from '../support/studio';
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
  const phone = {
    viewport: { width: 390, height: 844 },
    reducedMotion: 'reduce' as const,
    locale: 'en-GB',
    timezoneId: 'Europe/Warsaw',
    ...options,
  };
  page = await browser.open(`${desk.url}/macros/s/sandbox/exec${query}`, phone);
  form = page.frameLocator('iframe');
  await form.locator('#heading').waitFor();
}

const inFrame = <T>(run: () => T): Promise<T> => page.frames()[1]!.evaluate(run);
const focused = () => inFrame(() => document.activeElement!.id);
const byId = (id: string) => form.locator(`#${id}`);
const time = (n = 0) => form.getByTestId('time').nth(n);
const openDay = (n = 0) => form.getByTestId('day-open').nth(n);
const choose = (name: string) => form.getByTestId('service').filter({ hasText: name }).click();
const goOn = () => form.getByTestId('continue').click();
const key = (...names: string[]) =>
  names.reduce((done, name) => done.then(() => page.keyboard.press(name)), Promise.resolve());

/** From the times to the form. */
async function pick(n = 0): Promise<void> {
  await time(n).click();
  await goOn();
  await byId('name').waitFor();
}

/** What the page asks of the desk waits, until it is let go. */
async function holdCalls(): Promise<() => Promise<void>> {
  const held: (() => Promise<void>)[] = [];
  let isHeld = true;
  await page.route('**/run', async (route) => {
    if (isHeld) held.push(() => route.continue());
    else await route.continue();
  });
  return async () => {
    isHeld = false;
    for (const letGo of held) await letGo();
  };
}

/** How far anything reaches over the page's right edge, in pixels: desktop, tablet, a small and a usual telephone. */
async function overflows(): Promise<number[]> {
  const found: number[] = [];
  for (const width of [1280, 1024, 768, 320, 390]) {
    await page.setViewportSize({ width, height: 844 });
    const over = await inFrame(() => {
      const rights = [...document.querySelectorAll('#app *')].map((e) => e.getBoundingClientRect().right);
      return Math.max(document.documentElement.scrollWidth, ...rights) - window.innerWidth;
    });
    found.push(Math.max(0, Math.floor(over)));
  }
  return found;
}

/**
 * What axe finds wrong; controls that are too small to be pressed; and boxes or focus rings that are fainter than 3:1 on
 * what is behind them (WCAG 1.4.11). A control that is known by its text has no box.
 */
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
    const controls = 'button, input, select, textarea, [role=option], a';
    // What is hidden from people is for programs.
    const all = [...document.querySelectorAll<HTMLElement>(controls)].filter((one) => !one.closest('#trap'));
    const byText = '.service, .link, .back-link, .turn, .clock[aria-pressed=false], .day, #language, [aria-disabled]';
    const before = document.activeElement as HTMLElement | null;
    const faint = all.filter((control) => {
      control.focus();
      if (document.activeElement !== control) return false;
      const { borderTopColor, outlineColor, outlineStyle } = getComputedStyle(control);
      const ground = behind(control.parentElement!);
      const isFaint = !control.matches(byText) && contrast(borderTopColor, ground) < 3;
      return isFaint || contrast(outlineColor, ground) < 3 || outlineStyle === 'none';
    });
    before?.focus();
    const small = all.filter((control) => {
      const { width, height } = (control.closest('.option, .tick') ?? control).getBoundingClientRect();
      return width < 43.9 || height < 43.9;
    });
    const named = (what: string) => (control: HTMLElement) => `${what}: ${control.outerHTML.slice(0, 80)}`;
    return [
      ...violations.map(({ id, nodes }) => `${id}: ${nodes[0]!.html}`),
      ...faint.map(named('faint')),
      ...small.map(named('small')),
    ];
  });
}

/** What is wrong with what is shown, in every window and both themes; nothing if all is well. */
async function faults(): Promise<unknown[]> {
  const found: unknown[] = (await overflows()).filter((over) => over > 0);
  for (const [colorScheme, width] of [
    ['light', 390],
    ['dark', 1280],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 844 });
    found.push(...(await barriers()));
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 390, height: 844 });
  return found;
}

it.each(['en-GB', 'zh-TW', 'ru-RU', 'th-TH'])(
  'in %s every step fits every window, without barriers',
  async (locale) => {
    await open('', { locale });
    expect(await faults()).toEqual([]);
    await form.getByTestId('service').nth(1).click();
    await time().waitFor();
    expect(await faults()).toEqual([]);
    await byId('edit').click();
    await byId('place').selectOption('weCall');
    await time().click();
    expect(await faults()).toEqual([]);
    await form.getByTestId('zone').click();
    await page.keyboard.type('lon');
    expect(await faults()).toEqual([]);
    await byId('step-zone').waitFor();
    await byId('zone-search').press('Escape');
    await goOn();
    await byId('submit').click();
    await byId('phone-wrong').waitFor();
    expect(await faults()).toEqual([]);
    await byId('name').fill('Ann');
    await byId('email').fill(`${locale}@example.com`);
    await byId('phone').fill('512 555 014');
    await byId('submit').click();
    await form.getByTestId('done').waitFor();
    expect(await faults()).toEqual([]);
  },
);

const FAR = ['Europe/Warsaw', 'America/Los_Angeles', 'Pacific/Kiritimati'];

it.each(FAR)(
  'has its times with it, seen from %s: one execution from an address to all that it shows',
  async (zone) => {
    const ran = async () => (await desk.get<{ function: string }[]>('executions')).map((one) => one.function);
    const before = (await ran()).length;
    await open('?service=Trial', { timezoneId: zone });
    await time().waitFor();
    expect(await byId('heading').textContent()).toBe('Trial');
    const shown: number[] = [];
    const days = await form.getByTestId('day-open').count();
    for (let i = 0; i < days; i++) {
      await openDay(i).click();
      const starts = await form.getByTestId('time').evaluateAll((all) => all.map((one) => Number(one.dataset.start)));
      shown.push(...starts);
    }
    expect(shown.length).toBeGreaterThan(10);
    await byId('later').click();
    await openDay().waitFor();
    const later = await form.getByTestId('day-open').count();
    for (let i = 0; i < later; i++) {
      await openDay(i).click();
      const starts = await form.getByTestId('time').evaluateAll((all) => all.map((one) => Number(one.dataset.start)));
      shown.push(...starts);
    }
    expect(await form.getByTestId('day-unknown').count()).toBe(0);
    expect(new Set((await ran()).slice(before))).toEqual(new Set(['doGet']));
    expect(await desk.openTimes(20)).toEqual(shown);
  },
);

it('books in three presses, and in five for a time in the next month', async () => {
  await open('?service=Trial');
  let presses = 0;
  const press = async (what: ReturnType<typeof time>) => {
    presses++;
    await what.click();
  };
  await press(time());
  await press(form.getByTestId('continue'));
  await byId('name').fill('Ann');
  await byId('email').fill('three@example.com');
  await press(byId('submit'));
  await form.getByTestId('done').waitFor();
  expect(presses).toBe(3);
  await page.context().close();
  await open('?service=Trial');
  presses = 0;
  await press(byId('later'));
  await press(openDay(4));
  await press(time());
  await press(form.getByTestId('continue'));
  await byId('name').fill('Ann');
  await byId('email').fill('five@example.com');
  await press(byId('submit'));
  await form.getByTestId('done').waitFor();
  expect(presses).toBe(5);
});

it('goes from start to sent request by keyboard alone, and the focus is never lost', async () => {
  await open();
  await form.getByTestId('service').first().focus();
  await key('Enter');
  await time().waitFor();
  expect(await focused()).toBe('heading');
  // The month is one tab stop; the first open day is chosen.
  await key('Tab', 'Tab');
  expect(await focused()).toBe('later');
  await key('Tab');
  expect(await focused()).toBe('day-2026-11-23');
  expect(await byId('day-2026-11-23').getAttribute('aria-selected')).toBe('true');
  await key('ArrowRight', 'ArrowDown');
  expect(await focused()).toBe('day-2026-12-01');
  await key('PageUp', 'Home');
  // Not past the months that can be booked.
  expect(await focused()).toBe('day-2026-11-01');
  await key('PageDown', 'ArrowLeft', 'ArrowRight', 'Enter');
  expect(await focused()).toBe('day-2026-12-01');
  expect(await byId('news').textContent()).toMatch(/^\d+ open times on Tuesday 1 December$/);
  expect(await byId('day-2026-12-01').getAttribute('aria-selected')).toBe('true');
  // To the times: arrows move and choose, and nothing is sent.
  await key('Tab', 'Tab', 'Tab', 'Tab');
  expect(await focused()).toMatch(/^time-/);
  expect(await form.locator('[role=radio][aria-checked=true]').count()).toBe(0);
  await key('ArrowDown', 'ArrowRight', 'ArrowLeft');
  expect(await focused()).toBe(await form.locator('[role=radio][aria-checked=true]').getAttribute('id'));
  await key('Tab');
  expect(await focused()).toBe('continue');
  await key('Enter');
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
  const sent = (await desk.bookings()).filter(({ client }) => client.email === 'ann.example@example.com');
  expect(sent).toMatchObject([{ client: { name: 'Ann Brown' } }]);
});

it('names every field that is wrong, in the language of the page, and keeps what was typed when that changes', async () => {
  await open();
  await choose('Individual');
  await byId('edit').click();
  await byId('place').selectOption('weCall');
  await pick();
  // A field is looked at when it is left, unless nothing was typed into it.
  await byId('name').focus();
  await byId('email').fill('ann@');
  await byId('note').focus();
  expect(await form.locator('.wrong').allTextContents()).toEqual([
    'Enter the whole e-mail address, for example name@example.com.',
  ]);
  expect(await focused()).toBe('note');
  await byId('phone').fill('abc');
  await byId('note').fill('By the window');
  await byId('submit').click();
  expect(await focused()).toBe('name');
  expect(await form.locator('.wrong').allTextContents()).toEqual([
    'Enter your name.',
    'Enter the whole e-mail address, for example name@example.com.',
    'Enter a phone number with at least 6 digits, for example 512 555 014.',
  ]);
  // A list leads to each.
  expect(await form.getByTestId('to-wrong').allTextContents()).toEqual([
    'Your name',
    'Your e-mail',
    'Phone number we can call',
  ]);
  await form.getByTestId('to-wrong').nth(1).click();
  expect(await focused()).toBe('email');
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
  await pick(1);
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

it('asks what the service wants to know, and takes the answers along', async () => {
  const trial = (await desk.records<{ id: string; name: string }>('service')).find(({ name }) => name === 'Trial')!.id;
  const ask = (inputs: Record<string, FormValue>) =>
    desk.tap(OWNER, 'saveQuestion', { service: trial, question: '' }, inputs);
  await desk.saveService(
    {
      name: 'Trial',
      horizon: '20',
      description: 'Voice, breath\nand one song you love.',
      consent: 'I accept the cancellation policy.',
      guestLimit: '2',
      options: ['offered', 'autoAccept'],
    },
    trial,
  );
  await ask({
    questions: 'How much have you sung?',
    kind: 'choice',
    choices: 'Just starting\nSome\nA lot\n',
    required: 'yes',
  });
  await ask({ questions: 'Age', kind: 'number' });
  await ask({ questions: 'I bring my own notes', kind: 'checkbox' });
  await open('?service=Trial');
  await time().waitFor();
  expect(await form.getByText('Voice, breath').count()).toBe(1);
  await pick(3);
  expect(await faults()).toEqual([]);
  await byId('name').fill('Ann');
  await byId('email').fill('asked@example.com');
  await form.getByLabel('Age (optional)').fill('about thirty');
  await form.getByLabel('Guests').fill('bob@example.com, eve@example.com; third@example.com');
  await byId('submit').click();
  expect(await form.locator('.wrong').allTextContents()).toEqual([
    'Answer this question.',
    'Enter a number.',
    'Enter up to 2 whole e-mail addresses.',
    'Tick the box to book.',
  ]);
  expect(await inFrame(() => (document.activeElement as HTMLInputElement).value)).toBe('Just starting');
  expect(await faults()).toEqual([]);
  await form.getByLabel('Some', { exact: true }).check();
  await form.getByLabel('Age (optional)').fill('30');
  await form.getByLabel('I bring my own notes').check();
  await form.getByLabel('Guests').fill('bob@example.com eve@example.com');
  await form.getByLabel('I accept the cancellation policy.').check();
  expect(await form.locator('.wrong').count()).toBe(0);
  // All of it survives a step back.
  await page.goBack();
  await time().waitFor();
  await goOn();
  expect(await form.getByLabel('Some', { exact: true }).isChecked()).toBe(true);
  expect(await form.getByLabel('I accept the cancellation policy.').isChecked()).toBe(true);
  await byId('submit').click();
  await form.getByTestId('done').waitFor();
  const [booking] = (await desk.bookings()).filter(({ client }) => client.email === 'asked@example.com');
  expect(booking).toMatchObject({
    answers: [{ value: 'Some' }, { value: '30' }, { value: '✓' }],
    guests: ['bob@example.com', 'eve@example.com'],
  });
  expect(booking!.consentedAt).not.toBeNull();
  expect(await faults()).toEqual([]);
  // It is confirmed: from here it goes into a calendar, and to its own page.
  expect(await byId('add-google').getAttribute('href')).toContain('https://calendar.google.com/calendar/render?');
  expect(await (await fetch((await byId('add-file').getAttribute('href'))!)).text()).toContain('BEGIN:VEVENT');
  await byId('open-booking').click();
  await form.getByText(booking!.reference).waitFor();
  const questions = (await desk.records<{ id: string; questions: { id: string }[] }>('service')).find(
    ({ id }) => id === trial,
  )!;
  for (const { id } of questions.questions) await desk.tap(OWNER, 'deleteQuestion', { service: trial, question: id });
  await desk.saveService({ name: 'Trial', horizon: '20' }, trial);
});

it('asks for a code that was e-mailed, if the owner wants it, and keeps the rest of the form', async () => {
  await desk.saveSettings({ framing: 'yes', confirmsEmail: 'yes' });
  await open();
  await choose('Trial');
  await pick(1);
  await byId('name').fill('Ann');
  await byId('email').fill('ann@client.example');
  await byId('submit').click();
  await byId('code').waitFor();
  expect(await byId('code-wrong').textContent()).toContain('We have e-mailed a code to');
  expect([await focused(), await byId('name').inputValue()]).toEqual(['code', 'Ann']);
  const code = /\d{6}/.exec((await desk.mail()).at(-1)!.subject)![0];
  await byId('code').fill(code);
  await byId('submit').click();
  await form.getByTestId('done').waitFor();
  await desk.saveSettings({ framing: 'yes' });
});

it('goes back a step by the browser’s Back, with what was typed, and forward again', async () => {
  await open();
  await choose('Trial');
  await pick();
  await byId('name').fill('Ann Brown');
  await page.goBack();
  await time().waitFor();
  expect(await focused()).toBe('heading');
  // What was chosen still is.
  expect(await time().getAttribute('aria-checked')).toBe('true');
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
  expect(await faults()).toEqual([]);
  expect(await form.getByText('No open times').count()).toBe(0);
  await desk.post('log-ins', { several: false });
  await byId('retry').click();
  await time().waitFor();
  expect(await focused()).toBe('heading');
  // The same when the request is sent; then it can be sent again.
  await openDay(2).click();
  await pick();
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
  expect(await byId('until').textContent()).toBe('You can book until Fri 11 December.');
  expect(await byId('earlier').getAttribute('aria-disabled')).toBe('true');
  const shown = await byId('day-name').textContent();
  await byId('later').click();
  expect([await focused(), await byId('later').getAttribute('aria-disabled')]).toEqual(['later', 'true']);
  expect(await byId('month-name').textContent()).toBe('December 2026');
  expect(await byId('until').textContent()).toBe('Fri 11 December is the last day you can book.');
  expect(await form.getByTestId('day-open').last().getAttribute('id')).toBe('day-2026-12-11');
  // What was shown beside it still is.
  expect(await byId('day-name').textContent()).toBe(shown);
  await byId('later').press('Enter');
  expect(await byId('month-name').textContent()).toBe('December 2026');
});

it('finds the first open day, and names it where a month has none', async () => {
  const [trial] = (await desk.records<{ id: string; name: string }>('service')).filter(({ name }) => name === 'Trial');
  await desk.saveService({ name: 'Trial', horizon: '60', minimumNotice: '12 days' }, trial!.id);
  await open('?service=Trial');
  await time().waitFor();
  expect(await byId('month-name').textContent()).toBe('December 2026');
  expect(await byId('day-name').textContent()).toBe('Thu 3 December');
  await byId('earlier').click();
  await form.getByTestId('no-times').waitFor();
  expect(await form.getByTestId('no-times').locator('h3').textContent()).toBe('Next open: Thu 3 December');
  expect(await byId('news').textContent()).toBe('There are no open times left in November.');
  expect(await faults()).toEqual([]);
  await byId('show-next').click();
  expect(await byId('month-name').textContent()).toBe('December 2026');
  expect(await focused()).toMatch(/^time-/);
  await desk.saveService({ name: 'Trial', horizon: '20' }, trial!.id);
});

it.each([1280, 390])(
  'keeps everything in its place while it loads, %s px wide, and says when it takes long',
  async (width) => {
    await open('', { viewport: { width, height: 800 } });
    const letGo = await holdCalls();
    await page.clock.install();
    await choose('Индивидуальное');
    await byId('times-to-come').waitFor();
    await inFrame(() => {
      const shifts: unknown[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          const { sources, hadRecentInput } = entry as unknown as {
            sources: { node: Element | null; previousRect: DOMRect; currentRect: DOMRect }[];
            hadRecentInput: boolean;
          };
          const where = (rect: DOMRect) => [rect.x, rect.y, rect.width, rect.height].map(Math.round).join(' ');
          for (const { node, previousRect, currentRect } of hadRecentInput ? [] : sources) {
            const html = (node?.outerHTML ?? node?.textContent ?? '').slice(0, 60);
            shifts.push(`${html}: ${where(previousRect)} → ${where(currentRect)}`);
          }
        }
      }).observe({ type: 'layout-shift' });
    });
    const bar = () => byId('bar').boundingBox();
    const before = await bar();
    await page.clock.runFor(8_100);
    expect(await byId('slow').textContent()).toBe('This is taking longer than usual.');
    await letGo();
    await time().waitFor();
    expect(await bar()).toEqual(before);
    await inFrame(() => new Promise((goOn) => requestAnimationFrame(() => requestAnimationFrame(goOn))));
    expect(await inFrame(() => (window as unknown as { shifts: string[] }).shifts)).toEqual([]);
  },
);

it('finds a place by its city or country, by its name of today, and keeps the choice', async () => {
  await open('?service=Trial', { timezoneId: 'Asia/Calcutta' });
  await time().waitFor();
  expect(await form.locator('.zone-line').textContent()).toMatch(/^Kolkata, now 11:3\d · change$/);
  const first = Number(await time().getAttribute('data-start'));
  await form.getByTestId('zone').click();
  expect(await focused()).toBe('zone-search');
  expect(await form.getByTestId('place-option').allTextContents()).toEqual(['KolkataYour device · UTC+5:3011:30']);
  await page.keyboard.type('calcutta');
  expect(await form.getByTestId('place-option').first().textContent()).toContain('Kolkata');
  await byId('zone-search').fill('poland');
  expect(await byId('zone-count').textContent()).toBe('1 place');
  expect(await form.getByTestId('place-option').first().textContent()).toBe('WarsawPoland · UTC+17:00');
  await key('ArrowDown', 'ArrowUp', 'Enter');
  expect(await focused()).toBe('zone');
  expect(await form.locator('.zone-line').textContent()).toMatch(/^Warsaw, now 7:0\d · change$/);
  // The same instants, by another clock.
  expect(Number(await time().getAttribute('data-start'))).toBe(first);
});

it('shows the clock as the client reads it, and remembers it', async () => {
  await open('?service=Trial');
  expect(await time().textContent()).toMatch(/^\d+:\d\d$/);
  await byId('h12').click();
  expect(await time().textContent()).toMatch(/^\d+:\d\d am$/);
  expect([await focused(), await byId('h12').getAttribute('aria-pressed')]).toEqual(['h12', 'true']);
});

it('remembers clock and zone, where the browser lets the page', async () => {
  await open();
  // Google's frame has an origin (https://developers.google.com/apps-script/guides/html/restrictions), the sandbox's none.
  await page.route('**/exec*', async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace('sandbox="allow-scripts', 'sandbox="allow-same-origin allow-scripts');
    await route.fulfill({ response, body });
  });
  const visit = async () => {
    await page.goto(`${desk.url}/macros/s/sandbox/exec?service=Trial`);
    await time().waitFor();
  };
  await visit();
  await byId('h12').click();
  await form.getByTestId('zone').click();
  await byId('zone-search').fill('taipei');
  await byId('zone-search').press('Enter');
  await form.locator('.zone-line').filter({ hasText: 'Taipei' }).waitFor();
  await visit();
  expect(await time().textContent()).toMatch(/am$/);
  await form.getByTestId('zone').click();
  expect(await form.getByTestId('place-option').allTextContents()).toEqual([
    expect.stringMatching(/^WarsawYour device · UTC\+1/),
    expect.stringMatching(/^TaipeiUsed last time · UTC\+8/),
  ]);
});

it('takes from its address who, when, in which language and for whom', async () => {
  await open('?service=Trial&staff=Mei%20Lin&lang=pl&date=2026-12-02&name=Ann%20Brown&email=ann%40example.com');
  await time().waitFor();
  expect(await byId('day-name').textContent()).toMatch(/2 grudnia/);
  await pick();
  expect([await byId('name').inputValue(), await byId('email').inputValue()]).toEqual(['Ann Brown', 'ann@example.com']);
  await page.context().close();
  // What makes no sense is left out.
  await open('?service=Trial&staff=Nobody&lang=xx&date=2026-02-30&email=x');
  await time().waitFor();
  expect(await byId('day-name').textContent()).toBe('Mon 23 November');
});

it('keeps what was typed when the time is taken meanwhile, and offers what is left', async () => {
  await open('?service=Trial');
  await openDay(3).click();
  const start = Number(await time().getAttribute('data-start'));
  const label = await time().textContent();
  await pick();
  await byId('name').fill('Late Ann');
  await byId('email').fill('late@example.com');
  const [trial] = (await desk.records<{ id: string; name: string }>('service')).filter(({ name }) => name === 'Trial');
  await desk.request(start, { service: trial!.id, email: 'fast@example.com' });
  await byId('submit').click();
  await form.getByTestId('taken').waitFor();
  expect(await focused()).toBe('heading');
  expect(await byId('heading').textContent()).toBe(`${label!} has just been taken`);
  await time().waitFor();
  expect(await form.locator(`[data-start="${start}"]`).count()).toBe(0);
  // The nearest ones of the day, and the same time on other days.
  const alike = await form.getByTestId('time').allTextContents();
  expect(alike.slice(3).filter((text) => !text.startsWith(`${label!} `))).toEqual([]);
  expect(alike.slice(0, 3).join()).toMatch(/^\d+:\d\d,\d+:\d\d,\d+:\d\d$/);
  expect(await faults()).toEqual([]);
  await time(3).click();
  await byId('submit').click();
  await form.getByTestId('done').waitFor();
  const [booking] = (await desk.bookings()).filter(({ client }) => client.email === 'late@example.com');
  expect(booking!.start).not.toBe(start);
  expect(booking).toMatchObject({ client: { name: 'Late Ann' } });
});

it('asks once more what is open when it is looked at again after a while', async () => {
  await open('?service=Trial');
  await openDay(2).click();
  const day = await byId('day-name').textContent();
  await page.clock.install();
  const asked = page.waitForRequest('**/run');
  const turnTo = () => inFrame(() => document.dispatchEvent(new Event('visibilitychange')));
  await turnTo();
  expect(await time().count()).toBe(1);
  await page.clock.fastForward('20:00');
  await turnTo();
  await asked;
  await time().waitFor();
  // What was chosen still is.
  expect(await byId('day-name').textContent()).toBe(day);
  expect(await form.locator('.zone-line').textContent()).toMatch(/, now 7:2\d ·/);
});

it('says when each service has its next time, if there are not too many', async () => {
  await open();
  const rows = await form.getByTestId('service').locator('.next').allTextContents();
  expect(rows).toHaveLength(4);
  expect(rows[0]).toMatch(/^Next: \w{3} \d+ November, \d+:\d\d$/);
});

it('says for how many there is room at a time that clients share', async () => {
  await desk.saveService({ name: 'Choir', capacity: '3' }, '');
  const choir = (await desk.records<{ id: string; name: string }>('service')).find(({ name }) => name === 'Choir')!.id;
  const [start = 0] = (await desk.openTimes(14, choir)).slice(-20);
  expect(await desk.request(start, { service: choir, email: 'choir@example.com' })).toMatchObject({ ok: true });
  const date = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Warsaw' }).format(start);
  await open(`?service=Choir&date=${date}`);
  const shared = form.locator(`[data-start="${start}"]`);
  await shared.waitFor();
  expect(await shared.textContent()).toMatch(/2 places left$/);
  expect(await time().textContent()).toMatch(/3 places left$/);
  expect(await faults()).toEqual([]);
  // The same where they are asked for.
  await byId('back').click();
  await choose('Choir');
  await byId('later').click();
  await byId(`day-${date}`).click();
  expect(await shared.textContent()).toMatch(/2 places left$/);
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
  expect(await faults()).toEqual([]);
  await page.goBack();
  await byId('name').fill('Ann');
  await byId('email').fill('offered@example.com');
  await byId('submit').click();
  await form.getByText('You’re booked').waitFor();
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
  await byId('day-2027-10-31').click();
  const times = await form.getByTestId('time').allTextContents();
  expect(times.slice(0, 2)).toEqual(['2:00 summer time, UTC+2', '2:15 summer time, UTC+2']);
  expect(times).toContain('2:00 winter time, UTC+1');
  expect(new Set(times).size).toBe(times.length);
  await time().click();
  expect(await form.getByTestId('choice').textContent()).toContain('Sun 31 Oct, 2:00 (UTC+2)–2:30 (UTC+2)');
});

it('says that a paused desk takes no bookings, and leaves out services that nobody takes', async () => {
  const pause = (paused: string[]) =>
    desk.panel(MEI, { action: 'saveLimits', inputs: { dayCap: '', weekCap: '', weight: '1', paused } });
  await pause(['yes']);
  await open();
  expect(await byId('heading').textContent()).toBe('Not taking bookings right now');
  expect(await faults()).toEqual([]);
  expect(await form.getByTestId('service').count()).toBe(0);
  await pause([]);
});

it('has shown no fault in the browser all the while', () => {
  expect(browser.faults).toEqual([]);
});
