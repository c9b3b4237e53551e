// The built sandbox in a process of its own, as test/support/sandbox-process.ts starts it.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const main = join(root, 'build/sandbox/main.cjs');

/**
 * @param project the script's folder; the built add-on unless said
 * @returns {url, startMs, post, get, patch, stop}; startMs is the time from the start to the `ready:` line
 */
export async function startSandbox(project = join(root, 'dist')) {
  if (!existsSync(main)) throw new Error('Nothing is built yet: npm run build');
  const state = mkdtempSync(join(tmpdir(), 'bench-'));
  const before = performance.now();
  const child = spawn(process.execPath, [main, ...['--port', '0', '--fresh', '--state', state, '--project', project]]);
  const url = await new Promise((found, failed) => {
    let said = '';
    const read = (data) => {
      said += data.toString();
      const ready = /^ready: (\S+)$/m.exec(said);
      if (ready !== null) found(ready[1]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('exit', (code) => failed(new Error(`the sandbox ended with ${code}: ${said}`)));
  });
  const startMs = performance.now() - before;
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const ask = (method, path, body, user) => askOverHttp(agent, { method, url: url + path, body, user });
  return {
    startMs,
    post: (path, body, user) => ask('POST', path, body, user),
    patch: (path, body, user) => ask('PATCH', path, body, user),
    get: (path, user) => ask('GET', path, undefined, user),
    async stop() {
      agent.destroy();
      const ended = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await ended;
      rmSync(state, { recursive: true, force: true });
    },
  };
}

/** Not fetch, whose own costs would count as the sandbox's. @returns the answer's text */
function askOverHttp(agent, { method, url, body, user }) {
  const text = body === undefined ? undefined : JSON.stringify(body);
  return new Promise((done, failed) => {
    const headers = {
      ...(user !== undefined && { authorization: `Bearer sandbox:${user}` }),
      ...(text !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
    };
    const call = request(url, { method, agent, headers }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => {
        const answer = Buffer.concat(chunks).toString();
        if (response.statusCode === 200) done(answer);
        else failed(new Error(`${method} ${url}: ${response.statusCode} ${answer}`));
      });
    });
    call.on('error', failed);
    call.end(text);
  });
}
