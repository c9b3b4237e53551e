import fc from 'fast-check';
import { CONFERENCE_LIMITS, fittingWays, shortened } from '../../../src/rooms/google/entry-points';
import { formText } from '../../../src/rooms/tools/http';
import { safeHtml } from '../../../src/rooms/google/notes';
import { e164, phoneWay } from '../../../src/rooms/tools/phone';
import { conferenceView } from '../../../src/rooms/google/view';
import { elementText } from '../../../src/rooms/tools/xml';
import type { Room } from '../../../src/desk/ports/records';
import type { WayIn } from '../../../src/desk/ports/rooms';

const long = fc.string({ maxLength: 3_000, unit: 'binary' });
const kinds = fc.constantFrom('video' as const, 'phone' as const, 'sip' as const, 'more' as const);
const beginnings = { video: 'https://a.example/', phone: 'tel:+48', sip: 'sip:a@', more: 'https://b.example/' };

/** Whatever a provider may say: mostly of the right form, of any length. */
const anyWay: fc.Arbitrary<WayIn> = fc
  .record({
    kind: kinds,
    rest: fc.oneof(fc.stringMatching(/^[a-z0-9]{0,40}$/), long),
    code: long,
    tollFree: fc.boolean(),
  })
  .chain(({ kind, rest, code, tollFree }) =>
    fc.constantFrom(
      { kind, uri: beginnings[kind] + rest, pin: code, tollFree, region: 'pl' },
      { kind, uri: rest, passcode: code, region: code },
      { kind, uri: beginnings[kind] + rest, meetingCode: code.slice(0, 20), region: 'US' },
    ),
  );

/**
 * What Google throws for [apps-script/reference/conference-data], said once more in other words than the rules under
 * test.
 */
function expectTakenByGoogle(ways: readonly WayIn[]): void {
  const of = (kind: WayIn['kind']) => ways.filter((way) => way.kind === kind);
  expect(ways.length).toBeLessThanOrEqual(300);
  for (const kind of ['video', 'sip', 'more'] as const) expect(of(kind).length).toBeLessThanOrEqual(1);
  expect(ways.length === 1 && of('more').length === 1).toBe(false);
  for (const { kind, uri, pin, passcode, meetingCode, region, tollFree } of ways) {
    expect(uri).toMatch({ video: /^https?:/i, more: /^https?:/i, phone: /^tel:\S/i, sip: /^sip:\S/i }[kind]);
    expect(uri.length).toBeLessThanOrEqual(1_300);
    for (const code of [pin, passcode, meetingCode])
      expect(code === undefined || (code !== '' && code.length <= 128)).toBe(true);
    expect(kind === 'phone' || (region === undefined && tollFree === undefined)).toBe(true);
    expect(region ?? 'AA').toMatch(/^[A-Z]{2}$/);
  }
}

describe('ways to join', () => {
  it('are never refused by Google, whatever a provider says', () => {
    fc.assert(
      fc.property(fc.array(anyWay, { maxLength: 12 }), fc.constantFrom('', 'pl', 'US'), (ways, home) =>
        expectTakenByGoogle(fittingWays(ways, home)),
      ),
    );
  });

  it('stay within 300 with the page that lists them all', () => {
    const phones = Array.from({ length: 400 }, (_, i): WayIn => ({ kind: 'phone', uri: `tel:+4812345${i}` }));
    const ways = fittingWays(
      [{ kind: 'video', uri: 'https://a.example/' }, ...phones, { kind: 'more', uri: 'https://b.example/' }],
      '',
    );
    expectTakenByGoogle(ways);
    expect(ways.at(-1)?.kind).toBe('more');
  });

  it('name the numbers of the own country first, and each once', () => {
    const phone = (uri: string, region: string): WayIn => ({ kind: 'phone', uri, region });
    const ways = fittingWays(
      [phone('tel:+1', 'US'), phone('tel:+481', 'PL'), phone('tel:+1', 'US'), phone('tel:+482', 'PL')],
      'pl',
    );
    expect(ways.map(({ uri }) => uri)).toEqual(['tel:+481', 'tel:+482', 'tel:+1']);
  });
});

describe('a whole conference', () => {
  it('is within Google’s limits, and no text is cut inside a character', () => {
    fc.assert(
      fc.property(long, long, long, fc.array(anyWay, { maxLength: 5 }), (word, legal, id, ways) => {
        const room: Room = {
          calendarId: 'c',
          eventId: 'e',
          email: 'm',
          provider: 'zoom',
          name: `r${word}`,
          uri: 'https://a.example/1',
          createdAt: 0,
          start: null,
          end: null,
          title: '',
          repeats: false,
          recorded: false,
          waitingRoom: false,
          muted: false,
          locale: 'en',
          keys: { guest: '', moderator: '' },
          task: null,
          state: 'draft',
          meeting: { id, link: '', ways, more: { passcode: word } },
        };
        const view = conferenceView(room, {
          settings: { legal },
          note: word.slice(0, 200),
          home: '',
          bookingId: id,
          waysPage: 'https://w.example/',
        });
        expectTakenByGoogle(view.ways);
        expect(view.ways[0]?.uri).toBe('https://a.example/1');
        expect(view.id.length).toBeLessThanOrEqual(512);
        expect(view.notes.length).toBeLessThanOrEqual(2_048);
        for (const [key, value] of Object.entries(view.parameters)) {
          expect(key.length).toBeLessThanOrEqual(50);
          expect(value.length).toBeLessThanOrEqual(1_024);
        }
      }),
    );
  });

  it('shortens between characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.integer({ min: 1, max: 20 }), (text, max) => {
        const short = shortened(text, max);
        expect(short.length).toBeLessThanOrEqual(max);
        expect(short).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
        expect(short === text || text.length > max).toBe(true);
      }),
    );
  });
});

