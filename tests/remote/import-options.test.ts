import { expect, it } from 'vitest';
import { runProgram } from '../support/machine.js';
import { memoryFiles } from '../support/memory.js';

const run = (...args: string[]) =>
  runProgram(['import', ...args, '--yes', '--no-install'], {
    files: memoryFiles({}),
    cwd: '/home/ann',
  });

it.each([
  ['mcp', ['--check'], '"import mcp" has no option "--format"'],
  ['openapi', [], '"--format" requires "--check"'],
  ['database', [], '"--format" requires "--check"'],
])('import %s %j rejects --format', async (source, more, message) => {
  const { exit, stderr } = await run(source, 'target', '--format', 'json', ...more);
  expect([exit, stderr]).toEqual([2, expect.stringContaining(message) as string]);
});

it.each([
  ['openapi', ['--tables', 'rooms'], 'Omit it: it is an option of "import database".'],
  ['openapi', ['--rename', 'a=b'], 'Omit it: it is an option of "import mcp".'],
  ['mcp', ['--strict'], 'Omit it: it is an option of "import openapi".'],
  ['database', ['--sign-in'], 'Omit it: it is an option of "import mcp".'],
])('import %s rejects %j, which another source has', async (source, option, message) => {
  const { exit, stderr } = await run(source, 'target', ...option);
  expect([exit, stderr]).toEqual([2, expect.stringContaining(message) as string]);
});
