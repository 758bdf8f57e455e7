import { readFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { load } from 'js-yaml';
import { beforeAll, expect, it } from 'vitest';
import { run, succeed } from '../run.js';

const ROOT = join(import.meta.dirname, '..', '..', '..');

const REVISIONS = ['2026-07-28', '2025-11-25'];

let folder: string;
let suite: string;
const client = join(ROOT, 'node_modules', '.cache', `conformance-client-${process.pid}.mjs`);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'conformance-client-'));
  suite = join(folder, 'suite');
  await cp(join(import.meta.dirname, 'suite'), suite, { recursive: true });
  await succeed('npm', ['ci', '--no-audit', '--no-fund', '--prefer-offline'], suite);
  // Its packages are those of this repository. A bundle starts at once; the suite starts many.
  await build({
    entryPoints: [join(import.meta.dirname, 'client.ts')],
    outfile: client,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
  return async () => {
    await rm(client, { force: true });
    await rm(folder, { recursive: true, force: true });
  };
}, 300_000);

/** The suite needs a newer Node.js than the client. */
async function passes(scenario: string, revision: string): Promise<boolean> {
  const { code } = await run(
    join(suite, 'node_modules', 'node', 'bin', 'node'),
    [
      join(suite, 'node_modules', '@modelcontextprotocol', 'conformance', 'dist', 'index.js'),
      'client',
      ...['--command', `${process.execPath} ${client}`, '--timeout', '60000'],
      ...['--scenario', scenario, '--spec-version', revision],
    ],
    { cwd: folder },
  );
  return code === 0;
}

/** One after another: all at once, they wait for the processor longer than connections stay open. */
it.each(REVISIONS)(
  'passes all scenarios of clients, protocol %s',
  async (revision) => {
    const requirements = join(
      suite,
      ...['node_modules', '@modelcontextprotocol', 'conformance', 'requirements'],
      `${revision}.yaml`,
    );
    const { client: scenarios } = load(readFileSync(requirements, 'utf8')) as { client: string[] };
    const failed: string[] = [];
    for (const scenario of scenarios)
      if (!(await passes(scenario, revision))) failed.push(scenario);
    expect(failed).toEqual([]);
  },
  600_000,
);
