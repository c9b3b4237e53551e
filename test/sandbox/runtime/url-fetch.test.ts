import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { callsOf, JAN, Lab, MEI, NOW, outcome, scopes } from '../../support/script-lab';

const CODE = `
const shown = (r) => [r.getResponseCode(), r.getContentText()];
function get(url, options) { return shown(UrlFetchApp.fetch(url, options)); }
function headers(url) { const r = UrlFetchApp.fetch(url, { followRedirects: false }); return [r.getHeaders(), r.getAllHeaders()]; }
function content(url) {
  const r = UrlFetchApp.fetch(url);
  return [r.getContent(), r.getBlob().getContentType(), r.getAs(r.getBlob().getContentType()).getBytes(), r.getContentText('ISO-8859-1')];
}
function all(requests) { return UrlFetchApp.fetchAll(requests).map(shown); }
function post(url, payload, more) { return JSON.parse(UrlFetchApp.fetch(url, { method: 'post', payload, ...more }).getContentText()); }
function postBytes(url) { return post(url, [0, 127, -128, -1]); }
function postBlob(url) { return post(url, Utilities.newBlob('a,b', 'text/csv', 'a.csv')); }
function postFile(url) { return post(url, { note: 'zażółć', file: Utilities.newBlob('a,b', 'text/csv', 'a.csv') }); }
function caught(url, options) { try { UrlFetchApp.fetch(url, options); } catch (e) { return [e.name, e.message]; } }
function asMe(path, options) {
  const headers = { Authorization: 'Bearer ' + ScriptApp.getOAuthToken(), ...(options || {}).headers };
  const r = UrlFetchApp.fetch('https://www.googleapis.com' + path, { muteHttpExceptions: true, ...options, headers });
  const text = r.getContentText();
  return [r.getResponseCode(), text === '' ? null : JSON.parse(text)];
}
function describe(url, options) { return UrlFetchApp.getRequest(url, options); }
`;

interface Seen {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
  base64: string;
}

let server: Server;
let base: string;
let lab: Lab;

/** A server that says what it was asked, and does a few tricks. */
beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '' } = request;
      const body = Buffer.concat(chunks);
      const [, trick, value = ''] = url.split('/');
      if (trick === 'status') response.writeHead(Number(value)).end(`status ${value} ${'x'.repeat(200)}`);
      else if (trick === 'redirect') response.writeHead(302, { location: '/echo' }).end('moved');
      else if (trick === 'cookies') {
        response.setHeader('set-cookie', ['a=1', 'b=2']);
        response.setHeader('x-custom-name', 'c');
        response.writeHead(200, { 'content-type': 'text/plain' }).end('ok');
      } else if (trick === 'bytes') response.writeHead(200, { 'content-type': 'image/x' }).end(Buffer.from([233, 0]));
      else if (trick === 'hang-up') response.destroy();
      else {
        const seen: Seen = {
          method,
          url,
          headers: request.headers,
          body: body.toString(),
          base64: body.toString('base64'),
        };
        response.end(JSON.stringify(seen));
      }
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  lab = new Lab(CODE);
});
afterAll(async () => {
  await lab.close();
  await new Promise((closed) => {
    server.close(closed);
    server.closeAllConnections();
  });
});
beforeEach(() => lab.startOver());

const seen = async (name: string, ...args: unknown[]) => (await lab.value(name, ...args)) as Seen;
const got = async (path: string, options?: object): Promise<Seen> => {
  const [, text] = (await lab.value('get', base + path, options)) as [number, string];
  return JSON.parse(text) as Seen;
};

