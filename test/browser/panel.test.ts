import type { Page } from 'playwright-core';
import type { Service } from '../../src/booking/service';
import type { StaffMember } from '../../src/booking/staff';
import { deskTexts } from '../../src/i18n/index';
import { LOCALES } from '../../src/i18n/locales';
import { useClosedDesk } from '../support/desk';
import { CLIENT, MEI, OWNER } from '../support/studio';
import { useBrowser } from '../support/browser';

const browser = useBrowser();
const desk = useClosedDesk();

/** The calendar with the panel, on a large screen. */
const openCalendar = () =>
  browser.open(desk.url, { viewport: { width: 1440, height: 1400 }, timezoneId: 'Asia/Taipei' });

async function signIn(page: Page, person: string): Promise<void> {
  await page.selectOption('[data-testid=user]', person);
  await page.selectOption('[data-testid=locale]', 'en');
}

const overflows = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);

it('staff offer times from the panel; the client chooses one by its link, on a telephone', async () => {
  await desk.openTeam();
  const staff = await openCalendar();
  await signIn(staff, MEI);
  const panel = staff.locator('#panel');

  await panel.getByRole('button', { name: 'Offer times' }).click();
  const boxes = panel.locator('input[name=starts]');
  await boxes.nth(2).check();
  await boxes.nth(6).check();
  await panel.getByRole('button', { name: 'Hold the times' }).click();
  const text = await panel.locator('textarea').inputValue();
  const links = [...text.matchAll(/https?:\S+/g)].map(([link]) => link);
  expect(links).toHaveLength(2);

  const client = await browser.open(links[1]!, {
    viewport: { width: 390, height: 844 },
    locale: 'th-TH',
    timezoneId: 'Asia/Bangkok',
  });
  const form = client.frameLocator('iframe');
  // The link's own time is preselected; back shows both that are held.
  await form.locator('#name').waitFor();
  await form.getByRole('button', { name: 'กลับ' }).click();
  await form.locator('[data-testid=offered]').waitFor();
  expect(await form.locator('[data-testid=time]').count()).toBe(2);
  expect(await overflows(client)).toBe(false);
  await form.locator('[data-testid=time]').first().click();
  await form.locator('[data-testid=continue]').click();
  await form.locator('#name').fill('Somchai');
  await form.locator('#email').fill(CLIENT);
  await form.locator('[data-testid=submit]').click();
  await form.locator('[data-testid=done]').waitFor();
  const [booking] = await desk.bookings();
  expect(booking).toMatchObject({ state: 'confirmed', client: { name: 'Somchai' }, serviceId: desk.service });

  // The other link holds nothing any more, and says so.
  await client.goto(links[1]!);
  await form.locator('#notice').waitFor();
  expect(await form.locator('#name').count()).toBe(0);

  // The panel shows what has come of it, and finds it.
  await panel.getByLabel('Refresh add-on').click();
  await panel.getByText('Somchai').first().waitFor();
  await panel.getByLabel('Find a booking').fill(booking!.reference);
  await panel.getByRole('button', { name: 'Search' }).click();
  await panel.getByText(`Search: ${booking!.reference}`).waitFor();
  expect(browser.faults).toEqual([]);
});

it('a caller is booked by hand, moved, and noted on, without leaving the panel', async () => {
  await desk.openTeam();
  const staff = await openCalendar();
  await signIn(staff, MEI);
  const panel = staff.locator('#panel');
  const press = (name: string) => panel.getByRole('button', { name, exact: true }).first().click();

  await press('New booking');
  const start = panel.locator('select[name=start]');
  expect(await start.inputValue()).toBe('');
  await start.selectOption({ index: 1 });
  await panel.getByLabel('Name').fill('Pani Ela');
  await press('Book');
  await panel.getByText('Pani Ela').first().waitFor();
  await panel.getByText('Pani Ela').first().click();
  await press('Reschedule');
  const times = panel.locator('select[name=start]');
  const later = await times.locator('option').nth(5).getAttribute('value');
  await times.selectOption(later);
  await press('Move the booking');
  await panel.getByLabel('Internal note (only staff see it)').fill('bring the score');
  await press('Save the note');
  await panel.getByText('Pani Ela: Internal note edited').waitFor();
  expect(await desk.bookings()).toMatchObject([
    { start: Number(later), staffNote: 'bring the score', state: 'confirmed', link: { status: 'ready' } },
  ]);

  // The add-on's own menu is over every card.
  await panel.locator('[data-testid=panel-menu]').click();
  await staff.getByRole('dialog').getByRole('button', { name: 'Help' }).click();
  await panel.getByText('A time is not offered').waitFor();
  expect(browser.faults).toEqual([]);
});

