import { describe, expect, it } from 'vitest';
import { IgnoreRules } from '../../src/project/gitignore.js';
import { kindsAndStyles } from '../../src/sources/kinds-and-styles.js';
import { checkProvider } from '../../src/spec/check.js';
import { baseSpec, projectOf } from '../support/base-project.js';
import { runProgram } from '../support/machine.js';
import { memoryFiles, treeAt } from '../support/memory.js';

const ROOT = '/home/ann/acme-mcp';
const HEAD = { name: 'docs', kind: 'files', description: 'Documents.', auth: { style: 'none' } };

/** Storage, whether all users share it, a file of a user, and whether Git ignores it. */
const rows: [storage: string, shared: boolean, file: string, ignored: boolean][] = [
  ['data/docs', false, 'data/docs/ann/a.md', true],
  ['./data/docs/', false, 'data/docs/ann/a.md', true],
  ['data/docs', false, 'other/data/docs/a.ts', false],
  ['a [1]*', false, 'a [1]*/ann/a.md', true],
  ['a [1]*', false, 'a 1b/a.ts', false],
  ['data/docs', true, 'data/docs/a.md', false],
  ['/srv/docs', false, 'srv/docs/a.md', false],
  ['../docs', false, 'docs/a.md', false],
];

describe.each(rows)('files in "%s", shared: %s', (storage, shared, file, ignored) => {
  const ignores = (text = '') => new IgnoreRules([{ below: '', text }]).covers(file);

  it(`of a new project: ${file}`, () => {
    const { spec } = checkProvider({ ...HEAD, storage, shared }, kindsAndStyles);
    expect(ignores(projectOf([spec])['.gitignore'])).toBe(ignored);
  });

  it(`of a provider that is added: ${file}`, async () => {
    const files = memoryFiles({
      ...treeAt(ROOT, projectOf([await baseSpec('open')])),
      '/home/ann/docs.json': JSON.stringify({ ...HEAD, storage, shared }),
    });
    const words = ['add-provider', '--spec', '../docs.json', '--yes', '--no-install'];
    const { exit, stderr } = await runProgram(words, { files, cwd: ROOT });
    expect(exit, stderr).toBe(0);
    expect(ignores(files.texts()[`${ROOT}/.gitignore`])).toBe(ignored);
  });
});
