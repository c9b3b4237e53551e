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
  private mishaps: Mishap[] = [];
  private gates: { arrive: () => void; opened: Promise<void> }[] = [];

  private constructor(
    private readonly server: Server,
    /** Without a slash at the end. */
    readonly origin: string,
  ) {}

  /** @param meddle whether what was asked to go wrong may go wrong with this request */
  static async listen(answer: Answer, meddle: (url: URL) => boolean = () => true): Promise<Loopback> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const loopback = new Loopback(server, `http://127.0.0.1:${port}`);
    server.on('request', (request, response) => {
      const url = new URL(request.url ?? '/', loopback.origin);
      loopback
        .serve(() => answer(request, response, url), response, meddle(url))
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

  /** The next requests go wrong, one for each; what they ask for is not done. */
  goWrong(...mishaps: Mishap[]): void {
    this.mishaps.push(...mishaps);
  }

  /** Keeps the next request waiting. */
  hold(): Held {
    let arrive = (): void => undefined;
    let release = (): void => undefined;
    const arrived = new Promise<void>((done) => (arrive = done));
    this.gates.push({ arrive, opened: new Promise((done) => (release = done)) });
    return { arrived, release };
  }

  /** Ends it, and every connection that is open. */
  async close(): Promise<void> {
    const closed = new Promise((done) => this.server.close(done));
    this.server.closeAllConnections();
    await closed;
  }

  private async serve(answer: () => Promise<Reply | undefined>, response: ServerResponse, meddle: boolean) {
    const gate = meddle ? this.gates.shift() : undefined;
    gate?.arrive();
    await gate?.opened;
    const mishap = meddle ? this.mishaps.shift() : undefined;
    if (mishap === 'cut') {
      response.destroy();
      return;
    }
    const reply = mishap ?? (await answer());
    if (reply !== undefined) send(response, reply);
  }
}

function send(response: ServerResponse, { status, headers = {}, body = '' }: Reply): void {
  response.writeHead(status, headers).end(body);
}

/** A page for a browser. */
export function page(status: number, title: string, html: string): Reply {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><main>${html}</main></html>`,
  };
}

/** Text as it stands in HTML and XML. */
export function escaped(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}
