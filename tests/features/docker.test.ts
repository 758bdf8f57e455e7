import { describe, expect, it } from 'vitest';
import { memoryFiles } from '../host/memory.js';
import { runProgram } from '../extend/machine.js';
import { packageManagers } from '../../src/model/spec.js';
import { withFeatures } from './rendered.js';

const dockerfile = async (name: string, more: object = {}) =>
  (await withFeatures(name, { features: ['docker'], ...more })).text('Dockerfile');

describe.each(packageManagers)('with %s', (packageManager) => {
  it('the image contains no packages: dist/ has them', async () => {
    const text = await dockerfile('media', { packageManager });
    expect(text.match(/^FROM .*/gm)).toEqual(['FROM node:24-slim AS build', 'FROM node:24-slim']);
    expect(text).not.toContain('node_modules');
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
