import { createHash, timingSafeEqual } from 'node:crypto';
import {
  BigBlueButtonMeetings,
  Refusal,
  type Answered,
  type BigBlueButtonMeeting,
  type Content,
} from './bigbluebutton-meetings';
import { escaped, Loopback, page, type Held, type Mishap, type Reply } from './loopback';

/** One call as it came in. */
export interface BigBlueButtonRequest {
  call: string;
  parameters: Record<string, string>;
  checksumOk: boolean;
}

/** How a call goes wrong: a refusal in XML by its key, or what `Mishap` says. */
export type BigBlueButtonMishap = Mishap | { messageKey: string; message?: string };

const PATH = '/bigbluebutton/';
const API = 'api';

/** The real one takes SHA-1, 256, 384 and 512 by their length; an administrator may leave SHA-256 alone of them. */
const CHECKSUM = /^[0-9a-f]{64}$/;

/**
 * A server on this machine that answers as BigBlueButton does: every call must be signed, answers are XML, joining
 * leads to a page. Checks signatures on its own.
 */
export class BigBlueButtonServer {
  /** Every call, in order; one that was made to go wrong is not among them. */
  readonly requests: BigBlueButtonRequest[] = [];
  private readonly rooms: BigBlueButtonMeetings;
  private loopback: Loopback | null = null;

  private constructor(
    /** What calls are signed with. */
    readonly secret: string,
    dialNumber: string,
    now: () => number,
  ) {
    this.rooms = new BigBlueButtonMeetings(dialNumber, now);
  }

  /** @param options `dialNumber`: the telephone number that rooms have unless `create` names another */
  static async start(
    options: { secret?: string; dialNumber?: string; now?: () => number } = {},
  ): Promise<BigBlueButtonServer> {
    const { secret = '639259d4-9dd8-4b25-bf01-95f9567eaf4b', dialNumber = '+1 613-555-1234', now = Date.now } = options;
    const server = new BigBlueButtonServer(secret, dialNumber, now);
    server.loopback = await Loopback.listen(
      async ({ method }, _, url) => server.answer(method ?? 'GET', url),
      ({ pathname }) => (pathname.startsWith(`${PATH}api`) ? API : null),
    );
    return server;
  }

  /** The base address, as `bbb-conf --secret` names it. */
  get url(): string {
    return `${this.running.origin}${PATH}`;
  }

  /** The rooms that are open, by their id. */
  get meetings(): ReadonlyMap<string, BigBlueButtonMeeting> {
    return this.rooms.open;
  }

  /** The next calls go wrong, one for each. `checksumError` is refused as a wrong signature is. */
  failNext(...mishaps: BigBlueButtonMishap[]): void {
    const all = mishaps.map((one): Mishap => {
      if (one === 'cut' || 'status' in one) return one;
      return xml({ returncode: 'FAILED', messageKey: one.messageKey, message: one.message ?? one.messageKey });
    });
    this.running.goWrong(API, ...all);
  }

  /** The next call comes in and waits for its answer until it is released. */
  holdNext(): Held {
    return this.running.hold(API);
  }

  /** Forgets a room as the server does when nobody comes for a while, or at its end. */
  expire(meetingID: string): void {
    this.rooms.open.delete(meetingID);
  }

  async stop(): Promise<void> {
    await this.running.close();
  }

  private get running(): Loopback {
    if (this.loopback === null) throw new Error('the server is not started');
    return this.loopback;
  }

  private answer(method: string, url: URL): Reply {
    if (url.pathname === '/html5client/join') return this.room(url.searchParams.get('sessionToken') ?? '');
    const call = /^\/bigbluebutton\/api(?:\/(\w*))?$/.exec(url.pathname)?.[1] ?? null;
    if (call === null && !url.pathname.startsWith(`${PATH}api`)) return page(404, 'Not found', 'Not found');
    // The one thing that is told to anybody.
    if (call === null || call === '') return xml({ returncode: 'SUCCESS', version: '2.0', apiVersion: '2.0' });
    const query = url.search.slice(1);
    const checksumOk = isSigned(call, query, this.secret);
    const { checksum: _, ...parameters } = Object.fromEntries(url.searchParams);
    this.requests.push({ call, parameters, checksumOk });
    try {
      if (method !== 'GET') throw new Refusal('unsupportedContentType', 'POST request Content-Type is unsupported');
      if (!checksumOk) throw new Refusal('checksumError', 'Checksums do not match');
      url.searchParams.delete('checksum');
      return this.carryOut(call, url.searchParams);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return xml({ returncode: 'FAILED', messageKey: error.key, message: error.message });
    }
  }

  private carryOut(call: string, parameters: URLSearchParams): Reply {
    const success = (answered: Answered) => xml({ returncode: 'SUCCESS', ...answered });
    switch (call) {
      case 'create':
      case 'end':
      case 'isMeetingRunning':
      case 'getMeetingInfo':
        return success(this.rooms[call](parameters));
      case 'join': {
        const { sessionToken } = this.rooms.join(parameters);
        const location = `${this.running.origin}/html5client/join?sessionToken=${sessionToken}`;
        if (parameters.get('redirect') === 'false') return success({ messageKey: 'successfullyJoined', url: location });
        return { status: 302, headers: { location } };
      }
      default:
        throw new Refusal('unsupportedRequest', 'This request is not supported.');
    }
  }

  /** What a person sees after joining. */
  private room(token: string): Reply {
    const session = this.rooms.session(token);
    if (session === null) return page(401, 'No session', '<p>The session is over.</p>');
    const { user, meeting } = session;
    const name = escaped(meeting.name);
    return page(200, name, `<h1>${name}</h1><p data-role="${user.role}">${escaped(user.fullName)}: ${user.role}</p>`);
  }
}

/** SHA-256 over the call's name, its query as it was sent but for the checksum, and the secret. */
function isSigned(call: string, query: string, secret: string): boolean {
  const pairs = query.split('&');
  const given = pairs.find((pair) => pair.startsWith('checksum='))?.slice('checksum='.length) ?? '';
  if (!CHECKSUM.test(given)) return false;
  const rest = pairs.filter((pair) => !pair.startsWith('checksum=')).join('&');
  const digest = createHash('sha256').update(`${call}${rest}${secret}`, 'utf8').digest();
  return timingSafeEqual(digest, Buffer.from(given, 'hex'));
}

function xml(answered: Answered): Reply {
  return {
    status: 200,
    headers: { 'content-type': 'text/xml;charset=utf-8', 'cache-control': 'no-cache' },
    body: element('response', answered),
  };
}

/** Names that people have given stand in CDATA, as in the templates of bigbluebutton-web. */
const NAMES = ['meetingName', 'fullName', 'message'];

function element(name: string, content: Content): string {
  if (Array.isArray(content)) return content.map((one) => element(name, one)).join('');
  if (typeof content === 'object') {
    const inner = Object.entries(content).map(([child, value]) => element(child, value));
    return `<${name}>\n${inner.join('\n')}\n</${name}>`;
  }
  const text = String(content);
  const shown = NAMES.includes(name) ? `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>` : escaped(text);
  return `<${name}>${shown}</${name}>`;
}
