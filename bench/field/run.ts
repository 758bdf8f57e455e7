/** MCP servers in TypeScript side by side, over HTTP, with Node.js 24 or that of `--node`. Prints a section of docs/evidence/benchmarks.md. */
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { writeFloor } from '../floor.js';
import { message } from '../load.js';
import { inFolder, run } from '../measure.js';
import { type Started as Running, started } from '../started.js';
import { compared, httpContender, inTurns } from '../turns.js';
import { listSizes } from './list-size.js';

const ROOT = join(import.meta.dirname, '..', '..');
const ERAS = ['current', 'legacy'] as const;
type Era = (typeof ERAS)[number];

/** What is compared; `tokens` is what verifies access tokens, by the documentation of each. */
const SERVERS: readonly { name: string; package: string; tokens: string; eras?: readonly Era[] }[] =
  [
    { name: 'mcp-provider', package: 'mcp-provider', tokens: 'JWT of an issuer, or a function' },
    { name: 'tmcp', package: 'tmcp', tokens: 'OAuth of another package' },
    { name: 'mcp-handler', package: 'mcp-handler', tokens: 'a function' },
    { name: 'sdk-v2', package: '@modelcontextprotocol/server', tokens: 'a function' },
    { name: 'mcp-use', package: 'mcp-use', tokens: 'JWT of an issuer, or a function' },
    {
      name: 'fastmcp',
      package: 'fastmcp',
      tokens: 'JWT of an issuer, or a function',
      eras: ['legacy'],
    },
    {
      name: 'sdk-v1',
      package: '@modelcontextprotocol/sdk',
      tokens: 'a function',
      eras: ['legacy'],
    },
    { name: 'xmcp', package: 'xmcp', tokens: 'JWT with a secret, or a function' },
  ];

interface Cell {
  tools: number;
  method: 'tools/call' | 'tools/list';
  era: Era;
  connections: number;
  title: string;
}

const CELLS: readonly Cell[] = [
  { tools: 1, method: 'tools/call', era: 'current', connections: 32, title: 'calls, 2026-07-28' },
  { tools: 1, method: 'tools/call', era: 'legacy', connections: 32, title: 'calls, 2025-11-25' },
  { tools: 1, method: 'tools/call', era: 'current', connections: 1, title: '1 connection' },
  { tools: 1, method: 'tools/call', era: 'current', connections: 256, title: '256 connections' },
  {
    tools: 200,
    method: 'tools/list',
    era: 'current',
    connections: 32,
    title: 'lists of 200 tools, 2026-07-28',
  },
  {
    tools: 200,
    method: 'tools/list',
    era: 'legacy',
    connections: 32,
    title: 'lists of 200 tools, 2025-11-25',
  },
];

/** Sends what mcp-provider sends, and checks nothing. */
const FLOOR = { name: 'floor', eras: ERAS };

/** Answers of each server over those of the SDK in the same round. */
async function speeds(folder: string, node: string, rounds: number): Promise<string[][]> {
  const columns: Map<string, string>[] = [];
  let running = new Map<string, Running>();
  let tools = 0;
  for (const cell of CELLS) {
    if (cell.tools !== tools) {
      for (const { stop } of running.values()) stop();
      tools = cell.tools;
      running = await startAll(folder, node, { TOOLS: String(tools) });
      running.set(
        FLOOR.name,
        await startFloor(folder, node, running.get('mcp-provider')?.url ?? ''),
      );
    }
    const servers = [...SERVERS, FLOOR].flatMap(({ name, eras = ERAS }) => {
      const server = running.get(name);
      return server && eras.includes(cell.era) ? [{ name, server }] : [];
    });
    const turns = await inTurns(
      servers.map(({ server }) =>
        httpContender(server, cell.era, cell.method, { connections: cell.connections }),
      ),
      { warmUpMs: 1_500, rounds },
    );
    const base = turns[servers.findIndex(({ name }) => name === 'sdk-v2')];
    columns.push(new Map(servers.map(({ name }, index) => [name, compared(turns[index], base)])));
  }
  for (const { stop } of running.values()) stop();
  return [
    ['server', ...CELLS.map(({ title }) => title)],
    ...[...SERVERS, FLOOR].map((server) => [
      'package' in server ? `${server.name} ${versionOf(folder, server.package)}` : server.name,
      ...columns.map((column) => column.get(server.name) ?? '–'),
    ]),
  ];
}

async function startFloor(folder: string, node: string, url: string): Promise<Running> {
  const file = join(folder, 'floor.mjs');
  await writeFloor(file, url);
  return started([file], {}, node);
}

