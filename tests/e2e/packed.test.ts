import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildServer, passTogether, TSC } from './together.js';
import { run, succeed } from './run.js';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';

const ROOT = join(import.meta.dirname, '..', '..');
const SPECS = join(ROOT, 'examples', 'specs');
const MEMORY = join(ROOT, 'node_modules/@modelcontextprotocol/server-memory/dist/index.js');

/** What can be connected, with further options. */
const DOORS: readonly [door: string, from: string, ...options: string[]][] = [
  ['demo', 'demo'],
  ['an API, by a request', 'GET https://api.acme.dev/v1/rooms/{room_id}', '--auth', 'api-key'],
  ['a curl command', "curl -H 'Authorization: Bearer x' https://api.acme.dev/v1/rooms"],
  ['an OpenAPI document', join(SPECS, 'library.openapi.yaml')],
  ['a spec', join(SPECS, 'weather.yaml')],
  ['a prepared service', 'github'],
  ['a database', 'shop.db'],
  ['files', 'handbook'],
  ['own code', 'code', '--name', 'dice'],
  ['an MCP server', `node ${MEMORY}`],
  ['the servers of a client', 'client:cursor'],
];

const folder = temporaryFolder(afterAll);
const [installed, empty, home] = ['installed', 'empty', 'home'].map((name) => join(folder, name));
const project = (door: string) => join(empty!, `${door.replace(/\W+/g, '-')}-mcp`);

beforeAll(async () => {
  mkdirSync(join(empty!, 'handbook'), { recursive: true });
  mkdirSync(join(home!, '.cursor'), { recursive: true });
  mkdirSync(installed!);
  writeFileSync(join(empty!, 'handbook', 'leave.md'), '30 days\n');
  new Database(join(empty!, 'shop.db')).exec('create table orders (id integer primary key)');
  const entry = { mcpServers: { notes: { command: 'node', args: [MEMORY] } } };
  writeFileSync(join(home!, '.cursor', 'mcp.json'), JSON.stringify(entry));
  // The build is there already: another one would disturb tests that run meanwhile.
  const pack = ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder];
  const archive = (await succeed('npm', pack, ROOT)).trim();
  const quiet = ['--no-audit', '--no-fund', '--prefer-offline'];
  await succeed('npm', ['install', ...quiet, join(folder, archive)], installed!);
});

it.each(DOORS)('creates a project of %s, with nothing but the packed archive', async (...row) => {
  const [door, from, ...options] = row;
  const words = [project(door), '--from', from, ...options, '--yes', '--no-git'];
  const create = (...more: string[]) =>
    run(join(installed!, 'node_modules/.bin/create-mcp-provider'), [...words, ...more], {
      cwd: empty!,
      env: { HOME: home, XDG_STATE_HOME: undefined },
    });
  // The oldest Node.js reads SQLite with a package, which may be installed.
  if (door === 'a database') expect(await create('--dry-run')).toMatchObject({ code: 0 });
  const { code, stderr } = await create('--no-install');
  expect(code, stderr).toBe(0);
});

it('and they pass their type check and their tests', async () => {
  symlinkSync(join(ROOT, 'node_modules'), join(empty!, 'node_modules'));
  const roots = DOORS.map(([door]) => project(door));
  await succeed('node', [TSC, '--build', ...roots], empty!);
  for (const root of roots) await buildServer(root);
  await passTogether(roots);
});
