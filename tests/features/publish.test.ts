import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { parse } from 'yaml';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { withFeatures } from './rendered.js';

interface Workflow {
  jobs: { publish: { steps: { name?: string; run?: string }[] } };
}

let folder: string;
beforeEach(() => void (folder = temporaryFolder()));

const OURS = 'io.github.acme/media';

it.each([
  ['a package without a license is not published', '{}', 1],
  ['one with a license is', '{ "license": "MIT" }', 0],
])('%s', async (_, manifest, status) => {
  const { text } = await withFeatures('media');
  const workflow = parse(text('.github/workflows/publish.yml')) as Workflow;
  const { steps } = workflow.jobs.publish;
  const names = steps.map(({ name }) => name);
  expect(names.indexOf('Require a license')).toBeLessThan(names.indexOf('Publish on npm'));
  const step = steps.find(({ name }) => name === 'Require a license');
  writeFileSync(join(folder, 'package.json'), manifest);
  const run = spawnSync('bash', ['-e', '-c', step?.run ?? ''], { cwd: folder, encoding: 'utf8' });
  expect([run.status, run.stdout.trim()]).toEqual([
    status,
    status === 0 ? '' : '::error::package.json has no "license".',
  ]);
});

/** What the step of the workflow makes npm do, where npm knows these versions. */
async function published(known: string, version: string, server = OURS): Promise<string> {
  const { text } = await withFeatures('media');
  const workflow = parse(text('.github/workflows/publish.yml')) as Workflow;
  const step = workflow.jobs.publish.steps.find(({ name }) => name === 'Publish on npm');
  const log = join(folder, 'log');
  const npm = `#!/bin/sh
if [ "$1" = view ]; then case "$2" in ${known}) [ "$3" = mcpName ] && echo '${server}' || echo 0.1.0;; *) echo E404 >&2; exit 1;; esac
else echo "$*" >> '${log}'; fi
`;
  writeFileSync(join(folder, 'npm'), npm);
  chmodSync(join(folder, 'npm'), 0o755);
  writeFileSync(join(folder, 'package.json'), text('package.json').replace('0.1.0', version));
  writeFileSync(log, '');
  execFileSync('bash', ['-e', '-o', 'pipefail', '-c', step?.run ?? 'exit 1'], {
    cwd: folder,
    env: { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH ?? ''}` },
  });
  return readFileSync(log, 'utf8').trim();
}

it.each([
  ['a new version is published on npm', '*@0.0.9', '0.1.0', 'publish --access public'],
  ['a version that npm knows is left to the registry', '*@0.1.0', '0.1.0', ''],
  [
    'a prerelease is not the latest',
    '*@0.0.9',
    '0.2.0-beta.1',
    'publish --access public --tag beta',
  ],
  ['one without a name, too', '*@0.0.9', '0.2.0-0', 'publish --access public --tag next'],
  ['build metadata are no prerelease', '*@0.0.9', '0.2.0+a-b', 'publish --access public'],
])('%s', async (_, known, version, expected) => {
  expect(await published(known, version)).toBe(expected);
});

it.each(['io.github.somebody/media', ''])(
  'a package of another server is no success: %j',
  async (server) => {
    await expect(published('*@0.1.0', '0.1.0', server)).rejects.toMatchObject({ status: 1 });
  },
);
