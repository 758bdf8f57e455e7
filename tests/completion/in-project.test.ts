import { expect, it } from 'vitest';
import { memoryFiles } from '../host/memory.js';
import { runProgram } from '../extend/machine.js';
import { projectIn } from '../validate/command.js';

it('suggests the tools of all providers but those of a broken file', async () => {
  const files = memoryFiles({
    ...projectIn('/p'),
    '/p/src/providers/broken/remote.json': '{"tools": [',
    '/p/src/providers/remote/remote.json': '{"tools": [{"name": "say_hello"}]}',
  });
  const argv = ['completion', 'bash', '--', 'mcp-provider', 'call', ''];
  const { stdout } = await runProgram(argv, { files, cwd: '/p' });
  expect(stdout.split('\n')).toEqual(expect.arrayContaining(['get_forecast', 'say_hello']));
});