describe('a request', () => {
  it.each(['get', 'post', 'put', 'patch', 'delete'])('has the method %s', async (method) => {
    const expected = method === 'get' ? '' : 'x';
    expect(await got('/echo?a=1', { method, payload: expected })).toMatchObject({
      method: method.toUpperCase(),
      url: '/echo?a=1',
      body: expected,
    });
  });

  it('carries headers and the type that is said', async () => {
    const { headers } = await got('/echo', {
      method: 'post',
      headers: { Authorization: 'Bearer t', 'X-N': 5 },
      contentType: 'application/json',
      payload: '{}',
    });
    expect(headers).toMatchObject({ authorization: 'Bearer t', 'x-n': '5', 'content-type': 'application/json' });
  });

  it.each([
    ['a text', 'post', ['a=1'], 'a=1', 'application/x-www-form-urlencoded'],
    ['a form', 'post', [{ a: 'x y', b: 'ż&', c: 3 }], 'a=x+y&b=%C5%BC%26&c=3', 'application/x-www-form-urlencoded'],
    ['a blob', 'postBlob', [], 'a,b', 'text/csv'],
  ])('sends %s', async (_, name, args, body, type) => {
    const { body: sent, headers } = await seen(name, `${base}/echo`, ...args);
    expect([sent, headers['content-type']]).toEqual([body, type]);
  });

  it('sends bytes as they are', async () => {
    expect((await seen('postBytes', `${base}/echo`)).base64).toBe(Buffer.from([0, 127, 128, 255]).toString('base64'));
  });

  it('sends files in parts', async () => {
    const { body, headers } = await seen('postFile', `${base}/echo`);
    const form = await new Response(body, { headers: { 'content-type': headers['content-type']! } }).formData();
    const file = form.get('file') as File;
    expect([form.get('note'), file.name, file.type, await file.text()]).toEqual(['zażółć', 'a.csv', 'text/csv', 'a,b']);
  });

  it('is shown without being sent', async () => {
    const options = { method: 'post', payload: 'a=1', headers: { 'X-A': 'b' } };
    expect(await lab.value('describe', `${base}/echo`, options)).toEqual({
      url: `${base}/echo`,
      method: 'post',
      contentType: 'application/x-www-form-urlencoded',
      payload: 'a=1',
      headers: { 'X-A': 'b' },
    });
    for (const form of [{ payload: { a: 'b' } }, { payload: {}, headers: { 'content-type': 'x/y' } }]) {
      const shown = await lab.value('describe', `${base}/echo`, { method: 'post', ...form });
      const contentType = form.headers?.['content-type'] ?? 'application/x-www-form-urlencoded';
      expect(shown).toMatchObject({ contentType, headers: {} });
    }
    expect(lab.world.fetches.all()).toEqual([]);
  });

  it('is remembered, with who sent it', async () => {
    await lab.runAs(JAN, 'get', `${base}/status/201`, { method: 'put', payload: 'p' });
    expect(lab.world.fetches.all()).toEqual([
      expect.objectContaining({
        as: JAN,
        at: NOW,
        url: `${base}/status/201`,
        method: 'PUT',
        payload: 'p',
        status: 201,
      }),
    ]);
  });
});

describe('an answer', () => {
  it('shows its headers as they are usually written, the first or all', async () => {
    const [one, all] = (await lab.value('headers', `${base}/cookies/`)) as Record<string, unknown>[];
    expect(one).toMatchObject({ 'Content-Type': 'text/plain', 'Set-Cookie': 'a=1', 'X-Custom-Name': 'c' });
    expect(all!['Set-Cookie']).toEqual(['a=1', 'b=2']);
  });

  it('is bytes, a blob or a text', async () => {
    expect(await lab.value('content', `${base}/bytes/`)).toEqual([[-23, 0], 'image/x', [-23, 0], 'é\0']);
  });

  it('leads on, unless the script wants to see where', async () => {
    expect((await got('/redirect')).url).toBe('/echo');
    expect(await lab.value('get', `${base}/redirect`, { followRedirects: false })).toEqual([302, 'moved']);
    const [headers] = (await lab.value('headers', `${base}/redirect`)) as Record<string, string>[];
    expect(headers!.Location).toBe('/echo');
  });

  it.each([400, 404, 500])('with status %d is an error, unless muted', async (status) => {
    expect(await lab.value('caught', `${base}/status/${status}`)).toEqual([
      'Exception',
      expect.stringMatching(
        new RegExp(
          `^Request failed for ${base} returned code ${status}. Truncated server response: status ${status} x{89} \\(use muteHttpExceptions option`,
        ),
      ),
    ]);
    const [code, text] = (await lab.value('get', `${base}/status/${status}`, { muteHttpExceptions: true })) as [
      number,
      string,
    ];
    expect([code, text.length]).toEqual([status, 211]);
  });
});

