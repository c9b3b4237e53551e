import { withoutComments } from '../../../sandbox/server/html-comments';
import { Lab } from '../../support/script-lab';

const CODE = `
function render(source, values = {}) { return Object.assign(HtmlService.createTemplate(source), values).evaluate().getContent(); }
function failing(source) { return render(source, {}); }
function untrusted(html, value) { return HtmlService.createHtmlOutput(html).appendUntrusted(value).getContent(); }
function page(name, who) {
  const template = HtmlService.createTemplateFromFile(name);
  template.who = who;
  template.list = ['a', '<b>'];
  return template.evaluate();
}
function include(name) { return HtmlService.createHtmlOutputFromFile(name).getContent(); }
function raw() {
  const template = HtmlService.createTemplateFromFile('Index');
  return [template.getRawContent().includes('<?='), template.getCode().includes('output._'), HtmlService.createHtmlOutput('<?= 1 ?>').asTemplate().evaluate().getContent()];
}
function chained() {
  const o = HtmlService.createHtmlOutput('<p>').append('a').setTitle('T').setWidth(300).setHeight(200).setSandboxMode(HtmlService.SandboxMode.IFRAME);
  const blob = o.getBlob();
  return [o.getContent(), o.getTitle(), o.getWidth(), o.getHeight(), blob.getContentType(), blob.getDataAsString(), o.clear().setContent('x').getContent()];
}
function fromBlob() { return HtmlService.createHtmlOutput(Utilities.newBlob('<i>ż</i>', 'text/html')).getContent(); }
function meta(name) {
  return HtmlService.createHtmlOutput().addMetaTag(name, 'v').getMetaTags().map((tag) => [tag.getName(), tag.getContent()]);
}
function served() { return HtmlService.createHtmlOutputFromFile('lib/Style.html'); }
function content(type) {
  const output = ContentService.createTextOutput('a').append('b');
  if (type) output.setMimeType(ContentService.MimeType[type]);
  return output;
}
function contentOf() {
  const o = ContentService.createTextOutput().setContent('x').downloadAsFile('f.csv').setMimeType(ContentService.MimeType.CSV);
  return [o.getContent(), o.getMimeType(), o.getFileName(), o.clear().getContent()];
}
`;

const INDEX = `<!DOCTYPE html>
<html><head><?!= include('lib/Style') ?></head>
<body><h1>Hello <?= who ?></h1>
<? if (list.length > 1) { // more than one ?>
<ul><? for (const one of list) { ?><li><?= one ?></li><? } ?></ul>
<? } else { ?><p>nothing</p><? } ?>
<script>const who = <?= who ?>;</script></body></html>
`;

let lab: Lab;
beforeAll(() => {
  lab = new Lab({ 'Code.gs': CODE, 'Index.html': INDEX, 'lib/Style.html': '<style>b{}</style>' });
});
afterAll(() => lab.close());

describe('a template', () => {
  it.each([
    ['text alone', 'a "b" \\ `c` ${d}\n', {}, 'a "b" \\ `c` ${d}\n'],
    ['a value', '<b><?= v ?></b>', { v: '<i> & "' }, '<b>&lt;i&gt; &amp; &quot;</b>'],
    ['a value as it is', '<b><?!= v ?></b>', { v: '<i>&' }, '<b><i>&</b>'],
    ['a loop', '<? for (let i = 0; i < n; i++) { ?><?= i ?>,<? } ?>', { n: 3 }, '0,1,2,'],
    ['a choice', '<? if (v) { ?>yes<? } else { ?>no<? } ?>', { v: false }, 'no'],
    ['an expression of more lines', '<?=\n  [1, 2]\n    .join("-")\n?>', {}, '1-2'],
    ['output from code', '<? output.append("<i>"); output.appendUntrusted("<i>") ?>', {}, '<i>&lt;i&gt;'],
    ['the project itself', '<?= typeof render ?>', {}, 'function'],
    ['a number, nothing, an object', '<?= 5 ?> <?= null ?> <?= undefined ?>', {}, '5 null undefined'],
  ])('prints %s', async (_, source, values, expected) => {
    expect(await lab.value('render', source, values)).toBe(expected);
  });

  it.each([
    ['a script that never closes', '<? if (x) {', 'Malformed template: a scriptlet is not closed.'],
    ['an unknown name', '<?= nobody ?>', 'nobody is not defined'],
    ['code that is none', '<? for ( ?>', 'SyntaxError'],
  ])('says what is wrong: %s', async (_, source, message) => {
    expect(await lab.value('failing', source)).toContain(message);
  });
});

const EVIL = `"><script>alert('x')</script>`;

