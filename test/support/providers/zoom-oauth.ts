import { generateKeyPairSync, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Adapter, AdapterPayload, KoaContextWithOIDC, Provider } from 'oidc-provider';
import { bodyOf, escaped, page, type Reply } from './loopback';

/** The app that is registered with Zoom. */
export interface ZoomApp {
  clientId: string;
  clientSecret: string;
  redirectUris: string[];
  scopes: readonly string[];
}

/** The grant behind a bearer token. */
export interface TokenOwner {
  email: string;
  scopes: string[];
  expired: boolean;
}

/** A request to the token or the revocation endpoint. */
export interface OAuthRequest {
  path: string;
  parameters: Record<string, string>;
  status: number;
}

type Kind = Map<string, AdapterPayload>;
type Kinds = Map<string, Kind>;

const CONSENT = '/oauth/consent/';

/**
 * Zoom's log-in: authorization code with PKCE where the app uses it, HTTP Basic, refresh tokens that serve once.
 * Grants, codes, verifiers and tokens are checked by oidc-provider; here are Zoom's addresses, its page and its
 * wording.
 */
export class ZoomOAuth {
  private refusals = 0;

  private constructor(
    private readonly app: ZoomApp,
    private readonly account: string,
    private readonly kinds: Kinds,
    private readonly provider: Provider,
    private readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
  ) {}

  /** @param account the person that the page suggests */
  static async create(
    origin: string,
    app: ZoomApp,
    account: string,
    log: (request: OAuthRequest) => void,
  ): Promise<ZoomOAuth> {
    const kinds: Kinds = new Map();
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const provider = new (await loadProvider())(origin, {
      adapter: (name: string) => adapterOf(kinds, app, name),
      scopes: [...app.scopes],
      // Zoom lets an app that keeps a secret do without PKCE.
      pkce: { required: () => false },
      routes: { authorization: '/oauth/authorize', token: '/oauth/token', revocation: '/oauth/revoke' },
      features: {
        devInteractions: { enabled: false },
        revocation: { enabled: true, allowedPolicy: (_, client, token) => token.clientId === client.clientId },
        userinfo: { enabled: false },
      },
      interactions: { url: (_, { uid }) => `${CONSENT}${uid}` },
      findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
      issueRefreshToken: () => true,
      rotateRefreshToken: true,
      // To revoke either token takes the whole authorization back.
      revokeGrantPolicy: () => true,
      cookies: { keys: [randomUUID()] },
      jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig' }] },
      clientDefaults: { id_token_signed_response_alg: 'ES256' },
      // An hour, and 90 days (developers.zoom.us/docs/integrations/oauth, Refreshing an access token).
      ttl: {
        AccessToken: 3_600,
        RefreshToken: 90 * 86_400,
        Grant: 90 * 86_400,
        AuthorizationCode: 300,
        Interaction: 3_600,
        Session: 3_600,
      },
      renderError: (ctx, { error }) => {
        ctx.type = 'html';
        ctx.body = page(ctx.status, 'Zoom', `<h1>Invalid request</h1><p>${escaped(error)}</p>`).body;
      },
    });
    provider.use(async (ctx, next) => {
      await next();
      if (!isOAuth(ctx) || ctx.method !== 'POST') return;
      inZoomsWords(ctx);
      const texts = Object.entries(ctx.oidc.params ?? {}).flatMap(([name, value]): [string, string][] =>
        typeof value === 'string' ? [[name, value]] : [],
      );
      log({ path: ctx.path, parameters: Object.fromEntries(texts), status: ctx.status });
    });
    return new ZoomOAuth(app, account, kinds, provider, provider.callback());
  }

  /** Answers what is below `/oauth/`. */
  async answer(request: IncomingMessage, response: ServerResponse, url: URL): Promise<Reply | undefined> {
    if (url.pathname.startsWith(CONSENT)) return this.consent(request, response);
    if (url.pathname === '/oauth/authorize') {
      // Scopes are those of the app; the page is shown each time.
      if (!url.searchParams.has('scope')) url.searchParams.set('scope', this.app.scopes.join(' '));
      url.searchParams.set('prompt', 'login consent');
      request.url = `${url.pathname}${url.search}`;
    }
    await this.handle(request, response);
    return undefined;
  }

  /** Whose token this is; null for one that was never given or was taken back. */
  ownerOf(token: string): TokenOwner | null {
    const payload = kindOf(this.kinds, 'AccessToken').get(token);
    if (payload?.accountId === undefined) return null;
    const { accountId, scope = '', exp = 0 } = payload;
    return { email: accountId, scopes: scope.split(' '), expired: exp * 1_000 <= Date.now() };
  }

