import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import * as z from 'zod';
import { caseCount } from '../../../tests/support/mutated.js';
import { localPrincipal } from '../../src/identity/principal.js';
import * as current from '../../src/index.js';
import { connectClient } from '../../src/testing/callers/clients.js';
import * as previous from '../../src/v1.js';
import { httpServer } from '../serving/provider-server.js';

const lines = [
  { line: 'v2', define: current.defineProvider },
  { line: 'v1', define: previous.defineProvider },
] as const;

function provider(define: (typeof lines)[number]['define']) {
  const defined = define({ name: 'small', version: '1.2.3', instructions: 'Greet people.' });
  defined.tool({
    name: 'greet',
    description: 'Greets a person.',
    input: z.object({ name: z.string() }),
    output: z.object({ greeting: z.string() }),
    run: async ({ name }) => {
      if (name === 'nobody') throw new current.ToolError('There is nobody.');
      return { greeting: `Hello ${name}` };
    },
  });
  return defined;
}

describe.each(lines)('a provider of line $line', ({ define }) => {
  it.each(['auto', 'legacy'] as const)('serves clients of SDK v2, %s', async (mode) => {
    const client = await connectClient(await httpServer(provider(define)), mode);
    onTestFinished(() => client.close());
    expect(client.getServerVersion()).toMatchObject({ name: 'small', version: '1.2.3' });
    expect((await client.listTools()).tools).toMatchObject([
      { name: 'greet', inputSchema: { type: 'object', required: ['name'] } },
    ]);
    const call = (name: unknown) => client.callTool({ name: 'greet', arguments: { name } });
    expect((await call('Ada')).structuredContent).toEqual({ greeting: 'Hello Ada' });
    expect(await call('nobody')).toMatchObject({
      isError: true,
      content: [{ text: 'There is nobody.' }],
    });
    expect((await call(42)).isError).toBe(true);
  });

  it('serves clients of SDK v1', async () => {
    const client = new OldClient({ name: 'test', version: '1.0.0' });
    const url = await httpServer(provider(define));
    await client.connect(new StreamableHTTPClientTransport(new URL(url)));
    onTestFinished(() => client.close());
    const result = await client.callTool({ name: 'greet', arguments: { name: 'Ada' } });
    expect(result.structuredContent).toEqual({ greeting: 'Hello Ada' });
  });

  it('advertises only what it has', () => {
    const defined = provider(define);
    expect(defined.getInitializationOptions().capabilities).toEqual({
      tools: { listChanged: false },
    });
    defined.prompt({ name: 'hello', args: z.object({}), render: () => 'Hello' });
    expect(Object.keys(defined.getInitializationOptions().capabilities)).toEqual([
      'tools',
      'prompts',
    ]);
  });

  it.each(['toString', 'constructor', 'valueOf', 'hasOwnProperty', '__proto__'])(
    'refuses the tool name %s',
    (name) => {
      const { tool } = define({ name: 'small', version: '1.0.0' });
      const definition = {
        name,
        description: 'A tool.',
        input: z.object({}),
        run: async () => 'done',
      };
      expect(() => tool(definition)).toThrow(`"${name}" is not a valid tool name`);
    },
  );

  it.each(['toString', '__proto__', 'unknown'])(
    'refuses a call of a tool with the name %s, which does not exist',
    async (name) => {
      const client = await connectClient(await httpServer(provider(define)), 'auto');
      onTestFinished(() => client.close());
      const result = client.callTool({ name, arguments: {} });
      await expect(result).rejects.toMatchObject({ code: -32_602 });
    },
  );

  it('lets "configure" change each server', async () => {
    const seen: string[] = [];
    const defined = define({
      name: 'small',
      version: '1.0.0',
      configure: (_server: unknown, { userId }) => void seen.push(userId),
    });
    defined.prompt({ name: 'hello', args: z.object({}), render: () => 'Hello' });
    const client = await connectClient(await httpServer(defined), 'legacy');
    onTestFinished(() => client.close());
    expect(new Set(seen)).toEqual(new Set(['local']));
  });

  it.each(['auto', 'legacy'] as const)('tells clients of its extensions, %s', async (mode) => {
    const extensions = { 'dev.acme/echo': { version: 1 } };
    const defined = define({ name: 'small', version: '1.0.0', capabilities: { extensions } });
    defined.prompt({ name: 'hello', args: z.object({}), render: () => 'Hello' });
    const client = await connectClient(await httpServer(defined), mode);
    onTestFinished(() => client.close());
    expect(client.getServerCapabilities()).toMatchObject({ prompts: {}, extensions });
  });
});

