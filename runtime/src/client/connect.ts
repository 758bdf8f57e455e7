import { randomUUID } from 'node:crypto';
import {
  Client,
  type ClientCapabilities,
  StreamableHTTPClientTransport,
} from '@modelcontextprotocol/client';
import type { Tool } from '../call/definitions.js';
import {
  localPrincipal,
  type Principal,
  type TokenClaims,
  verifiedPrincipal,
} from '../identity/principal.js';
import { log } from '../project/log.js';
import type { CreateServer } from '../provider/definition.js';
import type { ArgsOf, ResultOf, TOOLS } from '../provider/in-code.js';
import { type Endpoint, lineOf } from '../provider/sdk-line.js';
import { boundedValidator } from '../utils/bounded-validator.js';

/** Of which version of the protocol a client is, and what it can do. */
interface ClientOptions {
  /** `2025`: the client is one of protocol 2025-11-25. */
  era?: '2026' | '2025';
  /** What the client can do besides calls, such as `elicitation`. */
  capabilities?: ClientCapabilities;
}

/** Who calls a provider in the same process. */
export interface ConnectOptions extends ClientOptions {
  /** A user with credentials of their own. Default: the person on this machine. */
  user?: string;
  /** That the token of `user` has. Default: none. */
  scopes?: readonly string[];
  /** Further claims of that token, such as `roles`. Default: none. */
  claims?: TokenClaims;
}

/** How a server at a URL is called. */
export interface RemoteOptions extends ClientOptions {
  /** The access token. */
  token?: string;
}

type Named<Tools extends readonly Tool[], Name> = Extract<Tools[number], { name: Name }>;

/** A client whose calls have the types of the tools. */
export interface TypedClient<Tools extends readonly Tool[]> {
  /**
   * Calls a tool.
   * @returns the structured result, else the text
   * @throws ToolCallError with the text of a result that is an error
   */
  call<Name extends Tools[number]['name']>(
    name: Name,
    args: ArgsOf<Named<Tools, Name>>,
  ): Promise<ResultOf<Named<Tools, Name>>>;
  /** The names of the tools that this user is listed. */
  tools(): Promise<string[]>;
  /** The client of the MCP SDK, for all else. */
  readonly client: Client;
  /** Ends the connection and, of a provider in this process, what it serves. */
  close(): Promise<void>;
}

/** The result of a tool is an error. */
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
 * A real MCP client of a provider in the same process, without a port; or of a server at a URL, with the types of the
 * provider that is served there.
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
  { era = '2026', capabilities = {}, token, ...who }: ConnectOptions & RemoteOptions = {},
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
    new StreamableHTTPClientTransport(new URL(isRemote ? target : IN_PROCESS), {
      ...(endpoint && { fetch: respondBy(endpoint, principalOf(who)) }),
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
      return (structuredContent ?? text) as never; // as the schemas of the tool say
    },
    tools: async () => (await client.listTools()).tools.map(({ name }) => name),
    async close() {
      await client.close();
      await endpoint?.endStreams();
      await endpoint?.close();
    },
  };
}

/** Nothing is sent there. */
const IN_PROCESS = 'http://127.0.0.1/mcp';

const ISSUER = 'https://issuer.example';

function principalOf({ user, scopes = [], claims = {} }: ConnectOptions): Principal {
  return user === undefined
    ? localPrincipal()
    : { ...verifiedPrincipal(ISSUER, user), scopes, claims };
}

function endpointOf({ name, createServer }: { name: string; createServer: CreateServer }) {
  const { line, provider } = lineOf(createServer, localPrincipal());
  return line.httpEndpoint(provider, (level, message, error) =>
    log(level, message, error, { provider: name }),
  );
}

/** Stateless, as over HTTP: only POST has a response. */
const respondBy =
  ({ fetch }: Endpoint, principal: Principal) =>
  async (url: string | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(url, init);
    if (request.method !== 'POST') return new Response(null, { status: 405 });
    const message: unknown = await request.json();
    return fetch(request, { message, principal, id: randomUUID() });
  };
