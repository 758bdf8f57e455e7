import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { isAlive } from '../../runtime/tests/is-alive.js';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { writeFiles } from '../e2e/projects/rendered.js';
import { goldenFiles, goldenProject } from '../golden/projects.js';
import { ROOT, run } from './spawn.js';

const TOOL = 'src/providers/notes/tools/search-notes.ts';
let cwd: string;
let page: URL;
let mcp: URL;
let stop: () => Promise<void>;
let original: string;

/** A golden project that is served, and what ends it. */
async function served(name: string, ...options: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'dev-'));
  writeFiles(folder, await goldenFiles(goldenProject(name)));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const cli = [join(ROOT, 'bin', 'mcp-provider.cjs'), 'dev', '--port', '0', '--json', ...options];
  const dev = spawn(process.execPath, cli, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
  const [line] = (await once(createInterface({ input: dev.stdout }), 'line')) as [string];
  const ready = JSON.parse(line) as { page: string; providers: Record<string, string> };
  return {
    dev,
    cwd: folder,
    page: new URL(ready.page),
    providers: ready.providers,
    async stop() {
      dev.kill();
      await once(dev, 'close');
      expect(dev.exitCode).toBe(0);
      rmSync(folder, { recursive: true, maxRetries: 10 });
    },
  };
}

beforeAll(async () => {
  const demo = await served('demo', '--no-types');
  ({ cwd, page, stop } = demo);
  original = readFileSync(join(cwd, TOOL), 'utf8');
  mcp = new URL(demo.providers.notes!);
});

afterAll(() => stop());

/** As editors do: a new file takes the place of the old one. */
function save(text: string): void {
  writeFileSync(join(cwd, 'saved'), text);
  renameSync(join(cwd, 'saved'), join(cwd, TOOL));
}

async function clientOf(url: URL) {
  const client = new Client(
    { name: 'test', version: '1' },
    { versionNegotiation: { mode: 'auto' } },
  );
  await client.connect(new StreamableHTTPClientTransport(url));
  onTestFinished(() => client.close());
  return client;
}

async function connected() {
  const client = await clientOf(mcp);
  const description = async () => {
    const { tools } = await client.listTools({}, { cacheMode: 'refresh' });
    return tools.find(({ name }) => name === 'search_notes')?.description;
  };
  return { client, description };
}

it('serves what is saved to a client that stays connected, and tells it', async () => {
  const { client, description } = await connected();
  const onChange = vi.fn();
  client.setNotificationHandler('notifications/tools/list_changed', onChange);
  await client.listen({ toolsListChanged: true });
  save(original.replace('Notes that contain', 'All notes with'));
  await vi.waitFor(async () => expect(await description()).toMatch('All notes with'), 20_000);
  await vi.waitFor(() => expect(onChange).toHaveBeenCalled(), 20_000);
});

it.each([
  ['a syntax error', (text: string) => `${text}\nconst = ;`],
  ['an error at start', (text: string) => `${text}\nthrow new Error('at start');`],
])('goes on with the last build after %s', async (_, broken) => {
  const { client, description } = await connected();
  save(original);
  await vi.waitFor(async () => expect(await description()).toMatch('Notes that'), 20_000);
  save(broken(original));
  await vi.waitFor(async () => expect((await events()).failed).toContain(TOOL), 20_000);
  const { isError } = await client.callTool({ name: 'search_notes', arguments: { text: 'csv' } });
  expect(isError).not.toBe(true);
  save(original);
  await vi.waitFor(async () => expect((await events()).failed).toBeUndefined(), 20_000);
});

it('ends at a signal that comes before it serves', async () => {
  const before = `process.on('newListener', (name) => {
    if (name === 'SIGTERM') setTimeout(() => process.kill(process.pid, 'SIGTERM'));
  });`;
  expect(await run(['dev', '--port', '0'], { cwd, before })).toMatchObject({ exit: 0 });
});

it.skipIf(process.platform !== 'linux').each<NodeJS.Signals>(['SIGHUP', 'SIGQUIT', 'SIGKILL'])(
  'leaves no program behind at %s',
  async (signal) => {
    const { dev, cwd: folder } = await served('demo');
    const children = () =>
      readFileSync(`/proc/${dev.pid}/task/${dev.pid}/children`, 'utf8').split(' ').filter(Boolean);
    const commandOf = (pid: string) => readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    await vi.waitUntil(() => children().some((pid) => commandOf(pid).includes('--watch')), 10_000);
    const pids = children().map(Number);
    dev.kill(signal);
    await once(dev, 'close');
    await vi.waitUntil(() => !pids.some(isAlive), 60_000);
    rmSync(folder, { recursive: true, maxRetries: 10 });
  },
);

