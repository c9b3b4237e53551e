import type { IncomingMessage } from 'node:http';
import { bodyOf, escaped, Loopback, page, type Held, type Mishap, type Reply } from './loopback';
import { goThroughLogIn } from './zoom-log-in';
import { ZoomError, ZoomMeetings, type ZoomMeeting, type ZoomUser } from './zoom-meetings';
import { ZoomOAuth, type OAuthRequest, type ZoomApp } from './zoom-oauth';

/** A call of the REST API as it came in. */
export interface ZoomRequest {
  method: string;
  /** Without `/v2`. */
  path: string;
  body: unknown;
  /** Whose token it came with; null for one that is not valid. */
  user: string | null;
  status: number;
}

/** How a call goes wrong: an error in Zoom's words, a rate limit, or what `Mishap` says. */
export type ZoomMishap = Mishap | { status: number; code: number; message: string } | 'perSecond' | 'perDay';

/** Of each group any one; granular and classic names (developers.zoom.us/docs/integrations/oauth-scopes-granular). */
const SCOPES = {
  'GET users': ['user:read:user', 'user:read'],
  'LIST users': ['meeting:read:list_meetings', 'meeting:read'],
  'POST users': ['meeting:write:meeting', 'meeting:write'],
  'GET meetings': ['meeting:read:meeting', 'meeting:read', 'meeting:write'],
  'PATCH meetings': ['meeting:update:meeting', 'meeting:write'],
  'DELETE meetings': ['meeting:delete:meeting', 'meeting:write'],
} as const;

const USUAL_SCOPES = Object.values(SCOPES).map(([granular]) => granular);

const API = 'api';
const TOKENS = 'tokens';

/** A server on this machine that answers as Zoom does: REST under `/v2/`, log-in and tokens under `/oauth/`. */
export class ZoomServer {
  /** Every call of the REST API, in order; one that was made to go wrong is not among them. */
  readonly requests: ZoomRequest[] = [];
  /** Every request for tokens and for their revocation, in order. */
  readonly tokenRequests: OAuthRequest[] = [];
  private readonly users = new Map<string, ZoomUser>();

  private constructor(
    private readonly loopback: Loopback,
    private readonly app: ZoomApp,
    private readonly oauth: ZoomOAuth,
    private readonly rooms: ZoomMeetings,
  ) {}

  /**
   * @param options `redirectUris`: where the app may be come back to; `account`: whom the page for logging in suggests
   */
  static async start(
    options: { redirectUris?: string[]; scopes?: readonly string[]; account?: string; now?: () => number } = {},
  ): Promise<ZoomServer> {
    const { redirectUris = [], scopes = USUAL_SCOPES, account = 'mei@zoom.example', now = Date.now } = options;
    const app: ZoomApp = {
      clientId: 'SlotkeeperClientId0001',
      clientSecret: 'SlotkeeperClientSecret00000000001',
      redirectUris: [...redirectUris],
      scopes,
    };
    // The server's address is part of what it answers, and it has one only when it listens.
    const started: { server?: ZoomServer } = {};
    const loopback = await Loopback.listen(async (request, response, url) => {
      const { server } = started;
      if (server === undefined) return page(503, 'Starting', 'Starting');
      if (url.pathname.startsWith('/oauth/')) return server.oauth.answer(request, response, url);
      return url.pathname.startsWith('/v2/') ? server.api(request, url) : server.room(url);
    }, laneOf);
    const log = (request: OAuthRequest) => started.server?.tokenRequests.push(request);
    const oauth = await ZoomOAuth.create(loopback.origin, app, account, (request) => void log(request));
    const server = new ZoomServer(loopback, app, oauth, new ZoomMeetings(loopback.origin, now));
    started.server = server;
    return server;
  }

  /** Where REST calls go, at Zoom `https://api.zoom.us/v2`. */
  get apiUrl(): string {
    return `${this.loopback.origin}/v2`;
  }

  /** What `/authorize`, `/token` and `/revoke` stand below, at Zoom `https://zoom.us/oauth`. */
  get oauthUrl(): string {
    return `${this.loopback.origin}/oauth`;
  }

  get clientId(): string {
    return this.app.clientId;
  }

  get clientSecret(): string {
    return this.app.clientSecret;
  }

  /** The meetings that stand, by their number. */
  get meetings(): ReadonlyMap<number, ZoomMeeting> {
    return this.rooms.standing;
  }

  /** Enters an address that people may be sent back to, as in the app's settings. */
  allowRedirect(uri: string): void {
    this.app.redirectUris.push(uri);
  }

  /** The next REST calls go wrong, one for each. */
  failNext(...mishaps: ZoomMishap[]): void {
    this.loopback.goWrong(API, ...mishaps.map(mishapOf));
  }

  /** The next requests for tokens go wrong, one for each. */
  failNextToken(...mishaps: Mishap[]): void {
    this.loopback.goWrong(TOKENS, ...mishaps);
  }

  /** The next REST call comes in and waits for its answer until it is released. */
  holdNext(): Held {
    return this.loopback.hold(API);
  }

  /** The next request for tokens comes in and waits for its answer until it is released. */
  holdNextToken(): Held {
    return this.loopback.hold(TOKENS);
  }

  /** Every access token is an hour old from now on. */
  expireTokens(): void {
    this.oauth.expire();
  }

  /** Every refresh token is 90 days old from now on. */
  expireRefreshTokens(): void {
    this.oauth.expireRefreshTokens();
  }

  /** As if everybody had removed the app in Zoom's Marketplace. */
  revokeAll(): void {
    this.oauth.revokeAll();
  }

