import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, request as requestOf, type RequestListener } from 'node:http';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse, parseDocument } from 'yaml';
import { oauthProgram } from '../../../runtime/tests/authorization-server/visitor.js';
import { findProgram, freePort, startProgram } from '../../../runtime/tests/servers/program.js';
import { startRedis } from '../../../runtime/tests/servers/redis.js';
import { temporaryFolder } from '../../../runtime/tests/temporary-folder.js';
import { succeed } from '../../support/run.js';
import { checkPage, isMissing, name, useChromium } from './chromium.js';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const PAGE = readFileSync(join(ROOT, 'docs', 'authorization-server.md'), 'utf8');
const redis = findProgram('redis-server');

/** The first block of the page that contains the text. */
const blockWith = (text: string): string => {
  const found = [...PAGE.matchAll(/```\w+\n(.*?)```/gs)].find(([, block]) => block?.includes(text));
  return found?.[1] ?? expect.fail(`The page has no block with "${text}".`);
};

const documentOf = (url: string) => `openapi: 3.1.0
info: { title: Orders, version: '1' }
servers: [{ url: '${url}' }]
security: [{ key: [] }]
components: { securitySchemes: { key: { type: apiKey, in: header, name: X-Api-Key } } }
paths:
  /orders:
    get:
      operationId: list_orders
      summary: Orders of the caller.
      responses:
        '200': { description: OK, content: { application/json: { schema: { type: object } } } }
`;

async function listen(handle: RequestListener, port = 0): Promise<string> {
  const server = createServer(handle).listen(port, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as { port: number }).port}`;
}

/** The API of the tutorial: each key is a customer. */
const api: RequestListener = ({ headers }, response) => {
  const [, who] = /^key-of-(\w+)$/.exec(String(headers['x-api-key'])) ?? [];
  response.writeHead(who === undefined ? 401 : 200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ who }));
};

/** Sends each request to the next of the servers. */
const inTurn = (ports: readonly number[], served: number[]): RequestListener => {
  let turn = 0;
  return (incoming, response) => {
    const port = ports[turn++ % ports.length] ?? 0;
    served.push(port);
    const { method, headers, url: path } = incoming;
    const onward = requestOf({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    incoming.pipe(onward);
  };
};

/** A program of a customer that waits for the browser on this computer, as Claude Code does. */
async function host(endpoint: URL, follow: (url: URL) => Promise<unknown>) {
  let arrived: (query: URLSearchParams) => void = () => {};
  const answer = new Promise<URLSearchParams>((resolve) => (arrived = resolve));
  const origin = await listen((incoming, response) => {
    arrived(new URL(incoming.url ?? '', 'http://127.0.0.1').searchParams);
    response.end('You can close this page.');
  });
  const { kept, auth } = oauthProgram(`${origin}/callback`, 'Orderly');
  const transport = () => new StreamableHTTPClientTransport(endpoint, { authProvider: auth });
  const first = transport();
  const about = { name: 'orderly', version: '1.0.0' };
  await expect(new Client(about).connect(first)).rejects.toThrow();
  await follow(kept.url ?? expect.fail('The server has not asked for a sign-in.'));
  await first.finishAuth(await answer);
  const client = new Client(about);
  await client.connect(transport());
  onTestFinished(() => client.close());
  return client;
}

describe.skipIf(isMissing || redis === undefined)(`customers sign in with ${name}`, () => {
  const open = useChromium();

  it('to the project of the tutorial, on two servers with one Redis', async () => {
    const folder = temporaryFolder();
    const home = join(folder, 'home');
    mkdirSync(home);
    writeFileSync(join(folder, 'openapi.yaml'), documentOf(await listen(api)));
    const [create = ''] = blockWith('npx create-mcp-provider').split('\n');
    const words = create.replace('npx create-mcp-provider ', '').split(' ');
    const [project = ''] = words;
    const root = join(folder, project);
    const cli = (program: string) => join(ROOT, 'bin', `${program}.cjs`);
    await succeed(
      'node',
      [cli('create-mcp-provider'), ...words, '--store', 'redis', '--no-install'],
      folder,
    );
    const config = join(root, 'provider-config.yaml');
    const settings = parseDocument(readFileSync(config, 'utf8'));
    const { providers } = parse(blockWith('check_path')) as {
      providers: Record<string, { check_path: string }>;
    };
    for (const [provider, { check_path: path }] of Object.entries(providers))
      settings.setIn(['providers', provider, 'check_path'], path);
    writeFileSync(config, settings.toString());
    await succeed('ln', ['-s', join(ROOT, 'node_modules'), 'node_modules'], root);
    await succeed('node', [cli('mcp-provider'), 'build'], root);

    const store = await startRedis(redis ?? '');
    onTestFinished(() => store.stop());
    const ports = [await freePort(), await freePort()];
    const served: number[] = [];
    const publicPort = await freePort();
    const publicUrl = await listen(inTurn(ports, served), publicPort);
    const [, built = ''] = /MCP_AUTHORIZATION_SERVER=(\S+)/.exec(blockWith('dist/server.js')) ?? [];
    const env = {
      ...process.env,
      HOME: home,
      MCP_AUTHORIZATION_SERVER: built,
      MCP_PUBLIC_URL: publicUrl,
      TOKEN_STORE: store.address,
      CREDENTIALS_KEY: randomBytes(32).toString('base64'),
    };
    for (const port of ports) {
      const args = ['dist/server.js', '--transport', 'http', '--port', String(port)];
      const server = await startProgram('node', args, { cwd: root, env, ready: /\/orders\/mcp/ });
      onTestFinished(() => server.stop());
    }

    const endpoint = new URL(`${publicUrl}/orders/mcp`);
    const signIn = async (who: string, sees: (page: Awaited<ReturnType<typeof open>>) => unknown) =>
      host(endpoint, async (url) => {
        const page = await open();
        await page.setViewportSize({ width: 390, height: 844 });
        await page.goto(url.href);
        await sees(page);
        // By keyboard alone: the field has the focus, or is the first stop.
        const focused = await page.evaluate<string>('document.activeElement.tagName');
        if (focused !== 'INPUT') await page.keyboard.press('Tab');
        await page.keyboard.type(`key-of-${who}`);
        await page.keyboard.press('Enter');
        await page.getByText('You can close this page.').waitFor();
      });

    const ann = await signIn('ann', async (page) => {
      await checkPage(page, 'authorization-server');
      expect(await page.evaluate('document.documentElement.lang')).toBe('en');
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
      // What a screen reader says: the field has a name, what is wrong is an alert, and the buttons say what they do.
      const key = page.getByLabel('API key');
      await key.fill('key-of-nobody.else');
      await page.getByRole('button', { name: 'Connect' }).click();
      expect(await page.getByRole('alert').innerText()).toContain('Orders rejected');
      await checkPage(page, 'authorization-server-rejected');
      expect(await key.count()).toBe(1);
      expect(await page.getByRole('button', { name: 'Cancel' }).count()).toBe(1);
    });
    const bob = await signIn('bob', () => {});
    for (const [client, who] of [
      [ann, 'ann'],
      [bob, 'bob'],
      [ann, 'ann'],
    ] as const) {
      const { content } = await client.callTool({ name: 'list_orders', arguments: {} });
      expect(JSON.stringify(content)).toContain(who);
    }
    expect(new Set(served)).toEqual(new Set(ports));
  });
});
