import { expect, it } from 'vitest';
import type { CommandContext } from '../../src/model/command.js';
import { pinCommand } from '../../src/remote/npx-package.js';

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

const release = (version: string, bin: object = { run: 'dist/run.js' }) => ({ version, bin });
const printed = (releases: unknown) => ({
  exitCode: 0,
  stdout: JSON.stringify(releases),
  stderr: 'npm warn "9.9.9"\n',
});
/** The registry has releases in the order of their publication. */
const FOUND = printed([
  release('1.2.0'),
  release('1.2.10'),
  release('1.2.10-rc.1'),
  release('1.2.9'),
]);

it.each([
  ['npx @acme/server --stdio', 'npx -y @acme/server@1.2.10 --stdio'],
  ['npx -y server@latest "/a b"', 'npx -y server@1.2.10 "/a b"'],
  ['npx --yes server@1.2.10', 'npx --yes server@1.2.10'],
  ['npx -p server other', 'npx -p server other'],
  ['npx ./server', 'npx ./server'],
  ['npx acme/server', 'npx acme/server'],
  ['uvx server', 'uvx server'],
  ['https://mcp.acme.dev/mcp', 'https://mcp.acme.dev/mcp'],
])('%s becomes %s', async (stated, fixed) => {
  expect(await pinCommand(contextWith(FOUND).context, stated)).toBe(fixed);
});

it('is installed once in a run', async () => {
  const { context, ran } = contextWith(FOUND);
  const command = await pinCommand(context, 'npx server');
  await pinCommand({ ...context }, 'npx server');
  expect(await pinCommand(context, command)).toBe(command);
  expect(ran).toHaveLength(2);
});

it('installs the version that it names', async () => {
  const { context, ran } = contextWith(FOUND);
  await pinCommand(context, 'npx server');
  expect(ran.at(-1)?.join(' ')).toBe(
    'npx -y --foreground-scripts --package=server@1.2.10 -- node -e 0',
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
  await expect(pinCommand(failing, 'npx server')).rejects.toThrow(reason);
});

it('keeps the command without a network, and names a package that does not exist', async () => {
  const offline = contextWith({ exitCode: 1, stdout: '', stderr: 'npm error code ENOTFOUND' });
  expect(await pinCommand(offline.context, 'npx server')).toBe('npx server');
  const missing = contextWith({ exitCode: 1, stdout: '', stderr: 'npm error code E404' });
  await expect(pinCommand(missing.context, 'npx srever')).rejects.toMatchObject({
    code: 'remote/package',
  });
});

it.each<[string, object | string, string | undefined]>([
  ['one', { other: 'a.js' }, undefined],
  ['two names of one file', { a: 'a.js', b: 'a.js' }, undefined],
  ['several, and one has its name', { server: 'a.js', admin: 'b.js' }, undefined],
  [
    'several',
    { stdio: 'a.js', http: 'b.js' },
    'Choose one: "npx -y --package=@acme/server@1.2.3 stdio", "npx -y --package=@acme/server@1.2.3 http".',
  ],
  ['none', 'none', 'Check the name of the server.'],
])('a package with these programs: %s', async (_, bin, hint) => {
  const found = typeof bin === 'string' ? '1.2.3' : release('1.2.3', bin);
  const { context } = contextWith(printed(found));
  const command = pinCommand(context, 'npx -y @acme/server');
  if (hint === undefined) expect(await command).toBe('npx -y @acme/server@1.2.3');
  else await expect(command).rejects.toMatchObject({ code: 'remote/program', hint });
});
