import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { useSandbox } from '../support/sandbox-process';
import { useBrowser } from '../support/browser';

const OWNER = 'owner@studio.example';
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const browser = useBrowser();
const sandbox = useSandbox(resolve('test/samples/widget-gallery'));
beforeEach(() => sandbox.reset('studio', '2026-11-24T08:30:00Z'));

async function open(width = 1440, height = 950): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height } });
  const page = await context.newPage();
  // Pages of other hosts are answered here: a test asks nobody else.
  await context.route(/^https:\/\/[^/]*\.example\//, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<title>Elsewhere</title>' }),
  );
  await page.goto(sandbox.url);
  await card(page)
    .getByText('Every widget')
    .waitFor({ state: width < 860 ? 'attached' : 'visible' });
  return page;
}

const panel = (page: Page): Locator => page.locator('#panel');
const card = (page: Page): Locator => page.locator('[data-testid=card]');
const editor = (page: Page): Locator => page.locator('[data-testid=event-dialog]');

/** What axe finds of weight; `where` it found it. */
async function seriousFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { run } = (window as unknown as { axe: { run(where: object): Promise<{ violations: Violation[] }> } }).axe;
    interface Violation {
      id: string;
      impact: string;
      nodes: { html: string }[];
    }
    const { violations } = await run(document);
    return (
      violations
        // The grid's own scrolling part takes no focus; the region around it does, and scrolls it.
        .filter(
          ({ id, nodes }) => id !== 'scrollable-region-focusable' || nodes.some(({ html }) => !html.includes('fc-')),
        )
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)
    );
  });
}

describe('the side panel', () => {
  it('draws every widget, and sends what is entered', async () => {
    const page = await open();
    const home = card(page);
    await home.getByRole('button', { name: 'Show what I entered' }).click();
    // Two fields are required: nothing is sent before they are filled in.
    await home.getByText('Fill this in').nth(1).waitFor();
    await home.getByLabel('Title').fill('Rehearsal');
    await home.getByLabel('Town').fill('Gdynia');
    await home.getByLabel('Notes').fill('two\nlines');
    await home.getByLabel('Day').fill('2026-12-24');
    await home.getByLabel('Moment').fill('2026-12-24T18:00');
    await home.getByLabel('Green').check();
    await home.getByLabel('Large').check();
    await home.locator('select').selectOption('Garden');
    await home.getByLabel('Piano').check();
    await home.getByRole('checkbox', { name: 'Jan' }).check();
    expect(await home.getByRole('checkbox', { name: 'Mei' }).isDisabled()).toBe(true);
    await home.getByRole('button', { name: 'Show what I entered' }).click();
    await card(page).getByRole('heading', { name: 'Entered', exact: true }).waitFor();
    const sent = JSON.parse((await card(page).locator('p.text').textContent())!) as Record<string, unknown>;
    const strings = (...value: string[]) => ({ stringInputs: { value } });
    expect(sent).toEqual({
      remind: strings('yes'),
      title: strings('Rehearsal'),
      town: strings('Gdynia'),
      notes: strings('two\nlines'),
      day: { dateInput: { msSinceEpoch: String(Date.UTC(2026, 11, 24)) } },
      time: { timeInput: { hours: 9, minutes: 30 } },
      moment: {
        dateTimeInput: { hasDate: true, hasTime: true, msSinceEpoch: String(Date.parse('2026-12-24T18:00:00+01:00')) },
      },
      colours: strings('Red', 'Green'),
      size: strings('Large'),
      room: strings('Garden'),
      extras: strings('Coffee', 'Piano'),
      people: strings('Anna', 'Jan'),
    });
    await page.context().close();
  });

  it('goes from card to card and back, notifies, opens and closes', async () => {
    const page = await open();
    await card(page).getByRole('button', { name: 'Next card' }).click();
    await card(page).getByText('One card further').waitFor();
    await panel(page).getByRole('button', { name: 'Back' }).click();
    await card(page).getByText('Every widget').waitFor();
    await card(page).getByRole('button', { name: 'Tap' }).click();
    await card(page).getByRole('button', { name: 'To the first' }).click();
    await card(page).getByText('Every widget').waitFor();
    await card(page).getByRole('button', { name: 'Second' }).click();
    await page.getByText('Picked two').waitFor();
    await card(page).getByRole('button', { name: 'Show more' }).click();
    await card(page).getByRole('button', { name: 'Notify' }).click();
    await page.getByText('Something to know').waitFor();
    expect(await card(page).getByRole('button', { name: 'Off', exact: true }).isDisabled()).toBe(true);
    await card(page).getByRole('switch', { name: 'Remind me' }).uncheck();
    await page.getByText('Off now').waitFor();
    const [opened] = await Promise.all([
      page.context().waitForEvent('page'),
      card(page).getByRole('button', { name: 'Write' }).click(),
    ]);
    expect(opened.url()).toBe('https://gallery.example/');
    await page.context().close();
  });

  // It asserts by waiting: what does not appear, or does not go, fails it.
  it('has the menu of the card and of the add-on, says what failed, and asks for access', async () => {
    const page = await open();
    const choose = async (item: string) => {
      await panel(page).locator('[data-testid=panel-menu]').click();
      await page.getByRole('button', { name: item }).click();
    };
    await choose('About the gallery');
    await card(page).getByText('A card of every widget').waitFor();
    await panel(page).getByRole('button', { name: 'Back' }).click();
    await choose('Fail');
    await panel(page).getByText('This was bound to fail').waitFor();
    await panel(page).getByRole('button', { name: 'See the execution' }).click();
    await page.locator('.reading', { hasText: 'This was bound to fail' }).waitFor();
    await page.getByRole('button', { name: 'Calendar', exact: true }).click();
    await choose('Ask for access');
    await panel(page).getByText('Gallery needs your permission to use Gallery account.').waitFor();
    const [opened] = await Promise.all([
      page.context().waitForEvent('page'),
      panel(page).getByRole('button', { name: 'Authorize access' }).click(),
    ]);
    // Its window closed, the card is asked for again. One that is still loading is not closed in the middle of it.
    await opened.waitForLoadState();
    await opened.close();
    await panel(page).getByText('Gallery needs your permission').waitFor({ state: 'detached' });
    await page.context().close();
  });
});

