import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import * as z from 'zod';
import { gateway } from '../../src/gateway.js';
import { createHandler, type SiteOptions, toNodeHandler } from '../../src/http.js';
import { localPrincipal } from '../../src/identity/principal.js';
import { defineProvider } from '../../src/index.js';
import { codeSettingsOf } from '../../src/provider/module-in-code.js';
import { serveHttp } from '../../src/serving/http/serve.js';
import { Browser } from '../../src/testing/callers/browser.js';
import { namedCallers } from '../../src/testing/callers/named-callers.js';
import { firstExceededLimit, REFUSAL_LIMITS } from '../../src/utils/client-limits.js';
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

/** The provider at a port that is known before. */
const startHttpAt = (provider: ReturnType<typeof defineProvider>, port: number) =>
  serveHttp(
    new Map([[provider.name, provider.createServer]]),
    {
      publicUrl: new URL('http://127.0.0.1'),
      allowedHosts: ['127.0.0.1'],
      localUser: localPrincipal(),
      requiredScopes: [],
    },
    { host: '127.0.0.1', port },
  );

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
  expect(listed.result?.tools?.map(({ name }) => name)).toEqual(['whoami']);
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
  const site = await serve(await gateway({ servers: { mail: { url, headers } } }), {
    verifier: namedCallers,
  });
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
  await expect(gateway({ servers: { notes: { url: server.url.href } } })).rejects.toThrow(
    '"catalog"',
  );
  const site = await serve(await gateway({ servers }), {
    authorizationServer: 'built-in',
    gate: 'open',
  });
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

it('is not made of a server without "url" and "command"', async () => {
  await expect(gateway({ servers: { a: {} } })).rejects.toThrow('"a" needs "url" or "command"');
});

/** A program with these tools, which link to its resource. */
const listing = (...names: string[]) => ({
  command: [process.execPath, '-e', LISTING, JSON.stringify(names)] as [string, ...string[]],
});
const LISTING = `
require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method, params } = JSON.parse(line);
  const tools = JSON.parse(process.argv[1]).map((name) => ({ name, inputSchema: { type: 'object' } }));
  const link = { uri: 'config://main', name: 'main' };
  const results = {
    'tools/list': { tools },
    'tools/call': { content: [{ type: 'resource_link', ...link }] },
    'resources/list': { resources: [link] },
    'resources/read': { contents: [{ uri: link.uri, text: process.argv[1] }] },
    initialize: { protocolVersion: '2025-11-25', capabilities: { tools: {}, resources: {} }, serverInfo: { name: 'x', version: '1' } },
  };
  const answer = results[method] ? { result: results[method] } : { error: { code: -32601, message: 'No' } };
  if (id !== undefined) console.log(JSON.stringify({ jsonrpc: '2.0', id, ...answer }));
});`;

it('serves the others where a server is down, a program ends, or tools have names that cannot be served', async () => {
  const port = await freePort();
  const servers = {
    a: listing('b_c', '__proto__', 'twice', 'twice'),
    a_b: listing('fine'),
    later: { url: `http://127.0.0.1:${port}/later/mcp` },
    ended: { command: [process.execPath, '-e', '0'] as [string, ...string[]] },
  };
  const providers = await gateway({ servers });
  const reasons = () => [...(providers.map(codeSettingsOf)[0]?.leftOut?.values() ?? [])].join('\n');
  expect(reasons()).toMatch(/"__proto__" of "a" is left out/);
  expect(reasons()).toMatch(/"twice" of "a" is left out.*lists another one with this name/);
  expect(reasons()).toMatch(/"later" cannot be reached \(ECONNREFUSED\)/);
  expect(reasons()).toMatch(/The program of "ended" cannot be started, or has ended/);
  const site = await serve(providers, { authorizationServer: 'built-in', gate: 'open' });
  const visitor = client({ ...site, services: { origin: 'none' } } as never);
  const resource = `${site.origin}/mcp`;
  const signedIn = await visitor.signIn({ id: await visitor.registered(), resource });
  const { access_token: token } = await signedIn.exchange({ resource });
  const names = async () =>
    (await ask(site, '/mcp', token, 'tools/list', {})).result?.tools?.map(({ name }) => name);
  expect(await names()).toEqual(['a_b_c', 'a_twice', 'a_b_fine']);
  const read = async () =>
    JSON.stringify(
      (await ask(site, '/mcp', token, 'resources/read', { uri: 'config://main' })).result,
    );
  expect(await read()).toContain('b_c'); // of "a", which lists it first
  for (const [name, own] of [
    ['a_b_fine', 'fine'],
    ['a_twice', 'b_c'],
  ] as const) {
    await visitor.call(token, name, '/mcp');
    expect(await read()).toContain(own);
  }
  const provider = defineProvider({ name: 'later', version: '1.0.0' });
  addTools(provider, { show: () => 'It is back.' });
  const listener = await startHttpAt(provider, port);
  onTestFinished(() => listener.close());
  await expect.poll(names).toContain('later_show');
  expect((await visitor.call(token, 'later_show', '/mcp')).text).toContain('It is back.');
  expect(reasons()).not.toContain('"later"');
});

