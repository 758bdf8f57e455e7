import { expect, it } from 'vitest';
import { computer } from './machine.js';

it('a printed entry is followed by the command that writes it', async () => {
  const { config } = computer();
  const options = ['--provider', 'acme_chat', '--timeout', '5'];
  const { stdout, stderr } = await config(['claude-code', '--scope', 'project', ...options]);
  const [, command = ''] =
    /To write it there, run: npx mcp-provider (config .*)/.exec(stderr) ?? [];
  expect(command).toBe(`config claude-code --write --scope project ${options.join(' ')} --yes`);
  const [, ...words] = command.split(' ');
  await config(words);
  expect((await config(words)).stdout).toContain('No change');
  expect(stdout).toContain('acme_chat');
});

it('names no command for a client without a file', async () => {
  const { config } = computer();
  expect((await config(['raycast'])).stderr).not.toContain('--write');
});