it('a call has the same result with each line', async () => {
  const clients = lines.map(async ({ line, define }) => {
    const defined = (define as typeof current.defineProvider)({ name: line, version: '1.0.0' });
    defined.tool({
      name: 'echo',
      description: 'Returns a value.',
      input: z.object({ value: z.unknown().optional(), text: z.string().optional() }),
      output: z.object({ value: z.unknown().optional() }),
      async run({ value, text }) {
        if (text !== undefined) throw new current.ToolError(text);
        return { value };
      },
    });
    const client = await connectClient(await httpServer(defined), 'legacy');
    onTestFinished(() => client.close());
    return client;
  });
  const served = await Promise.all(clients);
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue());
  const args = fc.record(
    { value: fc.jsonValue({ noUnicodeString: false }), text },
    { requiredKeys: [] },
  );
  const holds = async (given: Record<string, unknown>) => {
    const called = served.map((client) => client.callTool({ name: 'echo', arguments: given }));
    const [v2, v1] = await Promise.all(called);
    expect(v2).toEqual(v1);
  };
  await fc.assert(fc.asyncProperty(args, holds), { numRuns: caseCount(60) });
});

it.each(['auto', 'legacy'] as const)('serves methods that an extension adds, %s', async (mode) => {
  const defined = current.defineProvider({
    name: 'small',
    version: '1.0.0',
    capabilities: { extensions: { 'dev.acme/echo': {} } },
    configure(server, { userId }) {
      const params = z.object({ text: z.string() });
      server.server.setRequestHandler('dev.acme/echo', { params }, ({ text }) => ({
        text: `${userId} says ${text}`,
      }));
    },
  });
  defined.prompt({ name: 'hello', args: z.object({}), render: () => 'Hello' });
  const client = await connectClient(await httpServer(defined), mode);
  onTestFinished(() => client.close());
  const request = { method: 'dev.acme/echo', params: { text: 'hi' } };
  const result = await client.request(request, z.object({ text: z.string() }));
  expect(result).toMatchObject({ text: 'local says hi' });
});

it('lists and calls tools that "configure" registers beside its own', async () => {
  const defined = current.defineProvider({
    name: 'small',
    version: '1.0.0',
    configure(server, { userId }) {
      const config = { description: 'Names the caller.', inputSchema: z.object({}) };
      server.registerTool('whoami', config, () => ({ content: [{ type: 'text', text: userId }] }));
    },
  });
  defined.tool({
    name: 'greet',
    description: 'Greets a person.',
    input: z.object({ name: z.string().min(2) }),
    output: z.object({ greeting: z.string() }),
    annotations: { readOnlyHint: true },
    run: async ({ name }) => ({ greeting: `Hello ${name}` }),
  });
  const url = await httpServer(defined);
  for (const mode of ['auto', 'legacy'] as const) {
    const client = await connectClient(url, mode);
    onTestFinished(() => client.close());
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(['greet', 'whoami']);
    expect(tools[0]).toMatchObject({
      inputSchema: { properties: { name: { minLength: 2 } } },
      annotations: { readOnlyHint: true },
    });
    const greet = (name: string) => client.callTool({ name: 'greet', arguments: { name } });
    expect((await greet('Ada')).structuredContent).toEqual({ greeting: 'Hello Ada' });
    expect((await greet('A')).isError).toBe(true);
    expect((await client.callTool({ name: 'whoami' })).content).toMatchObject([{ text: 'local' }]);
  }
});

it('says at the start that SDK v1 cannot add tools to those of the provider', () => {
  const defined = previous.defineProvider({
    name: 'small',
    version: '1.0.0',
    configure: (server) => void server.registerTool('own', {}, () => ({ content: [] })),
  });
  defined.tool({ name: 'a', description: 'A.', input: z.object({}), run: async () => 'done' });
  expect(() => defined.createServer(localPrincipal())).toThrow('tools/list');
});
