import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import type { Finding } from '../../src/remote/doctor/finding.js';
import { runProgram } from '../support/machine.js';
import { memoryFiles } from '../support/memory.js';
import { BROKEN_CHAINS } from './broken-chains.js';
import { about, chain, metadata, RESOURCE } from './chain.js';
import { listen, mcpServer } from './servers.js';

const run = (url: string, ...args: string[]) =>
  runProgram(['doctor', url, '--timeout', '2', ...args], {
    files: memoryFiles({}),
    cwd: tmpdir(),
  });

async function doctor(url: string, ...args: string[]) {
  const { exit, stdout } = await run(url, '--json', ...args);
  const { findings } = JSON.parse(stdout) as { findings: Finding[] };
  return { exit, findings, worst: worst(findings) };
}

const worst = (findings: readonly Finding[]) =>
  findings.find(({ state }) => state === 'error') ??
  findings.find(({ state }) => state === 'warning');

it('finds no fault in a complete chain', async () => {
  const { exit, findings, worst: fault } = await doctor(await chain(), '--register');
  expect([exit, fault]).toEqual([0, undefined]);
  expect(new Set(findings.map(({ hop }) => hop)).size).toBe(8);
});

const token = (claims: object) =>
  `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.`;

it.each<[string, (url: string) => string, string | undefined, number]>([
  ['a token for the server', (url) => `${token({ aud: url })}good`, undefined, 0],
  ['an opaque token', () => 'opaque.good', undefined, 0],
  ['a token for another server', () => `${token({ aud: 'https://a.dev' })}good`, 'audience', 0],
  ['a token for nothing', () => `${token({})}good`, 'audience', 0],
  ['a token that the server refuses', (url) => `${token({ aud: url })}bad`, 'tools', 1],
])('walks to the list of tools with %s', async (_, tokenFor, hop, code) => {
  const url = await chain();
  const words = ['--header', `Authorization: Bearer ${tokenFor(url)}`];
  const { exit, findings, worst: fault } = await doctor(url, ...words);
  expect([exit, fault?.hop]).toEqual([code, hop]);
  expect(findings.at(-1)?.hop).toBe('tools');
});

it('finds no fault in a server without sign-in, and shows steps as text', async () => {
  const { exit, stdout } = await run(await mcpServer());
  expect(exit).toBe(0);
  expect(stdout).toBe(
    '✔ address: The server responds without sign-in.\n✔ tools: The server lists 1 tool.\n',
  );
});

it.each(BROKEN_CHAINS)('names the step: %s', async (_, broken, hop, state, found) => {
  const { exit, worst: fault } = await doctor(await chain(broken), '--register');
  expect(fault).toMatchObject({
    hop,
    state,
    found: expect.stringMatching(found) as string,
    fix: expect.any(String) as string,
  });
  expect(exit).toBe(state === 'error' ? 1 : 0);
});

it('has a different sentence for each broken chain', async () => {
  const texts: string[] = [];
  for (const [, broken] of BROKEN_CHAINS) {
    const { worst: fault } = await doctor(await chain(broken), '--register');
    texts.push(`${fault?.hop}: ${fault?.found}`.replace(/127\.0\.0\.1:\d+/g, 'host'));
  }
  expect(new Set(texts).size).toBe(BROKEN_CHAINS.length);
});

it.each<[string, () => Promise<string>, Finding['hop'], RegExp]>([
  ['a closed port', async () => 'http://127.0.0.1:59999/mcp', 'address', /ECONNREFUSED/],
  ['no response', async () => `${await listen(() => undefined)}/mcp`, 'address', /in time/],
  ['plain HTTP', async () => 'http://mcp.example.com/mcp', 'address', /not encrypted/],
  ['an unknown certificate', () => selfSigned(), 'TLS', /SELF_SIGNED/],
  [
    'a port without TLS',
    async () => (await chain()).replace('http:', 'https:'),
    'TLS',
    /SSL|EPROTO/,
  ],
])('names the step: %s', async (_, url, hop, found) => {
  const { exit, worst: fault } = await doctor(await url());
  expect([exit, fault]).toEqual([
    1,
    expect.objectContaining({ hop, found: expect.stringMatching(found) as string }),
  ]);
});

async function selfSigned(): Promise<string> {
  const folder = temporaryFolder();
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const words = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1'];
  const files = ['-subj', '/CN=127.0.0.1', '-keyout', key, '-out', cert];
  execFileSync('openssl', [...words, ...files], { stdio: 'ignore' });
  const secure = createServer({ key: readFileSync(key), cert: readFileSync(cert) });
  await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void secure.close());
  return `https://127.0.0.1:${(secure.address() as AddressInfo).port}/mcp`;
}

it('finds metadata at the root, and of OpenID Connect below a path', async () => {
  const url = await chain((request, base) => {
    const { pathname } = new URL(request.url);
    if (pathname === '/mcp') return new Response('', { status: 401 });
    if (pathname === RESOURCE) return new Response('Not found', { status: 404 });
    if (pathname === '/.well-known/oauth-protected-resource')
      return Response.json({ ...about(base), authorization_servers: [`${base}/tenant`] });
    if (pathname === '/tenant/.well-known/openid-configuration')
      return Response.json({ ...metadata(base), issuer: `${base}/tenant` });
    return undefined;
  });
  const { findings } = await doctor(url, '--register');
  expect(findings.filter(({ state }) => state === 'error')).toEqual([]);
  expect(findings.at(-1)?.hop).toBe('hosted clients');
});
