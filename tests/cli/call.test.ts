import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { run } from './spawn.js';

const EVERYTHING = createRequire(import.meta.url).resolve(
  '@modelcontextprotocol/server-everything/dist/index.js',
);

it('prints the result of a program, and ends with it', async () => {
  const words = ['--arg', 'a=1', '--arg', 'b=2', '--', process.execPath, EVERYTHING];
  const { exit, stdout } = await run(['call', 'get-sum', ...words]);
  expect([exit, stdout]).toEqual([0, 'The sum of 1 and 2 is 3.\n']);
});
