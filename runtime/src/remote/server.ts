import type { Client } from '@modelcontextprotocol/client';
import { ProtocolError, ResourceNotFoundError } from '@modelcontextprotocol/client';
import * as z from 'zod';
import type { ApiAuth } from '../api/client.js';
import { signIns } from '../api/sign-in-needed.js';
import { callMs, remainingMs } from '../fetch/deadline.js';
import type { Limits } from '../fetch/limits.js';
import { isUrl } from '../utils/addresses.js';
import { isSecretName } from '../utils/argument-names.js';
import { configOf } from '../project/config.js';
import type { CallContext } from '../call/call-context.js';
import { keepSecret, recordOf } from '../call/call-context.js';
import type { Unchecked } from '../call/define.js';
import { ToolError } from '../call/define.js';
import { recordChange } from '../call/effects.js';
import { perProject, projectOf } from '../project/project.js';
import type { Principal, UserId } from '../identity/principal.js';
import { isVerifiedCaller } from '../identity/principal.js';
import type { RemoteCatalog, RemoteTool } from './catalog.js';
import { acceptedTools } from './accepted-tools.js';
import { capabilitiesFor, remoteCallId, withQuestions } from './client-questions.js';
import { authorizedFetch } from './authorized-fetch.js';
import { CLIENT, connect } from './connect.js';
import type { HeldCall } from './held-calls.js';
import { HELD_MS, heldCalls } from './held-calls.js';
import { outcomeOf, outcomeOfError } from './outcome.js';
import { limitedFetch, REMOTE_LIMITS } from './limited-fetch.js';
import type { Pool, PoolOptions } from './pool.js';
import { connectionPool } from './pool.js';
import type { Method, RequestOptions } from './requests.js';
import { requestsOf, brokenOff } from './requests.js';
import type { RemoteTarget } from './target.js';
import { commandWords as wordsOf } from '../utils/command-words.js';
import { LONGEST_MS } from '../utils/time.js';

/** How another MCP server is reached. */
export interface RemoteOptions extends PoolOptions {
  /** Headers of every request to a URL. */
  headers?: Readonly<Record<string, string>>;
  /** Replaces `fetch`: for a proxy or a client certificate. */
  fetch?: (url: string, init: RequestInit) => Promise<Response>;
  limits?: Partial<Limits>;
  /** The server needs `initialize`: saves a request for each connection. */
  isLegacy?: boolean;
}

/** Another MCP server, with one connection for each user. */
export interface RemoteServer {
  /** The whole result of a tool (MCP `CallToolResult`). */
  callTool(name: string, args: unknown, context: CallContext): Promise<Record<string, unknown>>;
  /** For a tool of your own: the structured result, else the text. @throws ToolError with the text of an error */
  call(name: string, args: unknown, context: CallContext): Promise<Unchecked>;
  /** The contents of a resource (MCP `ReadResourceResult`). */
  readResource(uri: string, context: CallContext): Promise<Record<string, unknown>>;
  /** The messages of a prompt (MCP `GetPromptResult`). */
  getPrompt(name: string, args: unknown, context: CallContext): Promise<Record<string, unknown>>;
  /** Closes the connection of a user. */
  end(userId: string): Promise<void>;
  /** What the project serves: a tool that changes at the server is not called. */
  accept(catalog: RemoteCatalog): void;
  /** Connects, and compares the tools of the server with the accepted ones. */
  check(principal: Principal): Promise<void>;
  /** Whether an accepted tool has changed at the server, as this caller sees it. */
  hasChanged(name: string, principal: Principal): boolean;
}

const CONNECT_MS = 20_000;
/** `npx` may have to install a program first. */
const START_MS = 120_000;
/** One program serves all users of this machine, unless it has credentials. */
const SHARED = '';

/**
 * The MCP server of a provider: `server` in provider-config.yaml is its URL, or the command that starts it.
 * @example export const remote = remoteServer(PROVIDER_NAME, auth);
 */
