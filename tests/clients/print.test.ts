import { execFileSync } from 'node:child_process';
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

it('prints commands for a client whose file is a Bash script', async () => {
  const options = ['crush', '--provider', 'acme_chat', '--env', 'ACME_REGION', '--timeout', '5'];
  const { stdout } = await computer().config(options);
  const script = `mcp() { printf '%s\\n' "$@"; }\n${stdout}`;
  const env = { ...process.env, ACME_REGION: 'a "$(b)"' };
  const words = execFileSync('bash', ['-euc', script], { env, encoding: 'utf8' });
  expect(words).toMatch(/^add\nacme-chat\n--type\nstdio\n--command\nnode\n--args\n/);
  expect(words).toContain('\n--env\nACME_REGION\na "$(b)"\n--timeout\n5\n');
  const header = 'Authorization: Bearer ${ACME_TOKEN} `$HOME`';
  const remote = await computer().config([
    'crush',
    '--url',
    'https://h.example',
    '--header',
    header,
  ]);
  expect(remote.stdout).toContain('--header Authorization "Bearer ${ACME_TOKEN} \\`\\$HOME\\`"');
});

it.each<[string, string[], number]>([
  ['amp', [], 0],
  ['amp', ['--env', 'ACME_REGION'], 1],
  ['jetbrains-ai', [], 0],
  ['jetbrains-ai', ['--url', 'https://h.example'], 1],
  ['junie', ['--scope', 'user'], 1],
  ['junie', ['--scope', 'project'], 0],
])('says what is not confirmed for %s %j where the entry has it', async (id, args, count) => {
  const { stderr } = await computer().config([id, ...args]);
  expect(stderr.match(/Not confirmed for .*/g) ?? []).toHaveLength(count);
});
