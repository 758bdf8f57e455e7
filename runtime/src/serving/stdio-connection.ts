import { isUtf8 } from 'node:buffer';
import type { Readable } from 'node:stream';
import { type MessageOutput, ownStdout } from '../node/own-stdout.js';
import type { Report } from '../provider/sdk-line.js';
import { exactJson } from '../utils/exact-json.js';
import { isDeeperThan, MAX_DEPTH } from '../utils/json-depth.js';
import { LineSplitter } from '../utils/lines.js';

type Id = string | number;

/** Answers requests in place of the SDK. */
export interface DirectCalls {
  /**
   * Returns the function that begins the call of a request and later hands its response to
   * `respond`; undefined for a message that is for the SDK.
   */
  callOf(message: unknown): (() => void) | undefined;
  /** The client has cancelled a request. */
  cancel(id: Id): void;
}

interface RpcMessage {
  id?: Id;
  method?: string;
  params?: { requestId?: Id; protocolVersion?: string };
  result?: { protocolVersion?: string };
}

/** A batch whose responses are collected until all its requests have them. */
interface OpenBatch {
  open: number;
  responses: object[];
}

interface OpenRequest {
  method: string;
  batch: OpenBatch | undefined;
}

/** The only version of MCP with batches. */
const WITH_BATCHES = '2025-03-26';

const INVALID = {
  code: -32_600,
  message:
    'Invalid request: it must be an object with "jsonrpc": "2.0", a "method", an "id" that is a string or an integer, and "params", if any, that are an object',
};
const NOT_JSON = {
  code: -32_700,
  message: 'Parse error: the message is not a line of JSON in UTF-8',
};
const GONE = { code: -32_000, message: 'The client has closed the connection' };

/**
 * Memory for responses that the client does not read. Less would stop clients that write many requests before they read
 * the first response.
 */
const MAX_UNREAD_BYTES = 64_000_000;

/**
 * Messages of JSON-RPC on stdin and stdout, for servers of both lines of the SDK, whose transports drop messages that are
 * not valid, and requests that are in progress when stdin ends.
 */