export function remoteServer<Credentials>(
  provider: string,
  auth: ApiAuth<Credentials>,
  options: RemoteOptions = {},
): RemoteServer {
  const fetch = limitedFetch(
    { ...REMOTE_LIMITS, timeoutMs: callMs(), ...options.limits },
    options.fetch,
  );

  const sendRequest = requestsOf(CLIENT);
  const tools = new Map<string, RemoteTool>();
  const held = heldCalls(provider);
  const accepted = perProject(provider, () => acceptedTools(provider, tools));

  /** What the server of a connection was last given, which no result may contain. */
  const presentedTo = new WeakMap<Client, () => string[]>();

  const isProgram = () => !isUrl(configOf(provider).server ?? '');

  async function open(userId: string): Promise<Client> {
    const requests = authorizedFetch(provider, auth, userId as UserId, fetch); // `SHARED` has no requests
    const environment = await environmentOf(userId);
    const target = targetOf(provider, options, environment);
    const client = await connect(target, {
      client: CLIENT,
      ...requests,
      timeoutMs: isProgram() ? START_MS : CONNECT_MS,
      ...(options.isLegacy && { isLegacy: true }),
      // A program with several users could ask none of them: it must not expect answers.
      ...(!(userId === SHARED && configOf(provider).shared_credentials) && { answer: held.answer }),
    });
    const names = Object.keys(environment).filter(isSecretName); // others can be addresses and user names
    const given = names.flatMap((name) => environment[name] ?? []);
    presentedTo.set(client, () => [...requests.presented(), ...given]);
    await accepted().check(userId, client);
    return client;
  }

  const { ended, readable } = signIns(provider, auth);

  /** Environment variables of the program of a user. @throws AuthNeededError */
  async function environmentOf(userId: string): Promise<Readonly<Record<string, string>>> {
    if (!auth.environment || !isProgram()) return {};
    const credentials = await readable(userId as UserId, auth.getCredentials(userId as UserId));
    if (credentials === null) throw await ended(userId as UserId);
    return auth.environment(credentials);
  }

  const connectionFor = ({ userId }: Pick<Principal, 'userId'>): string =>
    isProgram() && !auth.environment ? SHARED : userId;

  /** @throws ToolError where a program, which has one user, would serve several verified callers */
  function connectionOf({ principal }: Pick<CallContext, 'principal'>): string {
    const connection = connectionFor(principal);
    if (
      connection === SHARED &&
      isVerifiedCaller(principal.userId) &&
      !configOf(provider).shared_credentials
    )
      throw new ToolError(
        `"${provider}" is a program that serves one user. Its operator can share it with all callers: "shared_credentials: true" in provider-config.yaml.`,
      );
    return connection;
  }

  const pool = perProject(provider, (): Pool => {
    const own = connectionPool(provider, open, options);
    projectOf(provider).ending.add(own.close);
    return own;
  });

  function request<T>(
    context: CallContext,
    method: Method,
    params: Record<string, unknown>,
  ): Promise<T> {
    const { follow } = recordOf(context);
    if (!follow) return forward(context, method, params);
    const { server = '' } = configOf(provider);
    const url = isUrl(server) ? new URL(server) : undefined;
    return follow(
      { kind: 'mcp', method, params, url },
      (trace) => forward<T>(context, method, params, trace),
      (result) => ((result as { isError?: unknown }).isError === true ? 'tool_error' : undefined),
    );
  }

  async function forward<T>(
    context: CallContext,
    method: Method,
    params: Record<string, unknown>,
    trace: Readonly<Record<string, string>> = {},
  ): Promise<T> {
    const record = recordOf(context);
    const { signal, progress } = context;
    const connection = connectionOf(context);
    const { id, isNew } = await remoteCallId(context);
    const { name, arguments: args } = params;
    const isRead = record.isReadOnly || tools.get(String(name))?.annotations?.readOnlyHint === true;
    const change = method === 'tools/call' && !isRead ? recordChange(record) : undefined;
    const task = async (client: Client) => {
      const headers =
        method === 'tools/call' ? await accepted().admit(client, String(name), args, signal) : {};
      const send = async (
        more: Record<string, unknown>,
        waiting: Pick<RequestOptions, 'signal' | 'onprogress'> & { timeout: number },
      ) => {
        change?.begin();
        const result = await sendRequest(client, method, withTrace({ ...params, ...more }, trace), {
          ...waiting,
          headers: { ...headers, ...trace },
        });
        change?.end(outcomeOf(result));
        return result;
      };
      const sendHeld = (call: HeldCall) =>
        send(
          {},
          {
            signal: call.signal,
            timeout: HELD_MS,
            ...(progress && { onprogress: (each) => call.progress?.(each) }),
          },
        );
      const isHeld = client.getProtocolEra() === 'legacy' && isAskable(context, connection);
      try {
        if (isHeld) {
          signal.throwIfAborted(); // the connection may have taken long
          const call = isNew ? held.begin(client, id, sendHeld) : held.find(client, id);
          if (isNew) pool().keepOpen(connection, call.ended);
          return (await call.goOn(context)) as T;
        }
        const capabilities = capabilitiesFor(context);
        return (await withQuestions(provider, context, id, (more) =>
          send(
            { ...capabilities, ...more },
            {
              signal,
              timeout: Math.min(remainingMs(context), LONGEST_MS),
              ...(progress && { onprogress: progress }),
            },
          ),
        )) as T; // the schema is that of the method
      } catch (error) {
        signal.throwIfAborted();
        if (outcomeOfError(error) === 'none') change?.end('none');
        if (error instanceof ProtocolError) {
          const isMissing = method === 'resources/read' && isNotFound(error);
          const { message, code, data } = error;
          throw new ToolError(message, {
            cause: error,
            isMissing,
            ...(message !== brokenOff.message && { rpc: { code, data } }),
          });
        }
        throw error;
      } finally {
        for (const secret of presentedTo.get(client)?.() ?? []) keepSecret(record, secret);
      }
    };
    const used = pool().use(connection, task, { isRead: change === undefined });
    return used.catch((error: unknown) => {
      throw change?.failure(error) ?? error;
    });
  }

  const callTool: RemoteServer['callTool'] = (name, args, context) =>
    request(context, 'tools/call', { name, arguments: args });

  return {
    callTool,
    async call(name, args, context) {
      const result = await callTool(name, args, context);
      const text = textOf(result.content);
      if (result.isError) throw new ToolError(text);
      return (result.structuredContent ?? text) as Unchecked; // it is what the server sent
    },
    readResource: (uri, context) => request(context, 'resources/read', { uri }),
    getPrompt: (name, args, context) => request(context, 'prompts/get', { name, arguments: args }),
    end: (userId) => pool().end(userId),
    accept({ tools: all = [] }) {
      for (const tool of all) tools.set(tool.remoteName ?? tool.name, tool);
    },
    async check(principal) {
      if (tools.size > 0) await pool().use(connectionFor(principal), async () => {});
    },
    hasChanged: (name, principal) => accepted().hasChanged(connectionFor(principal), name),
  };
}