/** What each server verifies, by one request of each sort. */
async function checks(folder: string, node: string): Promise<string[][]> {
  const [right, wrong] = [
    await startAll(folder, node, { TOOLS: '1' }),
    await startAll(folder, node, { TOOLS: '1', WRONG: '1' }),
  ];
  const rows = SERVERS.map(async ({ name, tokens }) => {
    const [one, other] = [right.get(name)?.url ?? '', wrong.get(name)?.url ?? ''];
    const outcomes = [
      await asked(one, { text: 5 }),
      await asked(other, { text: 'hello' }),
      await asked(one, { text: 'hello' }, { host: 'evil.example' }),
      await asked(one, { text: 'hello' }, { origin: 'https://evil.example' }),
    ];
    return [name, ...outcomes, tokens];
  });
  const head = ['server', 'wrong arguments', 'wrong result', 'foreign Host', 'foreign Origin'];
  const all = [[...head, 'access tokens'], ...(await Promise.all(rows))];
  for (const { stop } of [...right.values(), ...wrong.values()]) stop();
  return all;
}

/** `fetch` would not send another Host. */
async function asked(
  url: string,
  args: object,
  more: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { request } = await import('node:http');
  const { headers, body } = message('legacy', 'tools/call', { name: 'say_0', arguments: args });
  const text = await new Promise<string>((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers: { ...headers, ...more } }, (response) => {
      let received = `${response.statusCode} `;
      response.setEncoding('utf8').on('data', (data) => (received += String(data)));
      response.on('end', () => resolve(received));
    });
    sent.on('error', reject).end(body);
  });
  const isServed = text.startsWith('200') && !/"isError":true|"error":/.test(text);
  return isServed ? 'served' : 'refused';
}

async function startAll(
  folder: string,
  node: string,
  env: Readonly<Record<string, string>>,
): Promise<Map<string, Running>> {
  const running = new Map<string, Running>();
  for (const { name } of SERVERS) running.set(name, await start(folder, node, name, env));
  return running;
}

async function start(
  folder: string,
  node: string,
  name: string,
  settings: Readonly<Record<string, string>>,
): Promise<Running> {
  const port = await freePort();
  const env = { ...process.env, ...settings, PORT: String(port), NODE_ENV: 'production' };
  const args = await argsOf(folder, node, name, port, env);
  const child = spawn(node, args, { cwd: folder, env, stdio: ['ignore', 'ignore', 'pipe'] });
  let printed = '';
  child.stderr.on('data', (data) => {
    if (printed.length < 10_000) printed += String(data); // ours prints a line for each call
  });
  const path = name === 'mcp-provider' ? '/field/mcp' : '/mcp';
  const url = `http://127.0.0.1:${port}${path}`;
  await answers(url, child, () => `${name}: ${printed}`);
  return { url, pid: child.pid ?? NaN, stop: () => void child.kill() };
}

async function argsOf(
  folder: string,
  node: string,
  name: string,
  port: number,
  env: NodeJS.ProcessEnv,
): Promise<string[]> {
  if (name === 'mcp-provider')
    return [join('servers', 'mcp-provider.mjs'), '--transport', 'http', '--port', String(port)];
  if (name !== 'xmcp') return [join('servers', `${name}.mjs`)];
  const project = `xmcp-${port}`;
  const variables = ['TOOLS', 'PORT', 'WRONG'].map((key) => `${key}=${env[key] ?? ''}`);
  await run('env', [...variables, node, 'xmcp.mjs', join(folder, project)], folder);
  return [join(project, 'dist', 'http.js')];
}

/** @throws Error with what the server has printed */
async function answers(url: string, child: ChildProcess, printed: () => string): Promise<void> {
  const { headers, body } = message('legacy', 'tools/list', {});
  for (let tries = 0; tries < 200 && child.exitCode === null; tries++) {
    const response = await fetch(url, { method: 'POST', headers, body }).catch(() => undefined);
    if ((await response?.text())?.includes('say_0')) return;
    await sleep(100);
  }
  child.kill();
  throw new Error(`No answer from ${printed()}`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function versionOf(folder: string, name: string): string {
  const manifest = readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

function table([head = [], ...rows]: string[][]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('');
}

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, node: { type: 'string' } },
});

await inFolder(async (folder) => {
  cpSync(import.meta.dirname, folder, { recursive: true });
  const quiet = ['--no-audit', '--no-fund', '--prefer-offline'];
  await run('npm', ['ci', ...quiet], folder);
  const pack = ['pack', '--silent', '--workspace', 'mcp-provider', '--pack-destination', folder];
  const tarball = (await run('npm', pack, ROOT)).trim().split('\n').at(-1) ?? '';
  await run('npm', ['install', '--no-save', ...quiet, join(folder, tarball)], folder);
  const node = values.node ?? join(folder, 'node_modules', 'node', 'bin', 'node');
  process.stdout.write(
    `With Node.js ${(await run(node, ['--version'])).trim()}, ${values.rounds} rounds.\n\n`,
  );
  process.stdout.write(table(await speeds(folder, node, Number(values.rounds))));
  process.stdout.write(`\n${table(await checks(folder, node))}`);
  process.stdout.write(`\n${await listSizes(folder, node)}`);
});
