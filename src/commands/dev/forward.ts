import {
  Agent,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request as requestHttp,
  type ServerResponse,
} from 'node:http';
import { readStream } from '../../../runtime/src/node/bounded-input.js';
import { parsedJson } from '../../model/json.js';
import type { Build, Builds } from './builds.js';
import { type Calls, lastMessage, type RpcMessage } from './calls.js';

interface Session {
  provider: string;
  path: string;
  headers: OutgoingHttpHeaders;
  initialize: Buffer;
  /** What the newest build calls it; the client knows that of the first. */
  current: string;
  reopen: Set<(build: Build) => void>;
}

interface Forwarded {
  method: string;
  path: string;
  headers: OutgoingHttpHeaders;
  body?: Buffer;
  signal?: AbortSignal;
}

const MOVE_MS = 5_000;
const MOST_BYTES = 32 * 1024 * 1024;
const SESSION = 'mcp-session-id';

/** The MCP endpoints: requests go to the newest build, and clients stay connected. */
export class Forwarder {
  readonly streams = new Streams();
  readonly #agent = new Agent({ keepAlive: true });
  readonly #sessions = new Map<string, Session>();

  constructor(
    private readonly builds: Builds,
    private readonly calls: Calls,
  ) {}

  async handle(
    provider: string,
    incoming: IncomingMessage,
    outgoing: ServerResponse,
  ): Promise<void> {
    const id = incoming.headers[SESSION];
    const session = typeof id === 'string' ? this.#sessions.get(id) : undefined;
    if (incoming.method === 'GET' && session) return this.#openSession(session, incoming, outgoing);
    if (incoming.method === 'GET') {
      this.streams.open(provider, outgoing);
      return;
    }
    const body = await bodyOf(incoming);
    const message = (parsedJson(body.toString('utf8')) ?? {}) as RpcMessage;
    if (message.method === 'subscriptions/listen') {
      this.streams.open(provider, outgoing, message);
      return;
    }
    return this.pass(incoming, outgoing, { provider, body, message, session });
  }

  /** Passes a request on, and its response back. */
  async pass(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    {
      provider = '',
      body = Buffer.alloc(0),
      message = {},
      session,
    }: {
      provider?: string;
      body?: Buffer;
      message?: RpcMessage;
      session?: Session | undefined;
    } = {},
  ): Promise<void> {
    const build = await this.builds.current();
    if (!build) {
      respond(outgoing, 503, {
        message: 'No build is running. The terminal and the page say why.',
      });
      return;
    }
    const call = this.calls.begin(provider, message, incoming.headers);
    const forwardHeaders = { ...incoming.headers };
    delete forwardHeaders['x-dev-page'];
    // These headers describe the connection of the client, not the one to the server (RFC 9110, section 7.6.1).
    delete forwardHeaders.connection;
    delete forwardHeaders['transfer-encoding'];
    const headers = {
      ...forwardHeaders,
      ...(call && { 'x-request-id': call.id }),
      ...(session && { [SESSION]: session.current }),
    };
    const began = performance.now();
    const path = incoming.url ?? '/';
    const ended = (text: string) =>
      call && this.calls.end(call, text, { ms: performance.now() - began, build: build.number });
    const method = incoming.method ?? 'GET';
    const answer = await this.#request(build, { method, path, headers, body }).catch(
      (error: unknown) => {
        ended('');
        throw error;
      },
    );
    outgoing.once('close', () => answer.destroy());
    const given = { ...answer.headers };
    const fresh = given[SESSION];
    if (message.method === 'initialize' && typeof fresh === 'string')
      this.#sessions.set(fresh, {
        provider,
        path,
        headers: forwardHeaders,
        initialize: body,
        current: fresh,
        reopen: new Set(),
      });
    else if (session) given[SESSION] = incoming.headers[SESSION];
    if (session && incoming.method === 'DELETE')
      this.#sessions.delete(String(incoming.headers[SESSION]));
    const isOpening = message.method === 'initialize' || message.method === 'server/discover';
    if (isOpening) delete given['content-length'];
    outgoing.writeHead(answer.statusCode ?? 502, given);
    const decoder = new TextDecoder(); // a character can be in two chunks
    let text = '';
    try {
      for await (const chunk of answer as AsyncIterable<Buffer>) {
        if (call || isOpening) text += decoder.decode(chunk, { stream: true });
        if (!isOpening) outgoing.write(chunk);
      }
    } finally {
      ended(text); // also where the client has left
    }
    // Lists change at each build, whatever the project states.
    outgoing.end(
      isOpening ? text.replaceAll('"listChanged":false', '"listChanged":true') : undefined,
    );
  }

  /** Before the last build ends, the new one gets the sessions of the clients; one that it does not answer waits for the next. */
  async move(build: Build): Promise<void> {
    const moves = Array.from(this.#sessions, ([id, session]) => this.#move(build, id, session));
    await Promise.allSettled(moves);
  }

  async #move(build: Build, id: string, session: Session): Promise<void> {
    const { path, headers, initialize: body } = session;
    const signal = AbortSignal.timeout(MOVE_MS);
    const post = (more: OutgoingHttpHeaders, content: Buffer) =>
      this.#request(build, {
        method: 'POST',
        path,
        headers: { ...headers, ...more, 'content-length': content.length },
        body: content,
        signal,
      });
    const answer = await post({}, body);
    answer.on('error', () => {}).resume();
    const next = answer.headers[SESSION];
    if (typeof next !== 'string') return void this.#sessions.delete(id);
    session.current = next;
    const notification = Buffer.from('{"jsonrpc":"2.0","method":"notifications/initialized"}');
    (await post({ [SESSION]: next }, notification)).on('error', () => {}).resume();
    for (const reopen of session.reopen) reopen(build);
  }

  /** One request of our own to a build, in the current protocol. */
  async ask(build: Build, provider: string, method: string): Promise<Record<string, unknown>> {
    const response = await fetch(`${build.url}/${provider}/mcp`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        'mcp-protocol-version': PROTOCOL,
        'mcp-method': method,
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: { _meta: OWN_META } }),
    });
    return lastMessage(await response.text())?.result ?? {};
  }

  async #openSession(
    session: Session,
    incoming: IncomingMessage,
    outgoing: ServerResponse,
  ): Promise<void> {
    const pipe = this.streams.openSession(session.provider, outgoing);
    const path = incoming.url ?? '/';
    const reopen = (build: Build) => {
      const headers = { ...incoming.headers, [SESSION]: session.current };
      this.#request(build, { method: 'GET', path, headers }).then(pipe, () => {});
    };
    session.reopen.add(reopen);
    outgoing.once('close', () => session.reopen.delete(reopen));
    const build = await this.builds.current();
    if (build) reopen(build);
  }

  #request({ url }: Build, { body, ...request }: Forwarded): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const { hostname, port } = new URL(url);
      requestHttp({ hostname, port, agent: this.#agent, ...request }, resolve)
        .on('error', reject)
        .end(body);
    });
  }
}

