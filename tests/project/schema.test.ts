import * as z from 'zod';
import { describe, expect, it } from 'vitest';
import type { JsonSchemaObject } from '../../src/model/json-schema.js';
import { fileOf, projectOf } from './disk.js';

const PRELUDE = `
const Base = z.object({ id: z.string().describe('Id.'), count: z.int().optional() });
const VALUES = ['a', 'b'] as const;
enum Level { Low = 'low', High = 'high' }
const LIMITS = { max: 5 };
const LEVELS = { low: 'l', high: 'h' } as const;
const shape = { x: z.number() };
const paged = (n) => z.object({ page: z.int() });
function raw(schema) { return z.any().meta(schema); }
const listOf = (item) => z.object({ items: z.array(item) });
function bounded(shape, { most = 9 } = {}) { return z.object({ ...shape, n: z.int().max(most) }); }
const pages = (shape, last = 3) => listOf(z.object(shape)).extend({ page: z.int().max(last) });
`;

/** The tool's input in the source, as \`tools/list\` would show it. */
async function read(expression: string) {
  const project = await projectOf({
    'src/providers/p/mcp-instance.ts': 'export const { tool } = make();',
    'src/providers/p/tools/t.ts': `import * as z from 'zod'; import { tool } from '../mcp-instance.js';\n${PRELUDE}\ntool({ name: 't', input: ${expression} });`,
  });
  expect(fileOf(project, 'src/providers/p/tools/t.ts').facts.syntaxErrors).toEqual([]);
  const input = project.providers[0]!.tools[0]!.input!;
  return { input, code: project.code };
}

/** What zod itself makes of the same source. */
function real(expression: string): JsonSchemaObject {
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- zod itself reads the source under test
  const run = new Function(
    'z',
    `${PRELUDE.replace(/enum Level .*/, "const Level = { Low: 'low', High: 'high' };").replaceAll(' as const', '')}\nreturn ${expression}`,
  );
  return z.toJSONSchema((run as (zod: typeof z) => z.ZodType)(z), {
    io: 'input',
  }) as JsonSchemaObject;
}

/** Regular expressions of formats and the bounds of safe integers say nothing that the source did not. */
function essence(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(essence);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { pattern, format, minimum, maximum } = schema as JsonSchemaObject;
  const left = new Set(['$schema', 'propertyNames']);
  if (format !== undefined && pattern !== undefined) left.add('pattern');
  if (minimum === Number.MIN_SAFE_INTEGER) left.add('minimum');
  if (maximum === Number.MAX_SAFE_INTEGER) left.add('maximum');
  const entries = Object.entries(schema).filter(([key]) => !left.has(key));
  return Object.fromEntries(entries.map(([key, value]) => [key, essence(value)]));
}

describe('reads zod as zod shows itself', () => {
  it.each([
    'z.object({})',
    'z.object({ a: z.string(), b: z.number().optional(), c: z.boolean().default(true) })',
    'z.object({ a: z.string().min(1).max(LIMITS.max).describe("A.") })',
    'z.object({ a: z.string().length(3).regex(/^a/) })',
    'z.object({ a: z.number().min(1).max(2).multipleOf(3), b: z.number().gt(1).lt(2) })',
    'z.object({ a: z.number().positive(), b: z.number().nonnegative(), c: z.number().int(), d: z.int() })',
    'z.object({ a: z.string() }).and(z.object({ a: z.string(), b: z.int() }))',
    "z.object({ a: z.string().register(z.globalRegistry, { description: 'A.' }) })",
    "z.object({ a: z.enum(VALUES).extract(['a']), b: z.enum(VALUES).exclude(['a']) })",
    'z.object({ a: z.codec(z.iso.datetime(), z.date(), {}), b: z.transform(Number).pipe(z.string()) })',
    'z.object({ a: z.keyof(Base), b: z.success(z.string()), c: z.string().slugify() })',
    'Base.exactPartial()',
    'z.object({ a: z.email(), b: z.url(), c: z.uuid(), d: z.iso.datetime(), e: z.iso.date(), f: z.ipv4() })',
    'z.object({ a: z.string().email(), b: z.string().url(), c: z.string().datetime() })',
    'z.object({ a: z.enum(["x", "y"]), b: z.enum(VALUES), c: z.enum(Level), d: z.nativeEnum(Level) })',
    'z.object({ a: z.literal("x"), b: z.literal(1), c: z.literal(["x", "y"]), d: z.null() })',
    'z.object({ a: z.array(z.string()).min(1).max(3), b: z.string().array().nonempty() })',
    'z.object({ a: z.tuple([z.string(), z.number()]), b: z.tuple([z.string()]).rest(z.number()) })',
    'z.object({ a: z.record(z.string(), z.number()), b: z.any(), c: z.unknown() })',
    'z.object({ a: z.string().nullable(), b: z.string().nullish(), c: z.nullable(z.number()) })',
    'z.object({ a: z.union([z.string(), z.number()]), b: z.string().or(z.number()) })',
    'z.object({ a: z.discriminatedUnion("k", [z.object({ k: z.literal("x") }), z.object({ k: z.literal("y") })]) })',
    'z.object({ a: z.object({ x: z.string() }).and(z.object({ y: z.string() })) })',
    'Base',
    'Base.extend({ extra: z.string() })',
    'Base.extend(shape)',
    'Base.pick({ id: true })',
    'Base.omit({ id: true })',
    'Base.partial()',
    'Base.partial({ id: true })',
    'Base.required()',
    'z.object({ ...Base.shape, more: z.boolean() })',
    'z.object(shape)',
    'z.object({ id: Base.shape.id })',
    'paged(1)',
    'listOf(Base)',
    'z.object({ a: z.enum(Object.values(LEVELS)) })',
    'listOf(listOf(z.string().optional()))',
    'bounded(shape)',
    'bounded({ ...shape, y: Base }, { most: 5 })',
    'pages({ a: listOf(z.int()) })',
    'pages(Base.shape, LIMITS.max)',
    'z.strictObject({ a: z.string() })',
    'z.object({ a: z.string() }).strict()',
    'z.looseObject({ a: z.string() })',
    'z.object({ a: z.string() }).catchall(z.number())',
    'z.object({ a: z.string().meta({ title: "T", examples: ["x"] }) }).describe("All.")',
    'z.object({ a: z.string().meta({ format: "date-time" }), b: z.unknown().meta({ type: "array", items: { type: "string" } }) })',
    'z.object({ a: z.coerce.number(), b: z.string().transform((x) => x.length), c: z.string().trim() })',
    'z.object({ a: z.string().refine((x) => x), b: z.string().readonly(), c: z.lazy(() => z.string()) })',
    'z.object({ a: z.string().optional().describe("A."), b: z.string().default("x").describe("B.") })',
    'z.object({ a: z.stringbool(), b: z.string().startsWith("a") })',
  ])('%s', async (expression) => {
    const { input, code } = await read(expression);
    expect(essence(code.jsonSchema(input))).toEqual(essence(real(expression)));
    expect(
      [...code.subschemas(input)].filter(
        ({ schema }) => schema.unseen !== undefined || schema.hidden.length > 0,
      ),
    ).toEqual([]);
  });
});

