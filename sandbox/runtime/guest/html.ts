import { boot } from './host';
import { guarded } from './not-emulated';
import { RESULT } from './result';

function htmlOutput(initial: string) {
  let content = initial;
  let title = '';
  let faviconUrl: string | null = null;
  let xFrameOptions = 'DEFAULT';
  const metaTags: { name: string; content: string }[] = [];
  const self = {
    getContent: () => content,
    setContent: (html: string) => ((content = html), output),
    append: (html: string) => ((content += html), output),
    getTitle: () => title,
    setTitle: (text: string) => ((title = text), output),
    setFaviconUrl: (url: string) => ((faviconUrl = url), output),
    addMetaTag: (name: string, value: string) => (metaTags.push({ name, content: value }), output),
    setXFrameOptionsMode: (mode: string) => ((xFrameOptions = mode), output),
    setSandboxMode: () => output,
    setWidth: () => output,
    setHeight: () => output,
    [RESULT]: () => ({ type: 'html', content, title, faviconUrl, metaTags, xFrameOptions }),
  };
  const output: object = guarded('HtmlOutput', self);
  return self;
}

function fileContent(name: string): string {
  const content = boot.html[name.replace(/\.html$/, '')];
  if (content === undefined) throw new Error(`No HTML file named ${name} was found.`);
  return content;
}

/** Turns `<? code ?>`, `<?= escaped ?>` and `<?!= as it is ?>` into a function of the template's variables. */
function evaluateTemplate(source: string, variables: Record<string, unknown>): string {
  let code = 'let out = "";\n';
  let rest = source;
  for (;;) {
    const open = rest.indexOf('<?');
    code += `out += ${JSON.stringify(open < 0 ? rest : rest.slice(0, open))};\n`;
    if (open < 0) break;
    const close = rest.indexOf('?>', open);
    if (close < 0) throw new Error('Unterminated scriptlet in template.');
    const inner = rest.slice(open + 2, close);
    if (inner.startsWith('!=')) code += `out += (${inner.slice(2)});\n`;
    else if (inner.startsWith('=')) code += `out += escape(${inner.slice(1)});\n`;
    else code += `${inner}\n`;
    rest = rest.slice(close + 2);
  }
  const names = Object.keys(variables);
  // A template is code of the project, run in the project's own context: that is what HtmlService does.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- see above
  const run = new Function('escape', ...names, `${code}return out;`) as (...args: unknown[]) => string;
  return run(escapeHtml, ...names.map((name) => variables[name]));
}

function escapeHtml(value: unknown): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return String(value).replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}

function template(source: string) {
  const self: Record<string, unknown> = {
    getRawContent: () => source,
    getCode: () => source,
    evaluate: () => {
      const variables = Object.entries(self).filter(([name]) => !RESERVED.has(name));
      return htmlOutput(evaluateTemplate(source, Object.fromEntries(variables)));
    },
  };
  return self;
}

const RESERVED = new Set(['getRawContent', 'getCode', 'evaluate']);

export const HtmlService = {
  SandboxMode: { IFRAME: 'IFRAME', NATIVE: 'NATIVE', EMULATED: 'EMULATED' },
  XFrameOptionsMode: { DEFAULT: 'DEFAULT', ALLOWALL: 'ALLOWALL' },
  createHtmlOutput: (html: unknown = '') => htmlOutput(typeof html === 'string' ? html : ''),
  createHtmlOutputFromFile: (name: string) => htmlOutput(fileContent(name)),
  createTemplate: (html: string) => template(html),
  createTemplateFromFile: (name: string) => template(fileContent(name)),
};

function textOutput(initial: string) {
  let content = initial;
  let mimeType = 'text/plain';
  let fileName: string | null = null;
  const self = {
    getContent: () => content,
    setContent: (text: string) => ((content = text), output),
    append: (text: string) => ((content += text), output),
    getMimeType: () => mimeType,
    setMimeType: (type: string) => ((mimeType = type), output),
    downloadAsFile: (name: string) => ((fileName = name), output),
    getFileName: () => fileName,
    [RESULT]: () => ({ type: 'text', content, mimeType, fileName }),
  };
  const output: object = guarded('TextOutput', self);
  return output;
}

export const ContentService = {
  MimeType: {
    CSV: 'text/csv',
    ICAL: 'text/calendar',
    JAVASCRIPT: 'application/javascript',
    JSON: 'application/json',
    TEXT: 'text/plain',
    XML: 'text/xml',
    RSS: 'application/rss+xml',
    ATOM: 'application/atom+xml',
    VCARD: 'text/vcard',
  },
  createTextOutput: (text = '') => textOutput(text),
};
