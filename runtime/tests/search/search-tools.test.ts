import type { Client, ElicitResult } from '@modelcontextprotocol/client';
import { InMemoryTransport } from '@modelcontextprotocol/server';
import { describe, expect, it, onTestFinished } from 'vitest';
import * as z from 'zod';
import { localPrincipal } from '../../src/identity/principal.js';
import * as current from '../../src/index.js';
import type { LogLine } from '../../src/project/interfaces.js';
import { searchTools } from '../../src/search/search-tools.js';
import { newClient } from '../../src/testing/callers/clients.js';
import { setEnvironment } from '../../src/testing/server/environment.js';
import * as previous from '../../src/v1.js';
import { smallProject } from '../small-project.js';

/** Both lines have the members that these tests use. */
type Define = typeof current.defineProvider;

const sides = [
  { side: 'v2', define: current.defineProvider },
  { side: 'v2 with "configure"', define: current.defineProvider, configure: () => {} },
  { side: 'v1', define: previous.defineProvider as unknown as Define },
];

/** A provider with `surface: search`, a client, what its tools have done, and its log. */
async function searching({ define, configure }: (typeof sides)[number], surface = 'search') {
  const done: unknown[] = [];
  const lines: LogLine[] = [];
  const defined = define({
    name: 'small',
    title: 'Small',
    version: '1',
    ...(configure && { configure }),
  });
  const room = z.object({ room_id: z.string() });
  const run = (what: string) => async (args: unknown) => {
    done.push([what, args]);
    return `${what}: done`;
  };
  defined.tool({
    name: 'list_rooms',
    title: 'List rooms',
    description: 'Rooms of all buildings.',
    keywords: ['chamber'],
    input: z.object({ floor: z.int().default(1), building: current.int64().optional() }),
    output: z.object({ rooms: z.array(z.string()) }),
    annotations: { readOnlyHint: true },
    run: async (args) => {
      done.push(['listed', args]);
      return { rooms: ['A'] };
    },
  });
  defined.tool({
    name: 'book_room',
    description: 'Books a room.',
    input: room,
    annotations: { destructiveHint: false },
    run: run('booked'),
  });
  defined.tool({
    name: 'delete_room',
    description: 'Deletes a room.',
    input: room,
    confirm: ({ room_id }) => `Delete ${room_id}?`,
    run: run('deleted'),
  });
  defined.tool({
    name: 'paint_room',
    description: 'Paints a wall.',
    input: room,
    run: run('painted'),
    unavailable: 'Walls stay white.',
  });
  setEnvironment('SMALL', { SURFACE: surface });
  smallProject(defined, { log: (line) => void lines.push(line) });
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  await defined.createServer(localPrincipal()).connect(ours);
  const client = newClient('legacy', { elicitation: { form: {} } });
  await client.connect(theirs);
  onTestFinished(() => client.close());
  return { client, done, lines };
}

const call = (client: Client, name: string, args: Record<string, unknown>) =>
  client.callTool({ name, arguments: args });
const textOf = (result: Awaited<ReturnType<typeof call>>) => JSON.stringify(result.content);
const answer = (client: Client, result: ElicitResult) =>
  client.setRequestHandler('elicitation/create', () => result);

/** All hints are stated, whatever their tools state. */
const hints = (
  readOnlyHint: boolean,
  destructiveHint: boolean,
  idempotentHint: boolean,
  openWorldHint: boolean,
) => ({ readOnlyHint, destructiveHint, idempotentHint, openWorldHint });