it.each([
  'z.date()',
  'z.bigint()',
  'z.symbol()',
  'z.map(z.string(), z.string())',
  'z.set(z.string())',
  'z.custom(() => true)',
  'z.undefined()',
  'z.nan()',
  'z.function()',
  'z.coerce.date()',
  'z.instanceof(URL)',
])('says that %s has no JSON Schema, as zod does', async (expression) => {
  const source = `z.object({ a: ${expression} })`;
  expect(() => real(source)).toThrow();
  const { input, code } = await read(source);
  const found = [...code.subschemas(input)].filter(({ schema }) => schema.inexpressible);
  expect(found.map(({ pointer }) => pointer)).toEqual(['#/properties/a']);
});

it.each<[expression: string, pointers: string[]]>([
  ['make()', ['#']],
  ['z.object(make())', ['#']],
  ['z.object({ [key]: z.string() })', ['#']],
  ['z.object({ a: make(), b: z.string() })', ['#/properties/a']],
  ['z.object({ a: z.array(Unknown) })', ['#/properties/a/items']],
  ['z.union(list())', ['#']],
  ['make().optional()', ['#']],
  ['listOf(make())', ['#/properties/items/items']],
  ['listOf()', ['#/properties/items/items']],
  ['bounded(...list())', ['#']],
  ['z.future("x")', ['#']],
  ['z.string().future()', ['#']],
])('says what of %s cannot be seen', async (expression, pointers) => {
  const { input, code } = await read(expression);
  const found = [...code.subschemas(input)].filter(({ schema }) => schema.unseen !== undefined);
  expect(found.map(({ pointer }) => pointer)).toEqual(pointers);
});

it('keeps what is hidden, changed and checked apart', async () => {
  const { input } = await read(
    'z.object({ a: z.string().describe(text()).max(limit()), b: z.string().transform(f), c: z.string().refine(f) })',
  );
  const [a, b, c] = input.properties!.map(({ schema }) => schema);
  expect(a!.hidden).toEqual(['description', 'maxLength']);
  expect(b!.changes.map(({ what }) => what)).toEqual(['transform']);
  expect(c!.refinements.map(({ what }) => what)).toEqual(['refine']);
});

it('reads JSON Schema that a function lays over a schema', async () => {
  const { input, code } = await read(
    'z.object({ a: raw({ type: "array", items: { const: 1 } }) })',
  );
  expect(code.jsonSchema(input).properties).toEqual({
    a: { type: 'array', items: { const: 1 } },
  });
});

it('ends where a schema holds itself', async () => {
  const { input, code } = await read(
    'z.object({ get children() { return z.array(Node); } })'.replace('z.object', 'Node.extend'),
  );
  expect([...code.subschemas(input)].length).toBeLessThan(10);
  const recursive = await read(
    'z.object({ node: (() => { const N = z.object({ get next() { return N; } }); return N; })() })',
  );
  expect([...recursive.code.subschemas(recursive.input)].length).toBeLessThan(10);
});

it('ends where a function that makes a schema calls itself', async () => {
  const tree =
    '(() => { const tree = (s) => z.object({ s, below: tree(z.array(s)) }); return tree(Base); })()';
  const { input, code } = await read(`z.object({ a: ${tree} })`);
  expect([...code.subschemas(input)].length).toBeLessThan(30);
});

it('knows where each part stands', async () => {
  const { input } = await read('z.object({ a: Base.shape.id })');
  const [property] = input.properties!;
  const { file } = property!.at;
  expect(file.text.slice(property!.at.start, property!.at.end)).toBe('a');
  const { start, end } = property!.schema.at;
  expect(file.text.slice(start, end)).toBe('z.string()');
});
