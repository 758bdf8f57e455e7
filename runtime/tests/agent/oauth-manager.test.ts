import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { oauthManager } from '../../src/oauth-manager.js';
import type { ClientManager } from '../../src/remote.js';
import { Browser } from '../../src/testing/callers/browser.js';
import { type Protected, startProtected } from '../remote/protected.js';
import { temporaryFolder } from '../temporary-folder.js';

const CALLBACK = 'http://127.0.0.1:8710/oauth/callback';
const settings = { name: 'Acme Chat', callbackUrl: CALLBACK };

beforeEach(() => void vi.stubEnv('MCP_DATA_DIR', temporaryFolder()));
afterEach(() => void vi.unstubAllEnvs());

/** @param who at the authorization server. @returns the callback */
async function visit(address: string, who: string): Promise<URL> {
  const { url } = await new Browser(who).visit(address, ({ href }) => href.startsWith(CALLBACK));
  return url;
}

/** Each is a process with the same store. */
function managersOf({ url }: Protected, processes = 1) {
  const made = Array.from({ length: processes }, () => oauthManager({ notes: url.href }, settings));
  onTestFinished(async () => {
    await Promise.all(made.map(({ close }) => close()));
  });
  return made;
}

async function signIn({ begin, finish }: ReturnType<typeof oauthManager>, user: string) {
  const callback = await visit(await begin(user, 'notes'), user);
  expect(await finish(user, callback)).toBe('notes');
  return callback;
}

