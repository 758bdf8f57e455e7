import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import * as z from 'zod';
import { createHandler, type Environment, type Handler } from '../../src/http.js';
import { defineProvider, type Provider } from '../../src/index.js';
import { defineProvider as defineWithV1 } from '../../src/v1.js';
import { JSON_HEADERS } from '../ask.js';

const ORIGIN = 'https://tools.example';

interface ToolCase {
  name: string;
  isReadOnly: boolean;
  scopes: string[];
}

function providerOf(name: string, tools: readonly ToolCase[], isV1 = false): Provider {
  const definition = {
    name,
    version: '1.0.0',
    tools: tools.map((tool) => ({
      ...toolOf(tool.name),
      annotations: { readOnlyHint: tool.isReadOnly },
      scopes: tool.scopes,
    })),
  };
  return isV1 ? defineWithV1(definition) : defineProvider(definition);
}

const toolOf = (name: string) => ({
  name,
  description: 'A tool.',
  input: z.object({}),
  call: async () => ({ content: [{ type: 'text', text: `ran ${name}` }] }),
});

/** Verifies tokens that are their own scopes. */
const verifier = {
  metadata: { issuer: 'https://issuer.example' },
  audience: 'tools',
  verify: async (token: string) => ({
    sub: 'ann',
    aud: 'tools',
    exp: Date.now() / 1000 + 60,
    scope: token === 'none' ? '' : token,
  }),
};

async function handlerOf(providers: readonly Provider[], env: Environment): Promise<Handler> {
  const log = () => {};
  const handler = await createHandler(providers, { url: ORIGIN, verifier, env, log });
  onTestFinished(() => handler.close());
  return handler;
}

