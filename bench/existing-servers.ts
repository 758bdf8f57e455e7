/**
 * MCP servers of the npm registry, each imported into a project by `import mcp`: does the project list what the server lists, and
 * do all programs end with a session? `npm run bench:servers` writes docs/evidence/existing-servers.md.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { Client, type Tool } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { parse } from 'yaml';
import { commandWords } from '../runtime/src/utils/command-words.js';
import { ROOT } from '../tests/cli/spawn.js';

type Variables = Readonly<Record<string, string>>;

const key = 'no-account';

/**
 * Packages, with the variables without which they do not start. No service accepts their values, but for MySQL, which needs a
 * server with this user and database.
 */
const servers: Readonly<Record<string, Variables>> = {
  '@modelcontextprotocol/server-everything': {},
  '@modelcontextprotocol/server-filesystem': {},
  '@modelcontextprotocol/server-memory': {},
  '@modelcontextprotocol/server-sequential-thinking': {},
  '@modelcontextprotocol/server-github': {},
  '@notionhq/notion-mcp-server': { NOTION_TOKEN: key },
  'firecrawl-mcp': { FIRECRAWL_API_KEY: key },
  'tavily-mcp': { TAVILY_API_KEY: key },
  'exa-mcp-server': { EXA_API_KEY: key },
  '@sentry/mcp-server': { SENTRY_ACCESS_TOKEN: key },
  '@upstash/context7-mcp': {},
  'mcp-server-kubernetes': {},
  '@playwright/mcp': {},
  '@brave/brave-search-mcp-server': { BRAVE_API_KEY: key },
  '@openbnb/mcp-server-airbnb': {},
  '@mapbox/mcp-server': { MAPBOX_ACCESS_TOKEN: 'a.b.c' },
  '@perplexity-ai/mcp-server': { PERPLEXITY_API_KEY: key },
  '@antv/mcp-server-chart': {},
  '@benborla29/mcp-server-mysql': {
    MYSQL_HOST: '127.0.0.1',
    MYSQL_PORT: '3306',
    MYSQL_USER: 'mcp',
    MYSQL_PASS: 'mcp',
    MYSQL_DB: 'mcp',
  },
  '@supabase/mcp-server-supabase': { SUPABASE_ACCESS_TOKEN: key },
  '@cyanheads/git-mcp-server': {},
  '@mobilenext/mobile-mcp': {},
  '@apify/actors-mcp-server': { APIFY_TOKEN: key },
  '@browserbasehq/mcp-server-browserbase': { BROWSERBASE_API_KEY: key },
  '@angiejones/mcp-selenium': {},
  '@line/line-bot-mcp-server': { CHANNEL_ACCESS_TOKEN: key },
};
const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  '@modelcontextprotocol/server-filesystem': [tmpdir()],
};

const bin = (program: string) => join(ROOT, 'bin', `${program}.cjs`);
const folder = mkdtempSync(join(tmpdir(), 'servers-'));
const project = join(folder, 'gateway');
const only = process.argv.slice(2);

function cli(program: string, args: readonly string[], cwd: string, env: Variables = {}) {
  const options = { cwd, env: { ...process.env, ...env }, encoding: 'utf8' } as const;
  return spawnSync(process.execPath, [bin(program), ...args], options);
}

async function connected(command: string, args: readonly string[], env: Variables = {}) {
  const program = { command, args: [...args], env: { ...(process.env as Variables), ...env } };
  const transport = new StdioClientTransport({ ...program, cwd: project, stderr: 'ignore' });
  // Some servers have tools for clients that can ask their users, as `import mcp` can.
  const capabilities = { elicitation: { form: {}, url: {} } };
  const client = new Client({ name: 'bench', version: '1.0.0' }, { capabilities });
  await client.connect(transport, { timeout: 60_000 });
  return { client, transport };
}

/** The dialect of every schema of MCP that names none. */
const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

/** What clients read of a tool. */
const asListed = ({ name, title, description, inputSchema, outputSchema, annotations }: Tool) => {
  const text = JSON.stringify({ name, title, description, inputSchema, outputSchema, annotations });
  const parsed = JSON.parse(text) as Record<string, Record<string, unknown> | undefined>;
  for (const schema of [parsed.inputSchema, parsed.outputSchema])
    if (schema?.$schema === DIALECT) delete schema.$schema;
  return parsed;
};

async function toolsOf(client: Client): Promise<Map<string, object>> {
  const { tools } = await client.listTools();
  return new Map(tools.map((tool) => [tool.name, asListed(tool)]));
}

