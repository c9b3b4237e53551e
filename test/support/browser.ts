import chromium from '@sparticuz/chromium';
import { chromium as playwright, type Browser, type BrowserContext, type Page } from 'playwright-core';

/** Kept from talking to anybody but the pages of the tests. */
const QUIET = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];

/** A real browser: on Linux one that comes with the packages, elsewhere an installed Chrome or Edge. */
async function launchBrowser(): Promise<Browser> {
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

type ContextOptions = Parameters<Browser['newContext']>[0];

/** A browser that the tests of one file share. */
class TestBrowser {
  private running: Browser | null = null;
  /** Errors of the pages' own scripts. */
  readonly faults: string[] = [];

  async start(): Promise<void> {
    this.running = await launchBrowser();
  }

  async close(): Promise<void> {
    await this.running?.close();
  }

  /** What one visitor has for themselves. A wait that fails in it is named, long before the test's own time is up. */
  async newContext(options?: ContextOptions): Promise<BrowserContext> {
    if (this.running === null) throw new Error('The browser has not started: use it in a test, or in beforeAll.');
    const context = await this.running.newContext(options);
    context.setDefaultTimeout(8_000);
    context.on('weberror', (error) => this.faults.push(String(error.error())));
    return context;
  }

  /** A page in a context of its own. */
  async open(url: string, options?: ContextOptions): Promise<Page> {
    const page = await (await this.newContext(options)).newPage();
    await page.goto(url);
    return page;
  }
}

/** A browser for the tests of a file. Called before useDesk, so that it closes before the sandbox stops. */
export function useBrowser(): TestBrowser {
  const browser = new TestBrowser();
  beforeAll(() => browser.start());
  afterAll(() => browser.close());
  return browser;
}
