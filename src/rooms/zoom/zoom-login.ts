import * as v from 'valibot';
import { HOUR, MINUTE } from '../../booking/time/time';
import { ProviderError, type Login, type LoginEnd, type ServerSettings } from '../../desk/ports/rooms';
import { formText, jsonOf, type HttpAnswer } from '../tools/http';
import type { Tools } from '../tools/tools';
import { readTokens, refusalOf, type Tokens } from './zoom-answers';

/** What is kept between two executions of one person and nobody else sees: their own properties. */
export interface PersonalStore {
  read(key: string): string | null;
  write(key: string, value: string): void;
  remove(key: string): void;
}

/** What Google provides for coming back from another site's page. */
export interface WayBack {
  /** The address to which every person comes back. */
  address(): string;
  /** Proves that the person who comes back is the one who left; Google itself refuses a token that it did not issue. */
  state(login: string): string;
  secret(): string;
}

export interface LoginTools extends Tools {
  mine: PersonalStore;
  back: WayBack;
}

const TOKENS = 'zoom.tokens';
const PENDING = 'zoom.pending';

/** The longest life of a state token [apps-script/reference/script/state-token-builder]. */
export const LOGIN_LIFE = HOUR;

/** Several log-ins can be open at once: each pick of the solution starts one. */
const MOST_PENDING = 4;

/** The longest address that a ConferenceError takes [apps-script/reference/conference-data]. */
const LONGEST_ADDRESS = 1_800;

/** A token that expires within this time is as good as none. */
const SLACK = MINUTE;

const pendingLogins = v.array(v.object({ login: v.string(), verifier: v.string(), until: v.number() }));

const keptTokens = v.object({ access: v.string(), refresh: v.string(), until: v.number(), from: v.string() });

type KeptTokens = v.InferOutput<typeof keptTokens>;

/** `access`: a token for the API, a new one if the former was refused. */
export interface ZoomLogin extends Login {
  access: (isStale: boolean) => string;
}

/** The Zoom account of the person at work: authorization code with PKCE (RFC 6749, RFC 7636). */
export function zoomLogin(settings: ServerSettings, tools: LoginTools): ZoomLogin {
  const tokens = () => {
    const kept = readKept(keptTokens, tools.mine.read(TOKENS));
    // Tokens of another server or another app are of no use here.
    return kept !== null && kept.from === originOf(settings) ? kept : null;
  };
  return {
    isLoggedIn: () => tokens() !== null,
    redirect: () => tools.back.address(),
    begin: () => begin(settings, tools),
    finish: (parameters) => finish(settings, tools, parameters),
    end: () => {
      const kept = tokens();
      tools.mine.remove(TOKENS);
      tools.mine.remove(PENDING);
      if (kept !== null) revoke(settings, tools, kept);
    },
    access: (isStale) => {
      const kept = tokens();
      if (kept === null) throw new ProviderError('authentication', 'nobody is logged in');
      const isGood = !isStale && kept.until - SLACK > tools.now();
      return isGood ? kept.access : refreshed(settings, tools, kept);
    },
  };
}

/** Whether somebody has started a log-in with this secret and may still come back from it. */
export function isAwaited(mine: PersonalStore, login: string, now: number): boolean {
  const pending = readKept(pendingLogins, mine.read(PENDING)) ?? [];
  return pending.some((one) => one.login === login && one.until > now);
}

function originOf({ zoom }: ServerSettings): string {
  return `${zoom.login} ${zoom.clientId}`;
}

function begin({ zoom }: ServerSettings, tools: LoginTools): string {
  const { mine, back, crypto } = tools;
  const login = back.secret();
  // 64 characters of the unreserved alphabet; RFC 7636 requires 43 to 128.
  const verifier = back.secret();
  const now = tools.now();
  const others = (readKept(pendingLogins, mine.read(PENDING)) ?? []).filter(({ until }) => until > now);
  const pending = [...others.slice(1 - MOST_PENDING), { login, verifier, until: now + LOGIN_LIFE }];
  mine.write(PENDING, JSON.stringify(pending));
  const fields = {
    response_type: 'code',
    client_id: zoom.clientId,
    redirect_uri: back.address(),
    state: back.state(login),
    code_challenge: crypto.sha256Base64Url(verifier),
    code_challenge_method: 'S256',
  };
  const address = `${zoom.login}/authorize?${formText(fields)}`;
  if (address.length <= LONGEST_ADDRESS) return address;
  throw new ProviderError('permanent', `the address of the log-in has ${address.length} signs`);
}

