import { beforeEach, describe, expect, it } from 'vitest';
import type { RawObject } from '../../src/openapi/model.js';
import { runProgram } from '../support/machine.js';
import { type MemoryFiles, memoryFiles } from '../support/memory.js';
import { documentText, operation, type Paths, paths } from './pets.js';

const ROOT = '/home/ann/shop';
let files: MemoryFiles;
const run = (cwd: string, ...argv: string[]) =>
  runProgram([...argv, '--yes', '--no-install'], { files, cwd });
const document = (described: Paths, more: RawObject = {}) =>
  JSON.stringify({ ...(JSON.parse(documentText(described)) as RawObject), ...more });
const health = { '/health': { get: operation('health') } };
const orders = { '/orders': { get: operation('listOrders') } };
const elsewhere = { servers: [{ url: 'https://orders.example.com' }] };

/** The provider of a document with the title "Pets", which is copied to the project. */
const created = async (name: string) => {
  files = memoryFiles({ '/home/ann/pets.json': document({ ...paths(), ...health }) });
  const source = ['--from-openapi', 'pets.json', '--name', name];
  const { exit } = await run(
    '/home/ann',
    'create',
    'shop',
    ...source,
    '--auth',
    'none',
    '--no-git',
  );
  expect(exit).toBe(0);
};
const tools = async (provider: string) => files.list(`${ROOT}/src/providers/${provider}/tools`);

describe('a document of another API with the same title', () => {
  beforeEach(() => created('animals'), 60_000);

  it.each([
    ['elsewhere', document({ ...orders, ...health }, elsewhere)],
    ['at the same server', document(orders)],
  ])('becomes a provider of its own: %s', async (_, text) => {
    const before = await files.read(`${ROOT}/src/providers/animals/openapi.lock.json`);
    await files.write('/home/ann/other.json', text);
    const { exit, stderr } = await run(
      ROOT,
      'import',
      'openapi',
      '../other.json',
      '--auth',
      'none',
    );
    expect([exit, stderr]).toEqual([0, expect.not.stringContaining('calls of these tools fail')]);
    expect(await tools('pets')).toContain('list-orders.ts');
    expect(await files.read(`${ROOT}/src/providers/animals/openapi.lock.json`)).toBe(before);
  });

  it('has the sign-in that --auth selects, as the document describes it', async () => {
    const securitySchemes = {
      token: { type: 'http', scheme: 'bearer' },
      key: { type: 'apiKey', in: 'header', name: 'X-Order-Key' },
    };
    const more = { ...elsewhere, security: [{ token: [] }, { key: [] }] };
    const text = document(orders, { ...more, components: { securitySchemes } });
    await files.write('/home/ann/other.json', text);
    const { exit } = await run(ROOT, 'import', 'openapi', '../other.json', '--auth', 'api-key');
    expect(exit).toBe(0);
    expect(await files.read(`${ROOT}/src/providers/pets/api/auth.ts`)).toContain('X-Order-Key');
  });

  it('is a newer version where it has most of the operations', async () => {
    const newer = { ...paths(), ...orders };
    await files.write('/home/ann/other.json', document(newer, elsewhere));
    const { exit, stderr } = await run(ROOT, 'import', 'openapi', '../other.json');
    expect([exit, stderr]).toEqual([0, expect.stringContaining('animals: ../other.json has')]);
  });
});

it('a document of another API requires a name where its own is taken', async () => {
  await created('pets');
  await files.write('/home/ann/other.json', document(orders, elsewhere));
  const { exit, stderr } = await run(ROOT, 'import', 'openapi', '../other.json', '--auth', 'none');
  expect([exit, stderr]).toEqual([2, expect.stringContaining('less than half')]);
});
