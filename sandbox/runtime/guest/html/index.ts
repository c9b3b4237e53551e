import { isBlobSource, blobBytes } from '../utilities/blob';
import { decodeText } from '../utilities/bytes';
import { exception } from '../core/exception';
import { boot } from '../core/host';
import { htmlOutput, type HtmlOutput } from './output';
import { evaluateTemplate, templateCode } from './template';

function fileContent(name: string): string {
  const content = boot.html[name.replace(/\.html$/, '')];
  if (content === undefined) throw exception(`No HTML file named ${name} was found.`);
  return content;
}

function newOutput(html: string): HtmlOutput {
  return htmlOutput(html, template);
}

/** HTML text, or a blob of it. */
function htmlOf(source: unknown): string {
  if (isBlobSource(source)) return decodeText(blobBytes(source).bytes);
  return source === undefined || source === null ? '' : String(source);
}

const OWN = new Set(['evaluate', 'getCode', 'getCodeWithComments', 'getRawContent']);

/** A template: whatever a script sets on it is a variable of its scriptlets. */
function template(source: string): object {
  const self: Record<string, unknown> = {
    getRawContent: () => source,
    getCode: () => templateCode(source),
    getCodeWithComments: () => templateCode(source),
    evaluate: () => {
      const variables = Object.entries(self).filter(([name]) => !OWN.has(name));
      const output = newOutput('');
      evaluateTemplate(templateCode(source), Object.fromEntries(variables), output);
      return output;
    },
  };
  return self;
}

export const HtmlService = {
  SandboxMode: { IFRAME: 'IFRAME', NATIVE: 'NATIVE', EMULATED: 'EMULATED' },
  XFrameOptionsMode: { DEFAULT: 'DEFAULT', ALLOWALL: 'ALLOWALL' },
  createHtmlOutput: (html?: unknown) => newOutput(htmlOf(html)),
  createHtmlOutputFromFile: (name: string) => newOutput(fileContent(name)),
  createTemplate: (html: unknown) => template(htmlOf(html)),
  createTemplateFromFile: (name: string) => template(fileContent(name)),
  getUserAgent: () => null,
};
