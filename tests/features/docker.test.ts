import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { packageManagers } from '../../src/model/spec.js';
import { runProgram } from '../support/machine.js';
import { memoryFiles } from '../support/memory.js';
import { withFeatures } from './rendered.js';

const dockerfile = async (name: string, more: object = {}) =>
  (await withFeatures(name, { features: ['docker'], ...more })).text('Dockerfile');

describe.each(packageManagers)('with %s', (packageManager) => {
  it('the image contains no packages: dist/ has them', async () => {
    const text = await dockerfile('media', { packageManager });
    expect(text.match(/^FROM .*/gm)).toEqual([
      'FROM ${NODE_IMAGE} AS manifests',
      'FROM ${NODE_IMAGE} AS build',
      'FROM ${NODE_IMAGE}',
    ]);
    expect(text).not.toContain('node_modules');
  });

  it('the packages are those of the lock file, which a workspace has elsewhere', async () => {
    const text = await dockerfile('media', { packageManager });
    const [, script = ''] = /^RUN (.* install.*)$/m.exec(text) ?? [];
    const cwd = temporaryFolder();
    const bin = temporaryFolder();
    for (const name of ['npm', 'pnpm', 'yarn', 'bun', 'corepack'])
      writeFileSync(join(bin, name), `#!/bin/sh\necho "${name} $*"\n`, { mode: 0o755 });
    const commands = () =>
      execFileSync('/bin/sh', ['-c', script], { cwd, env: { PATH: bin }, encoding: 'utf8' });
    expect(commands()).toContain(`${packageManager} install\n`);
    const lock = {
      npm: 'package-lock.json',
      pnpm: 'pnpm-lock.yaml',
      yarn: 'yarn.lock',
      bun: 'bun.lock',
    };
    writeFileSync(join(cwd, lock[packageManager]), '');
    expect(commands()).toMatch(/^npm ci$|install --(frozen-lockfile|immutable)$/m);
  });

  it('the image of a SQLite provider contains production packages', async () => {
    const text = await dockerfile('inventory', { packageManager });
    expect(text).toContain('COPY --from=packages /app/node_modules node_modules');
    expect(text).toMatch(/^RUN rm -rf node_modules && .*(prod|omit=dev)/m);
  });
});

/** What a platform of docs/deploy.md, or a builder that some of them use, makes of a Dockerfile. */
const RULES: { of: string; rule: string; has?: RegExp; hasNot?: RegExp }[] = [
  { of: 'Railway, Heroku', rule: 'no VOLUME', hasNot: /^VOLUME/m },
  {
    of: 'builders without BuildKit',
    rule: 'no mounts, no here-documents, no other syntax',
    hasNot: /--mount|--parents|--link|<<|^# *syntax/m,
  },
  {
    of: 'builders without BuildKit',
    rule: 'each COPY finds a file',
    hasNot: /^COPY (?:\S*[*?[]\S* )+\S+$/m,
  },
  {
    of: 'Coolify, Dokploy',
    rule: 'the build installs all packages, whatever NODE_ENV is passed',
    has: /^ENV NODE_ENV=development\n(?:COPY.*\n)*RUN .*install/m,
  },
  { of: 'Kubernetes', rule: 'the number of a user who is not root', has: /^USER [1-9]\d*$/m },
  {
    of: 'Kubernetes (OpenShift)',
    rule: 'an arbitrary user of group 0 can write data',
    has: /^RUN mkdir \/data && chown \d+:0 \/data && chmod 77\d \/data$/m,
  },
  {
    of: 'Cloud Run, Fly, Railway, Heroku, Render',
    rule: 'all addresses, and the port of the platform',
    has: /^ENV .*MCP_HOST=0\.0\.0\.0/m,
    hasNot: /^ENV .*PORT=|"--port"/m,
  },
  {
    of: 'Cloud Run, Kubernetes',
    rule: 'signals reach the server: no shell between',
    has: /^ENTRYPOINT \[.*\nCMD \["node", /m,
  },
];

it.each(RULES)('the Dockerfile of $of: $rule', async ({ has, hasNot }) => {
  for (const packageManager of packageManagers) {
    const text = await dockerfile('inventory', { packageManager });
    if (has) expect(text).toMatch(has);
    if (hasNot) expect(text).not.toMatch(hasNot);
  }
});

it('there is a rule for each platform of the documentation', () => {
  const [, table = ''] = readFileSync('docs/deploy.md', 'utf8').split(/^\| platform .*\n.*\n/m);
  const platforms = [...table.matchAll(/^\| ([\w ]+?) +\|/gm)].map(([, name]) => name!);
  expect(platforms.length).toBeGreaterThan(4);
  for (const name of platforms) expect(RULES.map(({ of }) => of).join()).toContain(name);
});

it('copies patches, releases of Yarn and archives before it installs packages', async () => {
  const { text } = await withFeatures('media', { features: ['docker'], packageManager: 'yarn' });
  expect(text('Dockerfile')).toMatch(
    /^COPY \. \.\nRUN rm -rf \$\{PROJECT\}\/src \$\{PROJECT\}\/tests\n[^]*^RUN .*install/m,
  );
  for (const folder of ['patches', 'plugins', 'releases'])
    for (const file of ['.dockerignore', '.gitignore'])
      expect(text(file)).toContain(`!.yarn/${folder}\n`);
});

it.each([
  { name: 'of npm', files: { 'package.json': '{"workspaces": ["packages/*"]}' } },
  {
    name: 'of pnpm',
    files: { 'pnpm-workspace.yaml': 'packages: ["packages/*"]\n', 'pnpm-lock.yaml': '' },
  },
])('a workspace $name is told how its lock file gets into the image', async ({ files }) => {
  const above = Object.entries(files).map(
    ([name, text]) => [`/home/ann/monorepo/${name}`, text] as const,
  );
  const { stderr } = await runProgram(
    ['create', 'orders', '--from', 'demo', '--feature', 'docker', '--yes', '--no-install'],
    {
      cwd: '/home/ann/monorepo/packages',
      files: memoryFiles({
        ...Object.fromEntries(above),
        '/home/ann/monorepo/.git/HEAD': '',
        '/home/ann/monorepo/packages/notes.txt': '',
      }),
    },
  );
  expect(stderr).toContain('member of the workspace in "/home/ann/monorepo"');
  expect(stderr).toContain(
    'docker build --file packages/orders/Dockerfile --build-arg PROJECT=packages/orders .',
  );
});

it('nothing that Git ignores as secret is sent to the build', async () => {
  const { text } = await withFeatures('media', { features: ['docker'] });
  const secrets = text('.gitignore')
    .split('\n')
    .filter((line) => line !== '' && !/^[!/]|\/$/.test(line))
    .map((line) => `**/${line}`);
  expect(secrets).toEqual(expect.arrayContaining(['**/.env', '**/token.json']));
  expect(text('.dockerignore').split('\n')).toEqual(expect.arrayContaining(secrets));
});

it('a bundle of a SQLite provider is refused: it would not start', async () => {
  const argv = [
    'create',
    '/home/ann/parts',
    '--name',
    'parts',
    '--description',
    'Parts.',
    '--kind',
    'sql',
  ];
  const { exit, stderr } = await runProgram(
    [...argv, '--database-url', 'sqlite:parts.db', '--feature', 'mcpb', '--yes', '--no-install'],
    { cwd: '/home/ann', files: memoryFiles({ '/home/ann/notes.txt': '' }) },
  );
  expect([exit, stderr]).toEqual([2, expect.stringContaining('create/native-in-feature')]);
});
