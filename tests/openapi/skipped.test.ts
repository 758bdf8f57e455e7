import { describe, expect, it } from 'vitest';
import type { OpenApiImport } from '../../src/commands/openapi/import.js';
import { memoryFiles } from '../host/memory.js';
import { runProgram } from '../grow/machine.js';
import { operation } from './pets.js';

const document = {
  openapi: '3.1.0',
  info: { title: 'Pets', version: '1' },
  servers: [{ url: 'https://pets.example.com' }, { url: 'http://pets.example.com' }],
  webhooks: { bark: {} },
  paths: {
    '/pets': { get: operation('listPets'), post: operation('addPet', { deprecated: true }) },
    '/rooms': {
      get: operation('listRooms', { tags: ['rooms'] }),
      trace: operation('traceRooms', { tags: ['rooms'] }),
    },
  },
};
const ADD = 'POST /pets: It is deprecated. "--deprecated" imports it.';
const TRACE = 'TRACE /rooms: The method TRACE is not supported.';

const importWith = (...args: string[]) => imported(document, ...args);

function imported(content: object, ...args: string[]) {
  const files = memoryFiles({ '/home/ann/pets.json': JSON.stringify(content) });
  const argv = ['create', 'pets', '--from-openapi', 'pets.json', '--yes', '--dry-run', ...args];
  return runProgram(argv, { files, cwd: '/home/ann' });
}

describe('skipped operations', () => {
  it.each<[string, string[], ...string[]]>([
    ['all, where everything is imported', [], TRACE, ADD],
    ['none that another name does not select', ['--include', 'listPets']],
    ['by tag', ['--include', '#pets'], ADD],
    ['by the name of a tool', ['--include', 'list_*', '--include', 'add_pet'], ADD],
    ['by operation id', ['--include', 'list_*', '--include', 'traceRooms'], TRACE],
    ['by path', ['--include', '/rooms'], TRACE],
    ['without what is excluded', ['--exclude', '#rooms'], ADD],
  ])('are those that are selected: %s', async (_, args, ...expected) => {
    const { stdout } = await importWith(...args, '--json');
    const { imported } = JSON.parse(stdout) as { imported: OpenApiImport };
    expect(imported.skipped.map(({ at, reason }) => `${at}: ${reason}`)).toEqual(expected);
  });

  it.each<[string, string[], string]>([
    ['a skipped operation', ['--include', '#pets'], ADD],
    ['webhooks', ['--exclude', 'addPet', '--exclude', 'traceRooms'], 'Webhooks are ignored: bark.'],
  ])('are rejected by --strict: %s', async (_, args, detail) => {
    const { exit, stderr } = await importWith(...args, '--strict');
    expect([exit, stderr]).toEqual([2, expect.stringContaining(detail)]);
  });

  it('are not rejected by --strict where they are not selected', async () => {
    expect((await importWith('--include', 'list*', '--strict')).exit).toBe(0);
  });

  it('are the reason where nothing else is selected', async () => {
    const { exit, stderr } = await importWith('--include', 'addPet');
    expect([exit, stderr]).toEqual([2, expect.stringContaining(ADD)]);
  });

  it.each([
    [1, 'POST /pets, GET /shops/0', ''],
    [4, 'POST /pets, GET /shops/0, GET /shops/1 and 2 other operations', '\n  "--json" lists all.'],
  ])('for one reason are one line: %i others', async (others, named, more) => {
    const paths = Array.from({ length: others }, (_, index) => [
      `/shops/${index}`,
      { get: operation(`getShop${index}`, { deprecated: true }) },
    ]);
    const { stderr } = await imported({
      ...document,
      paths: { ...document.paths, ...(Object.fromEntries(paths) as object) },
    });
    const reason = 'It is deprecated. "--deprecated" imports it.';
    expect(stderr).toContain(`Skipped (${others + 2}):\n`);
    expect(stderr).toContain(`${named}: ${reason}${more}`);
  });
});
