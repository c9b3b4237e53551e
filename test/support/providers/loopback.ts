import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What is answered to one request. */
export interface Reply {
  status: number;
  headers?: Record<string, string>;
  body?: string;
}

/** How a request goes wrong: an answer in place of the right one, or a connection that breaks off. */
export type Mishap = Reply | 'cut';

/** Answers one request; nothing for a response that it has written itself. */
export type Answer = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<Reply | undefined>;

/** A request that waits for its answer. */
export interface Held {
  /** It has come in. */
  arrived: Promise<void>;
  /** Lets it be answered. */
  release: () => void;
}

/** An HTTP server on this machine, on a port that the system picks. */
export class Loopback {
  private readonly mishaps = new Map<string, Mishap[]>();
  private readonly gates = new Map<string, Gate[]>();

  private constructor(
    private readonly server: Server,
    /** Without a slash at the end. */
    readonly origin: string,
  ) {}

  /** @param laneOf the group of requests with which a request shares its planned failures; `null` if none */
  static async listen(answer: Answer, laneOf: (url: URL) => string | null): Promise<Loopback> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const loopback = new Loopback(server, `http://127.0.0.1:${port}`);
    server.on('request', (request, response) => {
      const url = new URL(request.url ?? '/', loopback.origin);
      loopback
        .serve(() => answer(request, response, url), response, laneOf(url))
        .catch((error: unknown) => {
          // A fault of the stand-in itself must not pass for one that a test has asked for.
          send(response, {
            status: 599,
            body: error instanceof Error ? (error.stack ?? error.message) : String(error),
          });
        });
    });
    return loopback;
  }

  /** The next requests of a lane go wrong, one for each; what they ask for is not done. */
  goWrong(lane: string, ...mishaps: Mishap[]): void {
    this.mishaps.set(lane, [...(this.mishaps.get(lane) ?? []), ...mishaps]);
  }

  /** Keeps the next request of a lane waiting. */
  hold(lane: string): Held {
    let arrive = (): void => undefined;
    let release = (): void => undefined;
    const arrived = new Promise<void>((done) => (arrive = done));
    const opened = new Promise<void>((done) => (release = done));
    this.gates.set(lane, [...(this.gates.get(lane) ?? []), { arrive, opened }]);
    return { arrived, release };
  }

  /** Ends it, and every connection that is open. */
  async close(): Promise<void> {
    const closed = new Promise((done) => this.server.close(done));
    this.server.closeAllConnections();
    await closed;
  }

  private async serve(answer: () => Promise<Reply | undefined>, response: ServerResponse, lane: string | null) {
    const gate = this.gates.get(lane ?? '')?.shift();
    gate?.arrive();
    await gate?.opened;
    const mishap = this.mishaps.get(lane ?? '')?.shift();
    if (mishap === 'cut') {
      response.destroy();
      return;
    }
    const reply = mishap ?? (await answer());
    if (reply !== undefined) send(response, reply);
  }
}

interface Gate {
  arrive: () => void;
  opened: Promise<void>;
}

function send(response: ServerResponse, { status, headers = {}, body = '' }: Reply): void {
  response.writeHead(status, headers).end(body);
}

/** The whole body of a request. */
export async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks).toString();
}

/** A page for a browser. */
export function page(status: number, title: string, html: string): Reply {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><main>${html}</main></html>`,
  };
}

/** Text as it is written in HTML and XML. */
export function escaped(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}
