import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { writeFiles } from '../e2e/rendered.js';
import { goldenFiles, goldenProjects } from '../golden/projects.js';
import { ROOT, run } from './spawn.js';

const TOOL = 'src/providers/notes/tools/search-notes.ts';
const cwd = mkdtempSync(join(tmpdir(), 'dev-'));
let page: URL;
let mcp: URL;
let child: ReturnType<typeof spawn>;
let original: string;

beforeAll(async () => {
  writeFiles(cwd, await goldenFiles(goldenProjects.find(({ name }) => name === 'demo')!));
  symlinkSync(join(ROOT, 'node_modules'), join(cwd, 'node_modules'));
  original = readFileSync(join(cwd, TOOL), 'utf8');
  const cli = [join(ROOT, 'bin', 'mcp-provider.cjs'), 'dev', '--port', '0', '--no-types', '--json'];
  const dev = spawn(process.execPath, cli, { cwd, stdio: ['ignore', 'pipe', 'ignore'] });
  child = dev;
  const [line] = (await once(createInterface({ input: dev.stdout }), 'line')) as [string];
  const ready = JSON.parse(line) as { page: string; providers: { notes: string } };
  page = new URL(ready.page);
  mcp = new URL(ready.providers.notes);
}, 60_000);

afterAll(async () => {
  child.kill();
  await once(child, 'close');
  expect(child.exitCode).toBe(0);
  rmSync(cwd, { recursive: true });
}, 30_000);

/** As editors do: a new file takes the place of the old one. */
function save(text: string): void {
  writeFileSync(join(cwd, 'saved'), text);
  renameSync(join(cwd, 'saved'), join(cwd, TOOL));
}

async function connected() {
  const client = new Client(
    { name: 'test', version: '1' },
    { versionNegotiation: { mode: 'auto' } },
  );
  await client.connect(new StreamableHTTPClientTransport(mcp));
  onTestFinished(() => client.close());
  const description = async () => {
    const { tools } = await client.listTools({}, { cacheMode: 'refresh' });
    return tools.find(({ name }) => name === 'search_notes')?.description;
  };
  return { client, description };
}

it('serves what is saved to a client that stays connected, and tells it', async () => {
  const { client, description } = await connected();
  const told = vi.fn();
  client.setNotificationHandler('notifications/tools/list_changed', told);
  await client.listen({ toolsListChanged: true });
  save(original.replace('Notes that contain', 'All notes with'));
  await vi.waitFor(async () => expect(await description()).toMatch('All notes with'), 20_000);
  await vi.waitFor(() => expect(told).toHaveBeenCalled(), 20_000);
}, 60_000);

it.each([
  ['a syntax error', (text: string) => `${text}\nconst = ;`],
  ['an error at start', (text: string) => `${text}\nthrow new Error('at start');`],
])(
  'goes on with the last build after %s',
  async (_, broken) => {
    const { client, description } = await connected();
    save(original);
    await vi.waitFor(async () => expect(await description()).toMatch('Notes that'), 20_000);
    save(broken(original));
    await vi.waitFor(async () => expect((await events()).failed).toContain(TOOL), 20_000);
    const { isError } = await client.callTool({ name: 'search_notes', arguments: { text: 'csv' } });
    expect(isError).not.toBe(true);
    save(original);
    await vi.waitFor(async () => expect((await events()).failed).toBeUndefined(), 20_000);
  },
  60_000,
);

it('serves again after a change of .env', async () => {
  const { build } = await events();
  writeFileSync(join(cwd, '.env'), 'NOTES=1\n');
  await vi.waitFor(async () => expect((await events()).build).toBeGreaterThan(build), 20_000);
}, 60_000);

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

interface State {
  build: number;
  failed?: string;
}

/** The state that the page gets. */
async function events(): Promise<State> {
  const authorization = `Bearer ${page.hash.slice('#t='.length)}`;
  const response = await fetch(new URL('/_dev/api/events', page), { headers: { authorization } });
  const { value } = await (response.body as ReadableStream<Uint8Array>).getReader().read();
  const [, data = ''] = /^event: state\ndata: (.*)$/m.exec(new TextDecoder().decode(value)) ?? [];
  return JSON.parse(data) as State;
}

it.each(['dev', 'call search_notes', 'discover'])(
  '%s says what to do where the packages are missing',
  async (command) => {
    const folder = mkdtempSync(join(tmpdir(), 'bare-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFiles(folder, await goldenFiles(goldenProjects.find(({ name }) => name === 'demo')!));
    const { exit, stderr } = await run(command.split(' '), { cwd: folder });
    expect([exit, stderr]).toEqual([2, expect.stringContaining('Run "npm install" there')]);
  },
);
