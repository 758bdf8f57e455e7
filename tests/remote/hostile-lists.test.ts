import { text } from 'node:stream/consumers';
import { beforeEach, expect, it } from 'vitest';
import type { RemoteCatalog } from '../../runtime/src/remote/catalog.js';
import { runProgram } from '../support/machine.js';
import type { MemoryFiles } from '../support/memory.js';
import { disk, ROOT } from '../support/person.js';
import { listen } from './servers.js';

const CATALOG = `${ROOT}/src/providers/rooms/remote.json`;

let files: MemoryFiles;
beforeEach(async () => {
  files = await disk('acme');
});

const tool = (name: string, more: object = {}) => ({
  name,
  description: 'A tool.',
  inputSchema: { type: 'object' },
  ...more,
});

/** A legacy server whose lists are the text of a JSON value; `info` is of its first response. */
async function server(lists: (page: number) => Record<string, object | string>, info = {}) {
  let page = 0;
  const base = await listen((request, response) => {
    void text(request).then((body) => {
      if (request.method !== 'POST') return response.writeHead(405).end();
      const { id, method = '' } = JSON.parse(body) as { id?: number; method?: string };
      if (id === undefined) return response.writeHead(202).end();
      const result =
        method === 'initialize'
          ? {
              protocolVersion: '2025-11-25',
              capabilities: { tools: {}, prompts: {} },
              serverInfo: { name: 'rooms', version: '1' },
              ...info,
            }
          : lists(page++)[method];
      const outcome =
        result === undefined ? { error: { code: -32_601, message: 'No' } } : { result };
      const message = JSON.stringify({ jsonrpc: '2.0', id, ...outcome });
      const raw =
        typeof result === 'string' ? message.replace(JSON.stringify(result), result) : message;
      return response.setHeader('content-type', 'application/json').end(raw);
    });
  });
  return `${base}/mcp`;
}

const add = (url: string, ...more: string[]) =>
  runProgram(['import', 'mcp', url, '--yes', '--no-install', ...more], { files, cwd: ROOT });

const HIDDEN = 'Rooms.\u200b\u{E0041}\u202e';

it('escapes invisible characters of a server in remote.json, and keeps them out of the configuration', async () => {
  const url = await server(
    () => ({
      'tools/list': { tools: [tool('a', { description: HIDDEN })] },
      'prompts/list': { prompts: [] },
    }),
    {
      serverInfo: { name: 'rooms', title: `\u001b[2J${HIDDEN}`, version: '1' },
      instructions: HIDDEN.replace('Rooms.', 'All rooms') + '. More.',
    },
  );
  expect((await add(url)).exit).toBe(0);
  const catalog = (await files.read(CATALOG)) ?? '';
  expect(catalog).toContain('"Rooms.\\u200b\\udb40\\udc41\\u202e"');
  expect(JSON.parse(catalog)).toHaveProperty('tools.0.description', HIDDEN);
  const config = (await files.read(`${ROOT}/provider-config.yaml`)) ?? '';
  expect(config).toMatch(/name: '?\[2JRooms\.'?\n/);
  expect(config).toMatch(/description: All rooms\.\n/);
});

const DEEP = 20_000;
const deepSchema = `${'{"type":"object","properties":{"a":'.repeat(DEEP)}{}${'}}'.repeat(DEEP)}`;

const nested = (levels: number): object =>
  levels === 0 ? {} : { type: 'object', properties: { a: nested(levels - 1) } };

