import { expect, it } from 'vitest';
import { commands } from '../../src/commands/register.gen.js';
import { version } from '../../src/model/version.gen.js';
import { run } from './spawn.js';

it.each(['mcp-provider', 'create-mcp-provider'] as const)('%s has a version', async (program) => {
  const ended = await run(['--version'], { program });
  expect(ended).toEqual({ exit: 0, stdout: `${version}\n`, stderr: '' });
});

it.runIf('create' in commands)('create-mcp-provider is mcp-provider create', async () => {
  const own = await run(['--help', '--all'], { program: 'create-mcp-provider' });
  const general = await run(['create', '--help', '--all']);
  const usage = /^Usage: mcp-provider create /;
  expect(general.stdout).toMatch(usage);
  expect(own.stdout.replace(/\n.*print the version/, '')).toBe(
    general.stdout.replace(usage, 'Usage: create-mcp-provider '),
  );
});
