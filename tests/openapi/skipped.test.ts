import { describe, expect, it } from 'vitest';
import type { ImportOutcome } from '../../src/sources/openapi/report.js';
import { runProgram } from '../support/machine.js';
import { memoryFiles } from '../support/memory.js';
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
    const { leftOut, decided } = (JSON.parse(stdout) as { imported: ImportOutcome }).imported;
    const operations = [...leftOut, ...decided].filter(({ kind }) => kind === 'operation');
    expect(operations.map(({ at, detail }) => `${at}: ${detail}`)).toEqual(expected);
  });

  it.each<[string, string[], string]>([
    ['a skipped operation', ['--include', '#pets'], ADD],
    ['webhooks', ['--exclude', 'addPet', '--exclude', 'traceRooms'], 'Webhooks are ignored: bark.'],
  ])('are rejected by --strict: %s', async (_, args, detail) => {
    const { exit, stderr } = await importWith(...args, '--strict');
    expect([exit, stderr]).toEqual([1, expect.stringContaining(detail)]);
  });

  it('are not rejected by --strict where they are not selected', async () => {
    expect((await importWith('--include', 'list*', '--strict')).exit).toBe(0);
  });

  it('are the reason where nothing else is selected', async () => {
    const { exit, stderr } = await importWith('--include', 'addPet');
    expect([exit, stderr]).toEqual([2, expect.stringContaining(ADD)]);
  });

  it.each([
    [1, 'POST /pets, GET /shops/0'],
    [4, 'POST /pets, GET /shops/0, GET /shops/1 and 2 other operations'],
  ])('for one reason are one line: %i others', async (others, named) => {
    const paths = Array.from({ length: others }, (_, index) => [
      `/shops/${index}`,
      { get: operation(`getShop${index}`, { deprecated: true }) },
    ]);
    const { stderr } = await imported({
      ...document,
      paths: { ...document.paths, ...(Object.fromEntries(paths) as object) },
    });
    const reason = 'It is deprecated. "--deprecated" imports it.';
    expect(stderr).toContain(`${named}: ${reason}\n`);
  });
});

describe('the report', () => {
  it.each<[string, string[], number]>([
    ['with an operation that cannot be a tool', [], 0],
    ['where that is a failure', ['--strict'], 1],
    ['with choices only', ['--exclude', 'traceRooms'], 0],
  ])('sets the exit code: %s', async (_, args, exit) => {
    const result = await importWith(...args);
    expect([result.exit, result.stderr.includes('Left out (1)')]).toEqual([
      exit,
      !args.includes('--exclude'),
    ]);
  });

  it('states the size of the definitions', async () => {
    const { stderr } = await importWith();
    expect(stderr).toMatch(/definitions have about \d+ tokens; the largest, "list_\w+", has \d+\./);
  });

  it('has groups with counts, and a line for each kind', async () => {
    const { stderr } = await importWith('--include', '/**');
    expect(stderr).toContain(`Left out (1):\n  ${TRACE}\n`);
    expect(stderr).toContain('Changed (1):\n  document: Result schemas have names');
    expect(stderr).toContain(`Decided (2):\n  ${ADD}\n`);
  });

  it('says how many remarks of a kind there are', async () => {
    const parameters = ['a', 'b', 'c'].map((name) => ({
      name,
      in: 'header',
      required: true,
      schema: { enum: [name] },
    }));
    const { stderr } = await imported({
      ...document,
      paths: { '/pets': { get: operation('listPets', { parameters }) } },
    });
    const line = 'GET /pets: Header parameter "a" is always "a". (and 2 like it)';
    expect(stderr).toContain(line);
  });
});
