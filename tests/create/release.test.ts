import { expect, it, vi } from 'vitest';
import { runProgram } from '../support/machine.js';
import { memoryFiles } from '../support/memory.js';
import { ACME } from './acme.js';

vi.mock('../../src/model/version.gen.js', () => ({ version: '9.8.7', isRelease: true }));

const packages = ['mcp-provider', 'create-mcp-provider'].map((name) => ({
  name: `${name}-9.8.7-01234567.tgz`,
  bytes: new Uint8Array([1]),
}));

async function created(...more: string[]) {
  const files = memoryFiles({ '/home/ann/notes.txt': '' });
  const argv = [
    'create',
    '/home/ann/acme-mcp',
    ...ACME,
    '--yes',
    '--no-install',
    '--no-git',
    ...more,
  ];
  const { stdout } = await runProgram(argv, { files, cwd: '/home/ann', packages });
  const texts = files.texts();
  const manifest = JSON.parse(texts['/home/ann/acme-mcp/package.json'] ?? '{}') as {
    devDependencies: Record<string, string>;
  };
  const vendor = Object.keys(texts).filter((path) => path.startsWith('/home/ann/acme-mcp/vendor/'));
  return { manifest, vendor, stdout };
}

it('projects of a released build install both packages in exactly its version', async () => {
  const { manifest, vendor } = await created();
  expect(manifest.devDependencies['mcp-provider']).toBe('9.8.7');
  expect(manifest.devDependencies['create-mcp-provider']).toBe('9.8.7');
  expect(vendor).toEqual([]);
});

it('--vendor puts both packages into the project', async () => {
  const { manifest, vendor, stdout } = await created('--vendor');
  const [runtime, commands] = packages.map(({ name }) => `vendor/${name}`);
  expect(manifest.devDependencies['mcp-provider']).toBe(`file:${runtime}`);
  expect(manifest.devDependencies['create-mcp-provider']).toBe(`file:${commands}`);
  expect(vendor.toSorted()).toEqual(
    [commands, runtime].map((path) => `/home/ann/acme-mcp/${path}`),
  );
  expect(stdout).toContain('--vendor');
});
