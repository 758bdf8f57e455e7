import { spawn } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { run, succeed } from '../run.js';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const FIXTURE = join(import.meta.dirname, 'fixture', 'server.ts');
const WEATHER = join(ROOT, 'examples', 'weather', 'src', 'server.ts');
const fixture = { program: FIXTURE, provider: 'conformance' };
const weather = { program: WEATHER, provider: 'weather' };

/** A baseline lists what is known to fail, with the reason; an entry that passes fails the run. */
const rows = [
  { of: 'protocol 2026-07-28', server: fixture, revision: '2026-07-28', env: { DEPRECATED: '1' } },
  { of: 'protocol 2025-11-25 with sessions', server: fixture, revision: '2025-11-25', env: { DEPRECATED: '1', SESSIONS: '1' } },
  { of: 'protocol 2025-11-25 without sessions', server: fixture, revision: '2025-11-25', env: { DEPRECATED: '1' }, baseline: 'stateless-2025-11-25.yaml' },
  { of: 'protocol 2026-07-28, without the escape hatch', server: fixture, revision: '2026-07-28', env: {}, baseline: 'surface-2026-07-28.yaml' },
  { of: 'a project, protocol 2026-07-28', server: weather, revision: '2026-07-28', env: {}, baseline: 'project-2026-07-28.yaml' },
  { of: 'a project, protocol 2025-11-25', server: weather, revision: '2025-11-25', env: {}, baseline: 'project-2025-11-25.yaml' },
] as const; // prettier-ignore

let suite: string;

beforeAll(async () => {
  suite = await mkdtemp(join(tmpdir(), 'conformance-'));
  await cp(join(import.meta.dirname, 'suite'), suite, { recursive: true });
  await succeed('npm', ['ci', '--no-audit', '--no-fund', '--prefer-offline'], suite);
  return () => rm(suite, { recursive: true, force: true });
});

/** The address of a server, which runs until the test ends. */
async function start({ program, provider }: typeof fixture, env: Record<string, string>) {
  const args = ['--import', 'tsx', program, '--transport', 'http', '--port', '0'];
  const server = spawn(process.execPath, args, { cwd: ROOT, env: { ...process.env, ...env } });
  onTestFinished(() => void server.kill());
  for await (const line of createInterface(server.stderr)) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    if (url) return `${url}/${provider}/mcp`;
  }
  throw new Error('The server has ended.');
}

/** The suites need a newer Node.js than this project. */
const conformance = (version: string, ...args: string[]) =>
  run(
    join(suite, 'node_modules', 'node', 'bin', 'node'),
    [join(suite, 'node_modules', version, 'dist', 'index.js'), 'server', ...args],
    { cwd: suite },
  );

it.each(rows)('passes for $of', async ({ server, revision, env, ...row }) => {
  const url = await start(server, env);
  const baseline = 'baseline' in row ? ['--expected-failures', join(import.meta.dirname, 'baselines', row.baseline)] : []; // prettier-ignore
  const { code, stdout, stderr } = await conformance(
    '@modelcontextprotocol/conformance',
    ...['--url', url, '--requirements', revision, ...baseline],
  );
  expect(code, `${stdout}\n${stderr}`).toBe(0);
});

it('passes the suite of protocol 2025-11-25', async () => {
  const url = await start(fixture, { DEPRECATED: '1', SESSIONS: '1' });
  const { code, stdout, stderr } = await conformance('conformance-0.1', '--url', url);
  expect(code, `${stdout}\n${stderr}`).toBe(0);
});