it('what is typed is saved and searched by the next click, without leaving the field first', async () => {
  await desk.openTeam();
  const staff = await openCalendar();
  const panel = staff.locator('#panel');
  const as = (person: string) => signIn(staff, person);
  const press = (name: string) => panel.getByRole('button', { name, exact: true }).first().click();
  const type = async (label: string, text: string) => {
    await panel.getByRole('textbox', { name: label, exact: true }).click();
    await staff.keyboard.press('Control+a');
    await staff.keyboard.type(text);
  };

  await as(MEI);
  await press('Working hours');
  await type('Friday', '10am - 2pm');
  await press('Save');
  await panel.getByText('Working hours changed.').waitFor();
  const [mei] = (await desk.records<StaffMember>('staff')).filter(({ email }) => email === MEI);
  expect(mei!.hours[4]).toEqual([{ from: 600, to: 840 }]);

  await type('Find a booking', 'nobody');
  await press('Search');
  await panel.getByText('Search: nobody').waitFor();

  await as(OWNER);
  await press('Services');
  await press('Change');
  // The third of its parts: its times.
  await panel.getByRole('button', { name: 'Change', exact: true }).nth(2).click();
  await type('Minimum notice', '2 h');
  await press('Save');
  await panel.getByText('Service “Lesson” changed.').waitFor();
  const stored = await desk.records<Service>('service');
  expect(stored.find(({ id }) => id === desk.service)!.minimumNotice).toBe(120);
  expect(browser.faults).toEqual([]);
});

it('an owner makes a service step by step, asks its clients a question, puts it first and copies its link', async () => {
  await desk.openTeam();
  const owner = await openCalendar();
  await signIn(owner, OWNER);
  const panel = owner.locator('#panel');
  const press = (name: string) => panel.getByRole('button', { name, exact: true }).first().click();
  const fill = (label: string, text: string) => panel.getByRole('textbox', { name: label, exact: true }).fill(text);

  await press('Services');
  await press('New service');
  await fill('Name', 'Choir');
  await fill('Length (minutes)', '1 h 30 min');
  await fill('Description', 'Bring water.');
  await press('Save');
  await panel.getByText('Service “Choir” added.').waitFor();
  await panel.getByText('1 hour 30 minutes').waitFor();
  await panel.getByRole('button', { name: 'Change', exact: true }).last().click();
  await press('New question');
  await fill('Question', 'Your voice');
  await panel.getByLabel('Kind of answer').selectOption('choice');
  await fill('Choices', 'Soprano\nBass');
  await panel.getByLabel('Has to be answered').check();
  await press('Save');
  await panel.getByText('One of several · Has to be answered').waitFor();
  await press('Back to the service');
  await press('Booking links');
  const link = await panel.getByLabel('Link to send to clients').inputValue();
  const [choir] = (await desk.records<Service>('service')).filter(({ name }) => name === 'Choir');
  expect(choir).toMatchObject({
    ...{ duration: 90, step: 90, description: 'Bring water.' },
    questions: [{ label: 'Your voice', kind: 'choice', required: true, options: ['Soprano', 'Bass'] }],
  });
  expect(link).toContain(`service=${choir!.id}`);
  await panel.getByLabel('Staff member').selectOption(desk.mei);
  await owner.waitForFunction(
    (end) => [...document.querySelectorAll<HTMLInputElement>('#panel input')].some(({ value }) => value.endsWith(end)),
    `service=${choir!.id}&staff=${desk.mei}`,
  );
  await press('Back to all bookings');
  await press('Services');
  await press('Change the order');
  await panel.getByRole('button', { name: 'Move up', exact: true }).click();
  await press('Done');
  await panel.getByText('1 hour 30 minutes, Online').waitFor();
  const [first] = (await desk.records<Service>('service')).sort((a, b) => a.position - b.position);
  expect(first!.name).toBe('Choir');
  expect(browser.faults).toEqual([]);
});

it('fits a narrow panel in every language, with long names of services, and is worked with the keyboard alone', async () => {
  await desk.openTeam();
  for (const name of ['Individual speech therapy for children under six', 'Групповое занятие по вокалу для начинающих'])
    await desk.saveService({ name, duration: '60', moreDurations: '30, 90' }, '');
  const [start] = await desk.timesOf(desk.mei);
  const note = 'My child is six and has never sung before.';
  const details = { phone: '+1 212 555 0100', note, zone: 'America/New_York', requestKey: 'narrow' };
  await desk.request(start!, { staff: desk.mei, ...details });
  const staff = await browser.open(desk.url, { viewport: { width: 1024, height: 900 }, timezoneId: 'Asia/Taipei' });
  const panel = staff.locator('#panel');
  const isWide = () => panel.evaluate((root) => [...root.querySelectorAll('*')].some((e) => e.clientWidth > 320));
  const byKey = async (name: string) => {
    await panel.getByRole('button', { name, exact: true }).first().focus();
    await staff.keyboard.press('Enter');
  };
  await staff.selectOption('[data-testid=user]', MEI);
  for (const locale of LOCALES) {
    await staff.selectOption('[data-testid=locale]', locale);
    const t = deskTexts(locale);
    for (const [opened, waitsFor] of [
      ['home.hours', 'hours.save'],
      ['manual.title', 'manual.submit'],
      ['offer.title', 'offer.submit'],
      ['links.title', 'home.back'],
    ] as const) {
      await panel.getByRole('button', { name: t('home.accept'), exact: true }).waitFor();
      expect({ locale, opened, isWide: await isWide() }).toEqual({ locale, opened, isWide: false });
      await byKey(t(opened));
      await panel.getByRole('button', { name: t(waitsFor), exact: true }).waitFor();
      expect({ locale, waitsFor, isWide: await isWide() }).toEqual({ locale, waitsFor, isWide: false });
      await panel.getByRole('button', { name: 'Back', exact: true }).focus();
      await staff.keyboard.press('Enter');
    }
  }
  expect(browser.faults).toEqual([]);
}, 60_000);
