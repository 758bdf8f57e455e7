import { StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { expect, it, onTestFinished } from 'vitest';
import * as z from 'zod';
import { localPrincipal } from '../../src/identity/principal.js';
import { defineProvider, tool } from '../../src/index.js';
import { closeProject, openProject } from '../../src/project/project.js';
import type { CreateServer } from '../../src/provider/definition.js';
import { serveHttp } from '../../src/serving/http/serve.js';
import { eras, newClient } from '../../src/testing/callers/clients.js';
import { defineProvider as defineProvider1 } from '../../src/v1.js';
import { loadedWith } from '../loaded-with.js';
import { serveProvider } from '../serving/provider-server.js';
import { moduleOf, projectFolder } from '../small-project.js';

const UI = 'io.modelcontextprotocol/ui';
const Order = z.object({ id: z.string(), total: z.number() });
const reading = { annotations: { readOnlyHint: true } };
const toolsWith = (view?: 'auto') => [
  tool({
    name: 'list_orders',
    description: 'List orders.',
    input: z.object({}),
    output: z.object({ orders: z.array(Order) }),
    ...reading,
    ...(view && { view }),
    run: () => ({ orders: [{ id: '<7>', total: 1e-9 }] }),
  }),
  tool({
    name: 'get_order',
    description: 'Get an order.',
    input: z.object({ order_id: z.string() }),
    output: Order,
    ...reading,
    run: ({ order_id: id }) => ({ id, total: 1 }),
  }),
  tool({ name: 'ping', description: 'Ping.', input: z.object({}), run: () => 'pong' }),
];

interface Options {
  view?: 'auto';
  config?: { view: 'auto' };
  isVersion1?: boolean;
}

async function serve({ view, config, isVersion1 = false }: Options = {}): Promise<string> {
  const definition = { name: 'orders', version: '1.0.0', config, tools: toolsWith(view) };
  const { createServer }: { createServer: CreateServer } = isVersion1
    ? defineProvider1(definition)
    : defineProvider(definition);
  const options = {
    publicUrl: new URL('http://127.0.0.1'),
    allowedHosts: ['127.0.0.1'],
    localUser: localPrincipal(),
    requiredScopes: [],
  };
  const servers = new Map([['orders', createServer]]);
  const server = await serveHttp(servers, options, { host: '127.0.0.1', port: 0 });
  onTestFinished(() => server.close(0, () => 0));
  return server.url;
}

type Mode = (typeof eras)[number]['mode'];

async function connected(url: string, mode: Mode = 'auto', hasViews = true) {
  const extensions = { [UI]: { mimeTypes: ['text/html;profile=mcp-app'] } };
  const client = newClient(mode, hasViews ? { extensions } : {});
  await client.connect(new StreamableHTTPClientTransport(new URL(url)));
  onTestFinished(() => client.close());
  return client;
}

const urisOf = (tools: readonly { name: string; _meta?: Record<string, unknown> }[]) =>
  Object.fromEntries(tools.map(({ name, _meta }) => [name, _meta?.['ui/resourceUri']]));

it.each(eras)('lists a view and serves it without an address, $era', async ({ mode }) => {
  const client = await connected(`${await serve({ view: 'auto' })}/orders/mcp`, mode);
  const { tools } = await client.listTools();
  const uri = String(urisOf(tools).list_orders);
  expect(uri).toMatch(/^ui:\/\/orders\/list_orders\/[0-9a-f]{8}$/);
  expect(tools[0]?._meta).toEqual({ ui: { resourceUri: uri }, 'ui/resourceUri': uri });
  expect(tools.slice(1).map(({ _meta }) => _meta)).toEqual([undefined, undefined]);
  expect((await client.listResources()).resources).toEqual([]);
  const { contents } = await client.readResource({ uri });
  expect(contents).toMatchObject([
    {
      mimeType: 'text/html;profile=mcp-app',
      _meta: { ui: { csp: { connectDomains: [], resourceDomains: [] } } },
    },
  ]);
  const [{ text = '' } = {}] = contents as { text?: string }[];
  expect(Buffer.byteLength(text)).toBeLessThan(40_000);
  expect(text).toContain(`"argument":"order_id","type":"string","member":"id"`);
  // A host keeps a view by its URI; an earlier version is still answered.
  const earlier = await client.readResource({ uri: 'ui://orders/list_orders/0' });
  expect(earlier.contents).toMatchObject([{ text }]);
  for (const other of ['ui://orders/get_order/0', 'ui://orders/nothing/0'])
    await expect(client.readResource({ uri: other })).rejects.toThrow('not found');
});

it('leaves lists and results as they are for other clients, and without "view"', async () => {
  const listOf = async (url: string, hasViews: boolean) => {
    const client = await connected(`${url}/orders/mcp`, 'auto', hasViews);
    const { tools } = await client.listTools();
    const result = await client.callTool({ name: 'list_orders' });
    return { capabilities: client.getServerCapabilities(), tools, result };
  };
  const plain = await listOf(await serve(), true);
  const viewed = await listOf(await serve({ view: 'auto' }), false);
  const shown = await listOf(await serve({ view: 'auto' }), true);
  expect(JSON.stringify(viewed.tools)).toBe(JSON.stringify(plain.tools));
  for (const { result } of [viewed, shown])
    expect(JSON.stringify(result)).toBe(JSON.stringify(plain.result));
  expect(plain.capabilities).not.toHaveProperty('resources');
  expect(plain.capabilities).not.toHaveProperty('extensions');
  expect(shown.capabilities).toMatchObject({ resources: {}, extensions: { [UI]: {} } });
});

it.each<[name: string, options: Options]>([
  ['the provider', { config: { view: 'auto' } }],
  ['version 1 of the SDK', { config: { view: 'auto' }, isVersion1: true }],
])('has a view for each tool with an output schema: %s', async (_name, options) => {
  const url = await serve(options);
  for (const path of ['/orders/mcp', '/mcp', '/orders/mcp/readonly']) {
    const client = await connected(`${url}${path}`, options.isVersion1 ? 'legacy' : 'auto');
    const { tools } = await client.listTools();
    const { list_orders: list, get_order: get, ping } = urisOf(tools);
    expect(ping).toBeUndefined();
    for (const uri of [list, get])
      expect((await client.readResource({ uri: String(uri) })).contents).toHaveLength(1);
  }
});

it.each([
  ['for each tool with an output schema that does not say no', '', ['list_orders', 'get_order']],
  ['unless its provider says no', ', view: none', []],
])('has a view where the project says so, %s', async (_name, own, expected) => {
  const entry = `{ name: a, description: A., base_url: https://api.example.com, auth: none${own} }`;
  const project = openProject(projectFolder(`view: auto\nproviders:\n  orders: ${entry}\n`), {});
  onTestFinished(() => closeProject(project));
  const provider = defineProvider({ name: 'orders', version: '1.0.0' });
  for (const one of toolsWith()) provider.tool(one);
  provider.tool({
    name: 'count',
    description: 'Count.',
    input: z.object({}),
    output: z.object({ count: z.number() }),
    view: 'none',
    run: () => ({ count: 1 }),
  });
  const providers = { orders: async () => moduleOf(provider) };
  const { endpoint } = await serveProvider({ providers, name: 'orders' });
  const { tools } = await (await connected(endpoint)).listTools();
  const uris = Object.entries(urisOf(tools)).filter(([, uri]) => uri !== undefined);
  expect(uris.map(([name]) => name)).toEqual(expected);
});

it('loads nothing of the room where no tool has a view', () => {
  const modules = loadedWith('index.ts', 'server.ts', 'http.ts', 'v1.ts', 'serving/http/start.ts');
  expect(modules).toContain('provider/provider.ts');
  expect(modules.filter((file) => file.startsWith('views/'))).toEqual([]);
});
