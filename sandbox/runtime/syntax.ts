import { types } from 'node:util';
import vm from 'node:vm';
import { transformSync } from 'esbuild';
import { ProjectError } from './project-error';

/**
 * Syntax that V8 knows and Apps Script's own parser does not
 * (https://developers.google.com/apps-script/guides/v8-runtime).
 */
const REFUSED = {
  'class-private-accessor': false,
  'class-private-brand-check': false,
  'class-private-field': false,
  'class-private-method': false,
  'class-private-static-accessor': false,
  'class-private-static-field': false,
  'class-private-static-method': false,
  'class-static-field': false,
};

/** A quick first check: every use of such syntax contains `#` before a name, or `static`. */
const SUSPECT = /(?:^|[{};*/\s])#[\p{ID_Start}$_\\]|\bstatic\b/u;

/** Refuses what Apps Script would refuse to save. Throws ProjectError. */
export function checkSyntax(name: string, source: string): void {
  try {
    new vm.Script(source, { filename: name });
  } catch (error) {
    if (!types.isNativeError(error) || error.name !== 'SyntaxError') throw error;
    const line = /:(\d+)\n/.exec(error.stack ?? '')?.[1] ?? '?';
    throw new ProjectError(`${name}, line ${line}: SyntaxError: ${error.message}`);
  }
  if (!SUSPECT.test(source)) return;
  const written = (supported: Record<string, boolean>) =>
    transformSync(source, { target: 'esnext', supported, minify: true }).code;
  // A transformer that has to lower something finds it there, whatever the text looks like.
  if (written({}) !== written(REFUSED)) {
    throw new ProjectError(`${name}: Apps Script has no private (#name) and no static class fields.`);
  }
}
