import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { json } from 'node:stream/consumers';
import { load } from 'js-yaml';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { listenOnLoopback } from '../../../runtime/src/testing/fakes/listening.js';
import { keyOf, startServices } from '../../../runtime/tests/authorization-server/services.js';
import { type Site, startSite } from '../../../runtime/tests/authorization-server/site.js';
import { Browser, client } from '../../../runtime/tests/authorization-server/visitor.js';
import { freePort } from '../../../runtime/tests/servers/program.js';
import { temporaryFolder } from '../../../runtime/tests/temporary-folder.js';
import { run, succeed } from '../../support/run.js';
import { meet, type Scenario } from './client.js';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const FIXTURE = join(import.meta.dirname, 'fixture', 'server.ts');
const WEATHER = join(ROOT, 'examples', 'weather', 'src', 'server.ts');
const fixture = { program: FIXTURE, provider: 'conformance' };
const weather = { program: WEATHER, provider: 'weather' };
const NEWEST = '@modelcontextprotocol/conformance';

/** A baseline lists what is known to fail, with the reason; an entry that passes fails the run. */
const rows = [
  { of: 'protocol 2026-07-28', server: fixture, revision: '2026-07-28', env: { DEPRECATED: '1' } },
  {
    of: 'protocol 2025-11-25 with sessions',
    server: fixture,
    revision: '2025-11-25',
    env: { DEPRECATED: '1', SESSIONS: '1' },
  },
  {
    of: 'protocol 2025-11-25 without sessions',
    server: fixture,
    revision: '2025-11-25',
    env: { DEPRECATED: '1' },
    baseline: 'stateless-2025-11-25.yaml',
  },
  {
    of: 'protocol 2026-07-28, without the escape hatch',
    server: fixture,
    revision: '2026-07-28',
    env: {},
    baseline: 'surface-2026-07-28.yaml',
  },
  {
    of: 'a project, protocol 2026-07-28',
    server: weather,
    revision: '2026-07-28',
    env: {},
    baseline: 'project-2026-07-28.yaml',
  },
  {
    of: 'a project, protocol 2025-11-25',
    server: weather,
    revision: '2025-11-25',
    env: {},
    baseline: 'project-2025-11-25.yaml',
  },
] as const;

let packages: string;

beforeAll(async () => {
  const suite = temporaryFolder(afterAll);
  cpSync(join(import.meta.dirname, 'suite'), suite, { recursive: true });
  await succeed('npm', ['ci', '--no-audit', '--no-fund', '--prefer-offline'], suite);
  packages = join(suite, 'node_modules');
});

/** The suites need a newer Node.js than this project. */
const newerNode = () => join(packages, 'node', 'bin', 'node');
const programOf = (name: string) => join(packages, name, 'dist', 'index.js');

const conformance = (name: string, ...args: string[]) =>
  run(newerNode(), [programOf(name), ...args], { cwd: packages });

const addresses = new Map<string, Promise<string>>();

/** The address of a server, which runs until all tests have ended. */
function serverOf({ program, provider }: typeof fixture, env: Record<string, string>) {
  const key = JSON.stringify([program, env]);
  const address = addresses.get(key) ?? start(program, env);
  addresses.set(key, address);
  return address.then((url) => `${url}/${provider}/mcp`);
}

const ending: (() => void)[] = [];
afterAll(() => ending.forEach((end) => end()));

async function start(program: string, env: Record<string, string>): Promise<string> {
  const args = ['--import', 'tsx', program, '--transport', 'http', '--port', '0'];
  const server = spawn(process.execPath, args, { cwd: ROOT, env: { ...process.env, ...env } });
  ending.push(() => server.kill());
  for await (const line of createInterface(server.stderr)) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    if (url) return url;
  }
  throw new Error('The server has ended.');
}

it.each(rows)('passes for $of', async ({ server, revision, env, ...row }) => {
  const url = await serverOf(server, env);
  const baseline =
    'baseline' in row
      ? ['--expected-failures', join(import.meta.dirname, 'baselines', row.baseline)]
      : [];
  const args = ['--url', url, '--requirements', revision, ...baseline];
  const { code, stdout, stderr } = await conformance(NEWEST, 'server', ...args);
  expect(code, `${stdout}\n${stderr}`).toBe(0);
});

it('passes all scenarios of tasks', { timeout: 300_000 }, async () => {
  const url = await serverOf({ ...fixture, program: join(FIXTURE, '..', 'tasks.ts') }, {});
  const { stdout: list } = await conformance(NEWEST, 'list');
  const scenarios = list.match(/\btasks-[\w-]+(?= \[extension\])/g) ?? [];
  expect(scenarios).toHaveLength(10); // one of which the suite itself skips
  for (const scenario of scenarios) {
    const { code, stdout } = await conformance(
      NEWEST,
      'server',
      '--url',
      url,
      '--scenario',
      scenario,
    );
    expect(code, stdout).toBe(0);
  }
});

