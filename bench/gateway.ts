import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  Client,
  StreamableHTTPClientTransport,
  type Transport,
} from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { bareServer } from './bare-server.js';
import { load } from './load.js';
import { inFolder, median, type Row } from './measure.js';
import { REPOSITORY, speakers, writeProject } from './projects.js';
import { build, started } from './started.js';

const CALLS = 800;
const ROUNDS = 5;

/**
 * Calls of a server of the bare SDK, directly and through providers of kind `mcp`, and of a tool of the same project. Each
 * server is a process.
 */
export const benchGateway = (): Promise<Row[]> =>
  inFolder(async (folder) => {
    const bare = join(folder, 'bare.mjs');
    writeFileSync(bare, bareServer(1));
    symlinkSync(join(REPOSITORY, 'node_modules'), join(folder, 'node_modules'), 'junction');
    const remote = await started([bare, 'http']);
    const direct = await connected(new StreamableHTTPClientTransport(new URL(remote.url)));
    const program = new StdioClientTransport({ command: process.execPath, args: [bare] });
    const directStdio = await connected(program);

    const project = join(folder, 'project');
    const servers = { remote: remote.url, program: `"${process.execPath}" "${bare}"` };
    writeProject(project, [
      speakers(1),
      ...Object.entries(servers).map(([name, server]) => ({
        ...{ name, kind: 'mcp', displayName: name, description: 'Says things.', server },
        ...{ auth: { style: 'none' }, tools: [], resources: [], prompts: [] },
      })),
    ]);
    const catalog = JSON.stringify({ tools: (await direct.listTools()).tools });
    for (const name of Object.keys(servers))
      writeFileSync(join(project, 'src', 'providers', name, 'remote.json'), catalog);
    await build(project);
    const gateway = await started([
      join(project, 'dist', 'server.js'),
      '--transport',
      'http',
      '--port',
      '0',
    ]);
    const at = (provider: string) => new URL(`/${provider}/mcp`, gateway.url);
    const through = (provider: string) =>
      connected(new StreamableHTTPClientTransport(at(provider)));
    const forwarder = await started([join(REPOSITORY, 'bench', 'forwarder.mjs'), remote.url]);

    const clients = {
      direct,
      forwarded: await connected(new StreamableHTTPClientTransport(new URL(forwarder.url))),
      local: await through('bench'),
      http: await through('remote'),
      directStdio,
      stdio: await through('program'),
    };
    try {
      const ms = await perCall(clients);
      const ratios: number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        const { rate } = await load(remote.url, 'current', 'tools/call');
        ratios.push((await load(at('remote').href, 'current', 'tools/call')).rate / rate);
      }
      const budget = '≤ 1 ms';
      return [
        { what: 'a direct call over HTTP', now: shown(ms.direct) },
        {
          what: '… in addition, through a program that only forwards it',
          now: shown(ms.forwarded - ms.direct),
        },
        { what: 'a call of a tool of the project itself', now: shown(ms.local) },
        { what: 'a call through the project to an HTTP server', now: shown(ms.http) },
        { what: '… in addition to the direct call', now: shown(ms.http - ms.direct), budget },
        { what: 'a direct call over stdio', now: shown(ms.directStdio) },
        { what: 'a call through the project to a stdio server', now: shown(ms.stdio) },
        { what: '… in addition to the direct call', now: shown(ms.stdio - ms.directStdio), budget },
        {
          what: 'calls per second through the project, 8 connections / direct calls over HTTP',
          now: median(ratios).toFixed(2),
          budget: '≥ 0.6',
        },
      ];
    } finally {
      await Promise.all(Object.values(clients).map((client) => client.close()));
      for (const server of [gateway, forwarder, remote]) server.stop();
    }
  });

const shown = (milliseconds: number): string => `${milliseconds.toFixed(2)} ms`;

/** Median milliseconds of a call, in turn: a machine that slows down slows all of them. */
async function perCall<Name extends string>(clients: Record<Name, Client>) {
  const samples: Partial<Record<Name, number[]>> = {};
  const names = Object.keys(clients) as Name[]; // it has these keys only
  for (let call = -CALLS / 5; call < CALLS; call++) {
    for (const name of names) {
      const start = performance.now();
      const { isError } = await clients[name].callTool({
        name: 'say_0',
        arguments: { text: 'hello' },
      });
      if (isError) throw new Error(`${name}: the call failed`);
      if (call >= 0) (samples[name] ??= []).push(performance.now() - start); // the first warm up
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(samples[name] ?? [])])) as Record<
    Name,
    number
  >;
}

async function connected(transport: Transport): Promise<Client> {
  const client = new Client(
    { name: 'bench', version: '1.0.0' },
    { versionNegotiation: { mode: 'auto' } },
  );
  await client.connect(transport);
  return client;
}
