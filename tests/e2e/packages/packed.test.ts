import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { temporaryFolder } from '../../../runtime/tests/temporary-folder.js';
import { run, succeed } from '../../support/run.js';
import { TSC } from '../projects/together.js';
import { followNext } from './next-commands.js';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const SPECS = join(ROOT, 'examples', 'specs');
const MEMORY = join(ROOT, 'node_modules/@modelcontextprotocol/server-memory/dist/index.js');

/** What can be connected, with further options. */
const DOORS: readonly [door: string, from: string, ...options: string[]][] = [
  ['demo', 'demo'],
  ['an API, by a request', 'GET https://api.acme.dev/v1/rooms/{room_id}', '--auth', 'api-key'],
  [
    'an API with OAuth 2.0',
    'GET https://api.acme.dev/v1/me',
    ...['--auth', 'oauth2', '--auth-authorization-url', 'https://acme.dev/authorize'],
    ...['--auth-token-url', 'https://acme.dev/token'],
  ],
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

/**
 * Commands in a project, one after another. What they list under "Next" is followed after the last
 * one of a row, each command once: it finds what any of them has left.
 */
const ADDITIONS: readonly [door: string, ...commands: string[][]][] = [
  ['an API, by a request', ['add-tool', 'GET /rooms?limit=5']],
  [
    'a database',
    [
      ...['add-tool', 'find', '--description', 'Find.', '--param', 'id:integer!'],
      ...['--query', 'select id from orders where id = :id'],
    ],
  ],
  [
    'own code',
    ['add-tool', 'roll', '--description', 'Roll.'],
    ['add-resource', 'rules', '--uri', 'dice://rules'],
    ['add-provider', '--from', 'github'],
    ['rename-provider', 'github', 'hub'],
  ],
  [
    'own code',
    ['remove-provider', 'hub'],
    ['add-agent'],
    ['add-feature', 'docker'],
    ['import', 'mcp', `node ${MEMORY}`, '--name', 'memory', '--include', '*'],
    ['import', 'openapi', join(SPECS, 'rooms.openapi.yaml')],
    ['import', 'database', 'sqlite:../shop.db'],
  ],
];

const folder = temporaryFolder(afterAll);
const [installed, empty, home] = ['installed', 'empty', 'home'].map((name) => join(folder, name));
/** Those of a new user, who has packages in the cache. */
const env = {
  HOME: home,
  XDG_STATE_HOME: undefined,
  MCP_DATA_DIR: join(home!, 'data'),
  npm_config_cache: process.env.npm_config_cache ?? join(homedir(), '.npm'),
  npm_config_prefer_offline: 'true',
};
const project = (door: string) => join(empty!, `${door.replace(/\W+/g, '-')}-mcp`);

/** A project that has installed them, and what was followed in projects with them, by the dependencies. */
const installers = new Map<string, { root: string; followed: Set<string> }>();

/**
 * Most projects depend on the same packages, which the first one installs; the others have them as links, and their own
 * tests run elsewhere. @returns the commands that were followed in projects with the same packages
 */
async function linkPackages(root: string): Promise<Set<string>> {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as object;
  const { dependencies, devDependencies } = manifest as Record<string, object>;
  const key = JSON.stringify([dependencies, devDependencies]);
  const installer = installers.get(key) ?? { root, followed: new Set() };
  installers.set(key, installer);
  if (installer.root !== root)
    await succeed('cp', ['-al', join(installer.root, 'node_modules'), root], root);
  return installer.followed;
}

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
      env,
    });
  // The oldest Node.js reads SQLite with a package, which may be installed.
  if (door === 'a database') expect(await create('--dry-run')).toMatchObject({ code: 0 });
  const { code, stdout, stderr } = await create('--no-install');
  expect(code, stderr).toBe(0);
  await followNext(stdout, empty!, env, await linkPackages(project(door)));
});

it.each(ADDITIONS)('and in that of %s, %j …', async (door, ...commands) => {
  const cwd = project(door);
  let lists = '';
  for (const words of commands) {
    const program = join(cwd, 'node_modules', '.bin', 'mcp-provider');
    const { code, stdout, stderr } = await run(program, [...words, '--yes'], { cwd, env });
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/^Next$/m);
    lists += stdout;
  }
  await followNext(lists, cwd, env);
});

it('and they pass their type check', async () => {
  await succeed('node', [TSC, '--build', ...DOORS.map(([door]) => project(door))], empty!);
});