it('passes the suite of protocol 2025-11-25', async () => {
  const url = await serverOf(fixture, { DEPRECATED: '1', SESSIONS: '1' });
  const { code, stdout, stderr } = await conformance('conformance-0.1', 'server', '--url', url);
  expect(code, `${stdout}\n${stderr}`).toBe(0);
});

/**
 * Meets the servers of these scenarios one after another: all at once, they wait for the processor longer than connections
 * stay open. @returns the names of those that it refuses, with their errors
 */
async function startClient(scenarios: readonly string[]) {
  const refused = new Map<string, unknown>();
  let last = Promise.resolve();
  const server = createServer((request, response) => {
    last = last.then(async () => {
      const scenario = (await json(request)) as Scenario; // by forward.mjs
      try {
        if (scenarios.includes(scenario.name)) await meet(scenario);
      } catch (error) {
        refused.set(scenario.name, error);
      }
      response.end();
    });
  });
  const { origin, close } = await listenOnLoopback(server);
  onTestFinished(close);
  return { origin, refused };
}

const SCOPES = 'auth/scope-retry-limit';
const ISSUERS = ['supported-missing', 'normalized', 'unexpected', 'wrong-issuer'];
const OTHERS = ['auth/metadata-issuer-mismatch', 'auth/resource-mismatch'];

it.each([
  ['2026-07-28', [...ISSUERS.map((name) => `auth/iss-${name}`), ...OTHERS, SCOPES]],
  ['2025-11-25', [SCOPES]],
])('passes all scenarios of clients, protocol %s', async (revision, toRefuse) => {
  const requirements = join(packages, NEWEST, 'requirements', `${revision}.yaml`);
  const { client: scenarios } = load(readFileSync(requirements, 'utf8')) as { client: string[] };
  vi.spyOn(console, 'warn').mockReturnValue(); // the SDK names the tools that it leaves out
  onTestFinished(() => void vi.restoreAllMocks());
  const { origin, refused } = await startClient(scenarios);
  const forward = join(import.meta.dirname, 'forward.mjs');
  // The limit of a scenario: all begin at once, and the last waits for the others.
  const { code, stdout, stderr } = await conformance(
    NEWEST,
    ...['client', '--command', `${process.execPath} ${forward} ${origin}`, '--timeout', '300000'],
    ...['--requirements', revision],
  );
  // Warnings do not change how the suite ends.
  const passed = Array.from(stdout.matchAll(/^✓ (\S+):/gm), ([, name]) => name);
  expect(
    scenarios.filter((name) => !passed.includes(name)),
    `${stdout}\n${stderr}`,
  ).toEqual([]);
  expect(code, `${stdout}\n${stderr}`).toBe(0);
  expect([...refused.keys()].toSorted(), String([...refused.values()])).toEqual(
    toRefuse.toSorted(),
  );
});

const authorizationScenarios = (revision: string, checks: number) => ({
  of: `the suite, protocol ${revision}`,
  shows: new RegExp(`Total: ${checks} passed, 0 failed`), // what is skipped, or a warning, is not passed
  async args(site: Site, port: number) {
    const id = await client(site).registered(`http://127.0.0.1:${port}/callback`);
    return [
      ...[programOf(NEWEST), 'authorization', '--url', site.origin, '--spec-version', revision],
      ...['--client-id', id, '--port', String(port), '--resource', `${site.origin}/orders/mcp`],
    ];
  },
});

/** Programs that print where their user signs in; each has a callback of its own. */
it.each([
  authorizationScenarios('2025-03-26', 2),
  authorizationScenarios('2025-06-18', 2),
  authorizationScenarios('2025-11-25', 3),
  authorizationScenarios('2026-07-28', 3),
  {
    of: 'a client that is not made with the SDK',
    shows: /"who":"ann"[^]+"who":"ann"/, // before and after a refresh
    args: async ({ origin }: Site, port: number) => [
      join(packages, '..', 'foreign-client.mjs'),
      `${origin}/orders/mcp`,
      String(port),
    ],
  },
])('the built-in authorization server signs in $of', async ({ args, shows }) => {
  const services = await startServices();
  onTestFinished(services.close);
  const site = await startSite({ services });
  onTestFinished(site.close);
  const program = spawn(newerNode(), await args(site, await freePort()));
  const closed = once(program, 'close');
  let said = '';
  program.stderr.on('data', (data) => (said += String(data)));
  for await (const line of createInterface(program.stdout)) {
    said += `${line}\n`;
    if (!line.startsWith(`${site.origin}/oauth/authorize?`)) continue;
    const browser = new Browser(site);
    const { moves = '' } = await browser.submit(await browser.go(line), { apiKey: keyOf('ann') });
    await fetch(moves);
  }
  expect(await closed, said).toEqual([0, null]);
  expect(said).toMatch(shows);
});
