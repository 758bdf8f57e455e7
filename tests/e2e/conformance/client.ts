import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, ProtocolError, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import type { ApiAuth } from '../../../runtime/src/api/api-auth.js';
import { noAuth } from '../../../runtime/src/auth/no-auth.js';
import { localPrincipal } from '../../../runtime/src/identity/principal.js';
import { defineProvider } from '../../../runtime/src/index.js';
import { type OAuthAuth, oauthAuth } from '../../../runtime/src/oauth.js';
import { openProject, openProjects } from '../../../runtime/src/project/project.js';
import {
  type RemoteCatalog,
  remoteServer,
  type RemoteTool,
  serveRemote,
} from '../../../runtime/src/remote.js';
import {
  acceptsMetadataDocument,
  type Authorization,
  challengeOf,
  findAuthorization,
} from '../../../runtime/src/remote/authorization.js';
import { limitedFetch } from '../../../runtime/src/remote/limited-fetch.js';
import { endProject } from '../../../runtime/src/serving/end-project.js';
import { serveHttp } from '../../../runtime/src/serving/http/serve.js';
import { discover } from '../../../src/remote/discover.js';

/** What the suite says of a scenario: the server, and what its person knows. */
export interface Scenario {
  name: string;
  url: string;
  client_id?: string;
  client_secret?: string;
  toolCalls?: { name: string; arguments: Record<string, unknown> }[];
}

/** More is a server that no sign-in satisfies. */
const MAX_SIGN_INS = 3;
/** The document that the suite knows. */
const METADATA_DOCUMENT = 'https://conformance-test.local/client-metadata.json';
const REDIRECT_URI = 'http://127.0.0.1:8710/auth/callback';
const principal = localPrincipal();

/**
 * The client of the conformance suite: it does what `import mcp` and a gateway do with a server, and what a person does
 * who is told to sign in. Only one at a time: a process has one project.
 */