/** Sends a message without a session. */
async function send(handler: Handler, address: string, token: string, method: string, params = {}) {
  const response = await handler.fetch(
    new Request(ORIGIN + address, {
      method: 'POST',
      headers: { ...JSON_HEADERS, accept: 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    }),
  );
  const { result, error } = (await response.json()) as {
    result?: { tools?: { name: string }[]; content?: { text: string }[]; isError?: boolean };
    error?: { message: string } | string;
  };
  const message = typeof error === 'string' ? error : error?.message;
  return { status: response.status, result, message };
}

const namesAt = async (handler: Handler, address: string, token = 'admin') => {
  const { result, message } = await send(handler, address, token, 'tools/list');
  return result?.tools?.map(({ name }) => name) ?? message;
};

const call = (handler: Handler, address: string, name: string, token = 'admin') =>
  send(handler, address, token, 'tools/call', { name, arguments: {} });

const toolName = fc.constantFrom(
  'get_order',
  'list_orders',
  'list',
  'create_order',
  'a',
  'forge_a',
  'a_b',
);
const toolCase = fc.record({
  name: toolName,
  isReadOnly: fc.boolean(),
  scopes: fc.constantFrom<string[]>([], [], ['admin']),
});
const tools = fc.uniqueArray(toolCase, { selector: ({ name }) => name, minLength: 1 });
const word = fc.oneof(
  toolName,
  toolName.map((name) => `orders_${name}`),
  fc.constantFrom('*', 'orders_*', 'forge_*_*', '*list*', 'l*t', '*order', 'nope', 'a*a', 'no*'),
);
const words = fc.option(fc.array(word, { minLength: 1, maxLength: 3 }), { nil: undefined });
const address = fc.record({
  path: fc.constantFrom('/orders/mcp', '/forge/mcp', '/mcp'),
  isReadOnly: fc.boolean(),
  names: words,
  token: fc.constantFrom('admin', 'none'),
  called: toolCase.map(({ name }) => name),
});
const site = fc.record({
  orders: tools,
  forge: tools,
  isV1: fc.boolean(),
  isReadOnly: fc.boolean(),
  names: words,
});

const isNamed = (patterns: readonly string[], names: readonly string[]) =>
  patterns.some((pattern) => {
    const expression = new RegExp(`^${pattern.replaceAll('*', '.*')}$`);
    return names.some((name) => expression.test(name));
  });

it('list and call agree in 1,000 random pairs of an environment and an address', async () => {
  let pairs = 0;
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(site, fc.array(address, { minLength: 70, maxLength: 70 }), async (of, all) => {
      const providers = (['orders', 'forge'] as const).map((name) => ({ name, tools: of[name] }));
      const served = providers.flatMap(({ name: provider, tools }) =>
        tools
          .map((tool) => ({ ...tool, provider, names: [tool.name, `${provider}_${tool.name}`] }))
          .filter((tool) => !of.isReadOnly || tool.isReadOnly)
          .filter(({ names }) => !of.names || isNamed(of.names, names)),
      );
      const env = {
        ...(of.isReadOnly && { MCP_READ_ONLY: 'true' }),
        ...(of.names && { MCP_TOOLS: of.names.join(' ') }),
      };
      const isUnknown = (pattern: string, at: typeof served) =>
        !at.some(({ names }) => isNamed([pattern], names));
      const starting = handlerOf(
        providers.map(({ name, tools }) => providerOf(name, tools, of.isV1)),
        env,
      );
      if (of.names?.some((name) => isUnknown(name, served))) {
        await expect(starting).rejects.toThrow('MCP_TOOLS: no tool is named');
        return;
      }
      const handler = await starting;
      for (const { path, isReadOnly, names, token, called } of all) {
        pairs += 1;
        const query = names ? `?tools=${names.map(encodeURIComponent).join(',')}` : '';
        const url = `${path}${isReadOnly ? '/readonly' : ''}${query}`;
        const here = served
          .filter(({ provider }) => path === '/mcp' || path === `/${provider}/mcp`)
          .filter((tool) => !isReadOnly || tool.isReadOnly);
        const listed = await namesAt(handler, url, token);
        const result = await call(handler, url, called, token);
        if (names?.some((name) => isUnknown(name, here))) {
          refused += 1;
          expect(listed).toMatch(/^"tools" in the address: no tool is named/);
          expect(result).toMatchObject({ status: 400, message: listed });
          continue;
        }
        const chosen = here
          .filter((tool) => !names || isNamed(names, tool.names))
          .map((tool) => ({
            ...tool,
            name: path === '/mcp' ? `${tool.provider}_${tool.name}` : tool.name,
          }));
        const isAllowed = ({ scopes }: ToolCase) => scopes.length === 0 || token === 'admin';
        expect(listed).toEqual(chosen.filter(isAllowed).map(({ name }) => name));
        const tool = chosen.find(({ name }) => name === called);
        if (tool && isAllowed(tool)) expect(result.result?.content?.[0]?.text).toContain('ran ');
        else if (tool) expect(result).toMatchObject({ status: 403 });
        else expect(result.message).toContain(`Tool ${called} not found`);
      }
    }),
    { numRuns: 26, seed: Number(process.env.FC_SEED ?? 20_261_129) },
  );
  expect(pairs).toBeGreaterThan(1_000);
  expect(refused).toBeGreaterThan(100);
}, 120_000);