it.each<[string, (page: number) => Record<string, object | string>, string]>([
  [
    'a name with an invisible character',
    () => ({ 'tools/list': { tools: [tool('a\u200b')] }, 'prompts/list': { prompts: [] } }),
    'is not a valid tool name',
  ],
  [
    'names that are not valid, all of them at once',
    () => ({ 'tools/list': { tools: [tool('a b'), tool('c'), tool('d/e')] } }),
    '2 tools have no valid name: "a b", "d/e".',
  ],
  [
    'a name that is a member of every object',
    () => ({ 'tools/list': { tools: [tool('__proto__'), tool('c'), tool('constructor')] } }),
    '2 tools have no valid name: "__proto__", "constructor".',
  ],
  [
    'a schema with more levels than bundlers read',
    () => ({ 'tools/list': { tools: [tool('a', { inputSchema: nested(150) })] } }),
    'The definition of the tool "a" has more than 100 levels.',
  ],
  [
    'pages without end',
    (page) => ({ 'tools/list': { tools: [tool(`t${page}`)], nextCursor: String(page) } }),
    'did not return its tools: the list has pages without end.',
  ],
  [
    'more tools than any client lists',
    () => ({ 'tools/list': { tools: Array.from({ length: 5_001 }, (_, i) => tool(`t${i}`)) } }),
    'did not return its tools: it has more than 5000.',
  ],
  [
    'a description that no model reads',
    () => ({ 'tools/list': { tools: [tool('a', { description: 'x'.repeat(200_001) })] } }),
    'Tool "a" is not valid: Its description has more than 200000 characters',
  ],
  [
    'a schema that is too deep',
    () => ({ 'tools/list': `{"tools":[{"name":"a","inputSchema":${deepSchema}}]}` }),
    'did not return its tools',
  ],
  [
    'something else than tools',
    () => ({ 'tools/list': { tools: [null, 1, { name: 5 }] } }),
    'did not return its tools: Tool "(without a name, 1)" is not valid: Invalid input',
  ],
])('refuses %s, and changes no file', async (_what, lists, words) => {
  const before = await files.read(`${ROOT}/provider-config.yaml`);
  const prompts = { 'prompts/list': { prompts: [] } };
  const { exit, stderr } = await add(await server((page) => ({ ...prompts, ...lists(page) })));
  expect([exit, stderr]).toEqual([2, expect.stringContaining(words) as string]);
  expect(await files.read(`${ROOT}/provider-config.yaml`)).toBe(before);
});

it('adds a tool whose schema has 5 MB', async () => {
  const properties = Object.fromEntries(
    Array.from({ length: 50_000 }, (_, index) => [`p${index}`, { description: 'x'.repeat(80) }]),
  );
  const big = tool('a', { inputSchema: { type: 'object', properties } });
  const url = await server(() => ({
    'tools/list': { tools: [big] },
    'prompts/list': { prompts: [] },
  }));
  expect((await add(url)).exit).toBe(0);
  expect((await files.read(CATALOG))?.length).toBeGreaterThan(5_000_000);
});

it('says that an import is too large for models', async () => {
  const tools = ['a', 'b'].map((name) => tool(name, { description: 'x'.repeat(150_000) }));
  const { exit, stderr } = await add(
    await server(() => ({ 'tools/list': { tools }, 'prompts/list': { prompts: [] } })),
  );
  const says = /2 tools with about \d\d,\d{3} tokens are too much.* the largest, "a", has 3\d,/;
  expect([exit, stderr]).toEqual([0, expect.stringMatching(says)]);
});

it.each([
  ['call', (url: string) => ['call', 't', url, '--yes']],
  ['create', (url: string) => ['create', 'x', '--from', url, '--yes', '--no-install']],
  ['create from a path', (url: string) => ['create', 'x', '--from', url.slice(0, -4), '--yes']],
])('pages without end are what %s names, and no bug and no API', async (_, words) => {
  const url = await server((page) => ({
    'tools/list': { tools: [tool(`t${page}`)], nextCursor: String(page) },
    'prompts/list': { prompts: [] },
  }));
  const { exit, stderr } = await runProgram(words(url), { files, cwd: '/home/ann' });
  expect([exit, stderr]).toEqual([2, expect.stringContaining('the list has pages without end')]);
  expect(stderr).not.toMatch(/bug|is an API/);
});

