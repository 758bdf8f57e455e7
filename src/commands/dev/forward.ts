import {
  Agent,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request as requestHttp,
  type ServerResponse,
} from 'node:http';
import { readStream } from '../../../runtime/src/node/bounded-input.js';
import { VIEWS_EXTENSION } from '../../../runtime/src/provider/definition.js';
import { parseJson } from '../../model/json.js';
import type { Build, Builds } from './builds.js';
import { type CallList, lastMessage, type RpcMessage } from './calls.js';
import { NotificationStreams } from './notification-streams.js';

interface ForwardedSession {
  provider: string;
  path: string;
  headers: OutgoingHttpHeaders;
  initialize: Buffer;
  /** Its id in the newest build; the client knows that of the first build. */
  current: string;
  reopen: Set<(build: Build) => void>;
}

interface ForwardedRequest {
  method: string;
  path: string;
  headers: OutgoingHttpHeaders;
  body?: Buffer;
  signal?: AbortSignal;
}

const MOVE_MS = 5_000;
const MAX_BYTES = 32 * 1024 * 1024;
const SESSION = 'mcp-session-id';

/** The MCP endpoints. Requests go to the newest build, and clients stay connected. */
export class Forwarder {
  readonly streams = new NotificationStreams();
  readonly #agent = new Agent({ keepAlive: true });
  readonly #sessions = new Map<string, ForwardedSession>();

  constructor(
    private readonly builds: Builds,
    private readonly calls: CallList,
  ) {}

  async handle(
    provider: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const id = request.headers[SESSION];
    const session = typeof id === 'string' ? this.#sessions.get(id) : undefined;
    if (request.method === 'GET' && session) return this.#openSession(session, request, response);
    if (request.method === 'GET') {
      this.streams.open(provider, response);
      return;
    }
    const body = await readBody(request);
    const message = (parseJson(body.toString('utf8')) ?? {}) as RpcMessage;
    if (message.method === 'subscriptions/listen') {
      this.streams.open(provider, response, message);
      return;
    }
    return this.pass(request, response, { provider, body, message, session });
  }

  /** Forwards a request, and its response back. */
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
      session?: ForwardedSession | undefined;
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
    const clientHeaders = endToEndHeaders(incoming);
    const headers = {
      ...clientHeaders,
      ...(call && { 'x-request-id': call.id }),
      ...(session && { [SESSION]: session.current }),
    };
    const startTime = performance.now();
    const path = incoming.url ?? '/';
    const recordEnd = (text: string) =>
      call &&
      this.calls.end(call, text, { ms: performance.now() - startTime, build: build.number });
    const method = incoming.method ?? 'GET';
    const answer = await this.#request(build, { method, path, headers, body }).catch(
      (error: unknown) => {
        recordEnd('');
        throw error;
      },
    );
    outgoing.once('close', () => answer.destroy());
    const responseHeaders = { ...answer.headers };
    const newSessionId = responseHeaders[SESSION];
    if (message.method === 'initialize' && typeof newSessionId === 'string')
      this.#sessions.set(newSessionId, {
        provider,
        path,
        headers: clientHeaders,
        initialize: body,
        current: newSessionId,
        reopen: new Set(),
      });
    else if (session) responseHeaders[SESSION] = incoming.headers[SESSION];
    if (session && incoming.method === 'DELETE')
      this.#sessions.delete(String(incoming.headers[SESSION]));
    const isOpening = message.method === 'initialize' || message.method === 'server/discover';
    if (isOpening) delete responseHeaders['content-length'];
    outgoing.writeHead(answer.statusCode ?? 502, responseHeaders);
    const decoder = new TextDecoder(); // a character can be split between chunks
    let text = '';
    try {
      for await (const chunk of answer as AsyncIterable<Buffer>) {
        if (call || isOpening) text += decoder.decode(chunk, { stream: true });
        if (!isOpening) outgoing.write(chunk);
      }
    } finally {
      recordEnd(text); // even if the client has left
    }
    // Lists change with each build, whatever the project states.
    outgoing.end(
      isOpening ? text.replaceAll('"listChanged":false', '"listChanged":true') : undefined,
    );
  }

  /**
   * Moves the sessions of the clients to the new build before the last one ends. A session for which
   * it does not respond waits for the next build.
   */
  async move(build: Build): Promise<void> {
    const moves = Array.from(this.#sessions, ([id, session]) => this.#move(build, id, session));
    await Promise.allSettled(moves);
  }

  async #move(build: Build, id: string, session: ForwardedSession): Promise<void> {
    const { path, headers, initialize: body } = session;
    const signal = AbortSignal.timeout(MOVE_MS);
    const post = (extraHeaders: OutgoingHttpHeaders, content: Buffer) =>
      this.#request(build, {
        method: 'POST',
        path,
        headers: { ...headers, ...extraHeaders, 'content-length': content.length },
        body: content,
        signal,
      });
    const answer = await post({}, body);
    answer.on('error', () => {}).resume();
    const nextSessionId = answer.headers[SESSION];
    if (typeof nextSessionId !== 'string') return void this.#sessions.delete(id);
    session.current = nextSessionId;
    const notification = Buffer.from('{"jsonrpc":"2.0","method":"notifications/initialized"}');
    (await post({ [SESSION]: nextSessionId }, notification)).on('error', () => {}).resume();
    for (const reopen of session.reopen) reopen(build);
  }

  /** Sends a request of this server to a build, in the current protocol version. */
  async ask(
    build: Build,
    provider: string,
    method: string,
    params: { uri?: string } = {},
  ): Promise<Record<string, unknown>> {
    const response = await fetch(`${build.url}/${provider}/mcp`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        'mcp-protocol-version': PROTOCOL,
        'mcp-method': method,
        ...(params.uri !== undefined && { 'mcp-name': params.uri }),
      },
      body: JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method,
        params: { ...params, _meta: FORWARDER_META },
      }),
    });
    return lastMessage(await response.text())?.result ?? {};
  }

  async #openSession(
    session: ForwardedSession,
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

  #request({ url }: Build, { body, ...request }: ForwardedRequest): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const { hostname, port } = new URL(url);
      requestHttp({ hostname, port, agent: this.#agent, ...request }, resolve)
        .on('error', reject)
        .end(body);
    });
  }
}

const PROTOCOL = '2026-07-28';
const FORWARDER_META = {
  'io.modelcontextprotocol/protocolVersion': PROTOCOL,
  'io.modelcontextprotocol/clientInfo': { name: 'mcp-provider dev', version: '0' },
  'io.modelcontextprotocol/clientCapabilities': {
    extensions: { [VIEWS_EXTENSION]: { mimeTypes: ['text/html;profile=mcp-app'] } },
  },
};

/** Returns the headers without those of the client's connection to this server (RFC 9110, section 7.6.1). */
function endToEndHeaders({ headers }: IncomingMessage): OutgoingHttpHeaders {
  const forwardedHeaders = { ...headers };
  delete forwardedHeaders['x-dev-page'];
  delete forwardedHeaders.connection;
  delete forwardedHeaders['transfer-encoding'];
  return forwardedHeaders;
}

/** Returns the body of a request. @throws InputTooLargeError */
export const readBody = (incoming: AsyncIterable<Buffer>): Promise<Buffer> =>
  readStream(incoming, MAX_BYTES);

export function respond(outgoing: ServerResponse, status: number, value: object): void {
  if (outgoing.headersSent) return void outgoing.destroy();
  outgoing.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  outgoing.end(JSON.stringify(value));
}
