import { createHash, randomBytes } from 'node:crypto';
import { ZoomServer } from '../support/providers/zoom-server';

// The server must be stricter than the product is careful: what it lets pass, the tests of the product cannot see.

type Json = Record<string, unknown>;

const BACK = 'http://localhost:8787/macros/d/sandbox/usercallback';

let zoom: ZoomServer;
beforeEach(async () => {
  zoom = await ZoomServer.start({ redirectUris: [BACK] });
});
afterEach(() => zoom.stop());

const verifier = randomBytes(48).toString('base64url');

function loginAddress(more: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: zoom.clientId,
    redirect_uri: BACK,
    state: 'the-state',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...more,
  });
  return `${zoom.oauthUrl}/authorize?${query.toString()}`;
}

const parametersOf = (address: string) => Object.fromEntries(new URL(address).searchParams);

async function tokens(form: Record<string, string>, secret = zoom.clientSecret): Promise<Json> {
  const response = await fetch(`${zoom.oauthUrl}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${zoom.clientId}:${secret}`).toString('base64')}` },
    body: new URLSearchParams(form),
  });
  return { status: response.status, ...((await response.json()) as Json) };
}

async function codeFor(account?: string): Promise<string> {
  return parametersOf(await zoom.logIn(loginAddress(), 'allow', account)).code ?? '';
}

const exchange = (code: string, more: Record<string, string> = {}) =>
  tokens({ grant_type: 'authorization_code', code, redirect_uri: BACK, code_verifier: verifier, ...more });

const refresh = (token: unknown) => tokens({ grant_type: 'refresh_token', refresh_token: String(token) });

async function accessToken(account?: string): Promise<string> {
  return String((await exchange(await codeFor(account))).access_token);
}

async function rest(token: string, method: string, path: string, body?: unknown): Promise<Json> {
  const response = await fetch(`${zoom.apiUrl}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, ...(text === '' ? {} : (JSON.parse(text) as Json)) };
}

const LESSON = {
  topic: 'Lesson',
  type: 2,
  start_time: '2026-11-23T09:00:00',
  timezone: 'Europe/Warsaw',
  duration: 45,
  settings: { auto_recording: 'cloud', waiting_room: true },
};

describe('logging in', () => {
  it('sends the person back with a code and the state, and gives tokens for the code', async () => {
    const { code, state } = parametersOf(await zoom.logIn(loginAddress()));
    expect(state).toBe('the-state');
    expect(await exchange(code ?? '')).toMatchObject({
      status: 200,
      token_type: 'Bearer',
      expires_in: 3_600,
      refresh_token: expect.any(String) as string,
      scope: expect.stringContaining('meeting:write:meeting') as string,
    });
    expect(zoom.tokenRequests).toMatchObject([
      { path: '/oauth/token', status: 200, parameters: { grant_type: 'authorization_code', code } },
    ]);
  });

  it('sends the person back without a code who says no', async () => {
    expect(parametersOf(await zoom.logIn(loginAddress(), 'deny'))).toMatchObject({
      error: 'access_denied',
      state: 'the-state',
    });
    zoom.denyNext();
    expect(parametersOf(await zoom.logIn(loginAddress()))).toMatchObject({ error: 'access_denied' });
    expect(parametersOf(await zoom.logIn(loginAddress()))).toHaveProperty('code');
  });

  it.each([
    ['an address that the app has not entered', { redirect_uri: 'http://localhost:8787/elsewhere' }],
    ['an app that it does not know', { client_id: 'somebody' }],
  ])('shows no page for %s', async (_, wrong) => {
    await expect(zoom.logIn(loginAddress(wrong))).rejects.toThrow('no page to log in on: 400');
  });

  it('takes an address that is entered while it runs', async () => {
    const other = 'http://localhost:9999/usercallback';
    zoom.allowRedirect(other);
    expect(await zoom.logIn(loginAddress({ redirect_uri: other }))).toContain(other);
  });
});