/** SEP-414: traces go on in the message, whatever its transport. */
const withTrace = (
  params: Record<string, unknown>,
  trace: Readonly<Record<string, string>>,
): Record<string, unknown> =>
  Object.keys(trace).length === 0
    ? params
    : { ...params, _meta: { ...(params._meta as object), ...trace } };

/** MCP 2025-11-25, resources: a code of its own. Since 2026-07-28: that of invalid parameters. */
const isNotFound = (error: ProtocolError): boolean =>
  error instanceof ResourceNotFoundError || error.code === -32_002;

const Texts = z.array(z.looseObject({ text: z.string().optional() }));

const textOf = (content: unknown): string =>
  Texts.parse(content)
    .flatMap(({ text }) => text ?? [])
    .join('\n');

/** Whether questions of the server can be put to the caller: the connection must have only one person. */
const isAskable = ({ questions, principal }: CallContext, connection: string): boolean =>
  (questions?.can.form === true || questions?.can.url === true) &&
  (connection !== SHARED || !isVerifiedCaller(principal.userId));

function targetOf(
  provider: string,
  { headers }: RemoteOptions,
  env: Readonly<Record<string, string>>,
): RemoteTarget {
  const { server = '' } = configOf(provider);
  if (isUrl(server)) return { url: new URL(server), ...(headers && { headers }) };
  const [command = '', ...args] = wordsOf(server);
  return { command, args, cwd: projectOf(provider).root, env };
}