/** Ids of the processes that a process has started, and those that these have. */
function startedBy(pid: number): number[] {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  const pairs = rows.map((row) => row.trim().split(/\s+/).map(Number));
  const children = (parent: number): number[] =>
    pairs.flatMap(([id = 0, of]) => (of === parent ? [id, ...children(id)] : []));
  return children(pid);
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

/** One session with the project. @returns its tools, and the programs that it has started and left */
async function session(provider: string, env: Variables, isKilled: boolean) {
  const loader = pathToFileURL(join(ROOT, 'dist/project-loader.cjs')).href;
  const words = ['--import', loader, 'src/server.ts', '--provider', provider];
  const { client, transport } = await connected(process.execPath, words, env);
  const tools = await toolsOf(client);
  const pid = transport.pid ?? 0;
  let programs: number[] = [];
  for (let wait = 0; wait < 100 && programs.length === 0; wait++) {
    await pause(100);
    programs = startedBy(pid);
  }
  await pause(2_000); // npx starts the program after itself
  programs = [...new Set([...programs, ...startedBy(pid)])];
  if (isKilled) process.kill(pid, 'SIGTERM');
  await client.close();
  for (let wait = 0; wait < 50 && programs.some(isRunning); wait++) await pause(200);
  return { tools, started: programs.length, left: programs.filter(isRunning).length };
}

const ALIKE = 'alike';
const NOTHING = { tools: '', result: '', started: 0, left: 0 };
type Row = typeof NOTHING & { server: string };

async function measured(name: string, index: number): Promise<Row> {
  const env = servers[name] ?? {};
  const args = ARGUMENTS[name] ?? [];
  const provider = `s${index + 1}`;
  const variables = Object.keys(env).flatMap((variable) => ['--env', variable]);
  const rest = args.length > 0 ? ['--', ...args] : [];
  const options = ['--name', provider, '--yes', '--no-install', ...variables];
  const words = ['import', 'mcp', name, ...options, ...rest];
  const { status, stderr } = cli('mcp-provider', words, project, env);
  if (status !== 0) {
    const reason = [...stderr.matchAll(/✖ (.*)/g)].at(-1)?.[1] ?? '';
    return { ...NOTHING, server: name, result: `not imported: ${reason}` };
  }
  const config = parse(readFileSync(join(project, 'provider-config.yaml'), 'utf8')) as {
    providers: Record<string, { server: string }>;
  };
  const [command = '', ...own] = commandWords(config.providers[provider]?.server ?? '');
  const original = await connected(command, own, env);
  const offered = await toolsOf(original.client);
  await original.client.close();
  const { tools, started, left } = await session(provider, env, index % 2 === 1);
  const missing = [...offered.keys()].filter((tool) => !tools.has(tool));
  const others = [...tools].filter(
    ([tool, listed]) => !isDeepStrictEqual(listed, offered.get(tool)),
  );
  const result = [
    ...missing.map((tool) => `without ${tool}`),
    ...others.map(([tool]) => `${tool} differs`),
  ].join(', ');
  const server = own.find((word) => word.includes(name)) ?? name;
  const count = `${tools.size} of ${offered.size}`;
  return { server, tools: count, result: result || ALIKE, started, left };
}

const rows: Row[] = [];
try {
  const options = ['--from', 'demo', '--yes', '--no-git', '--no-install'];
  cli('create-mcp-provider', ['gateway', ...options], folder);
  symlinkSync(join(ROOT, 'node_modules'), join(project, 'node_modules'));
  const selected = only.length > 0 ? only : Object.keys(servers);
  for (const [index, name] of selected.entries()) {
    const row = await measured(name, index).catch((error: unknown): Row => {
      const reason = error instanceof Error ? error.message : String(error);
      return { ...NOTHING, server: name, result: `failed: ${reason}` };
    });
    console.log(JSON.stringify(row));
    rows.push(row);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const sessions = rows.filter(({ started }) => started > 0);
const sum = (list: readonly number[]) => list.reduce((total, count) => total + count, 0);
const text = `# Servers that exist

MCP servers of the npm registry, each imported with \`npx mcp-provider import mcp PACKAGE\` and no account; that of MySQL with a MariaDB server. "Alike" means that the project lists every tool of the server with the
same name, title, description, schemas (but for a \`$schema\` that MCP implies) and annotations. Then one session with the project ends: every second by a signal. \`npm run bench:servers\` measures it again.

${rows.filter(({ result }) => result === ALIKE).length} of ${rows.length} are alike. ${sessions.length} sessions started ${sum(sessions.map(({ started }) => started))} processes of servers, and left ${sum(sessions.map(({ left }) => left))}.

| server | tools | result | processes | left |
| --- | --- | --- | --- | --- |
${rows.map((row) => `| \`${row.server}\` | ${row.tools} | ${row.result.replaceAll('|', '\\|')} | ${row.started} | ${row.left} |`).join('\n')}
`;
if (only.length === 0) writeFileSync(join(ROOT, 'docs/evidence/existing-servers.md'), text);
console.log(text);
