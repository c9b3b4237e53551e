import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

/** What axe finds wrong with the page in a web app's frame. */
export async function axeFinds(page: Page): Promise<string[]> {
  const frame = page.frames()[1]!;
  await frame.evaluate(readFileSync('node_modules/axe-core/axe.min.js', 'utf8'));
  return frame.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run: (o: object) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await axe.run({ resultTypes: ['violations'] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]!.html}`);
  });
}

/** How far anything reaches over the page's right edge, in pixels, at some widths of the window. */
export async function reachesOver(page: Page, widths: readonly number[]): Promise<number[]> {
  const found: number[] = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 844 });
    const over = await page.frames()[1]!.evaluate(() => {
      const rights = [...document.querySelectorAll('#app *')].map((e) => e.getBoundingClientRect().right);
      return Math.max(document.documentElement.scrollWidth, ...rights) - window.innerWidth;
    });
    found.push(Math.max(0, Math.floor(over)));
  }
  return found;
}
