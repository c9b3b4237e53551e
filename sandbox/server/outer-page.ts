import type { HtmlResult } from '../protocol';
import { withoutComments } from './html-comments';

/** What Google says above a script's page to everybody outside of its owner's domain. */
const BANNER = 'This application was created by a Google Apps Script user';

/** A page of Google's own that says why there is none of the script's. */
export function errorPage(message: string): string {
  return `<!doctype html><title>Error</title><p style="font:16px sans-serif;margin:40px">${escapeHtml(message)}</p>`;
}

function escapeHtml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}

/**
 * The page that Google puts around a script's own. It has the title and the meta tags; the script's HTML is in a frame
 * that cannot touch it. The frame has no origin, so that a page cannot rely on the sandbox's. google.script.run and
 * google.script.history send messages to the outer page, as at Google.
 *
 * @param isStranger whether the visitor sees the banner that says what the page is; in another site's frame nobody does
 */
export function outerPage(output: HtmlResult, isStranger: boolean): string {
  const metas = output.metaTags.map(
    ({ name, content }) => `<meta name="${escapeHtml(name)}" content="${escapeHtml(content)}">`,
  );
  const icon = output.faviconUrl === null ? '' : `<link rel="icon" href="${escapeHtml(output.faviconUrl)}">`;
  const allowed =
    'allow-scripts allow-forms allow-modals allow-popups allow-popups-to-escape-sandbox allow-downloads allow-top-navigation-by-user-activation';
  const banner = isStranger ? `<div id="banner">${BANNER}</div>` : '';
  return `<!doctype html><html><head><meta charset="utf-8"><title>${escapeHtml(output.title)}</title>${metas.join('')}${icon}
<style>${STYLE}</style></head>
<body>${banner}<iframe title="${escapeHtml(output.title)}" sandbox="${allowed}" srcdoc="${escapeHtml(withRunner(withoutComments(output.content)))}"></iframe>
<script>${OUTER_SCRIPT}</script></body></html>`;
}

const STYLE =
  'html,body{margin:0;height:100%}body{display:flex;flex-direction:column}iframe{display:block;width:100%;flex:1;border:0}' +
  '#banner{padding:8px 16px;background:#f1f3f4;color:#5f6368;font:13px/18px Roboto,Arial,sans-serif}';

/** The page's side of google.script goes before anything of the page's own. */
function withRunner(html: string): string {
  const runner = `<script>${INNER_SCRIPT}</script>`;
  return /<head[^>]*>/i.test(html) ? html.replace(/<head[^>]*>/i, (head) => head + runner) : runner + html;
}

// google.script.history: what is pushed comes back to the change handler when the browser goes to it, with the
// address' parameters (https://developers.google.com/apps-script/guides/html/reference/history).
const INNER_SCRIPT = `(() => {
  const waiting = new Map(); let next = 1; let changed = null;
  addEventListener('message', (event) => {
    if (event.source !== parent || !event.data) return;
    if (event.data.popped) { if (changed) changed(event.data.popped); return; }
    const call = waiting.get(event.data.call); if (!call) return; waiting.delete(event.data.call);
    if (event.data.ok) call.success && call.success(event.data.result, call.user);
    else { const error = new Error(event.data.error ? event.data.error.message : 'failed'); error.name = (event.data.error && event.data.error.name) || 'Error';
      if (call.failure) call.failure(error, call.user); else console.error(error); }
  });
  const refuse = (value) => { if (typeof value === 'function' || value instanceof Date) throw new TypeError('Failed due to illegal value in property');
    if (value && typeof value === 'object') Object.values(value).forEach(refuse); };
  const runner = (call) => new Proxy({}, { get: (_, name) =>
    name === 'withSuccessHandler' ? (success) => runner({ ...call, success }) :
    name === 'withFailureHandler' ? (failure) => runner({ ...call, failure }) :
    name === 'withUserObject' ? (user) => runner({ ...call, user }) :
    (...args) => { refuse(args); const id = next++; waiting.set(id, call); parent.postMessage({ call: id, function: name, args }, '*'); } });
  const turn = (how) => (state, params, hash) => { refuse(state); parent.postMessage({ turn: how, state, params, hash }, '*'); };
  window.google = { script: { run: runner({}), host: { close() {}, setHeight() {}, setWidth() {} }, url: { getLocation: (f) => f({ hash: '', parameter: {}, parameters: {} }) },
    history: { push: turn('pushState'), replace: turn('replaceState'), setChangeHandler: (handler) => { changed = handler; } } } };
})();`;

const OUTER_SCRIPT = `const frame = document.querySelector('iframe');
if (window !== top) document.getElementById('banner')?.remove();
addEventListener('popstate', (event) => {
  const query = new URLSearchParams(location.search); const names = [...new Set(query.keys())];
  const parameters = Object.fromEntries(names.map((name) => [name, query.getAll(name)]));
  const parameter = Object.fromEntries(names.map((name) => [name, query.get(name)]));
  frame.contentWindow.postMessage({ popped: { state: event.state, location: { hash: location.hash.slice(1), parameter, parameters } } }, '*');
});
function turn({ turn, state, params, hash }) {
  const address = new URL(location.href);
  if (params) address.search = new URLSearchParams(Object.entries(params).flatMap(([name, value]) => [value].flat().map((one) => [name, one]))).toString();
  if (hash !== null && hash !== undefined) address.hash = hash;
  history[turn === 'pushState' ? 'pushState' : 'replaceState'](state, '', address);
}
addEventListener('message', async (event) => {
  if (event.source !== frame.contentWindow || !event.data) return;
  if (event.data.turn) turn(event.data);
  if (!event.data.call) return;
  const reply = (answer) => frame.contentWindow.postMessage({ call: event.data.call, ...answer }, '*');
  try {
    const response = await fetch('/macros/s/sandbox/run', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ function: event.data.function, args: event.data.args }) });
    reply(await response.json());
  } catch (error) { reply({ ok: false, error: { name: 'NetworkError', message: String(error) } }); }
});`;
