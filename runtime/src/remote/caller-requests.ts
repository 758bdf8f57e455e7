import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type Client,
  LOG_LEVEL_META_KEY,
  ProtocolError,
  ResourceNotFoundError,
} from '@modelcontextprotocol/client';
import { type CallContext, keepSecret, recordOf } from '../call/call-context.js';
import type { LogLevel } from '../call/call-log.js';
import { recordChange } from '../call/effects.js';
import { ToolError } from '../call/result/tool-error.js';
import { remainingMs } from '../fetch/deadline.js';
import { isVerifiedCaller } from '../identity/principal.js';
import { configOf } from '../project/config.js';
import { type RemoteCallRecording, remoteCalls } from '../project/diagnostics.js';
import { isUrl } from '../utils/addresses.js';
import { MAX_TIMER_MS } from '../utils/time.js';
import { capabilitiesFor, remoteCallId, withQuestions } from './client-questions.js';
import { CLIENT_INFO } from './connect.js';
import { HELD_MS, type HeldCall, passOnMessage } from './held-calls.js';
import { outcomeOf, outcomeOfError } from './outcome.js';
import { lostResponse, type Method, type RequestOptions, requestSender } from './requests.js';
import { SHARED_CONNECTION, type UserConnections } from './user-connections.js';

type Params = Record<string, unknown>;
type Trace = Readonly<Record<string, string>>;

/** A request on behalf of a caller, before it has a connection. */
interface CallerRequest {
  context: CallContext;
  method: Method;
  params: Params;
  trace: Trace;
  /** Key of the connection in the pool. */
  connection: string;
  /** Id of the call, which stays the same when the caller calls again with answers. */
  id: string;
  isNew: boolean;
  change: ReturnType<typeof recordChange> | undefined;
}

/** Sends a request; a call with questions is sent again with their responses in `more`. */
type Send = (
  extraParams: Params,
  sendOptions: Omit<RequestOptions, 'headers'> & { timeout: number },
) => Promise<unknown>;

/** Requests of callers to the MCP server of a provider. */
export class CallerRequests {
  readonly #connections: UserConnections;
  readonly #send = requestSender(CLIENT_INFO);
  /** The request in whose response a message arrives. */
  readonly #currentRequest = new AsyncLocalStorage<CallerRequest>();
  /** Log level that each server has been told. */
  readonly #levels = new WeakMap<Client, LogLevel>();

  constructor(connections: UserConnections) {
    this.#connections = connections;
  }

  /** @throws ToolError for an error of the server */
  request<T>(context: CallContext, method: Method, params: Params): Promise<T> {
    const { follow } = recordOf(context);
    if (!follow) return this.#forward(context, method, params);
    const { server = '' } = configOf(this.#connections.provider);
    const url = isUrl(server) ? new URL(server) : undefined;
    return follow(
      { kind: 'mcp', method, params, url },
      (trace) => this.#forward<T>(context, method, params, trace),
      (result) => ((result as { isError?: unknown }).isError === true ? 'tool_error' : undefined),
    );
  }

  async #forward<T>(
    context: CallContext,
    method: Method,
    params: Params,
    trace: Trace = {},
  ): Promise<T> {
    const { tools, pool } = this.#connections;
    const record = recordOf(context);
    const connection = this.#connections.keyForCall(context.principal);
    const { id, isNew } = await remoteCallId(context);
    const hint = tools.get(String(params.name))?.annotations?.readOnlyHint;
    const isRead = record.isReadOnly || hint === true;
    const change = method === 'tools/call' && !isRead ? recordChange(record) : undefined;
    const request = { context, method, params, trace, connection, id, isNew, change };
    const task = (client: Client) => this.#sendOver(client, request);
    const result = pool().use(connection, task, { isRead: change === undefined });
    return result.catch((error: unknown) => {
      throw change?.failure(error) ?? error;
    }) as Promise<T>; // the schema is that of the method
  }

