import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { ApiAuth } from '../../src/api/api-auth.js';
import { noAuth } from '../../src/auth/no-auth.js';
import { localPrincipal, type TokenVerifier } from '../../src/identity/principal.js';
import { type CallPolicy, defineProvider } from '../../src/index.js';
import { closeProject, openProject, type ProjectOptions } from '../../src/project/project.js';
import type { Route } from '../../src/project/route.js';
import {
  type RemoteCatalog,
  type RemoteOptions,
  type RemoteServer,
  remoteServer,
  serveRemote,
} from '../../src/remote.js';
import { connectToServer } from '../../src/remote/connect.js';
import { serveHttp } from '../../src/serving/http/serve.js';
import { connectClient, type Mode } from '../../src/testing/callers/clients.js';
import { commandWords as wordsOf } from '../../src/utils/command-words.js';
import { projectFolder } from '../small-project.js';

export interface GatewayOptions {
  /** URL, or command. */
  server: string;
  catalog: RemoteCatalog;
  auth?: ApiAuth<never>;
  verifier?: TokenVerifier;
  options?: RemoteOptions;
  /** Adds tools of the project's own. */
  own?: (provider: ReturnType<typeof defineProvider>, remote: RemoteServer) => void;
  /** Pages beside the endpoint. */
  pages?: () => Route[];
  stores?: ProjectOptions['stores'];
  policy?: CallPolicy;
  /** More lines of its entry in provider-config.yaml. */
  config?: string;
}

/** A provider that serves another MCP server, over HTTP, until the test ends. */
export async function gateway({ server, catalog, auth, verifier, ...more }: GatewayOptions) {
  const root = projectFolder('');
  const entry = `{ kind: mcp, name: Rooms, description: Rooms., auth: none, server: ${JSON.stringify(server)}, ${more.config ?? ''} }`;
  writeFileSync(join(root, 'provider-config.yaml'), `providers:\n  rooms: ${entry}\n`);
  const project = openProject(root, more.stores ? { stores: more.stores } : {});
  onTestFinished(async () => {
    await Promise.all(Array.from(project.ending, (end) => end()));
    closeProject(project);
  });
  const provider = defineProvider({ name: 'rooms', version: '1.0.0', ...more.policy });
  const remote = remoteServer(
    'rooms',
    auth ?? (noAuth() as unknown as ApiAuth<never>),
    more.options,
  );
  serveRemote(remote, catalog, provider);
  more.own?.(provider, remote);
  const listener = await serveHttp(
    new Map([['rooms', provider.createServer]]),
    {
      publicUrl: new URL('http://127.0.0.1'),
      allowedHosts: ['127.0.0.1'],
      localUser: localPrincipal(),
      requiredScopes: [],
      routes: more.pages?.() ?? [],
      ...(verifier && { verifier }),
      sessions: true,
    },
    { host: '127.0.0.1', port: 0 },
  );
  onTestFinished(() => listener.close());
  const url = `${listener.url}/rooms/mcp`;
  return {
    remote,
    provider,
    project,
    url,
    async client(mode: Mode, token?: string) {
      const client = await connectClient(url, mode, token);
      onTestFinished(() => client.close());
      return client;
    },
  };
}

/** All that a server offers. */
export async function catalogOf(server: string): Promise<RemoteCatalog> {
  const [command = '', ...args] = wordsOf(server);
  const target = server.startsWith('http') ? { url: new URL(server) } : { command, args };
  const client = await connectToServer(target, {
    client: { name: 'test', version: '1' },
    timeoutMs: 10_000,
  });
  try {
    const { resources, prompts } = client.getServerCapabilities() ?? {};
    return {
      tools: (await client.listTools()).tools,
      ...(resources && {
        resources: [
          ...(await client.listResources()).resources,
          ...(await client.listResourceTemplates()).resourceTemplates.map(
            ({ uriTemplate, ...template }) => ({ ...template, uriTemplate: uriTemplate }),
          ),
        ] as RemoteCatalog['resources'] & object,
      }),
      ...(prompts && {
        prompts: (await client.listPrompts()).prompts,
      }),
    };
  } finally {
    await client.close();
  }
}

/** The command of a server from npm. */
export const program = (name: string, ...args: string[]): string =>
  [
    process.execPath,
    createRequire(import.meta.url).resolve(`@modelcontextprotocol/${name}/dist/index.js`),
    ...args,
  ]
    .map((word) => `"${word}"`)
    .join(' ');

/** A question of the server behind the gateway, as the user reads it. */
export const asks = (question: string): string => `The server "rooms" asks: ${question}`;

/** The text of a result. */
export const textOf = ({ content }: { content: readonly object[] }): string =>
  content.map((block) => ('text' in block ? String(block.text) : '')).join('\n');