const provider = (name: string, ...tools: string[]) => {
  const capabilities = { tools: { listChanged: true } };
  const defined = defineProvider({ name, version: '1.0.0', tools: [], capabilities });
  addTools(defined, Object.fromEntries(tools.map((tool) => [tool, () => `${tool} of ${name}`])));
  return defined;
};

/** What ann, whose token is of an identity provider, sees and calls at the one address. */
async function atOneAddress(providers: List) {
  const site = await serve(providers, { verifier: namedCallers });
  const names = async () =>
    (await ask(site, '/mcp', 'ann', 'tools/list', {})).result?.tools?.map(({ name }) => name) ?? [];
  const call = async (name: string) =>
    (await ask(site, '/mcp', 'ann', 'tools/call', { name, arguments: {} })).text;
  return { names, call };
}

it.each<[string, () => List | Promise<List>, RegExp]>([
  [
    'of the project',
    () => [provider('acme', 'chat_send'), provider('acme_chat', 'send')],
    /"chat_send" of "acme" and the tool "send" of "acme_chat" are both "acme_chat_send".*rename-tool send NEW_NAME --provider acme_chat/,
  ],
  [
    'of servers',
    () => gateway({ servers: { notes: listing('archive_list'), notes_archive: listing('list') } }),
    /"archive_list" of "notes" and the tool "list" of "notes_archive".*its key in "servers".*--rename list=NEW_NAME/,
  ],
])(
  'refuses two tools %s with one name at the one address, and names both',
  async (_, make, text) => {
    await expect(atOneAddress(await make())).rejects.toThrow(text);
  },
);

it('leaves out a tool that comes later with the name of another one, until that is gone', async () => {
  const [first, second] = [provider('acme'), provider('acme_chat', 'read')];
  const description = 'A tool.';
  const run = async () => 'of the first';
  const sent = first.tool({ name: 'chat_send', description, input: z.object({}), run });
  const { names, call } = await atOneAddress([first, second]);
  addTools(second, { send: () => 'of the second' });
  await expect.poll(names).toEqual(['acme_chat_send', 'acme_chat_read']);
  expect(await call('acme_chat_send')).toBe('of the first');
  first.remove(sent);
  await expect.poll(() => call('acme_chat_send')).toBe('of the second');
});

const LONG = 'export_overdue_invoices_of_customer_as_spreadsheet';

it('shortens names that clients refuse, each in the same way whatever else is there', async () => {
  const names = async (...tools: string[]) =>
    (
      await atOneAddress(
        await gateway({
          servers: { billing_and_invoices: listing(...tools), x: listing('show') },
        }),
      )
    ).names();
  const some = await names(`${LONG}_1`, `${LONG}_2`, 'list.all/rows', '天气');
  expect(new Set(some).size).toBe(5);
  for (const name of some) {
    expect(name).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(firstExceededLimit(REFUSAL_LIMITS, 'all', name)).toBeUndefined();
  }
  expect(some).toEqual(expect.arrayContaining(await names(`${LONG}_2`, '天气')));
});

it.each(['My Wiki', '天气', 'a/b', ''])(
  'refuses the server name "%s", with the rule',
  async (name) => {
    await expect(gateway({ servers: { [name]: listing('show') } })).rejects.toThrow(
      `the name "${name}" of a server must be letters, digits, "_" and "-"`,
    );
  },
);
