import { randomUUID } from 'node:crypto';
import {
  Client,
  type ClientCapabilities,
  StreamableHTTPClientTransport,
} from '@modelcontextprotocol/client';
import type { Tool } from '../call/define/definitions.js';
import {
  localPrincipal,
  type Principal,
  type TokenClaims,
  verifiedPrincipal,
} from '../identity/principal.js';
import { log } from '../project/log.js';
import type { CreateServer } from '../provider/definition.js';
import type { ArgsOf, ResultOf, TOOLS } from '../provider/in-code.js';
import { type Endpoint, sdkLineOf } from '../provider/sdk-line.js';
import { boundedValidator } from '../utils/bounded-validator.js';

/** Protocol version and capabilities of a client. */
interface ClientOptions {
  /** `2025` makes a client of protocol 2025-11-25. */
  era?: '2026' | '2025';
  /** Capabilities of the client, such as `elicitation`. */
  capabilities?: ClientCapabilities;
}

/** Options for calling a provider in the same process. */
export interface ConnectOptions extends ClientOptions {
  /** Id of a user with their own credentials; default: the local user. */
  user?: string;
  /** Scopes of the user's token; default: none. */
  scopes?: readonly string[];
  /** Further claims of that token, such as `roles`; default: none. */
  claims?: TokenClaims;
}

/** Options for calling a server at a URL. */
export interface RemoteOptions extends ClientOptions {
  /** The access token. */
  token?: string;
}

type ToolNamed<Tools extends readonly Tool[], Name> = Extract<Tools[number], { name: Name }>;

/** A client whose calls have the types of the tools. */
export interface TypedClient<Tools extends readonly Tool[]> {
  /**
   * Calls a tool.
   * @returns the structured result, otherwise the text
   * @throws ToolCallError with the text of an error result
   */
  call<Name extends Tools[number]['name']>(
    name: Name,
    args: ArgsOf<ToolNamed<Tools, Name>>,
  ): Promise<ResultOf<ToolNamed<Tools, Name>>>;
  /** Names of the tools that this user sees. */
  tools(): Promise<string[]>;
  /** Client of the MCP SDK, for everything else. */
  readonly client: Client;
  /** Closes the connection, and the endpoint of a provider in this process. */
  close(): Promise<void>;
}

/** A tool returned an error result. */
export class ToolCallError extends Error {
  override name = 'ToolCallError';
}

/** A provider with its types. */
interface Connectable {
  readonly [TOOLS]?: readonly Tool[];
}

type ToolsOf<Target> = Target extends { readonly [TOOLS]?: infer Tools extends readonly Tool[] }
  ? Tools
  : readonly Tool[];

/**
 * Connects a real MCP client to a provider in the same process, without a port, or to a server at a
 * URL, with the types of the provider that it serves.
 * @example
 * const ann = await connect(dice, { user: 'ann' });
 * const { rolls } = await ann.call('roll_dice', { count: 3 });
 * const remote = await connect<typeof dice>('https://tools.acme.dev/dice/mcp', { token });
 */
export async function connect<Target extends Connectable>(
  target: Target & { readonly name: string; createServer: CreateServer },
  options?: ConnectOptions,
): Promise<TypedClient<ToolsOf<Target>>>;
export async function connect<Target extends Connectable>(
  url: string,
  options?: RemoteOptions,
): Promise<TypedClient<ToolsOf<Target>>>;
export async function connect(
  target: string | { readonly name: string; createServer: CreateServer },
  { era = '2026', capabilities = {}, token, ...identity }: ConnectOptions & RemoteOptions = {},
): Promise<TypedClient<readonly Tool[]>> {
  const client = new Client(
    { name: 'mcp-provider', version: '1' },
    {
      capabilities,
      versionNegotiation: { mode: era === '2025' ? 'legacy' : 'auto' },
      jsonSchemaValidator: boundedValidator,
    },
  );
  const isRemote = typeof target === 'string';
  const endpoint = isRemote ? undefined : await endpointOf(target);
  await client.connect(
    new StreamableHTTPClientTransport(new URL(isRemote ? target : IN_PROCESS_URL), {
      ...(endpoint && { fetch: inProcessFetch(endpoint, principalOf(identity)) }),
      ...(token !== undefined && { authProvider: { token: async () => token } }),
    }),
  );
  return {
    client,
    async call(name, args) {
      const result = await client.callTool({ name, arguments: args as Record<string, unknown> });
      const { isError, structuredContent, content } = result;
      const text = content.flatMap((block) => (block.type === 'text' ? block.text : [])).join('\n');
      if (isError) throw new ToolCallError(text);
      return (structuredContent ?? text) as never; // typed by the tool's schemas
    },
    tools: async () => (await client.listTools()).tools.map(({ name }) => name),
    async close() {
      await client.close();
      await endpoint?.endStreams();
      await endpoint?.close();
    },
  };
}

/** URL of the in-process transport; no request is sent to it. */
const IN_PROCESS_URL = 'http://127.0.0.1/mcp';

const ISSUER = 'https://issuer.example';

function principalOf({ user, scopes = [], claims = {} }: ConnectOptions): Principal {
  return user === undefined
    ? localPrincipal()
    : { ...verifiedPrincipal(ISSUER, user), scopes, claims };
}

function endpointOf({ name, createServer }: { name: string; createServer: CreateServer }) {
  const { line, provider } = sdkLineOf(createServer, localPrincipal());
  return line.httpEndpoint(provider, (level, message, error) =>
    log(level, message, error, { provider: name }),
  );
}

/** Handles requests without sessions: only POST has a response. */
const inProcessFetch =
  ({ fetch }: Endpoint, principal: Principal) =>
  async (url: string | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(url, init);
    if (request.method !== 'POST') return new Response(null, { status: 405 });
    const message: unknown = await request.json();
    return fetch(request, { message, principal, id: randomUUID() });
  };
