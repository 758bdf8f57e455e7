import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { expect, it, onTestFinished } from 'vitest';
import { connect, type ConnectOptions } from '../../src/client.js';
import { createHandler, jwt } from '../../src/http.js';
import type { Provider } from '../../src/index.js';

const SECRET = 'a secret of more than 32 bytes, at least';
const url = 'https://tools.example/mcp';

/** The provider that docs/policy.md shows. */
async function tracker(): Promise<Provider> {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/policy.md'), 'utf8');
  const [, example = ''] = /^```ts\n(import \{ defineProvider.*?)^```/ms.exec(page) ?? [];
  const file = join(import.meta.dirname, 'documented.gen.ts');
  writeFileSync(file, example.replace("'mcp-provider'", "'../../src/index.js'"));
  onTestFinished(() => rmSync(file));
  return ((await import(/* @vite-ignore */ file)) as { tracker: Provider }).tracker;
}

const ALL = ['list_issues', 'close_issue'];

it('users are listed and may call the tools of their roles', async () => {
  const provider = await tracker();
  const toolsOf = async (who: ConnectOptions) => {
    const client = await connect(provider, who);
    onTestFinished(() => client.close());
    return client.tools();
  };
  expect(await toolsOf({ user: 'ann', claims: { roles: ['maintainer'] } })).toEqual(ALL);
  expect(await toolsOf({ user: 'bob', claims: { roles: 'reader' } })).toEqual(['list_issues']);
  expect(await toolsOf({})).toEqual(['list_issues']);

  const issuer = 'https://id.example';
  const handler = createHandler(provider, { url, verifier: jwt({ issuer, secret: SECRET }) });
  onTestFinished(() => handler.close());
  const close = async (roles: readonly string[]) => {
    const token = await new SignJWT({ roles })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer(issuer)
      .setAudience(url)
      .setSubject('ann')
      .setExpirationTime('1m')
      .sign(new TextEncoder().encode(SECRET));
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    };
    const params = { name: 'close_issue', arguments: { number: 7 } };
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params });
    return (await handler.fetch(new Request(url, { method: 'POST', headers, body }))).text();
  };
  expect(await close(['maintainer'])).toContain('Closed 7.');
  expect(await close(['reader'])).not.toContain('Closed');
});
