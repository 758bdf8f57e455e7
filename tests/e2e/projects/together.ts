import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect } from 'vitest';
import { bundler } from '../../../src/host/bundler.js';
import { run } from '../../support/run.js';

/** The native compiler, which checks many projects in a fraction of the time; messages are those of the projects' own. */
export const TSC = join(import.meta.dirname, '../../../node_modules/typescript-native/bin/tsc');

export const VITEST = join(import.meta.dirname, '../../../node_modules/vitest/vitest.mjs');

/** What was noticed in each project, by its folder's name, with the test. */
export type Noticed = Record<string, { where: string; message: string; isWarning: boolean }[]>;

/** Its `dist/`, from the source of the server, as the script "build" makes it. */
export async function buildServer(root: string): Promise<void> {
  const problem = await bundler(root)?.(() => {});
  if (problem !== undefined) throw new Error(problem);
}

/**
 * One run of Vitest for the tests of many projects, which are built and lie in one folder with packages. A project without
 * tests is not in the result; what fails outside of all tests is under "".
 * @param options.only for each project, a pattern of the names of tests that are run there; all, where it is undefined
 */
export async function testTogether(
  roots: readonly string[],
  {
    isolate = false,
    only = [],
  }: { isolate?: boolean; only?: readonly (string | undefined)[] } = {},
): Promise<Noticed> {
  const folder = dirname(roots[0] ?? '');
  // The tests of a project find it in the working directory.
  writeFileSync(join(folder, 'here.mjs'), 'process.chdir(process.env.PROJECT_ROOT);');
  const projects = roots.map((root, index) => ({
    root,
    test: {
      name: basename(root),
      env: { PROJECT_ROOT: root },
      setupFiles: '../here.mjs',
      isolate,
      testNamePattern: only[index],
    },
  }));
  const reporters = [join(import.meta.dirname, 'together-reporter.mjs')];
  const config = { test: { projects, reporters, maxWorkers: 2 } };
  writeFileSync(join(folder, 'vitest.config.mjs'), `export default ${JSON.stringify(config)};`);
  // Another copy of Vitest than the one that they have does not find their tests.
  const ownVitest = join(folder, 'node_modules/vitest/vitest.mjs');
  const vitest = existsSync(ownVitest) ? ownVitest : VITEST;
  const { stdout, stderr } = await run(process.execPath, [vitest, 'run'], { cwd: folder });
  try {
    return JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as Noticed;
  } catch {
    throw new Error(stdout + stderr);
  }
}

/** Fails where a test of a project fails, or a project has none. */
export async function passTogether(roots: readonly string[]): Promise<void> {
  const failed = Object.entries(await testTogether(roots)).map(
    ([name, noticed]) => [name, noticed.filter(({ isWarning }) => !isWarning)] as const,
  );
  const none = roots.map((root) => [basename(root), []] as const);
  expect(Object.fromEntries(failed)).toEqual(Object.fromEntries(none));
}
