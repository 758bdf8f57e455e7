/** Tries the MCP clients of clients/ against a server of the runtime. Prints docs/evidence/interop.md. */
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, parse } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const ROOT = join(import.meta.dirname, '..', '..');
const CONFORMANCE = join(ROOT, 'tests', 'e2e', 'conformance');
const SERVER = join(CONFORMANCE, 'fixture', 'server.ts');
const exec = promisify(execFile);

const TITLES: Readonly<Record<string, readonly [title: string, packageName: string]>> = {
  'sdk-v2': ['MCP SDK 2, mode "auto"', '@modelcontextprotocol/client'],
  'sdk-v2-default': ['MCP SDK 2, without a mode', '@modelcontextprotocol/client'],
  'sdk-v2-legacy': ['MCP SDK 2, mode "legacy"', '@modelcontextprotocol/client'],
  'sdk-v2-pinned': ['MCP SDK 2, protocol 2026-07-28 only', '@modelcontextprotocol/client'],
  'sdk-v1': ['MCP SDK 1', '@modelcontextprotocol/sdk'],
  'mcp-remote': ['mcp-remote, with MCP SDK 1 over stdio', 'mcp-remote'],
  inspector: ['Inspector CLI', '@modelcontextprotocol/inspector'],
  'ai-sdk': ['AI SDK', '@ai-sdk/mcp'],
  'openai-agents': ['OpenAI Agents', '@openai/agents'],
  fastmcp: ['fastmcp, with mcp-remote', 'fastmcp'],
  langchain: ['LangChain', '@langchain/mcp-adapters'],
};

/** A server on a free port; with `token`, callers need it. */
async function start(token = ''): Promise<{ url: string; stop(): void }> {
  const server = spawn(process.execPath, ['--import', 'tsx', SERVER], {
    cwd: ROOT,
    env: { ...process.env, SESSIONS: '1', CALLERS: token },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  for await (const url of createInterface(server.stderr)) return { url, stop: () => server.kill() };
  throw new Error('The server has ended.');
}

const dependenciesIn = async (directory: string) => {
  const text = await readFile(join(directory, 'package.json'), 'utf8');
  type Versions = Record<string, string>;
  const { dependencies, devDependencies } = JSON.parse(text) as Record<string, Versions>;
  return { ...dependencies, ...devDependencies };
};

const SUITE = '@modelcontextprotocol/conformance';

const folder = await mkdtemp(join(tmpdir(), 'interop-'));
const token = randomBytes(16).toString('hex');
const servers = [await start(), await start(token)];
try {
  await cp(import.meta.dirname, folder, { recursive: true });
  await exec('npm', ['ci', '--no-audit', '--no-fund', '--prefer-offline'], { cwd: folder });
  const dependencies = await dependenciesIn(folder);
  const node = join(folder, 'node_modules', 'node', 'bin', 'node');
  const rows: Record<string, string>[] = [];
  for (const file of await readdir(join(folder, 'clients'))) {
    const { name } = parse(file);
    const [title = name, packageName = name] = TITLES[name] ?? [];
    const urls = servers.map(({ url }) => url);
    const { stdout, stderr } = await exec(node, ['probe.mjs', name, ...urls, token], {
      cwd: folder,
    });
    process.stderr.write(stderr);
    const found = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Record<string, string>;
    rows.push({ client: title, version: dependencies[packageName] ?? '', ...found });
  }
  const columns = Object.keys(rows[0] ?? {});
  const line = (cells: string[]) => `| ${cells.join(' | ')} |\n`;
  const { [SUITE]: version = '' } = await dependenciesIn(join(CONFORMANCE, 'suite'));
  process.stdout.write(
    `# Tested clients\n\n\`npm run interop\` tests these MCP clients with a server that has sessions on.\n\n${line(columns)}${line(columns.map(() => '---'))}${rows.map((row) => line(columns.map((column) => row[column] ?? ''))).join('')}\n\`no interface\`: the client offers no way to see it.\n\n## Conformance\n\nThe official suite, \`${SUITE}\` ${version}, is part of the slow tests. It tests servers, clients and the [built-in authorization server](../authorization-server.md), which passes all checks of the command \`authorization\` without a warning: 2 with each of the protocols 2025-03-26 and 2025-06-18, 3 with each of 2025-11-25 and 2026-07-28. In the same tests, the AI SDK, which is not made with the official SDKs, registers there, signs in, calls a tool and refreshes its token.\n`,
  );
} finally {
  for (const { stop } of servers) stop();
  await rm(folder, { recursive: true, force: true });
}