/** Tags of a text that a browser would see, by a pattern of its own. */
const tagsOf = (html: string) =>
  [...html.matchAll(/<(\/?)([^\s>]+)([^>]*)>/g)].map(([, slash, name, rest]) => ({ slash, name, rest }));

describe('notes', () => {
  const pieces = fc.constantFrom(
    '<b>',
    '</b>',
    '<a href="https://x.example/?a=1&b=2">',
    "<a href='javascript:x()'>",
    '</a>',
    '<script>',
    'alert(1)</script>',
    '<img src=x onerror=y>',
    '<p onclick="z">',
    '<ul><li>',
    '&amp;',
    '&',
    '<',
    '>',
    '"',
    '\n',
    'żółć',
    '😀',
    '<!-- c -->',
    '<br/>',
    '<B>',
  );

  it('keep text and a few plain tags, well nested, whatever was written', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(pieces, fc.string({ maxLength: 8 })), { maxLength: 40 }),
        fc.integer({ min: 0, max: 200 }),
        (some, max) => {
          const html = safeHtml(some.join(''), max);
          expect(html.length).toBeLessThanOrEqual(max);
          const open: string[] = [];
          for (const { slash, name = '', rest } of tagsOf(html)) {
            expect(['a', 'b', 'br', 'em', 'i', 'li', 'ol', 'p', 'strong', 'u', 'ul']).toContain(name);
            expect(rest).toMatch(/^( href="(https:\/\/|mailto:|tel:)[^"<>]+")?$/);
            const closed = slash === '/' ? open.pop() : name;
            expect(closed).toBe(name);
            if (slash !== '/' && name !== 'br') open.push(name);
          }
          expect(open).toEqual([]);
          expect(html.replace(/<[^<>]*>/g, '')).not.toMatch(/[<>"]/);
          expect(safeHtml(html, 10_000)).toBe(html);
        },
      ),
    );
  });

  it('say what they say', () => {
    expect(safeHtml('a & b < c\n<b>d</b>', 100)).toBe('a &amp; b &lt; c<br><b>d</b>');
    expect(safeHtml('<b>12345</b>', 11)).toBe('<b>123…</b>');
  });
});

describe('telephone numbers', () => {
  it.each([
    ['+1 613-555-1234', '+16135551234'],
    ['0048 (22) 398.73.56', '+48223987356'],
    ['+44 (0)20 7946 0000', '+442079460000'],
    ['613-555-1234', null],
    ['extension 12', null],
    ['+0123456', null],
  ])('%s is %s', (text, number) => expect(e164(text)).toBe(number));

  it('dial into the room: a pause, the code, a longer pause, the passcode', () => {
    expect(phoneWay('+48 22 398 73 56', ['123#', '*45#'])?.uri).toBe('tel:+48223987356,,123#,,,,*45#');
    expect(phoneWay('none', ['1#'])).toBeNull();
  });
});

it('a form comes back as it was, also with half a character in it', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ minLength: 1 }), fc.string({ unit: 'binary' })), (fields) => {
      expect(Object.fromEntries(new URLSearchParams(formText(fields)))).toEqual(
        Object.fromEntries(
          Object.entries(fields).map(([name, value]) => [
            new TextDecoder().decode(new TextEncoder().encode(name)),
            new TextDecoder().decode(new TextEncoder().encode(value)),
          ]),
        ),
      );
    }),
  );
  expect(formText({ a: "\uD800!'()*", b: '\uDC00\uDC00 +' })).toBe(
    'a=%EF%BF%BD%21%27%28%29%2A&b=%EF%BF%BD%EF%BF%BD%20%2B',
  );
});

it('an element of an XML answer is read with its entities', () => {
  const xml = '<response><a>1 &lt; 2 &amp;&#65;&#x42;</a><b><![CDATA[<x> & y]]></b><c/></response>';
  expect([elementText(xml, 'a'), elementText(xml, 'b'), elementText(xml, 'c'), elementText(xml, 'd')]).toEqual([
    '1 < 2 &AB',
    '<x> & y',
    null,
    null,
  ]);
});

it('limits are those of the reference', () => {
  expect(CONFERENCE_LIMITS).toMatchObject({
    id: 512,
    uri: 1_300,
    code: 128,
    notes: 2_048,
    parameterKey: 50,
    parameterValue: 1_024,
  });
});
