import { expect, it } from 'vitest';
import { filesIn, read } from './sources.js';

const SOFT_LIMIT = 150;
const HARD_LIMIT = 250;

const folders = ['bin', 'scripts', 'src', 'templates', 'tests', 'runtime/src', 'runtime/tests'];
/** Cases and data, and what tests build. */
const OTHER = /^tests\/cases\/|package-lock\.json$|\.tsv$|\/dist\//;
const files = filesIn(...folders).filter((path) => !OTHER.test(path));
const lines = new Map(files.map((path) => [path, read(path).split('\n').length - 1]));
const longerThan = (limit: number) =>
  [...lines].filter(([, count]) => count > limit).map(([path, count]) => `${path}: ${count}`);

it(`has no file of more than ${HARD_LIMIT} lines`, async ({ annotate }) => {
  for (const file of longerThan(SOFT_LIMIT))
    await annotate(file, 'more lines than a file should have');
  expect(longerThan(HARD_LIMIT)).toEqual([]);
});

it('has no folder or file that could hold anything', () => {
  const grabBag = /(^|\/)(utils?|helpers?|common|misc|shared|lib)(\/|\.[a-z]+$)/;
  expect(files.filter((path) => grabBag.test(path))).toEqual([]);
});