export class StdioConnection {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: object) => void;
  direct: DirectCalls | undefined;
  /** Resolves when the client has closed its end and each of its requests has its response. */
  readonly answered: Promise<void>;

  readonly #lines = new LineSplitter();
  /** Requests of the client without a response; some clients give several one id. */
  readonly #openRequests = new Map<Id, OpenRequest[]>();
  /** Requests of this server without a response. */
  readonly #pendingQuestions = new Set<Id>();
  #version: string | undefined;
  #hasEnded = false;
  #isClosed = false;
  #resolveAnswered = () => {};
  #unwritten = '';
  #writing: Promise<void> | undefined;

  /** @param isMessage what the SDK takes */
  constructor(
    private readonly isMessage: (value: unknown) => boolean,
    private readonly report: Report,
    private readonly input: Readable = process.stdin,
    private readonly output: MessageOutput = ownStdout(),
  ) {
    this.answered = new Promise((resolve) => (this.#resolveAnswered = resolve));
  }

  async start(): Promise<void> {
    const { input, output } = this;
    output.on('error', this.#fail);
    input
      .on('data', this.#read)
      .on('error', this.#fail)
      .once('end', this.#end)
      .once('close', this.#end);
    if (input.readableEnded || input.destroyed) setImmediate(this.#end);
  }

  async send(message: object): Promise<void> {
    const { id, method, result } = message as RpcMessage;
    if (id !== undefined && method !== undefined) {
      if (this.#hasEnded) {
        this.#refuseQuestion(id);
        return;
      }
      this.#pendingQuestions.add(id);
    }
    const request =
      id !== undefined && method === undefined ? this.#openRequests.get(id)?.[0] : undefined;
    if (request?.method === 'initialize') this.#version = result?.protocolVersion;
    if (request?.batch) request.batch.responses.push(message);
    else await this.#write(JSON.stringify(message));
    if (request && id !== undefined) await this.#settle(id);
  }

  /** Sends the response to a request that `direct` has taken. @param text of the JSON-RPC message */
  async respond(id: Id, text: string): Promise<void> {
    await this.#write(text);
    await this.#settle(id);
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.input.off('data', this.#read).off('end', this.#end).off('close', this.#end).pause();
    this.#resolveAnswered();
    this.onclose?.();
  }

  readonly #fail = (error: Error): void => {
    if (this.#isClosed) return;
    this.onerror?.(error);
    void this.close();
  };

  readonly #read = (chunk: Buffer): void => {
    try {
      for (const line of this.#lines.linesOf(chunk)) this.#receive(line);
    } catch (error) {
      void this.#refuse(undefined, { ...INVALID, message: String(error) });
      this.#fail(error as Error);
    }
  };

  readonly #end = (): void => {
    if (this.#hasEnded) return;
    this.#receive(this.#lines.rest());
    this.#hasEnded = true;
    for (const id of this.#pendingQuestions) this.#refuseQuestion(id);
    this.#resolveIfAnswered();
  };

  #receive(line: Buffer): void {
    // Windows programs write a byte order mark.
    const text = line.toString().replace(/^\uFEFF/, '');
    if (text.trim() === '') return;
    const value = isUtf8(line) ? parseJson(text) : undefined;
    if (value === undefined) void this.#refuse(undefined, NOT_JSON);
    else if (Array.isArray(value) && value.length > 0 && this.#version === WITH_BATCHES)
      this.#receiveBatch(value);
    else this.#receiveMessage(value);
  }

  #receiveBatch(messages: readonly unknown[]): void {
    const batch: OpenBatch = { open: 1, responses: [] };
    for (const message of messages) this.#receiveMessage(message, batch);
    void this.#endBatch(batch);
  }

  #receiveMessage(value: unknown, batch?: OpenBatch): void {
    const isDeep = isDeeperThan(value, MAX_DEPTH);
    const call = batch || isDeep ? undefined : this.direct?.callOf(value);
    if (isDeep || (!call && !this.isMessage(value))) {
      void this.#refuse(value, INVALID, batch);
      return;
    }
    const { id, method, params } = value as RpcMessage;
    if (id !== undefined && method !== undefined) {
      // A subscription has no response before its end.
      if (method !== 'subscriptions/listen')
        this.#openRequests.set(id, [...(this.#openRequests.get(id) ?? []), { method, batch }]);
      if (batch) batch.open += 1;
      // The next message may be read before the response states the version.
      if (method === 'initialize') this.#version = params?.protocolVersion;
    } else if (id !== undefined) this.#pendingQuestions.delete(id);
    if (call) {
      call();
      return;
    }
    const cancelledId = method === 'notifications/cancelled' ? params?.requestId : undefined;
    if (cancelledId !== undefined) this.direct?.cancel(cancelledId);
    this.onmessage?.(value as object);
    // A canceled request gets no response (MCP, "Cancellation").
    if (cancelledId !== undefined) void this.#settle(cancelledId);
  }

  /**
   * Sends an error. It has the id of the request if that is known: a response of the client has
   * an id of this server.
   */
  async #refuse(value: unknown, error: typeof INVALID, batch?: OpenBatch): Promise<void> {
    this.report('error', `stdio: ${error.message}`);
    const { id, method } = (value ?? {}) as { id?: unknown; method?: unknown };
    const isKnown = method !== undefined && (typeof id === 'string' || Number.isInteger(id));
    const response = { jsonrpc: '2.0', id: isKnown ? id : null, error };
    if (batch) batch.responses.push(response);
    else await this.#write(JSON.stringify(response));
  }

  #refuseQuestion(id: Id): void {
    this.#pendingQuestions.delete(id);
    setImmediate(() => this.onmessage?.({ jsonrpc: '2.0', id, error: GONE }));
  }

  async #settle(id: Id): Promise<void> {
    const [request, ...others] = this.#openRequests.get(id) ?? [];
    if (others.length > 0) this.#openRequests.set(id, others);
    else this.#openRequests.delete(id);
    if (request?.batch) await this.#endBatch(request.batch);
    this.#resolveIfAnswered();
  }

  async #endBatch(batch: OpenBatch): Promise<void> {
    batch.open -= 1;
    if (batch.open === 0 && batch.responses.length > 0)
      await this.#write(JSON.stringify(batch.responses));
  }

  #resolveIfAnswered(): void {
    if (this.#hasEnded && this.#openRequests.size === 0) this.#resolveAnswered();
  }

  /**
   * Resolves once the message is written. Messages of the same turn of the event loop are written
   * together, because each write takes as long as a short call.
   */
  #write(text: string): Promise<void> {
    this.#unwritten += `${text}\n`;
    return (this.#writing ??= new Promise((resolve) => {
      process.nextTick(() => {
        this.#writing = undefined;
        this.output.write(this.#unwritten, () => resolve());
        this.#unwritten = '';
        if (this.output.writableLength > MAX_UNREAD_BYTES) this.#waitForClient();
      });
    }));
  }

  /** Takes no more messages until the client has read the responses. */
  #waitForClient(): void {
    if (this.input.isPaused()) return;
    this.input.pause();
    this.output.once('drain', () => {
      if (!this.#isClosed) this.input.resume();
    });
  }
}

function parseJson(text: string): unknown {
  try {
    return exactJson(text);
  } catch {
    return undefined;
  }
}