export async function meet(scenario: Scenario): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-client-'));
  process.env.MCP_DATA_DIR = join(folder, 'data');
  process.env.ROOMS_CLIENT_SECRET = scenario.client_secret ?? '';
  const ending: (() => Promise<unknown>)[] = [];
  try {
    await useTools({ folder, url: new URL(scenario.url), given: scenario, ending });
  } finally {
    await Promise.all(ending.map((end) => end()));
    await endProjects();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Meeting {
  folder: string;
  url: URL;
  given: Omit<Scenario, 'url'>;
  /** What is open. */
  ending: (() => Promise<unknown>)[];
}

async function useTools(meeting: Meeting): Promise<void> {
  // Where the first attempt fails, a person tries again.
  let server = await importedServer(meeting).catch(() => importedServer(meeting));
  const calls =
    meeting.given.toolCalls ?? server.names.map((name) => ({ name, arguments: ARGUMENTS }));
  for (const call of calls) {
    for (let signIns = 0; signIns <= MAX_SIGN_INS; signIns++) {
      const { content, isError } = await resultOf(server.client, call);
      if (!server.auth || !isError || !JSON.stringify(content).includes('To sign in')) break;
      if ((await authorizationNow(meeting))?.issuer === server.issuer) await signIn(server.auth);
      else server = await importedServer(meeting);
    }
  }
}

/** An error of the protocol is that of the server, which the client gets as it is. */
async function resultOf(
  client: Client,
  call: { name: string; arguments: Record<string, unknown> },
) {
  try {
    return await client.callTool({ ...call });
  } catch (error) {
    if (error instanceof ProtocolError) return { content: error.message, isError: true };
    throw error;
  }
}

async function authorizationNow({ url }: Meeting): Promise<Authorization | undefined> {
  const challenge = await challengeOf(url, limitedFetch());
  const authorization = challenge && (await findAuthorization(url, challenge, limitedFetch()));
  if (challenge && !authorization) throw new Error('The server names no authorization server');
  return authorization;
}

/** What a person does to add the server, and again after it names another authorization server: that is not followed. */
async function importedServer(meeting: Meeting) {
  const { url, given } = meeting;
  const authorization = await authorizationNow(meeting);
  process.env.ROOMS_CLIENT_ID = given.client_id ?? clientId(authorization);
  await openRooms(meeting, authorization?.scopes ?? []);
  const auth = authorization && authOf(authorization, given);
  if (auth) await signIn(auth);
  const token = (await auth?.getCredentials(principal.userId))?.accessToken;
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const limit = AbortSignal.timeout(20_000);
  const { tools, failures } = await discover({ url, headers }, 20_000, limit);
  if (failures.length > 0) throw new Error(JSON.stringify(failures));
  const client = await gatewayTo(meeting, auth ?? noAuth(), {
    tools: tools as RemoteTool[],
  });
  return { auth, issuer: authorization?.issuer, client, names: tools.map(({ name }) => name) };
}

/** A loopback client has no public address for a metadata document: its person states where one is. */
const clientId = (authorization: Authorization | undefined): string =>
  authorization && acceptsMetadataDocument(authorization.server) ? METADATA_DOCUMENT : '';

/** A client of a gateway to the server; its person accepts every question with the defaults. */
async function gatewayTo(
  { ending }: Meeting,
  auth: object,
  catalog: RemoteCatalog,
): Promise<Client> {
  const provider = defineProvider({ name: 'rooms', version: '1.0.0' });
  serveRemote(remoteServer('rooms', auth as ApiAuth<never>), catalog, provider);
  const gateway = await serveHttp(
    new Map([['rooms', provider.createServer]]),
    {
      publicUrl: new URL('http://127.0.0.1'),
      allowedHosts: ['127.0.0.1'],
      localUser: principal,
      requiredScopes: [],
      routes: [],
    },
    { host: '127.0.0.1', port: 0 },
  );
  const client = new Client(
    { name: 'conformance', version: '1.0.0' },
    {
      versionNegotiation: { mode: 'auto' },
      capabilities: { elicitation: { form: { applyDefaults: true } } },
    },
  );
  client.setRequestHandler('elicitation/create', async () => ({
    action: 'accept',
    content: { confirmed: true },
  }));
  ending.push(async () => {
    await client.close();
    await gateway.close();
  });
  await client.connect(new StreamableHTTPClientTransport(new URL(`${gateway.url}/rooms/mcp`)));
  return client;
}

const ARGUMENTS = { a: 5, b: 3 };

/** A project with one provider, in the place of the one before. */
async function openRooms({ folder, url }: Meeting, scopes: readonly string[]): Promise<void> {
  await endProjects();
  const entry = {
    kind: 'mcp',
    name: 'Rooms',
    description: 'Rooms.',
    auth: 'none',
    server: url.href,
  };
  const config = { providers: { rooms: { ...entry, ...(scopes.length > 0 && { scopes }) } } };
  writeFileSync(join(folder, 'provider-config.yaml'), JSON.stringify(config));
  openProject(folder, { log: () => {} });
}

async function endProjects(): Promise<void> {
  for (const project of openProjects()) await endProject(project);
}

const authOf = ({ issuer, resource }: Authorization, given: Meeting['given']): OAuthAuth =>
  oauthAuth('rooms', {
    issuer,
    resource,
    clientAuthentication: given.client_secret ? 'basic-raw' : 'none',
    registration: 'automatic',
  });

/** The authorization server of the suite sends every browser back at once. */
async function signIn({ clientFor, saveCredentials }: OAuthAuth): Promise<void> {
  const client = clientFor(principal.userId);
  const { url: address, pending } = await client.begin(REDIRECT_URI);
  const response = await fetch(address, { redirect: 'manual' });
  const { searchParams } = new URL(response.headers.get('location') ?? '', REDIRECT_URI);
  await saveCredentials(principal.userId, await client.finish(searchParams, pending));
}
