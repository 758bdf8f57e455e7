import { randomUUID } from 'node:crypto';
import {
  Client,
  type FetchLike,
  StreamableHTTPClientTransport,
} from '@modelcontextprotocol/client';
import { localPrincipal, type Principal } from '../identity/principal.js';
import { log } from '../project/log.js';
import type { CreateServer } from '../provider/definition.js';
import { type Endpoint, sdkLineOf } from '../provider/sdk-line.js';
import { boundedValidator } from '../utils/bounded-validator.js';
import { linkReader } from './context-tools.js';
import { type Toolbox, toolbox } from './toolbox.js';

/** HTTP endpoints of a project's providers, called within this process. */
export type ProviderEndpoints = ReadonlyMap<string, Endpoint>;

/** Creates an endpoint in this process for each provider, by name. */
export async function openProviderEndpoints(
  servers: ReadonlyMap<string, CreateServer>,
): Promise<ProviderEndpoints> {
  const entries = [...servers].map(async ([provider, create]) => {
    const { line, provider: servedProvider } = sdkLineOf(create, localPrincipal());
    const endpoint = await line.httpEndpoint(servedProvider, (level, message, error) =>
      log(level, message, error, { provider }),
    );
    return [provider, endpoint] as const;
  });
  return new Map(await Promise.all(entries));
}

/** The connections of one user. */
export interface Connections {
  tools: Toolbox;
  /** Providers that cannot be used now. */
  missing: readonly string[];
  close(): Promise<void>;
}

/**
 * Connects one user to the tools of a project. Each turn makes new connections, so that users
 * cannot share anything; the log lines of its calls have the ID of the request.
 */
export async function connectAs(
  principal: Principal,
  endpoints: ProviderEndpoints,
  requestId: string = randomUUID(),
): Promise<Connections> {
  const missing: string[] = [];
  const addMissing = (provider: string, message: string, error: unknown) => {
    missing.push(provider);
    log('error', message, error, { provider });
  };
  const openings = [...endpoints].map(async ([name, endpoint]) => {
    const client = newClient();
    const url = new URL(`http://localhost/${name}/mcp`);
    const fetch = inProcessFetch(endpoint, principal, requestId);
    try {
      await client.connect(new StreamableHTTPClientTransport(url, { fetch }));
      return [{ name, client }];
    } catch (error) {
      addMissing(name, 'cannot connect to the provider', error);
      return [];
    }
  });
  const clients = (await Promise.all(openings)).flat();
  const close = async () => {
    await Promise.allSettled(clients.map(({ client }) => client.close()));
  };
  const links = linkReader(clients);
  const tools = await toolbox([...clients, ...links], ({ name }, error) =>
    addMissing(name, 'cannot list the tools of the provider', error),
  );
  return { tools, missing, close };
}

/** Creates a client that returns the questions of tools as results; the turn asks the user. */
const newClient = () =>
  new Client(
    { name: 'mcp-provider-agent', version: '1.0.0' },
    {
      versionNegotiation: { mode: 'auto' },
      jsonSchemaValidator: boundedValidator,
      capabilities: { elicitation: { form: {}, url: {} } },
      inputRequired: { autoFulfill: false },
    },
  );

/**
 * Calls an endpoint within the process. The user is passed separately from the message, so a
 * message cannot forge it.
 */
const inProcessFetch =
  (endpoint: Endpoint, principal: Principal, id: string): FetchLike =>
  async (url, init) => {
    const request = new Request(url, init);
    if (request.method !== 'POST') return new Response(null, { status: 405 });
    const message: unknown = await request.json();
    return endpoint.fetch(request, { principal, message, id });
  };
