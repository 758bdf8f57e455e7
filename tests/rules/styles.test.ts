import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { diskFiles } from '../../src/host/disk.js';
import { memoryFiles } from '../host/memory.js';
import type { ProjectModel } from '../../src/model/project.js';
import { loadProject } from '../../src/project/load.js';
import { rules } from '../../src/rules/register.gen.js';
import { run } from '../../src/rules/run.js';
import { projectOf } from '../project/disk.js';
import { goldens } from './mutate.js';
import * as ways from './styles/ways.js';

const projects = goldens.filter(({ name }) => /^(issues|chat)$/.test(name));

function expectClean(project: ProjectModel): void {
  const { findings, failures } = run(project, rules);
  expect([...findings, ...failures]).toEqual([]);
  expect(project.providers.flatMap(({ tools }) => tools).length).toBeGreaterThan(3);
}

const styles: readonly [string, (texts: ways.Texts) => ways.Texts | Promise<ways.Texts>][] = [
  ['other quotes, tabs and no semicolons', ways.formatted],
  ['classes', ways.classes],
  ['barrels', ways.barrels],
  ['path aliases', (texts) => ways.compilerPaths(texts, './tsconfig.base.json', './src/providers')],
  [
    'path aliases of a folder',
    (texts) => ways.compilerPaths(texts, './config/base.json', '../src/providers'),
  ],
  ['subpath imports', ways.subpathImports],
  ['file names in camel case', ways.camelCased],
  ['a licence on top', ways.headed],
  ['CRLF and byte order marks', ways.saved],
  [
    'all of them',
    async (texts) =>
      ways.saved(
        ways.headed(
          await ways.formatted(
            ways.subpathImports(ways.camelCased(ways.barrels(ways.classes(texts)))),
          ),
        ),
      ),
  ],
];

describe.each(projects)('$name', ({ texts, name }) => {
  it.each(styles)('is clean with %s', async (_style, change) => {
    const changed = await change(texts);
    expect(changed).not.toEqual(texts);
    expectClean(await projectOf(changed));
  });

  it('is clean in a repository of several projects', async () => {
    const { '.gitignore': ignored, 'package.json': described, ...own } = texts;
    const { dependencies, devDependencies, ...rest } = JSON.parse(described!) as Record<
      string,
      unknown
    >;
    const inside = ways.compilerPaths(
      { ...own, 'package.json': JSON.stringify(rest, null, 2) },
      '../../tsconfig.base.json',
      `./apps/${name}/src/providers`,
    );
    const disk = Object.fromEntries(
      Object.entries(inside).map(([path, text]) => [join('/repo/apps', name, path), text]),
    );
    const project = await loadProject(
      memoryFiles({
        ...disk,
        '/repo/.git/HEAD': '',
        '/repo/.gitignore': ignored!,
        '/repo/package.json': JSON.stringify({
          private: true,
          workspaces: ['apps/*'],
          dependencies,
          devDependencies,
        }),
      }),
      `/repo/apps/${name}`,
    );
    expectClean(project);
  });
});

describe.each(projects)('$name on disk', ({ texts, name }) => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'styles-'));
    for (const [path, text] of Object.entries(texts)) {
      mkdirSync(dirname(join(root, 'app', path)), { recursive: true });
      writeFileSync(join(root, 'app', path), text);
    }
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('is clean with its provider behind a link', async () => {
    const place = join(root, 'app/src/providers', name);
    renameSync(place, join(root, 'app', 'shared'));
    symlinkSync('../../shared', place);
    expectClean(await loadProject(diskFiles, join(root, 'app')));
  });

  it('is clean where it is reached through a link', async () => {
    symlinkSync('app', join(root, 'link'));
    expectClean(await loadProject(diskFiles, join(root, 'link')));
  });
});
