import { expect, it } from 'vitest';
import { filesIn } from './sources.js';

const folders = ['bin', 'scripts', 'src', 'templates', 'tests', 'runtime/src', 'runtime/tests'];

it('has no folder or file that could hold anything', () => {
  const grabBag = /(^|\/)(utils?|helpers?|common|misc|shared|lib)(\/|\.[a-z]+$)/;
  expect(filesIn(...folders).filter((path) => grabBag.test(path))).toEqual([]);
});
