import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import * as z from 'zod';
import { caseCount } from '../../../tests/support/mutated.js';
import { defineTool } from '../../src/call/define/define.js';
import { listedTool } from '../../src/call/lists/lists.js';
import { parseArguments } from '../../src/call/schema/bounded-parse.js';
import { describeToolDefinition } from '../../src/call/schema/describer.js';
import { subschemas } from '../../src/call/schema/json-schema.js';
import { jsonSchema } from '../../src/call/schema/zod-json-schema.js';
import { connect } from '../../src/client.js';
import { fileTools } from '../../src/files/tools.js';
import { defineProvider, prompt, rawSchema } from '../../src/index.js';
import { clientManager } from '../../src/remote.js';
import { searchTools } from '../../src/search/search-tools.js';
import { everythingOverHttp } from '../remote/everything.js';

/** A schema, arguments that fit it, and each object in them that is closed. */
interface Sample {
  type: z.ZodType;
  args: unknown;
  closed: Record<string, unknown>[];
}

const leaf: Sample = { type: z.string(), args: 'text', closed: [] };

const { sample } = fc.letrec<{ sample: Sample; object: Sample }>((tie) => ({
  sample: fc.oneof({ maxDepth: 3 }, fc.constant(leaf), tie('object')),
  object: fc
    .tuple(
      fc.constantFrom('strip', 'strict', 'loose'),
      fc.constantFrom('plain', 'optional', 'list', 'map', 'union', 'both', 'refined'),
      fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('sample')),
    )
    .map(([rest, place, members]) => objectSample(rest, place, members)),
}));

function objectSample(rest: string, place: string, members: Record<string, Sample>): Sample {
  const shape = mapped(members, ({ type }) => type);
  const args = mapped(members, (one) => one.args);
  const made = { strip: z.object, strict: z.strictObject, loose: z.looseObject }[rest] ?? z.object;
  const type = made(shape);
  const inner = Object.values(members).flatMap(({ closed }) => closed);
  const closed = rest === 'loose' ? inner : [args, ...inner];
  switch (place) {
    case 'optional':
      return { type: type.optional(), args, closed };
    case 'list':
      return { type: z.array(type), args: [args], closed };
    case 'map':
      return { type: z.record(z.string(), type), args: { x: args }, closed };
    case 'union':
      return { type: z.union([z.string(), type]), args, closed };
    case 'both': {
      const both = { ...args, also: 'text' };
      const own = rest === 'loose' ? inner : [both, ...inner];
      return { type: z.intersection(type, made({ also: z.string() })), args: both, closed: own };
    }
    case 'refined':
      return { type: type.refine(() => true), args, closed };
    default:
      return { type, args, closed };
  }
}

const mapped = <In, Out>(record: Record<string, In>, change: (value: In) => Out) =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));

it('members that a schema does not declare are refused at each level that is not open, and no others', () => {
  fc.assert(
    fc.property(sample, ({ type, args, closed }) => {
      expect(parseArguments(type, args).data).toEqual(args);
      for (const object of closed) {
        object.unknown = 1;
        expect(parseArguments(type, args).problem).toBeDefined();
        delete object.unknown;
      }
    }),
    { numRuns: caseCount(300) },
  );
});

it.each([
  [
    z.object({ title: z.string().optional() }),
    { titel: 'x' },
    'Unknown member "titel". Did you mean "title"?',
  ],
  [
    z.object({ title: z.string().optional() }),
    { owner: 'x' },
    'Unknown member "owner". Members: "title".',
  ],
  [
    z.object({ filter: z.object({ owner: z.string() }).optional() }),
    { owner: 'x' },
    'Unknown member "owner". Put "owner" into "filter".',
  ],
  [z.object({}), { a: 1, b: 2 }, 'Unknown members "a", "b". No members are allowed.'],
  [
    rawSchema({ type: 'object', properties: { title: {} }, additionalProperties: false }),
    { titel: 'x' },
    'Unknown member "titel". Did you mean "title"?',
  ],
])('the refusal tells what was meant: %#', (type, args, problem) => {
  expect(parseArguments(type, args)).toMatchObject({ problem });
});

it('every tool of ours lists that its objects are closed', async () => {
  const ping = defineTool({
    name: 'ping',
    description: 'Ping.',
    input: z.object({}),
    run: () => 1,
  });
  const own = [...searchTools({ name: 'all' }, new Map([['ping', ping]])).values()];
  const manager = clientManager(
    { all: { url: await everythingOverHttp() } },
    { contextTools: true },
  );
  onTestFinished(() => manager.close());
  const { tools } = await manager.toolsForUser('ann');
  const listed = [
    ...[...own, ...fileTools('', false), describeToolDefinition('All')].map(listedTool),
    ...[...tools.values()].flatMap(({ tool, source }) => (source.name === 'servers' ? tool : [])),
  ];
  expect(listed).toHaveLength(3 + 6 + 1 + 3);
  for (const { name, inputSchema } of listed)
    for (const { schema, pointer } of subschemas(inputSchema))
      if (schema.type === 'object')
        expect([name, pointer, schema]).toMatchObject([
          name,
          pointer,
          { additionalProperties: expect.anything() as unknown },
        ]);
  for (const { source, tool } of tools.values()) {
    if (source.name !== 'servers') continue;
    const args = { server: 'all', uri: 'demo://x', name: 'x', unknown: 1 };
    await expect(source.client.callTool({ name: tool.name, arguments: args })).rejects.toThrow(
      'Unknown member',
    );
  }
});

it('a prompt refuses arguments that it does not have', async () => {
  const provider = defineProvider({
    name: 'small',
    version: '1.0.0',
    prompts: [
      prompt({
        name: 'greet',
        args: z.object({ name: z.string().optional() }),
        render: () => 'Hello',
      }),
    ],
  });
  const { client, close } = await connect(provider);
  onTestFinished(close);
  await expect(client.getPrompt({ name: 'greet', arguments: { nam: 'Ann' } })).rejects.toThrow(
    'Did you mean "name"?',
  );
});

it('an intersection is listed so that its own arguments fit it', () => {
  const type = z.intersection(z.object({ a: z.string() }), z.object({ b: z.string() }));
  const both = rawSchema(jsonSchema(type, 'input'));
  expect(both.safeParse({ a: '1', b: '2' }).success).toBe(true);
});

it('says where problems of arguments are not listed', () => {
  const names = Array.from({ length: 30 }, (_, index) => `argument${index}`);
  const type = z.object(Object.fromEntries(names.map((name) => [name, z.string()])));
  expect(parseArguments(type, {}).problem).toMatch(
    /argument19: .*; further problems are not listed$/,
  );
});
