import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import type { NodeIncomingMessageLike } from '@modelcontextprotocol/node';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import * as z from 'zod';
import { noAuth } from '../runtime/src/auth.js';
import { defineProvider } from '../runtime/src/index.js';
import { localPrincipal } from '../runtime/src/provider/principal.js';
import { openProject } from '../runtime/src/provider/project.js';
import type { RemoteTool } from '../runtime/src/remote.js';
import { remoteServer, serveRemote } from '../runtime/src/remote.js';
import { serveHttp } from '../runtime/src/serving/http/serve.js';
import type { Row } from './measure.js';
import { medians } from './measure.js';

const TOOL = 'echo';
const CALLS = 100;

/** A call through a provider of kind `mcp`, and the same call to its server; all in one process. */
export async function benchGateway(): Promise<Row[]> {
  const handler = createMcpHandler(() => {
    const server = new McpServer({ name: 'remote', version: '1.0.0' });
    server.registerTool(TOOL, { description: 'Echoes.', inputSchema: z.looseObject({}) }, () => ({
      content: [{ type: 'text', text: 'ok' }],
    }));
    return server;
  });
  const handle = toNodeHandler(handler);
  const remote = createServer(
    (request, response) => void handle(request as NodeIncomingMessageLike, response),
  );
  await new Promise<void>((resolve) => remote.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(remote.address() as AddressInfo).port}/mcp`;

  const root = mkdtempSync(join(tmpdir(), 'bench-gateway-'));
  writeFileSync(
    join(root, 'provider-config.yaml'),
    `providers:\n  remote: { kind: mcp, name: R, description: R., auth: none, server: "${url}" }\n`,
  );
  const project = openProject(root, { log: () => {} });
  const provider = defineProvider({ name: 'remote', version: '1.0.0' });
  const direct = await connected(url);
  const { tools } = await direct.listTools();
  serveRemote(remoteServer('remote', noAuth()), { tools: tools as RemoteTool[] }, provider);
  const gateway = await serveHttp(
    new Map([['remote', provider.createServer]]),
    {
      publicUrl: new URL('http://127.0.0.1'),
      allowedHosts: ['127.0.0.1'],
      localUser: localPrincipal(),
      requiredScopes: [],
      routes: [],
    },
    { host: '127.0.0.1', port: 0 },
  );

  const through = await connected(`${gateway.url}/remote/mcp`);
  const calls = (client: Client, parallel: number) => async () => {
    for (let done = 0; done < CALLS; done += parallel)
      await Promise.all(Array.from({ length: parallel }, () => callOf(client)));
  };
  try {
    const rows: Row[] = [];
    for (const parallel of [1, 8]) {
      const [one = NaN, other = NaN] = await medians([
        { label: 'direct', run: calls(direct, parallel) },
        { label: 'gateway', run: calls(through, parallel) },
      ]);
      rows.push(
        parallel === 1
          ? {
              what: 'a call through a gateway over HTTP, in addition to the direct call',
              now: `${((other - one) / CALLS).toFixed(2)} ms`,
              budget: '≤ 1 ms',
            }
          : {
              what: 'calls per second through a gateway, 8 at once, against direct calls',
              now: (one / other).toFixed(2),
              budget: '≥ 0.6',
            },
      );
    }
    return rows;
  } finally {
    await Promise.all([direct.close(), through.close()]);
    await gateway.close();
    await Promise.all(Array.from(project.ending, (end) => end()));
    await handler.close();
    remote.closeAllConnections();
    remote.close();
    rmSync(root, { recursive: true, force: true });
  }
}

async function callOf(client: Client): Promise<void> {
  const { isError } = await client.callTool({ name: TOOL, arguments: {} });
  if (isError) throw new Error('The call failed');
}

async function connected(url: string): Promise<Client> {
  const client = new Client(
    { name: 'bench', version: '1.0.0' },
    { versionNegotiation: { mode: 'auto' } },
  );
  await client.connect(new StreamableHTTPClientTransport(new URL(url)));
  return client;
}