describe('an address', () => {
  const orders = (env: Environment = {}) =>
    handlerOf(
      [
        providerOf('orders', [
          { name: 'list_orders', isReadOnly: true, scopes: [] },
          { name: 'delete_order', isReadOnly: false, scopes: ['admin'] },
        ]),
      ],
      env,
    );

  it.each<{ address: string; env?: Environment; expected: unknown }>([
    {
      address: '/orders/mcp?tools=lst_orders,delete_order',
      expected:
        '"tools" in the address: no tool is named "lst_orders" (did you mean "list_orders"?)',
    },
    {
      address: '/orders/mcp?tools=delete_order',
      env: { MCP_READ_ONLY: '1' },
      expected: '"tools" in the address: no tool is named "delete_order"',
    },
    { address: '/orders/mcp?tools=', expected: '"tools" in the address: it names no tool' },
    { address: '/orders/mcp?tools=%20,%20', expected: '"tools" in the address: it names no tool' },
    {
      address: '/orders/mcp?tools=list_orders&tools=delete_order',
      expected: '"tools" in the address: it is there twice',
    },
    { address: '/orders/mcp/readonly?tools=*', expected: ['list_orders'] },
    {
      address: '/orders/mcp/readonly?tools=delete_order',
      expected:
        '"tools" in the address: no tool is named "delete_order". "readonly" leaves out all tools that can change something.',
    },
    {
      address: '/orders/mcp?Tools=list_orders',
      expected: '"tools" in the address: write "tools", not "Tools"',
    },
    {
      address: '/orders/mcp?tool[]=list_orders',
      expected: '"tools" in the address: write "tools", not "tool[]"',
    },
    {
      address: '/orders/mcp?other=1&tools=orders_list_orders%2Cdelete_order',
      expected: ['list_orders', 'delete_order'],
    },
    { address: '/mcp/readonly', expected: ['list_orders'] },
    {
      address: `/orders/mcp?tools=${'*a'.repeat(900)}b,list_orders`,
      expected: expect.stringContaining('no tool is named "*a*a'),
    },
    {
      address: `/orders/mcp?tools=${'x'.repeat(3_000)}`,
      expected: '"tools" in the address: it has more than 2000 characters',
    },
  ])('$address', async ({ address, env, expected }) => {
    expect(await namesAt(await orders(env), address)).toEqual(expected);
  });

  it('requests only the scopes of its tools, and has metadata of its own', async () => {
    const { fetch } = await orders();
    const at = async (path: string) =>
      (await fetch(new Request(`${ORIGIN}/.well-known/oauth-protected-resource${path}`))).json();
    expect(await at('/orders/mcp/readonly')).toMatchObject({
      resource: `${ORIGIN}/orders/mcp/readonly`,
      scopes_supported: [],
    });
    expect(await at('/orders/mcp')).toMatchObject({ scopes_supported: ['admin'] });
  });

  it('of a handler with one provider', async () => {
    const provider = providerOf('orders', [
      { name: 'list_orders', isReadOnly: true, scopes: [] },
      { name: 'delete_order', isReadOnly: false, scopes: [] },
    ]);
    const handler = createHandler(provider, { url: `${ORIGIN}/api/mcp`, anonymous: true });
    onTestFinished(() => handler.close());
    expect(handler.paths).toEqual(['/api/mcp', '/api/mcp/readonly']);
    for (const path of ['readonly', 'readonly/', 'ReadOnly//', 'r%65adonly'])
      expect(await namesAt(handler, `/api/mcp/${path}`)).toEqual(['list_orders']);
    expect(await namesAt(handler, '/api/mcp?tools=delete*')).toEqual(['delete_order']);
    expect((await call(handler, '/api/mcp/readonly', 'delete_order')).message).toContain(
      'Tool delete_order not found',
    );
  });

  it('limits search, and the calls of what it finds', async () => {
    const handler = await orders({ ORDERS_SURFACE: 'search' });
    expect(await namesAt(handler, '/orders/mcp/readonly')).toEqual([
      'find_orders_operations',
      'describe_orders_operations',
      'call_orders_read',
    ]);
    const described = await send(handler, '/orders/mcp/readonly', 'admin', 'tools/call', {
      name: 'describe_orders_operations',
      arguments: { operations: ['list_orders', 'delete_order'] },
    });
    expect(described.result?.content?.[0]?.text).toContain('"delete_order\\" not found');
    const refused = await call(handler, '/orders/mcp/readonly', 'call_orders_destructive');
    expect(refused.message).toContain('Tool call_orders_destructive not found');
  });
});

it.each<[env: Environment, problem: string]>([
  [
    { MCP_TOOLS: 'list_order' },
    'MCP_TOOLS: no tool is named "list_order" (did you mean "list_orders"?).',
  ],
  [
    { MCP_TOOLS: 'create_order', MCP_READ_ONLY: 'true' },
    'MCP_READ_ONLY leaves out all tools that can change something.',
  ],
  [{ MCP_TOOLS: ', ' }, 'MCP_TOOLS must be a list of tool names.'],
  [{ MCP_READ_ONLY: 'yes' }, 'MCP_READ_ONLY must be "true" or "false", not "yes".'],
])('stops the start: %j', (env, problem) => {
  const provider = providerOf('orders', [
    { name: 'list_orders', isReadOnly: true, scopes: [] },
    { name: 'create_order', isReadOnly: false, scopes: [] },
  ]);
  expect(() => createHandler(provider, { env })).toThrow(problem);
});
