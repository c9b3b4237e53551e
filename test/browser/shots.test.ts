import { launchBrowser } from './browser';
import { Sandbox } from '../sandbox-process';
it('shots', async () => {
  const sandbox = await Sandbox.start();
  const browser = await launchBrowser();
  const errors: string[] = [];
  try {
    await sandbox.reset('studio', '2026-11-21T06:00:00Z');
    const page = await (await browser.newContext({ viewport: { width: 1360, height: 860 }, timezoneId: 'Europe/Warsaw' })).newPage();
    page.on('pageerror', (e) => errors.push(String(e)));
    page.on('console', (m) => m.type() === 'error' && errors.push(m.text()));
    await page.goto(sandbox.url);
    await page.waitForSelector('[data-card="welcome"]');
    await page.screenshot({ path: '/tmp/s1.png' });
  } finally {
    console.log(errors);
    await browser.close();
    await sandbox.stop();
  }
}, 40000);
