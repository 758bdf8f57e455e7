import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { packageManagers } from '../../src/model/spec.js';
import { runProgram } from '../extend/machine.js';
import { memoryFiles } from '../host/memory.js';
import { withFeatures } from './rendered.js';

const dockerfile = async (name: string, more: object = {}) =>
  (await withFeatures(name, { features: ['docker'], ...more })).text('Dockerfile');

describe.each(packageManagers)('with %s', (packageManager) => {
  it('the image contains no packages: dist/ has them', async () => {
    const text = await dockerfile('media', { packageManager });
    expect(text.match(/^FROM .*/gm)).toEqual(['FROM ${NODE_IMAGE} AS build', 'FROM ${NODE_IMAGE}']);
    expect(text).not.toContain('node_modules');
  });

  it('the packages are those of the lock file, which a workspace has elsewhere', async () => {
    const text = await dockerfile('media', { packageManager });
    const [, script = ''] = /^RUN (.*)$/m.exec(text) ?? [];
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
