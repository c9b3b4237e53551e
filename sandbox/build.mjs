// Builds the sandbox into build/sandbox/: the server, the worker, what runs inside a script's context, the host page.
import { build } from 'esbuild';
import { copyFile, mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const out = fileURLToPath(new URL('../build/sandbox', import.meta.url));

/** Builds everything; a second is enough. */
export async function buildSandbox() {
  await mkdir(`${out}/host`, { recursive: true });
  const node = {
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    packages: 'external',
    sourcemap: true,
  };
  await Promise.all([
    // Published as ES modules only, which a CommonJS bundle cannot require: those come along.
    build({
      ...node,
      packages: 'bundle',
      external: ['fastify', 'esbuild'],
      entryPoints: [`${here}main.ts`],
      outfile: `${out}/main.cjs`,
    }),
    build({ ...node, entryPoints: [`${here}runtime/worker.ts`], outfile: `${out}/worker.cjs` }),
    build({
      entryPoints: [`${here}runtime/guest/index.ts`],
      outfile: `${out}/guest.js`,
      bundle: true,
      target: 'es2022',
      format: 'iife',
      globalName: 'guest',
      // The value of the script is the function that fills a context; the script leaves no name behind in it.
      banner: { js: '(function () {' },
      footer: { js: 'return guest.setUp; })()' },
    }),
    build({
      entryPoints: { host: `${here}host/main.ts` },
      outdir: `${out}/host`,
      bundle: true,
      minify: true,
      target: 'es2022',
      format: 'iife',
      loader: { '.svg': 'text' },
    }),
    copyFile(`${here}host/index.html`, `${out}/host/index.html`),
  ]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildSandbox();