  /** The next person who is asked says no, before a page is shown. */
  denyNext(): void {
    this.oauth.denyNext();
  }

  /** Goes through the log-in as a person does. Answers the address that the person is sent back to. */
  logIn(address: string, press: 'allow' | 'deny' = 'allow', account?: string): Promise<string> {
    return goThroughLogIn(address, press, account);
  }

  async stop(): Promise<void> {
    await this.loopback.close();
  }

  private async api(request: IncomingMessage, url: URL): Promise<Reply> {
    const { method = 'GET' } = request;
    const path = url.pathname.slice('/v2'.length);
    const text = await bodyOf(request);
    const entry: ZoomRequest = { method, path, body: parsed(text), user: null, status: 0 };
    this.requests.push(entry);
    const reply = this.answered(() => {
      const { user, scopes } = this.bearer(request.headers.authorization ?? '');
      entry.user = user.email;
      return this.carryOut(method, path, user, scopes, entry.body, url.searchParams);
    });
    entry.status = reply.status;
    return reply;
  }

  private answered(work: () => Reply): Reply {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof ZoomError)) throw error;
      const { status, code, message, errors } = error;
      return json(status, { code, message, ...(errors !== undefined && { errors }) });
    }
  }

  private carryOut(
    method: string,
    path: string,
    user: ZoomUser,
    scopes: string[],
    body: unknown,
    query: URLSearchParams,
  ): Reply {
    const [, kind = '', id = '', rest, ...more] = path.split('/');
    const ofMeetings = kind === 'users' && rest === 'meetings';
    const route = method === 'GET' && ofMeetings ? 'LIST users' : `${method} ${kind}`;
    const isKnown = ofMeetings ? method === 'GET' || method === 'POST' : rest === undefined && route !== 'POST users';
    if (!isRoute(route) || !isKnown || more.length > 0)
      throw new ZoomError(404, 404, 'This API endpoint is not recognized.');
    if (!SCOPES[route].some((scope) => scopes.includes(scope))) {
      throw new ZoomError(400, 4_711, `Invalid access token, does not contain scopes:[${SCOPES[route].join(', ')}].`);
    }
    if (kind === 'users' && id !== 'me' && id !== user.id)
      throw new ZoomError(404, 1_001, `User does not exist: ${id}.`);
    switch (route) {
      case 'GET users':
        return json(200, { ...user, first_name: 'Mei', last_name: 'Lin', type: 2, status: 'active' });
      case 'LIST users':
        return json(200, this.rooms.list(user, query));
      case 'POST users':
        return json(201, this.rooms.create(user, body));
      case 'GET meetings':
        return json(200, this.rooms.find(user, id));
      case 'PATCH meetings':
        this.rooms.change(user, id, body);
        return { status: 204 };
      case 'DELETE meetings':
        this.rooms.delete(user, id);
        return { status: 204 };
    }
  }

  private bearer(authorization: string): { user: ZoomUser; scopes: string[] } {
    const token = /^Bearer (\S+)$/i.exec(authorization)?.[1] ?? '';
    const owner = this.oauth.ownerOf(token);
    if (owner === null) throw new ZoomError(401, 124, 'Invalid access token.');
    if (owner.expired) throw new ZoomError(401, 124, 'Access token is expired.');
    const { email, scopes } = owner;
    const user = this.users.get(email) ?? { id: `zoom-user-${this.users.size + 1}`, email, timezone: 'Europe/Warsaw' };
    this.users.set(email, user);
    return { user, scopes };
  }

  /** What opens behind `join_url`. */
  private room(url: URL): Reply {
    const id = Number(/^\/j\/(\d+)$/.exec(url.pathname)?.[1] ?? 0);
    const meeting = this.rooms.standing.get(id);
    if (meeting === undefined) return page(404, 'Invalid meeting ID', '<p>This meeting ID is not valid.</p>');
    const isLetIn = url.searchParams.get('pwd') === meeting.encrypted_password;
    return page(
      200,
      'Zoom',
      `<h1>${escaped(meeting.topic)}</h1><p>${isLetIn ? 'You are in.' : 'Enter the passcode.'}</p>`,
    );
  }
}

type Route = keyof typeof SCOPES;

const isRoute = (route: string): route is Route => Object.hasOwn(SCOPES, route);

function laneOf({ pathname }: URL): string | null {
  if (pathname.startsWith('/v2/')) return API;
  return pathname === '/oauth/token' || pathname === '/oauth/revoke' ? TOKENS : null;
}

function parsed(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function json(status: number, body: object, headers: Record<string, string> = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json;charset=UTF-8', ...headers },
    body: JSON.stringify(body),
  };
}

/**
 * The two kinds of limit, and a header that says when the daily one is over: developers.zoom.us/docs/api/rate-limits.
 */
function mishapOf(mishap: ZoomMishap): Mishap {
  if (mishap === 'cut') return mishap;
  if (mishap === 'perSecond') {
    return json(
      429,
      { code: 429, message: 'You have reached the maximum per-second rate limit for this API. Try again later.' },
      { 'x-ratelimit-category': 'Medium', 'x-ratelimit-type': 'QPS', 'x-ratelimit-limit': '20' },
    );
  }
  if (mishap === 'perDay') {
    const message =
      'You have reached the maximum daily rate limit (100) of Meeting Create/Update API requests permitted for this user. Please refer to the response header for details on when you can make another request.';
    const midnight = `${new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)}T00:00:00Z`;
    return json(429, { code: 429, message }, { 'x-ratelimit-type': 'Daily-limit', 'retry-after': midnight });
  }
  return 'code' in mishap ? json(mishap.status, { code: mishap.code, message: mishap.message }) : mishap;
}