it('the example of docs/hosts.md signs users in, each with tools and calls of their own', async () => {
  const { url } = await startProtected();
  const page = readFileSync(join(import.meta.dirname, '../../../docs/hosts.md'), 'utf8');
  const [, ...blocks] = page.split('```ts\n').map((text) => text.split('\n```')[0] ?? '');
  const example = blocks.find((text) => text.includes('oauthManager')) ?? '';
  expect(example.split('\n').filter(Boolean).length).toBeLessThanOrEqual(15);
  const file = join(import.meta.dirname, 'host.gen.ts');
  writeFileSync(
    file,
    example
      .replaceAll('mcp-provider/', '../../src/')
      .replaceAll(/(?<='..\/..\/src\/.*)';$/gm, ".js';")
      .replace('https://notes.acme.dev/mcp', url.href)
      .replace('https://chat.acme.dev/oauth/callback', CALLBACK),
  );
  onTestFinished(() => rmSync(file));
  const program = (await import(/* @vite-ignore */ file)) as {
    manager: ClientManager;
    page(userId: string, url: URL): Promise<Response>;
  };
  onTestFinished(() => program.manager.close());
  const { errors } = await program.manager.toolsForUser('ann');
  expect(errors[0]?.signIn?.url).toContain('/auth?');
  for (const user of ['ann', 'bob']) {
    const begun = await program.page(user, new URL('http://127.0.0.1:8710/connect'));
    const callback = await visit(begun.headers.get('location') ?? '', user);
    expect((await program.page(user, callback)).status).toBe(200);
  }
  for (const user of ['ann', 'bob']) {
    const { tools } = await program.manager.toolsForUser(user);
    const client = tools.get('whoami')?.source.client;
    const result = await client?.callTool({ name: 'whoami', arguments: {} });
    expect(JSON.stringify(result)).toContain(user);
  }
});

it('a callback that comes twice, to two processes at once and later, is exchanged once', async () => {
  const server = await startProtected();
  const [one, other] = managersOf(server, 2);
  const callback = await visit(await one!.begin('ann', 'notes'), 'ann');
  const twice = [one!.finish('ann', callback), other!.finish('ann', callback)];
  expect(await Promise.all(twice)).toEqual(['notes', 'notes']);
  expect(await one!.finish('ann', callback)).toBe('notes');
  expect(await other!.token('ann', 'notes')).toEqual(expect.any(String));
  expect(server.counts.reused).toBe(0);
});

it('a sign-in is one of its user, and of any of their tabs; another one is refused', async () => {
  const server = await startProtected();
  const [accounts] = managersOf(server);
  const { begin, finish, token } = accounts!;
  const tabs = [await begin('ann', 'notes'), await begin('ann', 'notes')];
  const [first, second] = await Promise.all(tabs.map((tab) => visit(tab, 'ann')));
  await expect(finish('bob', first!)).rejects.toMatchObject({ failure: 'invalid' });
  expect(await token('bob', 'notes')).toBeUndefined();
  expect(await finish('ann', first!)).toBe('notes');
  expect(await finish('ann', second!)).toBe('notes');
  for (const forged of ['', '?state=notes.x&code=y', '?state=mail.x&code=y', '?code=y'])
    await expect(finish('ann', CALLBACK + forged)).rejects.toMatchObject({ failure: 'invalid' });
  const declined = new URL(await begin('ann', 'notes')).searchParams.get('state') ?? '';
  const query = new URLSearchParams({
    state: declined,
    iss: server.issuer,
    error: 'access_denied',
  });
  const answer = finish('ann', `${CALLBACK}?${query.toString()}`);
  await expect(answer).rejects.toMatchObject({ failure: 'declined' });
  expect(await token('ann', 'notes')).toEqual(expect.any(String));
});

it('tokens are refreshed once for all callers and processes, and end with the sign-in', async () => {
  const server = await startProtected();
  server.accessTokenSeconds = 1;
  const [one, other] = managersOf(server, 2);
  await signIn(one!, 'ann');
  const before = await one!.token('ann', 'notes');
  server.accessTokenSeconds = 3_600;
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  const asked = [one, other, one, other].map((manager) => manager!.token('ann', 'notes'));
  const [after, ...others] = await Promise.all(asked);
  expect(after).not.toBe(before);
  expect(new Set([after, ...others]).size).toBe(1);
  expect(server.counts).toMatchObject({ refreshed: 1, reused: 0 });
  expect(await one!.token('ann', 'notes', 'an older one')).toBe(after);

  await one!.end('ann', 'notes');
  expect(await other!.token('ann', 'notes')).toBeUndefined();
  const headers = { authorization: `Bearer ${after}` };
  expect((await fetch(server.url, { method: 'POST', headers })).status).toBe(401);
});

it('where the authorization server has forgotten the client, the next sign-in registers again', async () => {
  const server = await startProtected();
  const [accounts] = managersOf(server);
  await signIn(accounts!, 'ann');
  const callback = await visit(await accounts!.begin('ann', 'notes'), 'ann');
  await server.removeClients();
  await expect(accounts!.finish('ann', callback)).rejects.toMatchObject({ failure: 'ended' });
  await signIn(accounts!, 'ann');
  expect(server.counts.registered).toBe(2);
  expect(await accounts!.token('ann', 'notes')).toEqual(expect.any(String));
});

it('wrong settings are refused at the start, and servers without a sign-in by name', async () => {
  const url = 'https://notes.acme.dev/mcp';
  for (const name of ['Notes!', 'my-notes', '1st'])
    expect(() => oauthManager({ [name]: url }, settings)).toThrow(`"${name}"`);
  expect(() => oauthManager({ notes: 'http://notes.acme.dev/mcp' }, settings)).toThrow('"server"');
  const plain = { ...settings, callbackUrl: 'http://chat.acme.dev/' };
  expect(() => oauthManager({ notes: url }, plain)).toThrow('"callbackUrl"');
  const { begin } = oauthManager({ notes: url }, settings);
  await expect(begin('ann', 'mail')).rejects.toThrow('There is no server "mail"');
});

it('a user without an id is none', async () => {
  const [accounts] = managersOf(await startProtected());
  for (const id of ['', undefined as unknown as string])
    await expect(accounts!.begin(id, 'notes')).rejects.toThrow('The user id must be a text');
});
