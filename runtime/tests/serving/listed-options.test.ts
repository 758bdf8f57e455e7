import { StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { expect, it, onTestFinished, vi } from 'vitest';
import * as z from 'zod';
import { itemFields } from '../../src/fields.js';
import { createHandler } from '../../src/http.js';
import { defineProvider, tool } from '../../src/index.js';
import { eras, type Mode, newClient } from '../../src/testing/callers/clients.js';
import { namedCallers } from '../../src/testing/callers/named-callers.js';
import { temporaryFolder } from '../temporary-folder.js';

const TASKS = 'io.modelcontextprotocol/tasks';
const UI = 'io.modelcontextprotocol/ui';
const Row = z.object({ id: z.int(), title: z.string() });

type Options = Pick<Parameters<typeof tool>[0], 'task' | 'view' | 'fields'>;

const toolWith = (name: string, options: Options) =>
  tool({
    name,
    title: 'A tool',
    description: 'A tool.',
    input: z.object({ text: z.string().optional() }),
    output: z.object({ rows: z.array(Row) }),
    annotations: { readOnlyHint: true },
    ...options,
    run: () => ({ rows: [] }),
  });

/** What a client with some extensions lists of each tool, without its name. */
async function listed(tools: Record<string, Options>, mode: Mode, extensions: readonly string[]) {
  vi.stubEnv('MCP_DATA_DIR', temporaryFolder());
  const handler = createHandler(
    defineProvider({
      name: 'rooms',
      version: '1.0.0',
      tools: Object.entries(tools).map(([name, options]) => toolWith(name, options)),
    }),
    { url: 'https://rooms.example.com/mcp', verifier: namedCallers },
  );
  onTestFinished(() => handler.close());
  const client = newClient(mode, {
    extensions: Object.fromEntries(extensions.map((id) => [id, {}])),
  });
  await client.connect(
    new StreamableHTTPClientTransport(new URL('https://rooms.example.com/mcp'), {
      fetch: (url, init) => handler.fetch(new Request(url, init)),
      authProvider: { token: async () => 'ada' },
    }),
  );
  const list = (await client.listTools()).tools;
  await client.close();
  return new Map(list.map(({ name, ...rest }) => [name, JSON.stringify(rest)]));
}

const ALL = {
  plain: {},
  task: { task: 'optional' },
  needed: { task: 'required' },
  viewed: { view: 'auto' },
  chosen: { fields: itemFields() },
} as const;

it.each(eras)(
  'a tool that uses no option is listed with the same bytes, $era',
  async ({ mode }) => {
    const plain = (await listed({ plain: {} }, mode, [])).get('plain');
    for (const extensions of [[], [TASKS], [UI], [TASKS, UI]]) {
      const tools = await listed(ALL, mode, extensions);
      expect(tools.get('plain')).toBe(plain);
      expect(tools.get('task')).toBe(plain);
    }
  },
);

it.each<[extensions: string[], same: string[], names: string[]]>([
  [[TASKS], ['needed', 'viewed'], Object.keys(ALL)],
  [[UI], [], ['plain', 'task', 'viewed', 'chosen', 'start_needed', 'get_needed_result']],
  [[], ['viewed'], ['plain', 'task', 'viewed', 'chosen', 'start_needed', 'get_needed_result']],
])('a client that states %j lists what it can use', async (extensions, same, names) => {
  const tools = await listed(ALL, 'auto', extensions);
  expect([...tools.keys()]).toEqual(names);
  expect(['needed', 'viewed'].filter((name) => tools.get(name) === tools.get('plain'))).toEqual(
    same,
  );
});
