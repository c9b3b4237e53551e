import { resolve } from 'node:path';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { ZoomServer } from '../support/providers/zoom-server';
import { useSandbox } from '../support/sandbox-process';
import { useBrowser } from '../support/browser';

// A log-in with somebody else, clicked through: from the event editor to the provider's page, back, and on.

const OWNER = 'owner@studio.example';

const browser = useBrowser();
const sandbox = useSandbox(resolve('test/samples/log-in'));
let zoom: ZoomServer;
let page: Page;

beforeAll(async () => {
  zoom = await ZoomServer.start({ account: 'owner@zoom.example' });
  zoom.allowRedirect(`${sandbox.url}/macros/s/sandbox/usercallback`);
});
afterAll(() => zoom.stop());
beforeEach(async () => {
  await sandbox.reset('studio', '2026-11-24T08:30:00Z');
  const values = { CLIENT_ID: zoom.clientId, SECRET: zoom.clientSecret, LOGIN: zoom.oauthUrl };
  await sandbox.post('properties', { store: 'script', values });
  // What the script asks of Zoom, the server here answers; the manifest's list still applies.
  await sandbox.post('fetches', [
    { url: 'https://zoom.us/oauth', to: zoom.oauthUrl },
    { url: 'https://api.zoom.us/v2', to: zoom.apiUrl },
  ]);
  page = await browser.open(sandbox.url, { viewport: { width: 1440, height: 950 } });
  await page.locator('[data-testid=create]').click();
  await editor().locator('[data-testid=event-summary]').fill('Call');
  await editor().locator('[data-testid=event-solution]').selectOption({ label: 'Zoom room' });
});
afterEach(() => page.context().close());

const editor = (): Locator => page.locator('[data-testid=event-dialog]');

/** The page that a click opens. */
async function opened(click: Promise<void>, context: BrowserContext = page.context()): Promise<Page> {
  const [popup] = await Promise.all([context.waitForEvent('page'), click]);
  await popup.waitForLoadState();
  return popup;
}

const logIn = () => opened(editor().locator('[data-testid=event-log-in]').click());

const words = (popup: Page) => popup.frameLocator('iframe').locator('h1');

it('asks to log in, comes back, makes the room and knows the person from then on', async () => {
  await editor().getByText('Zoom room asks you to log in first').waitFor();
  const popup = await logIn();
  await popup.getByRole('button', { name: 'Allow' }).click();
  await words(popup).getByText('Logged in with zoom. You can close this tab.').waitFor();
  await popup.close();
  await editor().getByRole('link', { name: 'Join' }).waitFor();
  expect([...zoom.meetings.values()]).toMatchObject([{ topic: 'Call', host_email: 'owner@zoom.example' }]);
  await editor().locator('[data-testid=event-save]').click();
  await editor().waitFor({ state: 'detached' });
  const [event] = (await sandbox.existingEvents()).filter(({ summary }) => summary === 'Call');
  expect(event).toMatchObject({ conferenceData: { conferenceSolution: { name: 'Zoom room' } } });

  const settings = await opened(page.getByRole('button', { name: 'Add-on settings' }).click());
  await words(settings).getByText('You are owner@zoom.example.').waitFor();
  const { properties } = await sandbox.get<{ properties: Record<string, Record<string, string>> }>('state');
  expect(Object.keys(properties[`user:${OWNER}`] ?? {})).toEqual(['login']);
});

it('asks again when the person has said no', async () => {
  const popup = await logIn();
  await popup.getByRole('button', { name: 'Deny' }).click();
  await words(popup).getByText('Not logged in: access_denied').waitFor();
  await popup.close();
  await editor().getByText('asks you to log in first').waitFor();
  await editor().locator('[data-testid=event-conference-retry]').click();
  await editor().getByText('asks you to log in first').waitFor();
  expect(zoom.tokenRequests.filter(({ status }) => status !== 200)).toEqual([]);
});

it.each([
  ['too late', () => sandbox.post('clock', { advance: 'PT11M' })],
  [
    'as somebody else',
    () => {
      // As the host page does when another account is picked there.
      const { hostname: domain } = new URL(sandbox.url);
      const value = encodeURIComponent('anna@studio.example');
      return page.context().addCookies([{ name: 'user', value, domain, path: '/macros' }]);
    },
  ],
])('refuses who comes back %s', async (_, meanwhile) => {
  const popup = await logIn();
  await meanwhile();
  await popup.getByRole('button', { name: 'Allow' }).click();
  await popup.getByText('The state token is invalid or has expired.').waitFor();
  const { properties } = await sandbox.get<{ properties: Record<string, Record<string, string>> }>('state');
  expect(Object.values(properties).flatMap((values) => Object.keys(values))).not.toContain('login');
});
