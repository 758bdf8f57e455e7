import { beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { RawObject } from '../../../src/openapi/model.js';
import { documentHome, homeWarnings } from '../../../src/sources/openapi/lock-files.js';
import { DOCUMENT, documentText, operation, paths } from '../../openapi/pets.js';
import { runProgram } from '../../support/machine.js';
import { type MemoryFiles, memoryFiles } from '../../support/memory.js';

const PLACE = { root: '/home/ann/apis/acme', repository: '/home/ann/apis', cwd: '/home/ann' };
const JSON_COPY = 'src/providers/acme/openapi.source.json';
const YAML_COPY = 'src/providers/acme/openapi.source.yaml';

describe('later imports read a document', () => {
  it.each<[string, { file: string; copy?: string; known?: string }, string | undefined, boolean]>([
    ['in the project', { file: 'apis/acme/docs/a.yaml', copy: 'a: 1' }, 'docs/a.yaml', false],
    ['elsewhere in its repository', { file: 'apis/a.yaml', copy: 'a: 1' }, '../a.yaml', false],
    ['from a copy, in JSON', { file: 'a.json', copy: ' {}' }, JSON_COPY, true],
    ['from a copy, in YAML', { file: '/a.json', copy: 'a: 1' }, YAML_COPY, true],
    ['from a copy of stdin', { file: '-', copy: '{}' }, JSON_COPY, true],
    ['beside a directory of a similar name', { file: 'apis2/a', copy: '{}' }, JSON_COPY, true],
    ['that is large, by argument', { file: 'a.json' }, undefined, false],
    [
      'that people have named',
      { file: 'a.json', copy: '{}', known: '../../a.json' },
      '../../a.json',
      false,
    ],
    ['instead of stdin', { file: '-', copy: '{}', known: '../../a.json' }, '../../a.json', false],
    ['from a new copy of stdin', { file: '-', copy: '{}', known: YAML_COPY }, JSON_COPY, true],
  ])('%s', (_, { known, file, copy }, path, isCopied) => {
    const source = { file, copy: copy === undefined ? { notMade: 'it is large' } : { text: copy } };
    const home = documentHome(source, 'acme', { ...PLACE, known });
    expect(home).toEqual({
      ...(path !== undefined && { path }),
      ...(isCopied && { copy: { path, text: copy } }),
    });
    expect(homeWarnings(source, 'acme', home)).toHaveLength(path === undefined ? 1 : 0);
  });
});

const ROOT = '/home/ann/acme-mcp';
const COPY = `${ROOT}/src/providers/animals/openapi.source.json`;

it('a clone imports from the copy, and newer documents replace it', async () => {
  const files = memoryFiles({ [DOCUMENT]: documentText(paths()) });
  const run = (cwd: string, ...argv: string[]) =>
    runProgram([...argv, '--yes', '--no-install'], { files, cwd });
  const created = await run(
    '/home/ann',
    'create',
    'acme-mcp',
    ...['--from-openapi', 'pets.json', '--name', 'animals', '--auth', 'none', '--no-git'],
  );
  expect([created.exit, created.stderr]).toEqual([0, expect.not.stringContaining('warning')]);
  expect(await files.read(COPY)).toBe(documentText(paths()));
  expect(await files.read(`${ROOT}/README.md`)).toContain(
    'npx mcp-provider import openapi FILE --name animals --check',
  );

  const newer = documentText({ ...paths(), '/shops': { get: operation('listShops') } });
  await files.write(DOCUMENT, newer);
  expect((await run(ROOT, 'import', 'openapi', '--check')).exit).toBe(0);
  const named = ['../pets.json', '--name', 'animals'];
  const check = await run(ROOT, 'import', 'openapi', ...named, '--check');
  expect([check.exit, check.stderr]).toEqual([
    1,
    expect.stringContaining('Run "npx mcp-provider import openapi ../pets.json --name animals"'),
  ]);
  // By its title: the provider has another name.
  const updated = await run(ROOT, 'import', 'openapi', '../pets.json');
  expect([updated.exit, updated.stderr]).toEqual([0, expect.stringContaining('GET /shops')]);
  expect(await files.read(COPY)).toBe(newer);
  expect((await run(ROOT, 'import', 'openapi', '--check')).exit).toBe(0);
}, 60_000);

describe('a newer document', () => {
  let files: MemoryFiles;
  const run = (...argv: string[]) =>
    runProgram(['import', 'openapi', ...argv, '--yes', '--no-install'], { files, cwd: ROOT });
  const readme = () => files.read(`${ROOT}/README.md`);
  const overlay = () => files.read(`${ROOT}/src/providers/animals/openapi.yaml`);
  const newer = JSON.parse(
    documentText({ ...paths(), '/shops': { get: operation('listShops') } }),
  ) as RawObject;
  const COPIED = 'src/providers/animals/openapi.source';

  beforeEach(async () => {
    files = memoryFiles({ [DOCUMENT]: documentText(paths()) });
    await runProgram(
      [
        ...['create', 'acme-mcp', '--from-openapi', 'pets.json', '--name', 'animals'],
        ...['--auth', 'none', '--package-manager', 'pnpm', '--no-git', '--no-install', '--yes'],
      ],
      { files, cwd: '/home/ann' },
    );
  });

  it.each<[string, string, RawObject, ...string[]]>([
    ['that is large', '1 MB', { ...newer, 'x-large': 'x'.repeat(1_000_000) }],
    ['that refers to other files', '--allow-refs', newer, '--allow-refs', '..'],
  ])('%s leaves no copy of the one before', async (_, reason, document, ...more) => {
    await files.write(DOCUMENT, JSON.stringify(document));
    const args = ['../pets.json', '--include', 'listShops', ...more];
    const { exit, stderr } = await run(...args);
    expect([exit, stderr]).toEqual([0, expect.stringContaining('was not copied')]);
    expect(stderr).toContain(reason);
    expect(await files.read(COPY)).toBeNull();
    expect(await overlay()).toMatch(/^# Tools of[^]*^operations:\n {2}GET \/pets:/m);
    expect(await overlay()).not.toContain('document:');
    expect(await readme()).not.toContain('is a copy');
    const again = await run();
    expect([again.exit, again.stderr]).toEqual([2, expect.stringContaining('--name animals')]);
  });

  it('in another format replaces the copy', async () => {
    expect(await readme()).toContain(
      `\`${COPIED}.json\` is a copy. \`pnpm exec mcp-provider import`,
    );
    await files.write('/home/ann/pets.yaml', stringify(newer));
    expect((await run('../pets.yaml')).exit).toBe(0);
    expect(await files.read(COPY)).toBeNull();
    expect(await files.read(`${ROOT}/${COPIED}.yaml`)).toBe(stringify(newer));
    expect(await overlay()).toContain(`document: ${COPIED}.yaml`);
    expect(await readme()).toContain(`\`${COPIED}.yaml\` is a copy.`);
    expect(await readme()).not.toContain(`${COPIED}.json`);
    expect((await run('--check')).exit).toBe(0);
  });

  it('in the repository replaces the copy', async () => {
    await files.write(`${ROOT}/pets.json`, JSON.stringify(newer));
    expect((await run('pets.json')).exit).toBe(0);
    expect(await files.read(COPY)).toBeNull();
    expect(await readme()).toContain('The tools come from `pets.json`.');
    expect((await run('--check')).exit).toBe(0);
  });
});