describe('many requests', () => {
  it('are one call, answered in order', async () => {
    const record = await lab.run('all', [`${base}/status/200`, { url: `${base}/echo`, method: 'post', payload: 'p' }]);
    const [first, second] = record.result as [number, string][];
    expect([first![0], (JSON.parse(second![1]) as Seen).body, callsOf(record)]).toEqual([
      200,
      'p',
      ['UrlFetchApp.fetchAll'],
    ]);
  });

  it('fail together, where one is not muted', async () => {
    const bad = { url: `${base}/status/500` };
    expect(await lab.value('all', [`${base}/echo`, bad])).toContain('returned code 500');
    const muted = (await lab.value('all', [`${base}/echo`, { ...bad, muteHttpExceptions: true }])) as [number][];
    expect(muted.map(([code]) => code)).toEqual([200, 500]);
    expect(await lab.value('all', [])).toEqual([]);
  });
});

describe('an address elsewhere', () => {
  it('answers as a test has said', async () => {
    lab.world.fetches.rules = [
      { url: 'https://api.example/v1/', method: 'post', status: 201, body: 'made' },
      { url: 'https://api.example/', body: 'any', headers: { 'Content-Type': 'text/html' } },
      { url: 'https://api.example/', status: 500 },
    ];
    expect(await lab.value('get', 'https://api.example/v1/x', { method: 'post' })).toEqual([201, 'made']);
    expect(await lab.value('get', 'https://api.example/v1/x')).toEqual([200, 'any']);
    expect(await lab.value('headers', 'https://api.example/')).toEqual([
      { 'Content-Type': 'text/html' },
      { 'Content-Type': 'text/html' },
    ]);
  });

  it('is played by a server on this machine', async () => {
    lab.world.fetches.rules = [{ url: 'https://api.example/v1/', to: `${base}/` }];
    const url = 'https://api.example/v1/echo?x=1';
    expect(await lab.value('post', url, 'body')).toMatchObject({ method: 'POST', url: '/echo?x=1', body: 'body' });
    expect(lab.world.fetches.all().at(-1)).toMatchObject({ url, status: 200 });
    expect(await lab.value('get', 'https://api.example/v2/')).toContain('Address unavailable: https://api.example/v2/');
  });

  it.each([
    ['that nobody has described', 'https://else.example/'],
    ['that nobody has described, without a scheme', 'else.example'],
  ])('%s is not reached', async (_, url) => {
    expect(await lab.value('get', url)).toContain('Exception: Address unavailable: http');
  });
});

describe("Google's own addresses", () => {
  const EVENTS = '/calendar/v3/calendars/primary/events';
  const times = { start: { dateTime: '2026-11-24T10:00:00Z' }, end: { dateTime: '2026-11-24T11:00:00Z' } };
  const made = { method: 'post', contentType: 'application/json', payload: JSON.stringify(times) };

  it('are the same calendars as the advanced service has', async () => {
    const [status, event] = (await lab.value('asMe', EVENTS, made)) as [number, { id: string; etag: string }];
    expect([status, event]).toMatchObject([200, { creator: { email: MEI, self: true } }]);
    expect(await lab.value('asMe', `${EVENTS}?timeMin=2026-11-24T00:00:00Z`)).toEqual([
      200,
      expect.objectContaining({ items: [expect.objectContaining({ id: event.id })] }),
    ]);
    const one = `${EVENTS}/${event.id}`;
    expect(await lab.value('asMe', one, { ...made, method: 'patch', headers: { 'IF-MATCH': '"1"' } })).toMatchObject([
      412,
      {},
    ]);
    expect(await lab.value('asMe', one, { method: 'delete' })).toEqual([204, null]);
  });

  it('answer as they do elsewhere, errors of a test included', async () => {
    expect(await lab.value('asMe', `${EVENTS}/none`)).toMatchObject([
      404,
      { error: { errors: [{ reason: 'notFound' }] } },
    ]);
    expect(await lab.value('asMe', '/calendar/v3/calendars/%ZZ/events')).toMatchObject([404, {}]);
    expect(await lab.value('asMe', EVENTS, { headers: { Authorization: 'Bearer x' } })).toMatchObject([401, {}]);
    lab.world.faults.set([{ service: 'Calendar', method: 'Events.list', status: 503 }]);
    expect(await lab.value('asMe', EVENTS)).toMatchObject([503, { error: { code: 503 } }]);
    expect(await lab.value('get', 'https://www.googleapis.com/drive/v3/files')).toContain('Address unavailable');
    lab.world.fetches.rules = [{ url: 'https://www.googleapis.com/calendar/', body: 'said' }];
    expect(await lab.value('get', `https://www.googleapis.com${EVENTS}`)).toEqual([200, 'said']);
  });

  it('tell whose token it is', async () => {
    expect(await lab.value('asMe', '/oauth2/v3/userinfo')).toEqual([
      200,
      expect.objectContaining({ email: MEI, email_verified: true, sub: expect.stringMatching(/^\d{21}$/) as string }),
    ]);
  });

  it('know what the token was given for', async () => {
    const scoped = new Lab(CODE, { oauthScopes: scopes('script.external_request', 'calendar.readonly') });
    expect(await scoped.value('asMe', EVENTS)).toMatchObject([200, { kind: 'calendar#events' }]);
    expect(await scoped.value('asMe', EVENTS, made)).toMatchObject([
      403,
      { error: { errors: [{ reason: 'insufficientPermissions' }] } },
    ]);
    expect(await scoped.value('asMe', '/oauth2/v3/userinfo')).toMatchObject([401, { error: 'invalid_request' }]);
    await scoped.close();
  });
});