describe('the event editor', () => {
  it('asks to log in if the conference solution does, and continues when that is done', async () => {
    const page = await open();
    await page.locator('[data-testid=create]').click();
    await editor(page).locator('[data-testid=event-summary]').fill('With a room');
    await editor(page).locator('[data-testid=event-solution]').selectOption({ label: 'Closed rooms' });
    await editor(page).getByText('Trying again will not help').waitFor();
    await editor(page).locator('[data-testid=event-solution]').selectOption({ label: 'Gallery rooms' });
    await editor(page).getByText('asks you to log in first').waitFor();
    const [logIn] = await Promise.all([
      page.context().waitForEvent('page'),
      editor(page).locator('[data-testid=event-log-in]').click(),
    ]);
    expect(logIn.url()).toBe('https://gallery.example/log-in');
    await sandbox.post('properties', { store: `user:${OWNER}`, values: { loggedIn: 'yes' } });
    await logIn.waitForLoadState();
    await logIn.close();
    await editor(page).getByText('Passcode: 4711').waitFor();
    await editor(page).locator('[data-testid=event-save]').click();
    await editor(page).waitFor({ state: 'detached' });
    const [event] = (await sandbox.existingEvents()).filter(({ summary }) => summary === 'With a room');
    expect(event).toMatchObject({
      conferenceData: {
        conferenceSolution: { name: 'Gallery rooms' },
        notes: 'Ring the bell',
        entryPoints: [
          { entryPointType: 'video', uri: `https://rooms.example/${event!.id}` },
          { entryPointType: 'phone', uri: 'tel:+48221234567', pin: '12345' },
        ],
      },
    });
    await page.context().close();
  });

  it('tells the add-on of new guests at once, and stages those that it adds', async () => {
    const page = await open();
    await page.locator('[data-testid=create]').click();
    await card(page).getByText('Guests: 0').waitFor();
    await editor(page).locator('[data-testid=event-attendees]').fill('jan@gallery.example');
    await page.keyboard.press('Enter');
    await card(page).getByText('Guests: 1').waitFor();
    await card(page).getByRole('button', { name: 'Invite Anna' }).click();
    await editor(page).locator('[data-testid=event-guest]').nth(1).waitFor();
    expect((await sandbox.existingEvents()).some(({ summary }) => summary === 'Choir')).toBe(false);
    await editor(page).locator('[data-testid=event-summary]').fill('Choir');
    await editor(page).locator('[data-testid=event-save]').click();
    await editor(page).waitFor({ state: 'detached' });
    const [event] = (await sandbox.existingEvents()).filter(({ summary }) => summary === 'Choir');
    expect((event!.attendees as { email: string }[]).map(({ email }) => email)).toContain('anna@gallery.example');
    await page.context().close();
  });

  it('changes one event of a series, or all of them', async () => {
    await sandbox.api(OWNER, 'POST', 'calendars/primary/events', {
      summary: 'Standing call',
      start: { dateTime: '2026-11-24T11:00:00+01:00', timeZone: 'Europe/Warsaw' },
      end: { dateTime: '2026-11-24T11:30:00+01:00', timeZone: 'Europe/Warsaw' },
      recurrence: ['RRULE:FREQ=DAILY;COUNT=3'],
    });
    const page = await open();
    const change = async (name: string, scope: string) => {
      await page.locator('[class*=solid]', { hasText: 'Standing call' }).first().click();
      await editor(page).getByLabel(scope).check();
      await editor(page).locator('[data-testid=event-summary]').fill(name);
      await editor(page).locator('[data-testid=event-save]').click();
      await editor(page).waitFor({ state: 'detached' });
    };
    await change('Only today', 'This event');
    await page.getByText('Only today').waitFor();
    await change('Every day', 'All events of the series');
    await page.getByText('Every day').nth(1).waitFor();
    expect(await page.getByText('Only today').count()).toBe(1);
    await page.context().close();
  });

  // It asserts by waiting: the dialog that opens and closes is what the keys do.
  it('is all there with the keyboard', async () => {
    const page = await open();
    await page.locator('[data-testid=create]').focus();
    await page.keyboard.press('Enter');
    await editor(page).waitFor();
    await page.keyboard.type('By hand');
    await page.keyboard.press('Enter');
    await editor(page).waitFor({ state: 'detached' });
    const event = page.locator('[class*=solid]', { hasText: 'By hand' });
    await event.focus();
    await page.keyboard.press('Enter');
    await editor(page).waitFor();
    await page.keyboard.press('Escape');
    await editor(page).waitFor({ state: 'detached' });
    await page.context().close();
  });
});