it('serves again after a change of .env', async () => {
  const { build } = await events();
  writeFileSync(join(cwd, '.env'), 'NOTES=1\n');
  await vi.waitFor(async () => expect((await events()).build).toBeGreaterThan(build), 20_000);
});

it.each<[string, string, Record<string, string>, number]>([
  ['the page without data', '/_dev/', {}, 200],
  ['no data without the token', '/_dev/api/events', {}, 401],
  ['no other host', '/_dev/', { host: 'evil.example' }, 403],
  ['no other origin', '/notes/mcp', { origin: 'http://evil.example' }, 403],
  ['no other port of this machine', '/_dev/', { origin: 'http://127.0.0.1:1' }, 403],
  ['nothing to other sites', '/_dev/app.js', { 'sec-fetch-site': 'cross-site' }, 403],
  ['no other file', '/_dev/..%2fcli.cjs', {}, 404],
])('gives %s', async (_, path, headers, status) => {
  const asked = request(new URL(path, page), { headers }).end();
  const [response] = (await once(asked, 'response')) as [{ statusCode: number; resume(): void }];
  response.resume();
  expect(response.statusCode).toBe(status);
});

it('serves several providers, reads their configuration again, and checks types beside', async () => {
  const helpdesk = await served('helpdesk');
  onTestFinished(() => helpdesk.stop());
  const names = Object.keys(helpdesk.providers);
  expect(names).toEqual(['tickets', 'articles', 'reports']);
  const toolsOf = async (name: string) => {
    const client = await clientOf(new URL(helpdesk.providers[name]!));
    return (await client.listTools()).tools.map((tool) => tool.name);
  };
  const tools = await Promise.all(names.map(toolsOf));
  expect(tools.every((each) => each.length > 0)).toBe(true);
  const state = () => events(helpdesk.page);
  await vi.waitFor(async () => expect((await state()).types).toEqual([]), 60_000);

  const { build } = await state();
  const config = join(helpdesk.cwd, 'provider-config.yaml');
  writeFileSync(
    config,
    readFileSync(config, 'utf8').replace('auth: api-key', 'auth: api-key\n    surface: search'),
  );
  await vi.waitFor(async () => expect((await state()).build).toBeGreaterThan(build), 20_000);
  await vi.waitFor(async () => expect(await toolsOf('tickets')).not.toEqual(tools[0]), 20_000);
  expect(await toolsOf('articles')).toEqual(tools[1]);

  const file = 'src/providers/reports/mcp-instance.ts';
  writeFileSync(
    join(helpdesk.cwd, file),
    `${readFileSync(join(helpdesk.cwd, file), 'utf8')}\nexport const wrong: string = 1;\n`,
  );
  await vi.waitFor(
    async () =>
      expect((await state()).types).toMatchObject([
        { file, text: expect.stringContaining('TS2322') as string },
      ]),
    60_000,
  );
  expect(await toolsOf('reports')).toEqual(tools[2]);
}, 180_000);

interface State {
  build: number;
  failed?: string;
  types?: object[];
}

/** The state that the page gets. */
async function events(of = page): Promise<State> {
  const authorization = `Bearer ${of.hash.slice('#t='.length)}`;
  const response = await fetch(new URL('/_dev/api/events', of), { headers: { authorization } });
  const { value } = await (response.body as ReadableStream<Uint8Array>).getReader().read();
  const [, data = ''] = /^event: state\ndata: (.*)$/m.exec(new TextDecoder().decode(value)) ?? [];
  return JSON.parse(data) as State;
}

it.each(['dev', 'call search_notes', 'discover'])(
  '%s says what to do where the packages are missing',
  async (command) => {
    const folder = temporaryFolder();
    writeFiles(folder, await goldenFiles(goldenProject('demo')));
    const { exit, stderr } = await run(command.split(' '), { cwd: folder });
    expect([exit, stderr]).toEqual([2, expect.stringContaining('Run "npm install" there')]);
  },
);