  async #sendOver(client: Client, request: CallerRequest): Promise<unknown> {
    const { context, method, params, connection, change } = request;
    const { accepted } = this.#connections;
    const headers =
      method === 'tools/call'
        ? await accepted().admit(client, String(params.name), params.arguments, context.signal)
        : {};
    // A server without this capability has no completions, so it is not asked.
    if (method === 'completion/complete' && !client.getServerCapabilities()?.completions)
      return { completion: { values: [] } };
    await this.#passOnLog(client, request);
    const send = this.#sender(client, request, headers);
    const isHeld = client.getProtocolEra() === 'legacy' && isAskable(context, connection);
    try {
      const result = await (isHeld
        ? this.#sendHeld(client, request, send)
        : this.#sendAgainWithAnswers(client, request, send));
      if (method === 'tools/call' && remoteCalls.hasSubscribers)
        remoteCalls.publish({
          call: recordOf(context).id,
          tool: String(params.name),
          arguments: params.arguments,
          result,
          secrets: this.#connections.secretsOf(client),
        } satisfies RemoteCallRecording);
      return result;
    } catch (error) {
      context.signal.throwIfAborted();
      this.#connections.quoteProgram(error, connection, this.#connections.secretsOf(client));
      if (outcomeOfError(error) === 'none') change?.end('none');
      throw error instanceof ProtocolError ? toolErrorOf(error, method) : error;
    } finally {
      for (const secret of this.#connections.secretsOf(client))
        keepSecret(recordOf(context), secret);
    }
  }

  /**
   * Passes log messages on to the call in whose response they arrive. Messages of a program do not
   * name their call: they go to the newest one, if the connection has one user. A server
   * before 2026-07-28 keeps the level for the whole connection.
   */
  async #passOnLog(client: Client, request: CallerRequest): Promise<void> {
    const { context, connection } = request;
    const record = recordOf(context);
    const { level } = record.log ?? {};
    if (!record.log || !client.getServerCapabilities()?.logging) return;
    for (const secret of this.#connections.secretsOf(client)) keepSecret(record, secret);
    const newest = hasOnePerson(context, connection) ? request : undefined;
    client.setNotificationHandler('notifications/message', ({ params }) => {
      const current = this.#currentRequest.getStore() ?? newest;
      if (!current) return;
      const heldCall = this.#connections.held.find(client, current.id);
      if (heldCall) heldCall.passOn(params);
      else passOnMessage(params, current.context);
    });
    if (client.getProtocolEra() !== 'legacy' || !level || this.#levels.get(client) === level)
      return;
    this.#levels.set(client, level);
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way before 2026-07-28
    await client.setLoggingLevel(level).catch(() => {}); // the call itself tells what is wrong
  }

  #sender(client: Client, request: CallerRequest, headers: Trace): Send {
    const { context, method, params, trace, change } = request;
    return async (extraParams, sendOptions) => {
      await change?.prepare?.();
      change?.begin();
      // SEP-414: traces continue in the message, whatever its transport.
      const record = recordOf(context);
      const { level } = record.log ?? {};
      const meta = {
        ...vendorMeta(record.meta?.()),
        ...(extraParams._meta as object),
        ...(level && client.getProtocolEra() !== 'legacy' && { [LOG_LEVEL_META_KEY]: level }),
        ...trace,
      };
      const _meta = Object.keys(meta).length > 0 && { _meta: meta };
      const options = { ...sendOptions, headers: { ...headers, ...trace } };
      const result = await this.#currentRequest.run(request, () =>
        this.#send(client, method, { ...params, ...extraParams, ..._meta }, options),
      );
      change?.end(outcomeOf(result));
      return result;
    };
  }

  /** Sends a call to a server before 2026-07-28, where it waits until its questions are answered. */
  async #sendHeld(client: Client, request: CallerRequest, send: Send): Promise<unknown> {
    const { context, connection, id, isNew } = request;
    const { held, pool } = this.#connections;
    context.signal.throwIfAborted(); // the connection may have taken long
    if (!isNew) return held.continue(client, id, context);
    const progressTo = (heldCall: HeldCall): Pick<RequestOptions, 'onprogress'> =>
      context.progress ? { onprogress: (progress) => heldCall.progress?.(progress) } : {};
    const call = held.begin(client, id, (started) =>
      send({}, { signal: started.signal, timeout: HELD_MS, ...progressTo(started) }),
    );
    pool().keepOpen(connection, call.ended);
    return held.continue(client, id, context);
  }

  /** Sends a call to a server since 2026-07-28, which ends the call with its questions. */
  async #sendAgainWithAnswers(
    client: Client,
    { context, id }: CallerRequest,
    send: Send,
  ): Promise<unknown> {
    const { signal, progress } = context;
    const capabilities = client.getProtocolEra() === 'legacy' ? {} : capabilitiesFor(context);
    return withQuestions(this.#connections.provider, context, id, (extraParams) =>
      send(
        { ...capabilities, ...extraParams },
        {
          signal,
          timeout: Math.min(remainingMs(context), MAX_TIMER_MS),
          ...(progress && { onprogress: progress }),
        },
      ),
    );
  }
}

const hasOnePerson = ({ principal }: CallContext, connection: string): boolean =>
  connection !== SHARED_CONNECTION || !isVerifiedCaller(principal.userId);

/** Returns whether the caller can answer questions of the server. */
const isAskable = (context: CallContext, connection: string): boolean =>
  (context.questions?.can.form === true || context.questions?.can.url === true) &&
  hasOnePerson(context, connection);

function toolErrorOf(error: ProtocolError, method: Method): ToolError {
  const { message, code, data } = error;
  return new ToolError(message, {
    cause: error,
    isMissing: method === 'resources/read' && isNotFound(error),
    ...(message !== lostResponse.message && { rpc: { code, data } }),
  });
}

/**
 * Returns whether a resource does not exist. MCP 2025-11-25 has its own code; since 2026-07-28, it
 * is that of invalid parameters.
 */
const isNotFound = (error: ProtocolError): boolean =>
  error instanceof ResourceNotFoundError || error.code === -32_002;

const RESERVED = new Set(['modelcontextprotocol', 'mcp']);

/**
 * Returns the metadata of a message that MCP does not define (MCP, "_meta"): keys of the client,
 * which are for the server.
 */
const vendorMeta = (meta: Readonly<Record<string, unknown>> = {}): Params =>
  Object.fromEntries(
    Object.entries(meta).filter(([key]) => {
      const labels = key.slice(0, Math.max(0, key.indexOf('/'))).split('.', 2);
      return key !== 'progressToken' && !labels.some((label) => RESERVED.has(label.toLowerCase()));
    }),
  );
