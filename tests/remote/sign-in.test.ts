import { describe, expect, it } from 'vitest';
import { Browser } from '../../runtime/src/testing/callers/browser.js';
import { startProtected } from '../../runtime/tests/remote/protected.js';
import { runProgram } from '../support/machine.js';
import { type MemoryFiles, memoryFiles } from '../support/memory.js';
import { disk, ROOT } from '../support/person.js';
import { mcpServer } from './servers.js';

/** Runs a command whose person opens the address that it prints. */
async function run(words: string[], files: MemoryFiles = memoryFiles({})) {
  const pages: string[] = [];
  const onNote = (text: string) => {
    const [address] = /http:\S+/.exec(text) ?? [];
    if (address) void new Browser().visit(address).then((page) => pages.push(page.text));
  };
  return { ...(await runProgram(words, { files, cwd: ROOT, onNote })), pages };
}

describe('--sign-in', () => {
  it('lists the tools of a server that requires OAuth', async () => {
    const { url, counts } = await startProtected();
    const { exit, stdout, pages } = await run(['discover', url.href, '--sign-in']);
    expect(exit).toBe(0);
    expect(stdout).toContain('whoami');
    expect(counts.registered).toBe(1);
    expect(pages.join('\n')).toContain('Signed in');
  });

  it('imports it, with the sign-in of its users', async () => {
    const { url, issuer } = await startProtected();
    const files = await disk('acme');
    const words = ['import', 'mcp', url.href, '--sign-in'];
    expect((await run([...words, '--yes', '--no-install'], files)).exit).toBe(0);
    const catalog = (await files.read(`${ROOT}/src/providers/protected/remote.json`)) ?? '';
    expect(catalog).toContain('whoami');
    const auth = (await files.read(`${ROOT}/src/providers/protected/api/auth.ts`)) ?? '';
    expect(auth).toContain(`issuer: '${issuer}'`);
    expect((await run([...words, '--check'], files)).exit).toBe(0);
  });

  it('of an import takes the id of a client', async () => {
    const files = await disk('acme');
    const words = ['import', 'mcp', await mcpServer(), '--sign-in', '--client-id', 'registered'];
    const { exit, stderr } = await run([...words, '--name', 'rooms', '--yes', '--dry-run'], files);
    expect(exit, stderr).toBe(0);
  });

  it('asks for none where the server requires none', async () => {
    const { exit, stdout, pages } = await run(['discover', await mcpServer(), '--sign-in']);
    expect([exit, pages]).toEqual([0, []]);
    expect(stdout).toContain('get_room');
  });

  it('fails at once where the authorization server registers no clients', async () => {
    const { url, issuer } = await startProtected('none', { registration: false });
    const { exit, stderr, pages } = await run(['discover', url.href, '--sign-in']);
    expect([exit, pages]).toEqual([2, []]);
    expect(stderr).toContain(`The authorization server "${issuer}" does not register clients.`);
    expect(stderr).toContain('add --client-id');
  });

  it.each([
    [['npx -y acme-mcp', '--sign-in'], 'remote/option: "--sign-in" requires a URL as target.'],
    [['https://mcp.acme.dev', '--client-id', 'x'], '"--client-id" requires "--sign-in".'],
  ])('is refused: %j', async (words, message) => {
    const { exit, stderr } = await run(['discover', ...words]);
    expect([exit, stderr]).toEqual([2, expect.stringContaining(message)]);
  });
});