const PROTOCOL = '2026-07-28';
const OWN_META = {
  'io.modelcontextprotocol/protocolVersion': PROTOCOL,
  'io.modelcontextprotocol/clientInfo': { name: 'mcp-provider dev', version: '0' },
  'io.modelcontextprotocol/clientCapabilities': {},
};

/** @throws InputTooLarge */
export const bodyOf = (incoming: AsyncIterable<Buffer>): Promise<Buffer> =>
  readStream(incoming, MOST_BYTES);

export function respond(outgoing: ServerResponse, status: number, value: object): void {
  if (outgoing.headersSent) return void outgoing.destroy();
  outgoing.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  outgoing.end(JSON.stringify(value));
}

export type ListName = 'tools' | 'resources' | 'prompts';

interface Stream {
  provider: string;
  tell(list: ListName): void;
}

const EVENT_STREAM = { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' };

/** The streams on which clients hear of changed lists. They end here, so they outlive builds. */
class Streams {
  readonly #open = new Set<Stream>();

  /** Protocol 2026-07-28: `subscriptions/listen`. Before, a GET. */
  open(provider: string, outgoing: ServerResponse, message?: RpcMessage): void {
    outgoing.writeHead(200, EVENT_STREAM);
    const meta = message && { _meta: { 'io.modelcontextprotocol/subscriptionId': message.id } };
    const send = (method: string, params: object = {}) =>
      outgoing.write(eventOf({ jsonrpc: '2.0', method, params: { ...params, ...meta } }));
    const subscriptions = message?.params?.notifications;
    if (message) {
      const notifications = Object.fromEntries(
        Object.entries(subscriptions ?? {}).filter(
          ([name, isOn]) => isOn && name.endsWith('ListChanged'),
        ),
      );
      send('notifications/subscriptions/acknowledged', { notifications });
    } else outgoing.write(': open\n\n');
    this.#add(outgoing, {
      provider,
      tell(list) {
        const isWanted = !message || subscriptions?.[`${list}ListChanged`] === true;
        if (isWanted) send(`notifications/${list}/list_changed`);
      },
    });
  }

  /**
   * The stream of a session (2025-11-25), which the server also asks its questions on. Each build gets a request for it.
   * @returns what passes on the stream of a new build
   */
  openSession(provider: string, outgoing: ServerResponse): (source: IncomingMessage) => void {
    outgoing.writeHead(200, EVENT_STREAM);
    outgoing.write(': open\n\n');
    this.#add(outgoing, {
      provider,
      tell: (list) =>
        void outgoing.write(
          eventOf({ jsonrpc: '2.0', method: `notifications/${list}/list_changed` }),
        ),
    });
    let current: IncomingMessage | undefined;
    outgoing.once('close', () => current?.destroy());
    return (source) => {
      current?.destroy();
      current = source;
      source.on('error', () => {}).on('data', (chunk: Buffer) => outgoing.write(chunk));
    };
  }

  tell(provider: string, list: ListName): void {
    for (const stream of this.#open) if (stream.provider === provider) stream.tell(list);
  }

  #add(outgoing: ServerResponse, stream: Stream): void {
    this.#open.add(stream);
    outgoing.once('close', () => this.#open.delete(stream));
  }
}

const eventOf = (message: object): string => `event: message\ndata: ${JSON.stringify(message)}\n\n`;