describe('a printed value', () => {
  // Its position, and what it may not contain there.
  it.each([
    ['text', '<p>', '&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;'],
    ['a quoted attribute', '<a title="', '&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;'],
    ['a bare attribute', '<a title=', '&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;'],
    [
      'an attribute with other quotes',
      '<a title="it\'s > ',
      '&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;',
    ],
    ['a style', '<style>p{color:', 'scriptalertxscript'],
  ])('is harmless in %s', async (_, before, expected) => {
    expect(await lab.value('untrusted', before, EVIL)).toBe(before + expected);
  });

  it.each([
    ['a value', '<script>const v = ', EVIL, true],
    ['a text', '<script>const v = "', EVIL, false],
    ['a text in other quotes', '<script>const w = "\'"; const v = \'', EVIL, false],
    ['a handler', '<a onclick="f(\'', EVIL, false],
    ['a handler after other attributes', '<a title=\'"\' data-x="b=" onclick="if (1 < 2) f(\'', EVIL, false],
  ])('is %s in a script, whatever it holds', async (_, before, value, isWhole) => {
    const printed = String(await lab.value('untrusted', before, value)).slice(before.length);
    expect(printed).not.toMatch(/[<>]/);
    const literal = isWhole ? printed : `'${printed}'`;
    // What a browser's JavaScript reads is the value again.
    expect((0, eval)(literal)).toBe(value);
  });

  it.each([
    [5, '5'],
    [true, 'true'],
    [null, 'null'],
    ['5', "'5'"],
  ])('%j stays of its type in a script', async (value, expected) => {
    const before = '<script>const v = ';
    const printed = String(await lab.value('untrusted', before, value)).slice(before.length);
    expect(printed.trim()).toBe(expected);
  });

  it('has no spaces when it is unquoted in a tag', async () => {
    for (const before of ['<a title=', '<a title= ', '<a b="c" ', "<a b='>' title="]) {
      expect(await lab.value('untrusted', before, 'x onclick=f')).toBe(`${before}x&#32;onclick&#61;f`);
    }
  });

  it.each([
    ['https://a.example/?q=1&r=2', 'https://a.example/?q=1&amp;r=2'],
    ['mailto:a@x.example', 'mailto:a@x.example'],
    ['/path?x=javascript:1', '/path?x=javascript:1'],
    ['javascript:alert(1)', '#zSoyz'],
    ['JaVaScRiPt:alert(1)', '#zSoyz'],
    ['data:text/html,x', '#zSoyz'],
  ])('as an address: %s', async (value, expected) => {
    for (const name of ['href', 'src', 'action']) {
      expect(await lab.value('untrusted', `<a ${name}="`, value)).toBe(`<a ${name}="${expected}`);
    }
  });

  it('is text again after a script, a style or a tag has ended', async () => {
    for (const before of [
      '<script>1 <a "</script>',
      '<!-- <a title=" -->',
      "<a title='\"'>",
      '1 < 2 "',
      '<style>a{</style>',
      '<a title="x">',
      '<br><!-- c --> ',
    ]) {
      expect(await lab.value('untrusted', before, '<b>')).toBe(`${before}&lt;b&gt;`);
    }
  });
});

describe('a page of files', () => {
  it('includes others and escapes what it prints', async () => {
    const { content } = (await lab.value('page', 'Index', "O'Neil <x>")) as { content: string };
    expect(content).toContain('<head><style>b{}</style></head>');
    expect(content).toContain('<h1>Hello O&#39;Neil &lt;x&gt;</h1>');
    expect(content).toContain('<ul><li>a</li><li>&lt;b&gt;</li></ul>');
    expect(content).toContain("const who = 'O\\x27Neil \\x3cx\\x3e';");
    expect(content).not.toMatch(/<\?|nothing|more than one/);
  });

  it('is read in full, with or without its extension; what is not there is named', async () => {
    expect(await lab.value('served')).toMatchObject({ type: 'html', content: '<style>b{}</style>' });
    expect(await lab.value('include', 'None')).toBe('Exception: No HTML file named None was found.');
  });

  it('knows its source, its code, and can be made of an output', async () => {
    expect(await lab.value('raw')).toEqual([true, true, '1']);
  });
});

describe('an output', () => {
  it('has a title, a size and a blob', async () => {
    expect(await lab.value('chained')).toEqual(['<p>a', 'T', 300, 200, 'text/html', '<p>a', 'x']);
    expect(await lab.value('fromBlob')).toBe('<i>ż</i>');
  });

  it('takes some meta tags and no others', async () => {
    expect(await lab.value('meta', 'viewport')).toEqual([['viewport', 'v']]);
    expect(await lab.value('meta', 'refresh')).toContain('The meta tag you specified is not allowed');
  });
});

describe('ContentService', () => {
  it.each([
    [undefined, 'text/plain'],
    ['JSON', 'application/json'],
    ['ICAL', 'text/calendar'],
    ['CSV', 'text/csv'],
    ['XML', 'text/xml'],
    ['JAVASCRIPT', 'application/javascript'],
  ])('answers with a text of type %s', async (type, mimeType) => {
    expect(await lab.value('content', type)).toEqual({ type: 'text', content: 'ab', mimeType, fileName: null });
  });

  it('reads back what was set', async () => {
    expect(await lab.value('contentOf')).toEqual(['x', 'text/csv', 'f.csv', '']);
  });
});

describe('what is served', () => {
  it.each([
    ['comments', '<script>a(); // b\nc(/* d */);</script>', '<script>a(); \nc();</script>'],
    [
      'what a template literal holds',
      '<script>a(`https://x`);\nb(`/* c */`)</script>',
      '<script>a(`https:\nb(``)</script>',
    ],
    [
      'what data hold',
      '<script type="application/json">["//x"]\n</script>',
      '<script type="application/json">["\n</script>',
    ],
  ])('has lost %s', (_, html, expected) => {
    expect(withoutComments(html)).toBe(expected);
  });

  it.each([
    '<p>https://x.example/* y</p>',
    `<script>a("https://x", 'it\\'s // y', "/* z */");</script>`,
    '<script type="text/javascript">a = b.replace(/[/]\\//g, "") / 2 / 1;</script>',
    '<script type="application/json">["\\/\\/x"]</script>',
  ])('keeps %s', (html) => {
    expect(withoutComments(html)).toBe(html);
  });
});
