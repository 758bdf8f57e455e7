import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runProgram } from '../support/machine.js';
import { disk, ROOT } from '../support/person.js';

describe('installs', () => {
  const spec = JSON.stringify({
    name: 'calendar',
    description: 'Appointments.',
    baseUrl: 'https://api.calendar.example',
    auth: {
      style: 'oauth2',
      authorizationUrl: 'https://auth.calendar.example/authorize',
      tokenUrl: 'https://auth.calendar.example/token',
    },
  });
  const argv = ['add-provider', '--spec', '-'];

  it('where a package was added', async () => {
    const files = await disk('acme');
    const { ran } = await runProgram(argv, { files, cwd: ROOT, stdin: spec });
    expect(ran).toEqual(['npm install']);
    expect(files.texts()[`${ROOT}/package.json`]).toContain('"openid-client": "');
  });

  it('not where no package was added, and not with --no-install', async () => {
    const files = await disk('acme');
    const none = ['add-tool', 'get_room', '--description', 'One room.'];
    expect((await runProgram(none, { files, cwd: ROOT })).ran).toEqual([]);
    const { ran, stdout } = await runProgram([...argv, '--no-install'], {
      files,
      cwd: ROOT,
      stdin: spec,
    });
    expect(ran).toEqual([]);
    expect(stdout).toContain('npm install');
  });

  it.each([
    ['package.json', '{ "packageManager": "yarn@4.9.0", "dependencies": {} }', 'yarn install'],
    ['pnpm-lock.yaml', '', 'pnpm install'],
    ['../bun.lock', '', 'npm install'],
  ])('with the package manager of the project: %s', async (file, text, command) => {
    const files = await disk('acme');
    await files.write(join(ROOT, file), text);
    const { ran } = await runProgram(argv, { files, cwd: ROOT, stdin: spec });
    expect(ran).toEqual([command]);
  });

  it('with the package manager of the workspace', async () => {
    const files = await disk('acme');
    await files.makeDirectory(join(ROOT, '../.git'));
    await files.write(join(ROOT, '../bun.lock'), '');
    const { ran } = await runProgram(argv, { files, cwd: ROOT, stdin: spec });
    expect(ran).toEqual(['bun install']);
  });
});