describe('the page', () => {
  it('scrolls an empty day with the keyboard', async () => {
    const page = await open(390, 844);
    await page.locator('[data-testid=view-calendar]').click();
    const top = () =>
      page.evaluate(() => Math.max(...[...document.querySelectorAll('#grid div')].map((part) => part.scrollTop)));
    const before = await top();
    await page.locator('#grid').focus();
    await page.keyboard.press('PageUp');
    expect(await top()).toBeLessThan(before);
    await page.context().close();
  });

  // It asserts by waiting: what the page does not come to show fails it.
  it('moves the clock, runs what is due and shows what ran', async () => {
    const page = await open();
    await page.locator('[data-testid=clock]').click();
    await page.getByRole('button', { name: '1 day on' }).click();
    await page.getByText(/Wed,? 25 Nov, 09:30/).waitFor();
    await page.locator('[data-testid=run-triggers]').click();
    await page.getByText('No trigger is due').waitFor();
    await page.locator('[data-testid=view-log]').click();
    await page.locator('[data-testid=execution]', { hasText: 'home' }).first().click();
    await page.locator('.reading', { hasText: 'Completed' }).waitFor();
    await page.locator('[data-testid=view-mail]').click();
    await page.getByText('Choose a message to read it.').or(page.getByText('No mail yet.')).waitFor();
    await page.context().close();
  });

  it.each([
    ['on a desk', 1440, 950],
    ['on a phone', 390, 844],
  ])('has no serious fault of accessibility, and fits: %s', async (_where, width, height) => {
    const page = await (await browser.newContext({ viewport: { width, height } })).newPage();
    await page.goto(sandbox.url);
    await page.locator('[class*=fc]').first().waitFor();
    const isNarrow = width < 860;
    const look = async () => {
      expect(await seriousFaults(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(
        0,
      );
    };
    await look();
    if (isNarrow) {
      await page.locator('[data-testid=view-addOn]').click();
      await card(page).getByText('Every widget').waitFor();
      await look();
      await page.locator('[data-testid=view-calendar]').click();
    }
    await page.getByRole('button', { name: 'Create' }).click();
    await editor(page).waitFor();
    await look();
    await page.locator('[data-testid=view-log]').click();
    await page.locator('[data-testid=execution]').first().click();
    await look();
    await page.locator('[data-testid=view-mail]').click();
    await look();
    await page.context().close();
  });

  it('had no error of its own', () => {
    expect(browser.faults).toEqual([]);
  });
});