describe('tokens', () => {
  it.each([
    ['another verifier', { code_verifier: randomBytes(48).toString('base64url') }],
    ['no verifier', { code_verifier: '' }],
    ['another address', { redirect_uri: `${BACK}/other` }],
  ])('refuses a code with %s', async (_, wrong) => {
    expect(await exchange(await codeFor(), wrong)).toMatchObject({ status: 400, error: 'invalid_grant' });
  });

  it('gives tokens for a code once', async () => {
    const code = await codeFor();
    await exchange(code);
    expect(await exchange(code)).toMatchObject({ status: 400, error: 'invalid_grant' });
  });

  it('refuses the wrong secret of the app', async () => {
    const form = { grant_type: 'authorization_code', code: await codeFor(), redirect_uri: BACK };
    expect(await tokens(form, 'wrong')).toMatchObject({ status: 401, error: 'invalid_client' });
  });

  it('rotates refresh tokens, and takes everything back when an old one comes again', async () => {
    const first = await exchange(await codeFor());
    const second = await refresh(first.refresh_token);
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect(await refresh(first.refresh_token)).toEqual({
      status: 400,
      reason: 'Invalid Token!',
      error: 'invalid_grant',
    });
    expect(await refresh(second.refresh_token)).toMatchObject({ status: 400, error: 'invalid_grant' });
  });

  it('revokes', async () => {
    const { access_token, refresh_token } = await exchange(await codeFor());
    const token = String(access_token);
    const response = await fetch(`${zoom.oauthUrl}/revoke`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${zoom.clientId}:${zoom.clientSecret}`).toString('base64')}` },
      body: new URLSearchParams({ token }),
    });
    expect(await response.json()).toEqual({ status: 'success' });
    expect(await rest(token, 'GET', '/users/me')).toMatchObject({ status: 401, code: 124 });
    expect(await refresh(refresh_token)).toMatchObject({ status: 400, error: 'invalid_grant' });
  });

  it('grow old and are revoked from the other side', async () => {
    const { access_token, refresh_token } = await exchange(await codeFor());
    zoom.expireTokens();
    expect(await rest(String(access_token), 'GET', '/users/me')).toMatchObject({
      status: 401,
      code: 124,
      message: 'Access token is expired.',
    });
    const fresh = await refresh(refresh_token);
    expect(await rest(String(fresh.access_token), 'GET', '/users/me')).toMatchObject({ email: 'mei@zoom.example' });
    zoom.expireRefreshTokens();
    expect(await refresh(fresh.refresh_token)).toMatchObject({ status: 400, error: 'invalid_grant' });
    const other = await exchange(await codeFor());
    zoom.revokeAll();
    expect(await rest(String(other.access_token), 'GET', '/users/me')).toMatchObject({ status: 401, code: 124 });
    expect(await refresh(other.refresh_token)).toMatchObject({ status: 400, error: 'invalid_grant' });
  });

  it('can be made to fail', async () => {
    const code = await codeFor();
    zoom.failNextToken({ status: 503, body: '<html>Down</html>' }, 'cut');
    const post = () => fetch(`${zoom.oauthUrl}/token`, { method: 'POST' });
    expect((await post()).status).toBe(503);
    await expect(post()).rejects.toThrow('fetch failed');
    expect(await exchange(code)).toMatchObject({ status: 200 });
  });
});

