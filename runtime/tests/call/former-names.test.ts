import { describe, expect, it, onTestFinished } from 'vitest';
import * as z from 'zod';
import { currentArguments, formerSchema, toolNamed } from '../../src/call/define/former-names.js';
import { toolCall } from '../../src/call/tool-calls.js';
import { createHandler } from '../../src/http.js';
import { localPrincipal } from '../../src/identity/principal.js';
import * as current from '../../src/index.js';
import type { LogLine } from '../../src/project/interfaces.js';
import { servedDefinitions } from '../../src/provider/served-definitions.js';
import { searchTools } from '../../src/search/search-tools.js';
import { namedCallers } from '../../src/testing/callers/named-callers.js';
import * as previous from '../../src/v1.js';

const until = '2027-06';
const findNotes = (formerly: current.Formerly<{ query: string; limit?: number }>[]) =>
  current.tool({
    name: 'find_notes',
    description: 'Find notes.',
    input: z.strictObject({ query: z.string(), limit: z.int().optional() }),
    annotations: { readOnlyHint: true },
    formerly,
    run: async ({ query }) => `notes about ${query}`,
  });
const FORMERLY = [
  { name: 'search_notes', arguments: { text: 'query' }, until },
  { arguments: { max: 'limit' }, until },
] as const;

async function post(
  { fetch }: { fetch: typeof globalThis.fetch },
  method: string,
  params: object,
  path = '/mcp',
) {
  const headers = {
    authorization: 'Bearer ann',
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
  };
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
  return (await fetch(`http://localhost${path}`, { method: 'POST', headers, body })).text();
}

