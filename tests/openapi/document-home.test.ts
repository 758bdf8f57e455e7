import { describe, expect, it } from 'vitest';
import { documentHome, homeWarnings } from '../../src/commands/openapi/document-home.js';
import { memoryFiles } from '../../src/host/memory.js';
import { runProgram } from '../grow/machine.js';
import { DOCUMENT, documentText, operation, paths } from './pets.js';

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
  ])('%s', (_, { known, ...source }, path, isCopied) => {
    const home = documentHome(source, 'acme', { ...PLACE, known });
    expect(home).toEqual({
      ...(path !== undefined && { path }),
      ...(isCopied && { copy: { path, text: source.copy } }),
    });
    if (known === undefined)
      expect(homeWarnings(source, 'acme', PLACE)).toHaveLength(path === undefined ? 1 : 0);
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
  // By its title: the provider has another name.
  const updated = await run(ROOT, 'import', 'openapi', '../pets.json');
  expect([updated.exit, updated.stderr]).toEqual([0, expect.stringContaining('GET /shops')]);
  expect(await files.read(COPY)).toBe(newer);
  expect((await run(ROOT, 'import', 'openapi', '--check')).exit).toBe(0);
}, 60_000);
