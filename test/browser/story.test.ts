import { useClosedDesk } from '../support/desk';
import { CLIENT, HOUR, MEI } from '../support/studio';
import { useBrowser } from '../support/browser';

const browser = useBrowser();
const desk = useClosedDesk();

/** Asks the desk, again and again, until a record has something in it: the add-on's triggers run by themselves. */
async function untilStored(text: string): Promise<void> {
  for (let tries = 0; tries < 2_000; tries++) {
    const records = [...(await desk.records('booking')), ...(await desk.records('room'))];
    if (JSON.stringify(records).includes(text)) return;
  }
  throw new Error(`never stored: ${text}`);
}

/** Asks until Google has announced everything: the page shows the last change by then. */
async function untilAnnounced(): Promise<void> {
  for (let tries = 0; tries < 2_000; tries++) {
    const { triggers } = await desk.post<{ triggers: { source: string; due: number | null }[] }>('triggers', {});
    if (triggers.every((trigger) => trigger.source === 'CLOCK' || trigger.due === null)) return;
  }
  throw new Error('the triggers never come to rest');
}

it('plays the whole story: set up, connect, request, accept, drag, conference', async () => {
  await desk.reset('studio', '2026-11-23T00:00:00Z');
  const staff = await browser.open(desk.url, { viewport: { width: 1440, height: 1000 }, timezoneId: 'Europe/Warsaw' });
  const panel = staff.locator('#panel');

  // The owner sets the desk up.
  await staff.fill('[name=business]', 'Studio Nowak');
  await staff.fill('[name=service]', 'Singing lesson');
  await staff.fill('[name=team]', MEI);
  await panel.getByRole('button', { name: 'Set up' }).click();
  await panel.getByText('Not connected yet: Mei').waitFor();

  // Mei connects her calendars.
  await staff.selectOption('[data-testid=user]', MEI);
  await staff.selectOption('[data-testid=locale]', 'en');
  await panel.getByRole('button', { name: 'Choose calendars' }).click();
  await panel.getByLabel('Private').check();
  await panel.getByRole('button', { name: 'Connect', exact: true }).click();
  await panel.getByText('Next open times').waitFor();

  // A client in Warsaw, on a telephone, asks for a time: in Polish, by the browser's language.
  const client = await browser.open(`${desk.url}/macros/s/sandbox/exec`, {
    viewport: { width: 390, height: 844 },
    locale: 'pl-PL',
    timezoneId: 'Europe/Warsaw',
  });
  const form = client.frameLocator('iframe');
  await form.locator('[data-testid=time]').first().waitFor();
  expect(await form.locator('.zone-line').textContent()).toMatch(/^Warsaw, /);
  const chosen = form.locator('[data-testid=time]').first();
  const start = Number(await chosen.getAttribute('data-start'));
  await chosen.click();
  await form.getByRole('button', { name: 'Dalej' }).click();
  await form.getByRole('button', { name: 'Poproś o ten termin' }).click();
  await form.getByText('Podaj imię i nazwisko.').waitFor();
  await form.getByLabel('Imię i nazwisko').fill('<b>Piotr</b> Zieliński');
  await form.getByLabel('Adres e-mail').fill(CLIENT);
  await form.getByRole('button', { name: 'Poproś o ten termin' }).click();
  await form.locator('[data-testid=done]').waitFor();
  const wide = await client.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  expect(wide).toBe(false);
  await form.locator('[data-testid=language]').selectOption('zh-TW');
  await form.getByRole('heading', { name: '預約申請已送出' }).waitFor();

  // Mei sees it pending, its name as text, and accepts.
  await panel.getByLabel('Refresh add-on').click();
  await panel.getByText('1 request is waiting for you').waitFor();
  await panel.getByText('<b>Piotr</b> Zieliński').waitFor();
  await panel.getByRole('button', { name: 'Accept' }).click();
  await panel.getByRole('button', { name: 'Join' }).waitFor();
  const [accepted] = await desk.bookings();
  expect(accepted).toMatchObject({ state: 'confirmed', start, link: { status: 'ready' } });

  // She drags the event one hour down: Google announces it, the booking follows.
  const event = staff.locator('[class*=solid]', { hasText: 'Singing lesson' }).first();
  await untilAnnounced();
  await event.hover({ position: { x: 20, y: 6 } });
  const hours = await staff.evaluate(() => {
    const top = (label: string) =>
      [...document.querySelectorAll('#grid *')]
        .find((e) => e.children.length === 0 && e.textContent === label)!
        .getBoundingClientRect().top;
    return top('2pm') - top('1pm');
  });
  const box = (await event.boundingBox())!;
  await staff.mouse.down();
  await staff.mouse.move(box.x + 20, box.y + 6 + hours / 2, { steps: 5 });
  await staff.mouse.move(box.x + 20, box.y + 6 + hours, { steps: 5 });
  await staff.mouse.up();
  await untilStored('movedInCalendar');
  expect((await desk.bookings())[0]).toMatchObject({ start: start + HOUR, link: accepted!.link });

  // In the event dialog she picks our conference solution for a new event.
  const free = await staff.locator('#grid').boundingBox();
  await staff.mouse.move(free!.x + free!.width - 60, free!.y + free!.height - 160);
  await staff.mouse.down();
  await staff.mouse.move(free!.x + free!.width - 60, free!.y + free!.height - 120, { steps: 4 });
  await staff.mouse.up();
  const dialog = staff.locator('[data-testid=event-dialog]');
  await dialog.locator('[data-testid=event-summary]').fill('Rehearsal');
  await dialog.locator('[data-testid=event-solution]').selectOption({ label: 'Booking room' });
  await dialog.locator('[data-testid=event-save]').click();
  await untilStored('https://meet.jit.si/slotkeeper-');
  await staff.locator('[class*=solid]', { hasText: 'Rehearsal' }).first().click();
  await dialog.locator('[data-testid=event-join]').waitFor();
  expect(await dialog.locator('[data-testid=event-join]').getAttribute('href')).toMatch(/^https:\/\/meet\.jit\.si\//);
  await panel.getByText('Room: https://meet.jit.si/').waitFor();

  // The mail that the client has got is under Mail, as they see it, and as plain text.
  await staff.locator('[data-testid=view-mail]').click();
  await staff.locator('[data-testid=mail]', { hasText: 'Rezerwacja potwierdzona' }).click();
  const mail = staff.frameLocator('iframe.body');
  await mail.getByRole('heading', { name: 'Rezerwacja potwierdzona' }).waitFor();
  expect(await mail.getByRole('link', { name: 'Otwórz rezerwację' }).getAttribute('href')).toContain('?booking=');
  const { uri } = accepted!.link!;
  expect(await mail.getByRole('link', { name: uri! }).getAttribute('href')).toBe(uri);
  await staff.getByText('Plain text').click();
  await staff.locator('pre.body', { hasText: accepted!.reference }).waitFor();

  expect(browser.faults).toEqual([]);
}, 60_000);