  /** Every access token is too old from now on. */
  expire(): void {
    for (const payload of kindOf(this.kinds, 'AccessToken').values()) payload.exp = 0;
  }

  /** Every refresh token is too old from now on. */
  expireRefreshTokens(): void {
    for (const payload of kindOf(this.kinds, 'RefreshToken').values()) payload.exp = 0;
  }

  /** As if everybody had removed the app in Zoom's Marketplace. */
  revokeAll(): void {
    for (const name of ['AccessToken', 'RefreshToken', 'AuthorizationCode', 'Grant']) kindOf(this.kinds, name).clear();
  }

  /** The next person who comes to the page has pressed Deny before it is shown. */
  denyNext(): void {
    this.refusals += 1;
  }

  private async consent(request: IncomingMessage, response: ServerResponse): Promise<Reply | undefined> {
    const { params, uid } = await this.provider.interactionDetails(request, response);
    const form = request.method === 'POST' ? new URLSearchParams(await bodyOf(request)) : null;
    if (form === null && this.refusals === 0) return consentPage(uid, this.account, String(params.scope));
    if (form?.get('press') === 'allow') {
      const accountId = form.get('account') ?? this.account;
      const grant = new this.provider.Grant({ accountId, clientId: this.app.clientId });
      grant.addOIDCScope(String(params.scope));
      const grantId = await grant.save();
      await this.provider.interactionFinished(request, response, { login: { accountId }, consent: { grantId } });
      return undefined;
    }
    this.refusals = Math.max(0, this.refusals - 1);
    await this.provider.interactionFinished(request, response, {
      error: 'access_denied',
      error_description: 'The user has denied the request',
    });
    return undefined;
  }
}

/** It runs on Node 20, and says at loading that it does not promise to. */
async function loadProvider(): Promise<typeof Provider> {
  const { warn } = console;
  console.warn = () => undefined;
  try {
    return (await import('oidc-provider')).Provider;
  } finally {
    console.warn = warn;
  }
}

const isOAuth = (ctx: object): ctx is KoaContextWithOIDC => 'oidc' in ctx;

function kindOf(kinds: Kinds, name: string): Kind {
  const kind = kinds.get(name) ?? new Map<string, AdapterPayload>();
  kinds.set(name, kind);
  return kind;
}

function adapterOf(kinds: Kinds, app: ZoomApp, name: string): Adapter {
  const kind = kindOf(kinds, name);
  return {
    upsert: async (id, payload) => void kind.set(id, payload),
    // The app is asked for each time: addresses to come back to may be added while the server runs.
    find: async (id) => (name === 'Client' ? clientOf(app, id) : kind.get(id)),
    findByUid: async (uid) => [...kind.values()].find((payload) => payload.uid === uid),
    findByUserCode: async () => undefined,
    consume: async (id) => {
      const payload = kind.get(id);
      if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1_000);
    },
    destroy: async (id) => void kind.delete(id),
    revokeByGrantId: async (grantId) => {
      for (const [id, payload] of kind) if (payload.grantId === grantId) kind.delete(id);
    },
  };
}

function clientOf(app: ZoomApp, id: string): AdapterPayload | undefined {
  if (id !== app.clientId) return undefined;
  return {
    client_id: app.clientId,
    client_secret: app.clientSecret,
    redirect_uris: [...app.redirectUris],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'client_secret_basic',
  };
}

/** Zoom says why in `reason`, and that a token is revoked in a body. */
function inZoomsWords(ctx: KoaContextWithOIDC): void {
  const body: unknown = ctx.body;
  if (ctx.path === '/oauth/revoke' && ctx.status === 200) ctx.body = { status: 'success' };
  else if (ctx.status >= 400 && typeof body === 'object' && body !== null && 'error' in body) {
    const reason = body.error === 'invalid_grant' ? 'Invalid Token!' : 'Invalid request';
    ctx.body = { reason, error: body.error };
  }
}

function consentPage(uid: string, account: string, scopes: string): Reply {
  const items = scopes.split(' ').map((scope) => `<li>${escaped(scope)}</li>`);
  return page(
    200,
    'Zoom: allow access',
    `<h1>An app asks for access to your Zoom account</h1><ul>${items.join('')}</ul>
<form method="post" action="${CONSENT}${uid}">
<p><label>Account <input name="account" type="email" value="${escaped(account)}"></label></p>
<button name="press" value="allow">Allow</button> <button name="press" value="deny">Deny</button></form>`,
  );
}
