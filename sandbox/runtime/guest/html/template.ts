import { exception } from '../core/exception';
import type { HtmlOutput } from './output';

/**
 * The code of a template: text is appended as it is, `<?= ?>` escaped, `<?!= ?>` as it is, `<? ?>` is code. Only the
 * first statement of a printing scriptlet is printed (https://developers.google.com/apps-script/guides/html/templates).
 */
export function templateCode(source: string): string {
  let code = '';
  let rest = source;
  for (;;) {
    const open = rest.indexOf('<?');
    code += textCode(open < 0 ? rest : rest.slice(0, open));
    if (open < 0) return code;
    const close = rest.indexOf('?>', open);
    if (close < 0) throw exception('Malformed template: a scriptlet is not closed.');
    const inner = rest.slice(open + 2, close);
    if (inner.startsWith('!=')) code += `output._ = ${inner.slice(2)};`;
    else if (inner.startsWith('=')) code += `output._$ = ${inner.slice(1)};`;
    else code += `${inner};`;
    rest = rest.slice(close + 2);
  }
}

/** Line by line, so that an error names the line of the template and a comment ends where its line does. */
function textCode(text: string): string {
  const lines = text.split(/(?<=\n)/).filter((line) => line !== '');
  return lines.map((line) => `output._ = ${JSON.stringify(line)};${line.endsWith('\n') ? '\n' : ''}`).join('');
}

/** Runs a template's code with its variables. */
export function evaluateTemplate(code: string, variables: Record<string, unknown>, output: HtmlOutput): void {
  const writer = {
    append: (html: string) => output.append(html),
    appendUntrusted: (value: unknown) => output.appendUntrusted(value),
    set _(html: unknown) {
      output.append(String(html));
    },
    set _$(value: unknown) {
      output.appendUntrusted(value);
    },
  };
  const names = Object.keys(variables);
  // A template is code of the project, run in the project's own context: that is what HtmlService does.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- see above
  const run = new Function('output', ...names, code) as (...args: unknown[]) => void;
  run(writer, ...names.map((name) => variables[name]));
}
