import { expect, it } from 'vitest';
import type { CommandContext } from '../../src/model/command.js';
import { fixedCommand } from '../../src/remote/npx-package.js';

interface Printed {
  exitCode: number;
  stdout: string;
  stderr?: string;
}

/** What npm prints of a package, and what runs. */
function contextWith({ exitCode, stdout, stderr = '' }: Printed) {
  const npm = { exitCode, stdout, output: `${stderr}${stdout}` };
  const ran: string[][] = [];
  const exec = async (command: string[]) => {
    ran.push(command);
    return command[0] === 'npm' ? npm : { exitCode: 0, stdout: '', output: '' };
  };
  const ui = {
    note: () => {},
    progress: (_: string, work: (update: () => void) => Promise<unknown>) => work(() => {}),
  };
  return { ran, context: { host: { exec, cwd: '/' }, ui } as unknown as CommandContext };
}

const FOUND = { exitCode: 0, stdout: '["1.2.0","1.2.3"]', stderr: 'npm warn "9.9.9"\n' };

it.each([
  ['npx @acme/server --stdio', 'npx -y @acme/server@1.2.3 --stdio'],
  ['npx -y server@latest "/a b"', 'npx -y server@1.2.3 "/a b"'],
  ['npx --yes server@1.2.3', 'npx --yes server@1.2.3'],
  ['npx -p server other', 'npx -p server other'],
  ['npx ./server', 'npx ./server'],
  ['npx acme/server', 'npx acme/server'],
  ['uvx server', 'uvx server'],
  ['https://mcp.acme.dev/mcp', 'https://mcp.acme.dev/mcp'],
])('%s becomes %s', async (stated, fixed) => {
  expect(await fixedCommand(contextWith(FOUND).context, stated)).toBe(fixed);
});

it('is installed once in a run', async () => {
  const { context, ran } = contextWith(FOUND);
  const command = await fixedCommand(context, 'npx server');
  await fixedCommand({ ...context }, 'npx server');
  expect(await fixedCommand(context, command)).toBe(command);
  expect(ran).toHaveLength(2);
});

it('installs the version that it names', async () => {
  const { context, ran } = contextWith(FOUND);
  await fixedCommand(context, 'npx server');
  expect(ran.at(-1)?.join(' ')).toBe(
    'npx -y --foreground-scripts --package=server@1.2.3 -- node -e 0',
  );
});

it.each([
  [
    'npm error code 1\ngyp info it worked\ngyp ERR! find Python\nnpm error A complete log',
    'gyp ERR! find Python',
  ],
  ['', 'and npm printed nothing.'],
])('says why a package cannot be installed: %s', async (output, reason) => {
  const { context } = contextWith(FOUND);
  const exec = async ([program]: string[]) =>
    program === 'npm' ? FOUND : { exitCode: 1, stdout: '', output };
  const failing = { ...context, host: { ...context.host, exec } } as unknown as CommandContext;
  await expect(fixedCommand(failing, 'npx server')).rejects.toThrow(reason);
});

it('keeps the command without a network, and names a package that does not exist', async () => {
  const offline = contextWith({ exitCode: 1, stdout: '', stderr: 'npm error code ENOTFOUND' });
  expect(await fixedCommand(offline.context, 'npx server')).toBe('npx server');
  const missing = contextWith({ exitCode: 1, stdout: '', stderr: 'npm error code E404' });
  await expect(fixedCommand(missing.context, 'npx srever')).rejects.toMatchObject({
    code: 'remote/package',
  });
});