describe('meetings', () => {
  it('are created with everything that an event shows', async () => {
    const meeting = await rest(await accessToken(), 'POST', '/users/me/meetings', LESSON);
    expect(meeting).toMatchObject({
      status: 'waiting',
      topic: 'Lesson',
      start_time: '2026-11-23T08:00:00Z',
      host_email: 'mei@zoom.example',
      settings: { auto_recording: 'cloud', global_dial_in_countries: ['US', 'PL', 'TW'] },
    });
    expect(String(meeting.id)).toMatch(/^\d{11}$/);
    expect(String(meeting.pstn_password)).toMatch(/^\d+$/);
    const joined = await (await fetch(String(meeting.join_url))).text();
    expect(joined).toContain('You are in.');
    expect(zoom.requests).toMatchObject([{ method: 'POST', path: '/users/me/meetings', body: LESSON, status: 201 }]);
  });

  it('change in what is named, and are gone after deletion', async () => {
    const token = await accessToken();
    const { id } = await rest(token, 'POST', '/users/me/meetings', LESSON);
    const path = `/meetings/${String(id)}`;
    const patch = { topic: 'Yoga', start_time: '2026-11-24T10:00:00Z', settings: { auto_recording: 'none' } };
    expect(await rest(token, 'PATCH', path, patch)).toEqual({ status: 204 });
    expect(await rest(token, 'GET', path)).toMatchObject({
      topic: 'Yoga',
      start_time: '2026-11-24T10:00:00Z',
      duration: 45,
      settings: { auto_recording: 'none', waiting_room: true },
    });
    expect(await rest(token, 'DELETE', path)).toEqual({ status: 204 });
    expect(await rest(token, 'DELETE', path)).toEqual({
      status: 404,
      code: 3_001,
      message: `Meeting does not exist: ${String(id)}.`,
    });
    expect(zoom.meetings.size).toBe(0);
  });

  it('are nobody else’s', async () => {
    const { id } = await rest(await accessToken(), 'POST', '/users/me/meetings', LESSON);
    const jan = await accessToken('jan@zoom.example');
    expect(await rest(jan, 'GET', '/users/me')).toMatchObject({ email: 'jan@zoom.example' });
    expect(await rest(jan, 'PATCH', `/meetings/${String(id)}`, { topic: 'Mine' })).toMatchObject({ code: 3_001 });
  });

  it.each([
    ['topic', { topic: 'x'.repeat(201) }],
    ['type', { type: 5 }],
    ['start_time', { start_time: '2026-11-23T09:00:00+01:00' }],
    ['start_time', { start_time: '2026-11-23T09:00:00.000Z' }],
    ['start_time', { start_time: 'tomorrow' }],
    ['duration', { duration: '45' }],
    ['duration', { duration: 0 }],
    ['timezone', { timezone: 'Mars/Olympus' }],
    ['password', { password: 'far too long for Zoom' }],
    ['settings.auto_recording', { settings: { auto_recording: true } }],
    ['settings.waiting_room', { settings: { waiting_room: 'yes' } }],
  ])('are refused for a wrong %s', async (field, wrong) => {
    expect(await rest(await accessToken(), 'POST', '/users/me/meetings', { ...LESSON, ...wrong })).toEqual({
      status: 400,
      code: 300,
      message: 'Validation Failed.',
      errors: [{ field, message: 'Invalid field.' }],
    });
    expect(zoom.meetings.size).toBe(0);
  });

  it('are refused for what is no JSON, without a token, and without the scope', async () => {
    expect(await rest(await accessToken(), 'POST', '/users/me/meetings', 'topic=Lesson')).toMatchObject({ code: 300 });
    expect(await rest('nobody', 'POST', '/users/me/meetings', LESSON)).toMatchObject({ status: 401, code: 124 });
    const narrow = (await exchange(
      parametersOf(await zoom.logIn(loginAddress({ scope: 'user:read:user' }))).code ?? '',
    )) as { access_token: string };
    expect(await rest(narrow.access_token, 'POST', '/users/me/meetings', LESSON)).toMatchObject({
      status: 400,
      code: 4_711,
    });
    expect(await rest(narrow.access_token, 'GET', '/elsewhere')).toMatchObject({ status: 404 });
  });

  it('go wrong as they are told, call by call', async () => {
    const token = await accessToken();
    const made = () => rest(token, 'POST', '/users/me/meetings', LESSON);
    zoom.failNext('perSecond', 'perDay', { status: 500, code: 500, message: 'Sorry' }, 'cut');
    expect(await made()).toMatchObject({ status: 429, code: 429 });
    expect(await made()).toMatchObject({ status: 429, message: expect.stringContaining('daily') as string });
    expect(await made()).toMatchObject({ status: 500, message: 'Sorry' });
    await expect(made()).rejects.toThrow('fetch failed');
    expect([zoom.requests.length, zoom.meetings.size]).toEqual([0, 0]);
    const { arrived, release } = zoom.holdNext();
    const late = made();
    await arrived;
    expect(zoom.meetings.size).toBe(0);
    release();
    expect(await late).toMatchObject({ topic: 'Lesson' });
  });
});
