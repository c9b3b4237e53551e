import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { MAIL_TEMPLATES, type MailTemplate } from '../../src/booking/booking';
import { LOCALES, type Locale } from '../../src/i18n/locales';
import { composeMail, composeNote } from '../../src/notify/mail';
import { aLetter, aStaff, at } from '../support/builders';
import { useBrowser } from '../support/browser';

const browser = useBrowser();
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const LONG = 'Wolfeschlegelsteinhausenbergerdorff'.repeat(3);

/** The HTML of a mail in which everything is long, and everything is said that it may say. */
function mailOf(template: MailTemplate, locale: Locale, accent: string, name: string): string {
  const { booking, settings, ...letter } = aLetter({ template, reason: `Flooded ${name}`, by: name });
  const client = {
    ...booking.client,
    name,
    email: `${name}@client.example`,
    phone: '+48 512 555 014',
    note: name,
    locale,
  };
  const asked = {
    ...booking,
    client,
    serviceName: name,
    holdUntil: at('2026-11-23T02:00:00Z'),
    guests: [client.email],
  };
  const page = (path: string) => `https://script.google.com/macros/s/${'x'.repeat(60)}/exec?${path}`;
  return composeMail({
    ...letter,
    booking: { ...asked, answers: [{ label: name, value: name }] },
    staff: aStaff({ name, locale }),
    settings: { ...settings, accent, business: name },
    was: { start: at('2026-11-23T22:45:00Z'), end: at('2026-11-23T23:15:00Z') },
    links: { booking: page('b'), answer: page('a'), offer: page('o') },
  }).html;
}

/** A note with a code, and an address that is longer than a phone is wide. */
function noteOf(locale: string): string {
  const text = `${LONG}\n\n123456\n\nTue, 9:00\nhttps://script.google.com/macros/s/${LONG}/exec`;
  const settings = { business: LONG, logo: '', accent: '#FFFF66' };
  return composeNote({ to: 'a@x.example', subject: LONG, text, locale, settings }).html;
}

/** What is wrong with a page as it is shown: found by axe, or wider than the phone. */
async function wrongWith(page: Page): Promise<string[]> {
  const found = await page.evaluate(async () => {
    const { axe: tool } = window as unknown as {
      axe: { run: (o: object) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await tool.run({ resultTypes: ['violations'] });
    const wide = [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > innerWidth);
    return [
      ...violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)),
      ...wide.map((e) => `too wide: ${e.outerHTML.slice(0, 200)}`),
    ];
  });
  return found;
}

describe.each(['light', 'dark'] as const)('every mail on a phone, in %s', (colorScheme) => {
  it.each(LOCALES)(
    'can be read by everybody in %s, however long the names',
    async (locale) => {
      const context = await browser.newContext({ colorScheme, viewport: { width: 390, height: 844 } });
      const page = await context.newPage();
      await page.evaluate(axe);
      for (const [n, template] of MAIL_TEMPLATES.entries()) {
        // Colours that are hard to read on: pale, dark and bright ones.
        const accent = ['', '#FFFF66', '#000033', '#FF00FF'][n % 4] ?? '';
        await page.setContent(mailOf(template, locale, accent, n % 2 === 0 ? LONG : 'Ann Brown'));
        expect({ template, wrong: await wrongWith(page) }).toEqual({ template, wrong: [] });
      }
      await page.setContent(noteOf(locale));
      expect({ note: await wrongWith(page) }).toEqual({ note: [] });
      await context.close();
    },
    60_000,
  );
});
