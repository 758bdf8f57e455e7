import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runProgram } from '../support/machine.js';
import { memoryFiles } from '../support/memory.js';
import { examples, goldenProjects } from './projects.js';
import { withDatabase } from './tables.js';

const OF_TABLES = goldenProjects.filter(({ tables }) => tables);

it.each(OF_TABLES)('examples/$name: a second import of its tables changes nothing', (project) =>
  withDatabase(join(examples, 'specs', project.tables?.script ?? ''), async (url) => {
    const { name } = project;
    const files = memoryFiles(filesIn(name));
    const env = { [`${name.toUpperCase()}_DATABASE_URL`]: url };
    const run = (...words: string[]) =>
      runProgram(['import', 'database', ...words, '--yes', '--no-install'], {
        ...{ files, env, cwd: `/${name}` },
      });
    const { exit, stdout } = await run();
    expect([exit, stdout]).toEqual([0, expect.stringContaining('No files were changed.')]);
    expect((await run('--check')).exit).toBe(0);
  }),
);

const IMPORTED = goldenProjects.filter(({ documents }) => documents);

/** The files of directories in `examples/`, by path from there. */
const filesIn = (...names: string[]): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name) =>
      readdirSync(join(examples, name), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !/node_modules|\/dist/.test(entry.parentPath))
        .map((entry) => join(entry.parentPath, entry.name))
        .map((path) => [path.slice(examples.length), readFileSync(path, 'utf8')]),
    ),
  );

it.each(IMPORTED)(
  'examples/$name: a second import of its documents changes nothing',
  async ({ name }) => {
    const files = memoryFiles(filesIn(name, 'specs'));
    const run = (...words: string[]) =>
      runProgram(['import', 'openapi', ...words, '--yes', '--no-install'], {
        files,
        cwd: `/${name}`,
      });
    const { exit, stdout } = await run();
    expect([exit, stdout]).toEqual([0, expect.stringContaining('No files were changed.')]);
    const check = await run('--check', '--json');
    expect(check.exit).toBe(0);
    expect(JSON.parse(check.stdout)).toMatchObject({ diff: '' });
  },
);
