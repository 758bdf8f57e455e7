import {
  type AuthProvider,
  Client,
  type ClientOptions,
  type ElicitRequestParams,
  type ElicitResult,
  SdkError,
  SdkErrorCode,
} from '@modelcontextprotocol/client';
import { boundedValidator } from '../utils/bounded-validator.js';
import { MAX_TIMER_MS, withDeadline } from '../utils/time.js';
import { causesOf } from './causes.js';
import { cleanFailures } from './failure-text.js';
import { HttpTransport } from './http-transport.js';
import { limitedFetch } from './limited-fetch.js';
import type { RequestTransport } from './requests.js';
import { StdioTransport } from './stdio-transport.js';
import { isHttp, type RemoteTarget } from './target.js';
import { cleanLists } from './tool-list.js';

/**
 * The identity of this client. Servers may list by client, so it is the same when a project
 * imports, checks and serves, whatever its release.
 */
export const CLIENT_INFO = { name: 'mcp-provider', version: '1' };

/** Capabilities of a client that can ask its user. */
export const QUESTION_CAPABILITIES = { elicitation: { form: {}, url: {} } };

/** How to connect to an MCP server. */
export interface ServerConnectOptions {
  client: { name: string; version: string };
  options?: ClientOptions;
  auth?: AuthProvider;
  fetch?: ReturnType<typeof limitedFetch>;
  /** Returns the secrets that `fetch` adds to requests. */
  secrets?: () => readonly string[];
  /** Whether the server is known to need `initialize`, which saves a request. */
  isLegacy?: boolean;
  timeoutMs: number;
  signal?: AbortSignal;
  /** Answers questions that a server puts within a call, before 2026-07-28. */
  answer?: (client: Client, params: ElicitRequestParams) => Promise<ElicitResult>;
}

/** Connects with the newest protocol version that the server supports, current or legacy. */
export async function connectToServer(
  target: RemoteTarget,
  options: ServerConnectOptions,
): Promise<Client> {
  const { isLegacy = false } = options;
  try {
    return await openClient(target, options, isLegacy);
  } catch (error) {
    // Some legacy programs end at any message before `initialize`, so also at the request for their
    // versions.
    const failedAtProbe = causesOf(error).some(
      (cause) => cause instanceof SdkError && cause.code === SdkErrorCode.EraNegotiationFailed,
    );
    if (isHttp(target) || isLegacy || !failedAtProbe || options.signal?.aborted) throw error;
    return openClient(target, options, true);
  }
}

async function openClient(target: RemoteTarget, options: ServerConnectOptions, isLegacy: boolean) {
  const { client: info, options: clientOptions, timeoutMs, signal, answer } = options;
  const client = new Client(info, {
    versionNegotiation: { mode: 'auto' },
    jsonSchemaValidator: boundedValidator,
    ...(answer && { capabilities: QUESTION_CAPABILITIES }),
    ...clientOptions,
  });
  if (answer)
    client.setRequestHandler('elicitation/create', ({ params }) => answer(client, params));
  const transport = transportTo(target, options);
  cleanFailures(transport, options.secrets);
  cleanLists(client, transport);
  try {
    signal?.throwIfAborted();
    const connection = client.connect(transport, {
      timeout: Math.min(timeoutMs, MAX_TIMER_MS),
      ...(isLegacy && { prior: { kind: 'legacy' as const } }),
    });
    // The client's request for the versions of a server accepts no signal.
    await (signal ? withDeadline(Infinity, connection, { signal }) : connection);
    return client;
  } catch (error) {
    const endError = transport instanceof StdioTransport ? transport.ended : undefined;
    await Promise.allSettled([client.close(), transport.close()]); // a program may have started
    signal?.throwIfAborted();
    if (!endError || causesOf(error).includes(endError)) throw error;
    throw Object.assign(endError, { cause: endError.cause ?? error });
  }
}

function transportTo(target: RemoteTarget, options: ServerConnectOptions): RequestTransport {
  const { auth, fetch = limitedFetch(), secrets } = options;
  if (!isHttp(target)) return new StdioTransport(target);
  return new HttpTransport(target.url, {
    fetch,
    ...(auth && { authProvider: auth }),
    ...(target.headers && { headers: target.headers }),
    ...(secrets && { secrets }),
  });
}
