import chromium from '@sparticuz/chromium';
import { chromium as playwright, type Browser, type Page } from 'playwright-core';

/** Kept from talking to anybody but the pages of the tests. */
const QUIET = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];

/** A real browser: on Linux one that comes with the packages, elsewhere an installed Chrome or Edge. */
export async function launchBrowser(): Promise<Browser> {
  if (process.platform === 'linux') {
    const executablePath = await chromium.executablePath();
    // In a single process, a window that a page opens takes the whole browser down.
    const args = chromium.args.filter((arg) => arg !== '--single-process');
    return playwright.launch({ executablePath, args: [...args, ...QUIET], headless: true });
  }
  for (const channel of ['chrome', 'msedge']) {
    const browser = await playwright.launch({ channel, args: QUIET, headless: true }).catch(() => null);
    if (browser !== null) return browser;
  }
  throw new Error('The browser tests need Google Chrome or Microsoft Edge: install one of them.');
}

/**
 * A page in a context of its own.
 *
 * @param faults where the errors of the page's own script are noted
 */
export async function openPage(
  browser: Browser,
  url: string,
  options: Parameters<Browser['newContext']>[0],
  faults: string[],
): Promise<Page> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(8_000);
  const page = await context.newPage();
  page.on('pageerror', (error) => faults.push(String(error)));
  await page.goto(url);
  return page;
}
