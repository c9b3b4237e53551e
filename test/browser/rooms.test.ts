import type { Browser, Page } from 'playwright-core';
import { MEI, OWNER } from '../support/studio';
import { saveServers } from '../support/rooms';
import { BigBlueButtonServer } from '../support/providers/bigbluebutton-server';
import { ZoomServer } from '../support/providers/zoom-server';
import { useClosedDesk } from '../support/desk';
import { useBrowser } from '../support/browser';

// Rooms as people come by them: the owner says where, an editor logs in and gets one, a guest goes in.

const browser = useBrowser();
const desk = useClosedDesk();
let zoom: ZoomServer;
let bbb: BigBlueButtonServer;

beforeAll(async () => {
  [zoom, bbb] = await Promise.all([ZoomServer.start(), BigBlueButtonServer.start()]);
  zoom.allowRedirect(`${desk.url}/macros/d/sandbox/usercallback`);
});
afterAll(async () => {
  await Promise.all([zoom.stop(), bbb.stop()]);
});
beforeEach(() => desk.open());

async function open(url: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 950 }, ...options });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

const panel = (page: Page) => page.locator('#panel');
const editor = (page: Page) => page.locator('[data-testid=event-dialog]');

async function popupOf(page: Page, click: Promise<void>): Promise<Page> {
  const [popup] = await Promise.all([page.context().waitForEvent('page'), click]);
  await popup.waitForLoadState();
  return popup;
}

async function signIn(page: Page, user: string): Promise<void> {
  await page.selectOption('[data-testid=user]', user);
  await page.selectOption('[data-testid=locale]', 'en');
}

it('the owner sets Zoom up, Mei logs in from her event, and its room is there', async () => {
  const page = await open(desk.url);
  await signIn(page, OWNER);
  await panel(page).getByRole('button', { name: 'Video rooms' }).click();
  await panel(page).getByText('Your rooms are created by Jitsi.').waitFor();
  await panel(page).getByRole('button', { name: 'Servers and secrets' }).click();
  await panel(page).getByLabel('Video room provider').selectOption({ label: 'Zoom' });
  // The provider's own part of the form is folded.
  await panel(page)
    .getByRole('button', { name: /show more/i })
    .last()
    .click();
  await panel(page).getByLabel('Zoom: client ID').fill(zoom.clientId);
  await panel(page).getByLabel('Zoom: client secret').fill(zoom.clientSecret);
  await panel(page).getByLabel('Zoom: log-in address').fill(zoom.oauthUrl);
  await panel(page).getByLabel('Zoom: API address').fill(zoom.apiUrl);
  await panel(page).getByText(`${desk.url}/macros/d/sandbox/usercallback`).waitFor();
  await panel(page).getByRole('button', { name: 'Save' }).click();
  await panel(page).getByText('Your rooms are created by Zoom.').waitFor();

  await signIn(page, MEI);
  await page.locator('[data-testid=create]').click();
  await editor(page).locator('[data-testid=event-summary]').fill('Call');
  await editor(page).locator('[data-testid=event-solution]').selectOption({ label: 'Booking room (recorded)' });
  await editor(page).getByText('asks you to log in first').waitFor();

  // First she says no: nothing happens, and she can go on.
  const first = await popupOf(page, editor(page).locator('[data-testid=event-log-in]').click());
  await first.getByRole('button', { name: 'Deny' }).click();
  await first.frameLocator('iframe').getByRole('heading', { name: '未登入' }).waitFor();
  await first.close();
  await editor(page).getByText('asks you to log in first').waitFor();

  const second = await popupOf(page, editor(page).locator('[data-testid=event-log-in]').click());
  await second.getByRole('button', { name: 'Allow' }).click();
  await second.frameLocator('iframe').getByText('您可以關閉這個分頁。').waitFor();
  await second.close();
  await editor(page).getByTestId('event-join').waitFor();
  await editor(page).getByText('More ways to join').waitFor();
  await editor(page).locator('[data-testid=event-save]').click();
  await editor(page).waitFor({ state: 'detached' });
  expect([...zoom.meetings.values()]).toMatchObject([{ settings: { auto_recording: 'cloud' } }]);
  const [event] = (await desk.existingEvents()).filter(({ summary }) => summary === 'Call');
  expect(event).toMatchObject({ conferenceData: { conferenceSolution: { name: 'Booking room (recorded)' } } });

  // She logs out on the card.
  await page.getByLabel('Refresh add-on').click();
  await panel(page).getByRole('button', { name: 'Video rooms' }).click();
  await panel(page).getByRole('button', { name: 'Log out' }).click();
  await panel(page).getByText('You are not logged in to Zoom').waitFor();
  await page.context().close();
}, 90_000);

// It asserts by waiting: the server's own page greets the guest by their name and role.
it('a guest says their name and goes into a BigBlueButton room', async () => {
  await saveServers(desk, { provider: 'bigbluebutton', bbbServer: bbb.url, bbbSecret: bbb.secret });
  const { event } = await desk.post<{ event: { conferenceData: { entryPoints: { uri: string }[] } } }>('editor', {
    as: MEI,
    calendarId: MEI,
    event: {
      summary: 'Talk',
      start: { dateTime: '2026-11-26T02:00:00Z' },
      end: { dateTime: '2026-11-26T03:00:00Z' },
    },
    solution: 'booking-room',
  });
  const page = await open(event.conferenceData.entryPoints[0]!.uri, { viewport: { width: 390, height: 844 } });
  const frame = page.frameLocator('iframe');
  await frame.getByRole('textbox').fill('Piotr <b>Z</b>');
  await frame.getByRole('button').click();
  await frame.locator('[data-testid=enter]').click();
  await page.getByText('Piotr <b>Z</b>: VIEWER').waitFor();
  await page.context().close();
}, 60_000);
