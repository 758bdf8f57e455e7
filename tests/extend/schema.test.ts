import { expect, it } from 'vitest';
import { runProgram } from '../support/machine.js';
import { memoryFiles } from '../support/memory.js';

const schema = (...argv: string[]) =>
  runProgram(['schema', ...argv], { files: memoryFiles({}), cwd: '/home/ann' });

it.each([
  [[], 'Provider'],
  [['spec'], 'Provider'],
  [['additions'], 'Additions'],
])('prints the schema of %j', async (argv, title) => {
  expect(JSON.parse((await schema(...argv)).stdout)).toMatchObject({ title });
});

it('says which there are', async () => {
  const { exit, stderr } = await schema('addition');
  expect(exit).toBe(2);
  expect(stderr).toContain('Choose one of spec, additions, report.');
});