it('leaves out a tool that is not valid, names it, and imports the others', async () => {
  const url = await server(() => ({
    'tools/list': { tools: [tool('a'), { name: 'b', inputSchema: { type: 'string' } }] },
    'prompts/list': { prompts: [] },
  }));
  const says = 'Tool "b" is not valid: inputSchema.type: Invalid input: expected "object"';
  const added = await add(url);
  expect([added.exit, added.stderr]).toEqual([0, expect.stringContaining(says) as string]);
  expect(JSON.parse((await files.read(CATALOG)) ?? '')).toMatchObject({ tools: [{ name: 'a' }] });
  const discovered = await runProgram(['discover', url], { files, cwd: ROOT });
  expect([discovered.exit, discovered.stdout]).toEqual([
    1,
    expect.stringContaining(says) as string,
  ]);
});

it('takes the first of two tools, and of two prompts, with one name, and names the other', async () => {
  const url = await server((page) => ({
    'tools/list': {
      tools: [tool('a', { description: `Page ${page}.` })],
      ...(page < 2 && { nextCursor: '2' }),
    },
    'prompts/list': { prompts: ['b', 'b', 'constructor'].map((name) => ({ name })) },
  }));
  const { exit, stderr } = await add(url);
  const repeated = 'is not valid: The server lists another one with this name before it.';
  expect([exit, stderr]).toEqual([0, expect.stringContaining(`Tool "a" ${repeated}`) as string]);
  expect(stderr).toContain(`Prompt "b" ${repeated}`);
  expect(stderr).toContain('Prompt "constructor" has the name of a member of every object.');
  const { tools, prompts } = JSON.parse((await files.read(CATALOG)) ?? '') as RemoteCatalog;
  expect([tools, prompts]).toEqual([[expect.objectContaining({ name: 'a' })], [{ name: 'b' }]]);
});

it('names invalid tools: discover, import and doctor', async () => {
  const url = await server(() => ({
    'tools/list': { tools: [{ inputSchema: {} }, tool('a')] },
    'prompts/list': { prompts: [] },
  }));
  const invalid = 'Tool "(without a name, 1)" is not valid: name: ';
  const runs = [
    ['discover', url],
    ['import', 'mcp', url, '--yes', '--no-install'],
    ['doctor', url],
  ];
  for (const args of runs) {
    const { stdout, stderr } = await runProgram(args, { files, cwd: ROOT });
    expect(stdout + stderr).toContain(invalid);
  }
});

it('takes a server that has resources, and no list of their templates', async () => {
  const capabilities = { tools: {}, resources: {} };
  const url = await server(
    () => ({ 'tools/list': { tools: [tool('get_room')] }, 'resources/list': { resources: [] } }),
    { capabilities },
  );
  expect((await add(url)).exit).toBe(0);
  expect(await files.read(CATALOG)).toContain('"get_room"');
});

it('takes a resource once that is also listed as a template, and each with a name of its own', async () => {
  const uri = 'rooms://first';
  const capabilities = { tools: {}, resources: {} };
  const url = await server(
    () => ({
      'tools/list': { tools: [tool('get_room')] },
      'resources/list': {
        resources: [
          { name: 'First', uri },
          ...['room', 'room', 'room (2)', 'constructor'].map((name, index) => ({
            name,
            uri: `rooms://${index}`,
          })),
        ],
      },
      'resources/templates/list': {
        resourceTemplates: [
          { name: 'first', uriTemplate: uri },
          { name: 'room', uriTemplate: 'rooms://{id}' },
        ],
      },
    }),
    { capabilities },
  );
  expect((await add(url)).exit).toBe(0);
  const { resources } = JSON.parse((await files.read(CATALOG)) ?? '') as RemoteCatalog;
  const names = ['First', 'room', 'room (2)', 'room (2) (2)', 'constructor (2)', 'room (3)'];
  expect(resources?.map(({ name }) => name)).toEqual(names);
});
