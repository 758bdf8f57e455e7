import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { gateway } from '../../src/gateway.js';
import type { SiteOptions } from '../../src/http.js';
import { createHandler, toNodeHandler } from '../../src/http.js';
import { defineProvider } from '../../src/index.js';
import { Browser } from '../../src/testing/browser.js';
import { namedCallers } from '../../src/testing/named-callers.js';
import { addTools } from '../add-tools.js';
import { ask, client } from '../authorization-server/visitor.js';
import { freePort } from '../servers/program.js';
import { httpServer } from '../serving/provider-server.js';
import { temporaryFolder } from '../temporary-folder.js';
import { everythingOverHttp } from './everything.js';
import { startProtected, TOOLS } from './protected.js';

beforeEach(() => void vi.stubEnv('MCP_DATA_DIR', temporaryFolder()));
afterEach(() => void vi.unstubAllEnvs());

type List = Awaited<ReturnType<typeof gateway>>;

/** Serves them, until the test has ended. */
async function serve(providers: List, options: SiteOptions) {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const handler = await createHandler(providers, { url: origin, ...options });
  const server = createServer(toNodeHandler(handler));
  await once(server.listen(port, '127.0.0.1'), 'listening');
  onTestFinished(async () => {
    await handler.close();
    server.closeAllConnections();
    server.close();
  });
  return { origin, at: (url: string) => url };
}

const whoami = async (user: string) => {
  const provider = defineProvider({ name: 'rooms', version: '1.0.0' });
  addTools(provider, { whoami: () => `${user} at rooms` });
  return httpServer(provider);
};

it('serves a server by its URL and a program, as they are at the start', async () => {
  const program = join(import.meta.dirname, '../project/dist/in-code.js');
  const providers = await gateway({
    servers: {
      rooms: { url: await whoami('all'), title: 'Rooms' },
      program: { command: [process.execPath, program, '--transport', 'stdio'] },
      everything: { url: await everythingOverHttp() },
    },
  });
  expect(providers.map(({ name }) => name)).toEqual(['rooms', 'program', 'everything']);
  const site = await serve(providers, { verifier: namedCallers });
  const call = (path: string, name: string) =>
    ask(site, path, 'ann', 'tools/call', { name, arguments: {} });
  expect((await call('/rooms/mcp', 'whoami')).text).toContain('all at rooms');
  const listed = await ask(site, '/program/mcp', 'ann', 'tools/list', {});
  expect(listed.result?.tools?.length).toBeGreaterThan(0);
  const everything = JSON.stringify(await ask(site, '/everything/mcp', 'ann', 'tools/list', {}));
  expect(everything).toContain('"get-sum"');
  expect(everything).not.toContain('"simulate-research-query"'); // it runs only as a task
});

it('calls a server with the headers that its operator states', async () => {
  const provider = defineProvider({ name: 'mail', version: '1.0.0' });
  addTools(provider, { whoami: ({ principal }) => principal.userId });
  const url = await httpServer(provider, { verifier: namedCallers });
  await expect(gateway({ servers: { mail: { url } } })).rejects.toThrow('does not say how');
  const headers = { Authorization: 'Bearer office' };
  const site = await serve(await gateway({ servers: { mail: { url, headers } } }), { verifier: namedCallers }); // prettier-ignore
  const call = { name: 'whoami', arguments: {} };
  expect((await ask(site, '/mail/mcp', 'ann', 'tools/call', call)).text).toContain('|office');
});

it('lets users of a server with OAuth sign in there, at one address with the others', async () => {
  const server = await startProtected();
  const servers = {
    notes: { url: server.url.href, title: 'Notes', catalog: { tools: TOOLS } },
    rooms: { url: await whoami('everybody') },
    everything: { url: await everythingOverHttp() },
  };
  await expect(gateway({ servers: { notes: { url: server.url.href } } })).rejects.toThrow('"catalog"'); // prettier-ignore
  const site = await serve(await gateway({ servers }), { authorizationServer: 'built-in', gate: 'open' }); // prettier-ignore
  const visitor = client({ ...site, services: { origin: 'none' } } as never);
  const id = await visitor.registered();
  const resource = `${site.origin}/mcp`;
  for (const who of ['ann', 'bob']) {
    const browser = visitor.browser();
    const signedIn = await visitor.signIn({
      id,
      browser,
      resource,
      fill: async (page) => {
        expect(page.text).toContain('Continue to Notes');
        const { moves = '' } = await browser.submit(page);
        const back = await new Browser(who).visit(moves, ({ origin }) => origin === site.origin);
        return browser.go(back.url.href);
      },
    });
    const { access_token: token } = await signedIn.exchange({ resource });
    expect((await visitor.call(token, 'notes_whoami', '/mcp')).text).toContain(who);
    expect((await visitor.call(token, 'rooms_whoami', '/mcp')).text).toContain('everybody');
    const uri = 'demo://resource/session/README.md.gz'; // a result links to it
    const read = async () => (await ask(site, '/mcp', token, 'resources/read', { uri })).result;
    expect(await read()).toBeUndefined();
    await visitor.call(token, 'everything_gzip-file-as-resource', '/mcp', { data: 'data:,Hi' });
    expect(await read()).toMatchObject({ contents: [{ uri }] });
  }
});

it.each<[string, Parameters<typeof gateway>[0]['servers']]>([
  ['"a" needs "url" or "command"', { a: {} }],
  ['"a" does not say how', { a: { url: 'http://127.0.0.1:9/mcp' } }],
  ['"a" cannot be asked', { a: { command: [process.execPath, '-e', '0'] } }],
])('is not made: %s', async (message, servers) => {
  await expect(gateway({ servers })).rejects.toThrow(message);
});