describe('a request that cannot be', () => {
  it('is refused: no address, no method, an address too long', async () => {
    expect(await lab.value('get', null)).toBe('Exception: Invalid argument: url');
    expect(await lab.value('get', `${base}/echo`, { method: 'fly' })).toBe(
      'Exception: Attribute provided with invalid value: method',
    );
    expect(await lab.value('get', `${base}/${'x'.repeat(2_083)}`)).toContain('Limit Exceeded: URLFetch URL Length.');
  });

  it('fails when nobody answers, muted or not', async () => {
    const options = { muteHttpExceptions: true };
    for (const url of [`${base}/hang-up`, 'http://127.0.0.1:1/']) {
      expect(await lab.value('caught', url, options)).toEqual(['Exception', `Address unavailable: ${url}`]);
    }
  });
});

describe('the manifest', () => {
  it.each([
    ['https://a.example/api', 'https://a.example/api', true],
    ['https://a.example/api', 'https://a.example/api/v1?x#y', true],
    ['https://a.example/api', 'https://a.example/apis', false],
    ['https://a.example/api', 'https://a.example/API', false],
    ['https://a.example/', 'https://a.example/any', true],
    ['https://a.example/', 'http://a.example/', false],
    ['https://*.a.example/', 'https://b.a.example/', true],
    ['https://*.a.example/', 'https://a.example/', false],
    ['https://*.a.example/', 'https://evil-a.example/', false],
  ])('with %s in its list lets %s through: %s', async (prefix, url, isAllowed) => {
    const listed = new Lab(CODE, { urlFetchWhitelist: ['https://none.example/', prefix] });
    listed.world.fetches.rules = [{ url: 'http', body: 'ok' }];
    const refused = `Exception: Access to the URL is not allowed by the manifest's urlFetchWhitelist: ${url}`;
    expect(await listed.value('get', url)).toEqual(isAllowed ? [200, 'ok'] : refused);
    await listed.close();
  });

  it('cannot list what is on this machine, which is let through', async () => {
    const listed = new Lab(CODE, { urlFetchWhitelist: ['https://a.example/'] });
    listed.world.fetches.rules = [{ url: 'https://a.example/', to: `${base}/` }];
    expect(await listed.value('get', `${base}/echo`)).toEqual([200, expect.any(String)]);
    expect(await listed.value('get', 'https://a.example/echo')).toEqual([200, expect.any(String)]);
    expect(await listed.value('get', 'https://b.example/echo')).toContain('not allowed by the manifest');
    await listed.close();
  });

  it('must have the scope', async () => {
    const scoped = new Lab(CODE, { oauthScopes: scopes('calendar') });
    expect(outcome(await scoped.runAs(MEI, 'get', base))).toBe(
      `Exception: You do not have permission to call UrlFetchApp.fetch. Required permissions: ${scopes('script.external_request').join()}`,
    );
    await scoped.close();
  });
});