describe.each([
  ['v2', current.defineProvider],
  ['v1', previous.defineProvider],
])('a tool with former names, SDK %s', (_, define) => {
  async function served() {
    const provider = (define as typeof current.defineProvider)({
      name: 'notes',
      version: '1.0.0',
      tools: [findNotes([...FORMERLY])],
    });
    const lines: LogLine[] = [];
    const events: object[] = [];
    const handler = createHandler(provider, {
      log: (line) => lines.push(line),
      metrics: {
        record: (event) => void events.push(event),
        text: async () => '',
        contentType: '',
      },
    });
    onTestFinished(handler.close);
    const fetch = ((...[url, init]: Parameters<typeof globalThis.fetch>) =>
      handler.fetch(new Request(url, init), { peer: '127.0.0.1' })) as typeof globalThis.fetch;
    return { fetch, lines, events };
  }
  const call = (name: string, args: object) => ({ name, arguments: args });

  it.each([
    ['find_notes', { query: 'a' }, 'notes about a', []],
    ['search_notes', { text: 'a' }, 'notes about a', ['search_notes', 'find_notes.text']],
    ['search_notes', { query: 'a' }, 'notes about a', ['search_notes']],
    ['find_notes', { query: 'a', max: 3 }, 'notes about a', ['find_notes.max']],
    ['find_notes', { text: 'a' }, 'Invalid arguments', []],
    ['search_notes', { text: 'a', query: 'b' }, 'Use only \\"query\\"', ['search_notes']],
    ['search_notes', { text: 3 }, 'Invalid arguments', ['search_notes', 'find_notes.text']],
  ])('%s(%j)', async (name, args, text, formerNames) => {
    const { fetch, lines, events } = await served();
    expect(await post({ fetch }, 'tools/call', call(name, args))).toContain(text);
    expect(events.filter((event) => 'tool' in event)).toEqual(
      formerNames.map((former) => ({
        type: 'former-name',
        provider: 'notes',
        tool: 'find_notes',
        name: former,
      })),
    );
    expect(lines.map(({ tool, formerNames: used = '' }) => [tool, used])).toEqual([
      ['find_notes', formerNames.join(', ')],
    ]);
  });

  it('is listed by its current names', async () => {
    const { fetch } = await served();
    const list = await post({ fetch }, 'tools/list', {});
    expect(list).toContain('find_notes');
    expect(list).not.toMatch(/search_notes|formerly|"text":\{|2027/);
    expect(await post({ fetch }, 'tools/call', call('seek_notes', {}))).toContain('not found');
  });
});

it('is called by its former name through search, and at the address of all providers', async () => {
  const provider = current.defineProvider({
    name: 'notes',
    version: '1.0.0',
    tools: [findNotes([...FORMERLY])],
  });
  const other = current.defineProvider({ name: 'mail', version: '1.0.0', tools: [findNotes([])] });
  const tools = new Map([['find_notes', findNotes([...FORMERLY])]]);
  const [caller = ''] = [...searchTools({ name: 'notes' }, tools).keys()].filter((name) =>
    name.startsWith('call'),
  );
  const searched = toolCall(searchTools({ name: 'notes' }, tools), caller, {
    operation: 'search_notes',
    arguments: { text: 'a' },
  });
  expect(searched).toMatchObject({ name: 'find_notes', args: { query: 'a' } });
  const handler = await createHandler([provider, other], {
    url: 'http://localhost',
    verifier: namedCallers,
  });
  onTestFinished(handler.close);
  const fetch = ((url: string, init: RequestInit) =>
    handler.fetch(new Request(url, init), { peer: '127.0.0.1' })) as typeof globalThis.fetch;
  const params = { name: 'notes_search_notes', arguments: { text: 'a' } };
  expect(await post({ fetch }, 'tools/call', params)).toContain('notes about a');
});

it('has its former names in the definitions that are locked, and why it is unavailable', () => {
  const provider = current.defineProvider({
    name: 'notes',
    version: '1.0.0',
    tools: [{ ...findNotes([...FORMERLY]), unavailable: 'Removed.' }],
  });
  const { createServer, getInitializationOptions, tool } = provider;
  const module = { PROVIDER_NAME: 'notes', createServer, getInitializationOptions, tool };
  expect(servedDefinitions(module as never).tools).toMatchObject([
    { name: 'find_notes', formerly: FORMERLY, unavailable: 'Removed.' },
  ]);
});

it('leaves arguments that are not an object, and those of prototypes', () => {
  const tool = findNotes([
    { name: 'search_notes', arguments: { toString: 'query' as const }, until },
  ]);
  expect(toolNamed(new Map([['find_notes', tool]]), 'toString')).toBeUndefined();
  for (const args of [undefined, null, 'a', ['a']])
    expect(currentArguments(tool, 'search_notes', args).args).toBe(args);
  expect(currentArguments(tool, 'search_notes', {}).args).toEqual({});
});

it.each([
  [{ text: 'a', max: 3 }, { query: 'a', limit: 3 }, undefined],
  [{ text: 'a', words: 'b' }, expect.anything(), '"words" is the former name of "query"'],
])('maps the arguments of all entries: %j', (args, currentArgs, problem) => {
  const tool = findNotes([
    { arguments: { text: 'query', words: 'query' }, until },
    { arguments: { max: 'limit' }, until },
  ]);
  const mapped = currentArguments(tool, 'find_notes', args);
  expect(mapped.args).toEqual(currentArgs);
  if (problem === undefined) expect(mapped.problem).toBeUndefined();
  else expect(mapped.problem).toContain(problem);
});

it('is refused with "configure", whose tools the SDK calls', () => {
  const definition = { name: 'notes', version: '1.0.0', configure: () => {} };
  const { createServer, tool } = current.defineProvider(definition);
  tool(findNotes([...FORMERLY]) as never);
  expect(() => createServer(localPrincipal())).toThrow('"configure"');
});

it.each([
  ['"until" in "formerly" must be a month', [{ name: 'a', until: 'June' }]],
  ['has neither "name" nor "arguments"', [{ until }]],
  ['former name "other" is the name of a tool', [{ name: 'other', until }]],
  [
    'former name "a" is also one of "find_notes"',
    [
      { name: 'a', until },
      { name: 'a', until },
    ],
  ],
  ['renames the argument "limit", which still exists', [{ arguments: { limit: 'query' }, until }]],
  ['names the argument "words", which does not exist', [{ arguments: { text: 'words' }, until }]],
  [
    'names the argument "words", which does not exist',
    [{ name: 'a', constants: { words: 1 }, until }],
  ],
  [
    'has "constants", but no "name"',
    [{ arguments: { max: 'limit' }, constants: { query: 'a' }, until }],
  ],
])('stops the start: %s', (problem, formerly) => {
  const other = current.tool({
    name: 'other',
    description: 'Other.',
    input: z.strictObject({}),
    run: async () => '',
  });
  const tools = [findNotes(formerly as never), other];
  const { createServer } = current.defineProvider({ name: 'notes', version: '1.0.0', tools });
  expect(() => createServer(localPrincipal())).toThrow(problem);
});

/** Rows of tools that became actions of fewer ones: the call so far, and how it reaches the new tool. */
it.each([
  ['get_item', { id: 7, project: 'p' }, 'item', { action: 'get', id: 7, project: 'p' }],
  ['my_items', undefined, 'item', { action: 'mine' }],
  ['my_items', { project: 'p' }, 'item', { action: 'mine', project: 'p' }],
  ['items_by_ids', { ids: [1, 2] }, 'item', { action: 'get_batch', list: [1, 2] }],
  ['item_revisions', { item: 7 }, 'item', { action: 'list_revisions', id: 7 }],
  ['item', { action: 'get', id: 7 }, 'item', { action: 'get', id: 7 }],
  ['add_item', { title: 'a' }, 'item_write', { action: 'create', title: 'a' }],
  [
    'close_item',
    { id: 7, action: 'later' },
    'item_write',
    { action: 'update', id: 7, note: 'later', closed: true },
  ],
])('%s(%j) is %s(%j)', async (name, args, currentName, currentArgs) => {
  const item = current.tool({
    name: 'item',
    description: 'Reads items.',
    input: z.strictObject({
      action: z.enum(['get', 'mine', 'get_batch', 'list_revisions']),
      id: z.int().optional(),
      list: z.array(z.int()).optional(),
      project: z.string().optional(),
    }),
    annotations: { readOnlyHint: true },
    formerly: [
      { name: 'get_item', constants: { action: 'get' }, until },
      { name: 'my_items', constants: { action: 'mine' }, until },
      {
        name: 'items_by_ids',
        arguments: { ids: 'list' },
        constants: { action: 'get_batch' },
        until,
      },
      {
        name: 'item_revisions',
        arguments: { item: 'id' },
        constants: { action: 'list_revisions' },
        until,
      },
    ],
    run: async (input) => ({ tool: 'item', input }),
  });
  const itemWrite = current.tool({
    name: 'item_write',
    description: 'Changes items.',
    input: z.discriminatedUnion('action', [
      z.strictObject({ action: z.literal('create'), title: z.string() }),
      z.strictObject({
        action: z.literal('update'),
        id: z.int(),
        note: z.string().optional(),
        closed: z.boolean(),
      }),
    ]),
    formerly: [
      { name: 'add_item', constants: { action: 'create' }, until },
      {
        name: 'close_item',
        arguments: { action: 'note' },
        constants: { action: 'update', closed: true },
        until,
      },
    ],
    run: async (input) => ({ tool: 'item_write', input }),
  });
  const provider = current.defineProvider({
    name: 'items',
    version: '1.0.0',
    tools: [item, itemWrite],
  });
  const handler = createHandler(provider, { log: () => {} });
  onTestFinished(handler.close);
  const fetch = ((...[url, init]: Parameters<typeof globalThis.fetch>) =>
    handler.fetch(new Request(url, init), { peer: '127.0.0.1' })) as typeof globalThis.fetch;
  const answer = await post({ fetch }, 'tools/call', { name, arguments: args });
  const [, text = ''] = /"text":("(?:[^"\\]|\\.)*")/.exec(answer) ?? [];
  expect(JSON.parse(JSON.parse(text || '""') as string), answer).toEqual({
    tool: currentName,
    input: currentArgs,
  });
});

it('refuses a call by a former name with an argument that is a constant of it', () => {
  const tool = findNotes([{ name: 'few_notes', constants: { limit: 3 }, until }]);
  expect(currentArguments(tool, 'few_notes', { query: 'a' }).args).toEqual({
    query: 'a',
    limit: 3,
  });
  expect(currentArguments(tool, 'few_notes', { query: 'a', limit: 5 }).problem).toBe(
    'Invalid arguments: "few_notes" has no argument "limit". Omit it, or call "find_notes".',
  );
  expect(
    formerSchema({ properties: { query: {}, limit: {} }, required: ['query'] }, tool.formerly![0]!),
  ).toEqual({ properties: { query: {} }, required: ['query'] });
});