/** What Zoom sent back: a code to exchange for tokens, or why there is none. */
function finish(
  settings: ServerSettings,
  tools: LoginTools,
  { code, error, login }: Readonly<Record<string, string>>,
): LoginEnd {
  const pending = readKept(pendingLogins, tools.mine.read(PENDING)) ?? [];
  const mine = pending.find((one) => one.login === login && one.until > tools.now());
  // Each log-in ends once: coming back a second time with the same state finds nothing.
  if (mine === undefined) return 'expired';
  tools.mine.write(PENDING, JSON.stringify(pending.filter((one) => one !== mine)));
  if (error !== undefined) return error === 'access_denied' ? 'denied' : 'failed';
  if (code === undefined || code === '') return 'failed';
  const fields = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: tools.back.address(),
    code_verifier: mine.verifier,
  };
  try {
    keep(settings, tools, readTokens(accepted(askToken(settings, tools, fields))), '');
    return 'done';
  } catch (fault) {
    if (!(fault instanceof ProviderError)) throw fault;
    tools.log(`log-in failed: ${fault.trouble}: ${fault.message}`);
    return 'failed';
  }
}

/**
 * A new access token. Zoom issues a new refresh token with it, and the old one becomes invalid: the new one is stored
 * before it is used.
 */
function refreshed(settings: ServerSettings, tools: LoginTools, kept: KeptTokens): string {
  const fields = { grant_type: 'refresh_token', refresh_token: kept.refresh };
  const answer = askToken(settings, tools, fields);
  if (answer.status === 400 || (answer.status === 401 && refusalOf(answer).error === 'invalid_grant')) {
    // Revoked at Zoom, or too old: only the person can grant it again.
    tools.mine.remove(TOKENS);
    throw new ProviderError('authentication', 'the log-in has ended');
  }
  return keep(settings, tools, readTokens(accepted(answer)), kept.refresh);
}

function keep(settings: ServerSettings, tools: LoginTools, tokens: Tokens, refresh: string): string {
  const { access_token: access, refresh_token: next, expires_in: seconds } = tokens;
  const until = tools.now() + seconds * 1_000;
  const kept: KeptTokens = { access, refresh: next ?? refresh, until, from: originOf(settings) };
  tools.mine.write(TOKENS, JSON.stringify(kept));
  return access;
}

/** Forgotten here even if Zoom cannot be reached: the token expires anyway. */
function revoke(settings: ServerSettings, tools: LoginTools, { access }: KeptTokens): void {
  try {
    const { status } = ask(settings, tools, '/revoke', { token: access });
    if (status !== 200) tools.log(`Zoom answered ${status} to a revocation`);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    tools.log(`a log-in was not revoked: ${error.message}`);
  }
}

function askToken(settings: ServerSettings, tools: LoginTools, fields: Record<string, string>): HttpAnswer {
  return ask(settings, tools, '/token', fields);
}

/** An app with a secret authenticates with it; one without is a public app, which PKCE alone protects. */
function ask(
  { zoom: { login, clientId, secret } }: ServerSettings,
  { http, crypto }: LoginTools,
  path: string,
  fields: Record<string, string>,
): HttpAnswer {
  return http({
    method: 'post',
    url: login + path,
    contentType: 'application/x-www-form-urlencoded',
    body: formText(secret === '' ? { ...fields, client_id: clientId } : fields),
    ...(secret !== '' && { headers: { Authorization: `Basic ${crypto.base64(`${clientId}:${secret}`)}` } }),
  });
}

function accepted(answer: HttpAnswer): HttpAnswer {
  const { status } = answer;
  if (status === 200) return answer;
  const { error } = refusalOf(answer);
  const words = `Zoom's log-in answered ${status} ${error}`;
  if (status === 429 || status >= 500) throw new ProviderError('temporary', words);
  throw new ProviderError(error === 'invalid_client' ? 'forbidden' : 'permanent', words);
}

/** The stored value, or `null` if there is none or a former version left something else. */
function readKept<T>(schema: v.GenericSchema<unknown, T>, text: string | null): T | null {
  if (text === null) return null;
  const read = v.safeParse(schema, jsonOf(text));
  return read.success ? read.output : null;
}