describe.each(sides)('surface: search, $side', (side) => {
  it('lists tools that find, describe and call operations', async () => {
    const { client } = await searching(side);
    const { tools } = await client.listTools();
    expect(tools.map(({ name, annotations }) => [name, annotations])).toEqual([
      ['find_small_operations', hints(true, false, true, false)],
      ['describe_small_operations', hints(true, false, true, false)],
      ['call_small_read', hints(true, false, true, true)],
      ['call_small_write', hints(false, false, false, true)],
      ['call_small_destructive', hints(false, true, false, true)],
    ]);
    expect(tools[0]?.description).toContain('room');
  });

  it.each(['book a room', 'chamber', 'BookRoom'])('finds operations: %s', async (wording) => {
    const { client } = await searching(side);
    const found = textOf(await call(client, 'find_small_operations', { wordings: [wording] }));
    expect(found).toContain(`1. ${wording === 'chamber' ? 'list_rooms' : 'book_room'}`);
  });

  it('answers several wordings with lines to call from', async () => {
    const { client } = await searching(side);
    const wordings = ['discard it', 'delete room'];
    const { content } = await call(client, 'find_small_operations', { wordings });
    expect(content).toEqual([
      {
        type: 'text',
        text: [
          'call_small_destructive:',
          '1. delete_room(room_id)',
          '4. paint_room – unavailable: Walls stay white.',
          'call_small_read:',
          '2. list_rooms(floor?: int, building?: int)',
          'call_small_write:',
          '3. book_room(room_id)',
        ].join('\n'),
      },
    ]);
  });

  it('tells how to search better', async () => {
    const { client } = await searching(side);
    const found = await call(client, 'find_small_operations', { wordings: ['invoices'] });
    expect(textOf(found)).toContain('Use nouns of the API: room');
  });

  it('describes operations', async () => {
    const { client } = await searching(side);
    const described = textOf(
      await call(client, 'describe_small_operations', {
        operations: ['delete_room', 'delete_rooms'],
      }),
    );
    expect(described).toContain('room_id');
    expect(described).toContain('call_small_destructive');
    expect(described).toContain('Did you mean one of these: delete_room');
  });

  it.each([
    { tool: 'describe_small_operations', args: { operations: ['x'.repeat(129)] } },
    { tool: 'call_small_destructive', args: { operation: 'x'.repeat(129) } },
  ])('refuses a long name: $tool', async ({ tool, args }) => {
    const { client } = await searching(side);
    expect(textOf(await call(client, tool, args))).toContain('Too big');
  });

  it('calls an operation as if its tool were listed', async () => {
    const { client, done, lines } = await searching(side);
    const result = await call(client, 'call_small_read', { operation: 'list_rooms' });
    expect(result).toMatchObject({ structuredContent: { rooms: ['A'] } });
    expect(done).toEqual([['listed', { floor: 1 }]]);
    expect(lines.at(-1)).toMatchObject({ tool: 'list_rooms', outcome: 'ok' });
  });

  it.each([
    ['another class', 'read', 'book_room', {}, 'with call_small_write'],
    ['another class', 'write', 'delete_room', { room_id: '1' }, 'with call_small_destructive'],
    ['an unknown operation', 'read', 'list_room', {}, 'Did you mean one of these: list_rooms'],
    ['a member of all objects', 'read', 'constructor', {}, 'not found'],
    ['one of the tools that are listed', 'read', 'call_small_read', {}, 'not found'],
    ['invalid arguments', 'write', 'book_room', { room_id: 1 }, 'Invalid arguments: room_id'],
    ['a missing argument', 'write', 'book_room', {}, 'Invalid arguments: room_id'],
  ])('refuses %s', async (_, kind, operation, args, expected) => {
    const { client, done } = await searching(side);
    const result = await call(client, `call_small_${kind}`, { operation, arguments: args });
    expect(result.isError).toBe(true);
    expect(textOf(result)).toContain(expected);
    expect(done).toEqual([]);
  });

  const nested = 'has no argument "arguments". Put its arguments into "arguments" itself';
  it.each([
    [
      'beside',
      { room_id: '7' },
      'Unknown member "room_id" beside "operation". Put the operation\'s arguments into "arguments".',
    ],
    ['under another name', { args: { room_id: '7' } }, 'Unknown member "args" beside'],
    ['as text', { arguments: '{"room_id":"7"}' }, 'arguments: It is not an object'],
    ['as null', { arguments: null }, 'arguments: It is not an object'],
    ['as a list', { arguments: ['7'] }, 'arguments: It is not an object'],
    ['nested twice', { arguments: { arguments: { room_id: '7' } } }, nested],
    ['nested twice beside others', { arguments: { arguments: {}, room_id: '7' } }, nested],
    [
      'nested under another name',
      { arguments: { input: { room_id: '7' } } },
      'not into "arguments.input"',
    ],
    [
      'of another name',
      { arguments: { room_ids: '7', room_id: '7' } },
      'Unknown member "room_ids". Did you mean "room_id"?',
    ],
  ])('drops no arguments: %s', async (_, rest, expected) => {
    const { client, done } = await searching(side);
    const result = await call(client, 'call_small_write', { operation: 'book_room', ...rest });
    expect([result.isError, JSON.parse(textOf(result))]).toMatchObject([
      true,
      [{ text: expect.stringContaining(expected) as string }],
    ]);
    expect(done).toEqual([]);
  });

  it('tells that an operation is unavailable, when it is found and when it is called', async () => {
    const { client, done } = await searching(side);
    const found = await call(client, 'find_small_operations', { wordings: ['paint'] });
    const called = await call(client, 'call_small_destructive', { operation: 'paint_room' });
    for (const result of [found, called]) expect(textOf(result)).toContain('Walls stay white.');
    expect([called.isError, done]).toEqual([true, []]);
  });

  it('does not call tools by their own names', async () => {
    const { client, done } = await searching(side);
    const called = call(client, 'list_rooms', {}).then(({ isError }) => isError);
    expect(await called.catch(() => 'rejected')).not.toBeFalsy();
    expect(done).toEqual([]);
  });

  it.each([
    ['accept', [['deleted', { room_id: '7' }]]],
    ['decline', []],
  ] as const)('asks what the tool asks: %s', async (action, expected) => {
    const { client, done } = await searching(side);
    const asked: unknown[] = [];
    client.setRequestHandler('elicitation/create', ({ params }) => {
      asked.push(params.message);
      return { action, content: {} };
    });
    const args = { operation: 'delete_room', arguments: { room_id: '7' } };
    await call(client, 'call_small_destructive', args);
    expect([asked, done]).toEqual([['Delete 7?'], expected]);
  });

  it('is switched off by the environment', async () => {
    const { client, done } = await searching(side, 'tools');
    answer(client, { action: 'accept', content: {} });
    await call(client, 'delete_room', { room_id: '7' });
    expect(done).toEqual([['deleted', { room_id: '7' }]]);
  });
});

it.each([
  ['crm', 'describe_crm_operations'],
  ['google_calendar_events', 'describe_google_calendar_operations'],
  ['a'.repeat(38), 'describe_operations'],
])('names fit clients that add the name of the server: %s', (name, describes) => {
  const tool = current.tool({
    name: 'ping',
    description: 'Ping.',
    input: z.object({}),
    run: async () => 'pong',
  });
  const names = [...searchTools({ name }, new Map([['ping', tool]])).keys()];
  expect(names[1]).toBe(describes);
  expect(Math.max(...names.map((each) => each.length)) + name.length).toBeLessThanOrEqual(57);
});
