import { expect, it, onTestFinished } from 'vitest';
import { connectToServer } from '../../src/remote/connect.js';
import { limitedFetch } from '../../src/remote/limited-fetch.js';
import { invalidEntries, toolList } from '../../src/remote/tool-list.js';
import { gateway } from './gateway.js';
import { rooms } from './rooms.js';
import { callScripted, respond, scripted, tool } from './scripted.js';

async function connected(url: string, more: Partial<Parameters<typeof connectToServer>[1]> = {}) {
  const info = { name: 'test', version: '1' };
  const client = await connectToServer(
    { url: new URL(url) },
    { client: info, timeoutMs: 10_000, ...more },
  );
  onTestFinished(() => client.close());
  return client;
}

/** The tools of a server that lists them so. */
async function listed(isLegacy: boolean, written: (text: string) => string) {
  const { url } = await rooms();
  const rewritten = limitedFetch(undefined, async (address: string, init?: RequestInit) => {
    const response = await fetch(address, init);
    const { status, headers } = response;
    return status === 200 ? new Response(written(await response.text()), { headers }) : response;
  });
  return toolList(await connected(url, { isLegacy, fetch: rewritten }), {});
}

const withoutSchema = (text: string) =>
  text.replace(/("name":"fail".*?)"inputSchema"/, '$1"schema"');

it.each([false, true])(
  'names an invalid tool, and lists the others: legacy %s',
  async (isLegacy) => {
    const { tools, invalid } = await listed(isLegacy, withoutSchema);
    expect(tools.map(({ name }) => name)).toEqual(['echo', 'blocks', 'slow']);
    expect(invalid).toEqual([
      {
        list: 'tools',
        name: 'fail',
        message: expect.stringContaining('inputSchema: Invalid input') as string,
      },
    ]);
  },
);

const withNull = (text: string) =>
  text.replace(/("(?:resources|resourceTemplates|prompts)":\[)/, '$1{"name":"bad","title":null},');

it.each([false, true])(
  'names other entries that are not valid, and lists the others: legacy %s',
  async (isLegacy) => {
    const { url } = await rooms();
    const rewritten = limitedFetch(undefined, async (address: string, init?: RequestInit) => {
      const response = await fetch(address, init);
      return new Response(withNull(await response.text()), response);
    });
    const client = await connected(url, { isLegacy, fetch: rewritten });
    const { resources } = await client.listResources();
    const { prompts } = await client.listPrompts();
    expect([resources.length, prompts.length]).toEqual([1, 1]);
    expect(invalidEntries(client)).toMatchObject([
      { list: 'resources', name: 'bad' },
      { list: 'prompts', name: 'bad' },
    ]);
  },
);

it.each([false, true])('null ends a list: legacy %s', async (isLegacy) => {
  const { tools } = await listed(isLegacy, (text) =>
    text.replace('"tools":[', '"nextCursor":null,"tools":['),
  );
  expect(tools.map(({ name }) => name)).toEqual(['echo', 'blocks', 'fail', 'slow']);
});

it('takes out a tool of too many levels', async () => {
  const deep = '['.repeat(20_000) + ']'.repeat(20_000);
  const { tools, invalid } = await listed(true, (text) =>
    text.replace(/("name":"fail")/, `$1,"x":${deep}`),
  );
  expect(tools.map(({ name }) => name)).toEqual(['echo', 'blocks', 'slow']);
  expect(invalid).toEqual([
    { list: 'tools', name: 'fail', message: 'It has more than 500 levels' },
  ]);
});

it('takes out a tool whose description no model can read', async () => {
  const { tools, invalid } = await listed(true, (text) =>
    text.replace(/("name":"fail","description":")/, `$1${'x'.repeat(200_001)}`),
  );
  expect(tools.map(({ name }) => name)).toEqual(['echo', 'blocks', 'slow']);
  expect(invalid).toEqual([
    { list: 'tools', name: 'fail', message: 'Its description has more than 200000 characters' },
  ]);
});

it('forgets the invalid tools of the list before', async () => {
  let tools: object[] = [{ name: 'bad' }, tool('act')];
  const server = await scripted(
    () => {},
    () => tools,
  );
  const client = await connected(server);
  const refreshed = () => toolList(client, { cacheMode: 'refresh' });
  expect(await refreshed()).toMatchObject({ tools: [tool('act')], invalid: [{ name: 'bad' }] });
  tools = [tool('act')];
  expect(await refreshed()).toEqual({ tools, invalid: [] });
});

it('names what has no name by its number', async () => {
  const server = await scripted(
    () => {},
    () => [{ title: 'x' }, tool('act'), null as unknown as object],
  );
  const client = await connected(server);
  const { tools, invalid } = await toolList(client, {});
  expect(tools).toMatchObject([{ name: 'act' }]);
  expect(invalid.map(({ name }) => name)).toEqual(['(without a name, 1)', '(without a name, 2)']);
});

it('a gateway does not call an accepted tool that is not valid any more, and calls the others', async () => {
  let inputSchema: object | undefined = { type: 'object' };
  const server = await scripted(
    (request, response) => respond(response, request, { content: [] }),
    () => [tool('act'), { name: 'bad', ...(inputSchema && { inputSchema }) }],
  );
  const catalog = { tools: [tool('act'), tool('bad')] };
  inputSchema = undefined;
  const caller = await (await gateway({ server, catalog })).client('auto');
  const act = await caller.callTool({ name: 'act', arguments: {} });
  expect(act.isError).toBeUndefined();
  const bad = await caller.callTool({ name: 'bad', arguments: {} });
  expect(JSON.stringify(bad)).toContain('has changed its tool \\"bad\\" (not valid: inputSchema: ');
});

it('leaves a member "tools" of another result as it is', async () => {
  const result = { content: [], tools: [{ name: 'saw' }] };
  const called = callScripted((request, response) => respond(response, request, result));
  await expect(called).resolves.toMatchObject(result);
});

const STRANGE: Record<string, unknown> = {
  array: { type: 'array', items: {} },
  anyOf: { anyOf: [{ type: 'object' }, { type: 'array' }] },
  'properties of another type': { type: 'object', properties: [] },
  'required of another type': { type: 'object', required: 'id' },
  null: null,
  true: true,
  text: 'object',
};

it.each(Object.keys(STRANGE))('uses a tool without its strange output schema: %s', async (what) => {
  const strange = JSON.stringify(STRANGE[what]);
  const { tools, invalid } = await listed(true, (text) =>
    text.replace(/("name":"fail")/, `$1,"outputSchema":${strange}`),
  );
  expect(tools.map(({ name }) => name)).toEqual(['echo', 'blocks', 'fail', 'slow']);
  expect(tools.find(({ name }) => name === 'fail')).not.toHaveProperty('outputSchema');
  expect(invalid).toMatchObject([{ name: 'fail', isUsed: true }]);
});

it.each([
  { type: 'object', required: 'id' },
  { type: 'object', properties: [] },
  { type: 'string' },
  { anyOf: [] },
])('takes out a tool with the input schema %j in a legacy session', async (inputSchema) => {
  const { tools, invalid } = await listed(true, (text) =>
    text.replace(
      /("name":"fail".*?)"inputSchema":/,
      `$1"inputSchema":${JSON.stringify(inputSchema)},"x":`,
    ),
  );
  expect(tools.map(({ name }) => name)).toEqual(['echo', 'blocks', 'slow']);
  expect(invalid).toMatchObject([{ name: 'fail' }]);
});
