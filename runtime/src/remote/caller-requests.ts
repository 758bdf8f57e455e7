import { type Client, ProtocolError, ResourceNotFoundError } from '@modelcontextprotocol/client';
import { type CallContext, keepSecret, recordOf } from '../call/call-context.js';
import { recordChange } from '../call/effects.js';
import { ToolError } from '../call/tool-error.js';
import { remainingMs } from '../fetch/deadline.js';
import { isVerifiedCaller } from '../identity/principal.js';
import { configOf } from '../project/config.js';
import { isUrl } from '../utils/addresses.js';
import { LONGEST_MS } from '../utils/time.js';
import { capabilitiesFor, remoteCallId, withQuestions } from './client-questions.js';
import { CLIENT } from './connect.js';
import { HELD_MS, type HeldCall } from './held-calls.js';
import { outcomeOf, outcomeOfError } from './outcome.js';
import { brokenOff, type Method, type RequestOptions, requestsOf } from './requests.js';
import { SHARED, type UserConnections } from './user-connections.js';

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
  /** Of the call, also when the caller calls again with answers. */
  id: string;
  isNew: boolean;
  change: ReturnType<typeof recordChange> | undefined;
}

/** Sends it; a call that was asked something is sent again with more parameters. */
type Send = (
  more: Params,
  waiting: Omit<RequestOptions, 'headers'> & { timeout: number },
) => Promise<unknown>;

/** Requests of callers to the MCP server of a provider. */
export class CallerRequests {
  readonly #connections: UserConnections;
  readonly #send = requestsOf(CLIENT);

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
    // It has surely none.
    if (method === 'completion/complete' && !client.getServerCapabilities()?.completions)
      return { completion: { values: [] } };
    const send = this.#sender(client, request, headers);
    const isHeld = client.getProtocolEra() === 'legacy' && isAskable(context, connection);
    try {
      return await (isHeld
        ? this.#sendHeld(client, request, send)
        : this.#sendAgainWithAnswers(client, request, send));
    } catch (error) {
      context.signal.throwIfAborted();
      this.#connections.quoteProgram(error, connection, this.#connections.presentedTo(client));
      if (outcomeOfError(error) === 'none') change?.end('none');
      throw error instanceof ProtocolError ? toolErrorOf(error, method) : error;
    } finally {
      for (const secret of this.#connections.presentedTo(client))
        keepSecret(recordOf(context), secret);
    }
  }

  #sender(client: Client, request: CallerRequest, headers: Trace): Send {
    const { context, method, params, trace, change } = request;
    return async (more, waiting) => {
      change?.begin();
      // SEP-414: traces go on in the message, whatever its transport.
      const meta = {
        ...vendorMeta(recordOf(context).meta?.()),
        ...(more._meta as object),
        ...trace,
      };
      const _meta = Object.keys(meta).length > 0 && { _meta: meta };
      const result = await this.#send(
        client,
        method,
        { ...params, ...more, ..._meta },
        {
          ...waiting,
          headers: { ...headers, ...trace },
        },
      );
      change?.end(outcomeOf(result));
      return result;
    };
  }

  /** To a server before 2026-07-28: the call waits there until its questions are answered. */
  async #sendHeld(client: Client, request: CallerRequest, send: Send): Promise<unknown> {
    const { context, connection, id, isNew } = request;
    const { held, pool } = this.#connections;
    context.signal.throwIfAborted(); // the connection may have taken long
    if (!isNew) return held.find(client, id).goOn(context);
    const progressTo = (started: HeldCall): Pick<RequestOptions, 'onprogress'> =>
      context.progress ? { onprogress: (each) => started.progress?.(each) } : {};
    const call = held.begin(client, id, (started) =>
      send({}, { signal: started.signal, timeout: HELD_MS, ...progressTo(started) }),
    );
    pool().keepOpen(connection, call.ended);
    return call.goOn(context);
  }

  /** To a server since 2026-07-28, which ends the call with its questions. */
  async #sendAgainWithAnswers(
    client: Client,
    { context, id }: CallerRequest,
    send: Send,
  ): Promise<unknown> {
    const { signal, progress } = context;
    const capabilities = client.getProtocolEra() === 'legacy' ? {} : capabilitiesFor(context);
    return withQuestions(this.#connections.provider, context, id, (more) =>
      send(
        { ...capabilities, ...more },
        {
          signal,
          timeout: Math.min(remainingMs(context), LONGEST_MS),
          ...(progress && { onprogress: progress }),
        },
      ),
    );
  }
}

/** Whether questions of the server can be put to the caller: the connection must have only one person. */
const isAskable = ({ questions, principal }: CallContext, connection: string): boolean =>
  (questions?.can.form === true || questions?.can.url === true) &&
  (connection !== SHARED || !isVerifiedCaller(principal.userId));

function toolErrorOf(error: ProtocolError, method: Method): ToolError {
  const { message, code, data } = error;
  return new ToolError(message, {
    cause: error,
    isMissing: method === 'resources/read' && isNotFound(error),
    ...(message !== brokenOff.message && { rpc: { code, data } }),
  });
}

/** MCP 2025-11-25, resources: a code of its own. Since 2026-07-28: that of invalid parameters. */
const isNotFound = (error: ProtocolError): boolean =>
  error instanceof ResourceNotFoundError || error.code === -32_002;

const RESERVED = new Set(['modelcontextprotocol', 'mcp']);

/** What a client adds to a message that MCP does not define (MCP, "_meta"): its own keys are for the server. */
const vendorMeta = (meta: Readonly<Record<string, unknown>> = {}): Params =>
  Object.fromEntries(
    Object.entries(meta).filter(([key]) => {
      const labels = key.slice(0, Math.max(0, key.indexOf('/'))).split('.', 2);
      return key !== 'progressToken' && !labels.some((label) => RESERVED.has(label.toLowerCase()));
    }),
  );
