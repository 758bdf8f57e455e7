import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { itemFields } from '../../src/fields.js';
import { createHandler } from '../../src/http.js';
import { defineProvider } from '../../src/index.js';
import { validatorOf } from '../../src/testing/callers/clients.js';
import { JSON_HEADERS } from '../ask.js';
import { loadedWith } from '../loaded-with.js';

const Issue = z.object({
  id: z.int(),
  title: z.string(),
  body: z.string(),
  author: z.object({ login: z.string() }),
  ...Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`detail_${index}`, z.string()])),
});
const issueOf = (id: number) => ({
  id,
  title: `Issue ${id}`,
  body: 'A long text. '.repeat(10),
  author: { login: 'ann' },
  ...Object.fromEntries(
    Array.from({ length: 30 }, (_, index) => [`detail_${index}`, 'x'.repeat(20)]),
  ),
});

const OUTPUTS = {
  list: z.object({ issues: z.array(Issue), truncated: z.boolean() }),
  record: Issue,
};
const RESULTS = {
  list: { issues: [issueOf(1), issueOf(2)], truncated: true },
  record: issueOf(1),
};

function definitionOf(kind: keyof typeof OUTPUTS, hasFields = true) {
  return {
    name: 'get',
    description: 'Issues of a repository.',
    input: z.strictObject({ state: z.enum(['open', 'closed']).optional() }),
    output: OUTPUTS[kind] as z.ZodType<Record<string, unknown>>,
    annotations: { readOnlyHint: true },
    ...(hasFields && { fields: itemFields() }),
    run: async () => RESULTS[kind] as never,
  };
}

type Definition = ReturnType<typeof definitionOf>;

async function send(definition: Definition, method: string, params = {}) {
  const provider = defineProvider({ name: 'issues', version: '1.0.0' });
  provider.tool(definition);
  const handler = createHandler(provider, { anonymous: true });
  onTestFinished(() => handler.close());
  const request = new Request('http://127.0.0.1/mcp', {
    method: 'POST',
    headers: { ...JSON_HEADERS, accept: 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  });
  return ((await (await handler.fetch(request)).json()) as { result: never }).result;
}

const list = async (definition: Definition) =>
  (await send(definition, 'tools/list')) as { tools: [{ outputSchema: object }] };

const call = async (definition: Definition, args: object) =>
  (await send(definition, 'tools/call', { name: 'get', arguments: args })) as {
    content: [{ text: string }];
    structuredContent?: object;
    isError?: boolean;
  };

it.each(['list', 'record'] as const)(
  'selects fields of a %s, as its output schema says',
  async (kind) => {
    const definition = definitionOf(kind);
    const [{ outputSchema }] = (await list(definition)).tools;
    const rows = [
      {},
      { fields: null },
      { fields: ['id'] },
      { fields: ['title', 'author', 'id'], state: 'open' },
    ];
    for (const args of rows) {
      const { content, structuredContent } = await call(definition, args);
      expect(JSON.parse(content[0].text)).toEqual(structuredContent);
      expect(validatorOf(outputSchema)(structuredContent)).toMatchObject({ valid: true });
    }
    const small = { id: 1, title: 'Issue 1' };
    expect((await call(definition, { fields: ['title', 'id'] })).structuredContent).toEqual(
      kind === 'record' ? small : { issues: [small, { id: 2, title: 'Issue 2' }], truncated: true },
    );
    expect((await call(definition, {})).structuredContent).toEqual(RESULTS[kind]);
  },
);

it.each<[fields: unknown, problem: string]>([
  [['titel'], 'unknown fields "titel" (did you mean "title"?). The result has: id, title, body'],
  [['login'], 'unknown fields "login"'],
  [[], 'must be a list of at least one name'],
  ['id', 'must be a list of at least one name'],
  [[1], 'must be a list of at least one name'],
])('refuses %j before the call', async (fields, problem) => {
  const { isError, content } = await call(definitionOf('list'), { fields });
  expect(isError).toBe(true);
  expect(content[0].text).toContain(problem);
});

const Row = z.object({ id: z.int(), title: z.string() });
it.each<[what: string, output: z.ZodType, result: object, fields: string[], part: object]>([
  [
    'a list that can be null',
    z.object({ rows: z.array(Row).nullable() }),
    { rows: null },
    ['id'],
    { rows: null },
  ],
  [
    'items that can be null',
    z.object({ rows: z.array(Row.nullable()) }),
    { rows: [null, { id: 1, title: 'a' }] },
    ['id'],
    { rows: [null, { id: 1 }] },
  ],
  [
    'items of two forms',
    z.object({ rows: z.array(Row.or(z.object({ key: z.string() }))) }),
    { rows: [{ id: 1, title: 'a' }, { key: 'k' }] },
    ['title', 'key'],
    { rows: [{ title: 'a' }, { key: 'k' }] },
  ],
  [
    '"truncated", which stays',
    z.object({ texts: z.array(z.string()), more: z.int(), truncated: z.boolean() }),
    { texts: ['a'], more: 1, truncated: true },
    ['texts'],
    { texts: ['a'], truncated: true },
  ],
])('selects fields of %s', async (_what, output, result, fields, part) => {
  const definition = {
    ...definitionOf('list'),
    output: output as never,
    run: async () => result as never,
  };
  const [{ outputSchema }] = (await list(definition)).tools;
  const { structuredContent } = await call(definition, { fields });
  expect(structuredContent).toEqual(part);
  expect(validatorOf(outputSchema)(structuredContent)).toMatchObject({ valid: true });
});

it('costs at most 2 % of a list, and nothing where it is not used', async () => {
  const sizeOf = async (hasFields: boolean) =>
    JSON.stringify(await list(definitionOf('list', hasFields))).length;
  expect(await sizeOf(true)).toBeLessThanOrEqual((await sizeOf(false)) * 1.02);
  const results = await Promise.all(
    [{}, { fields: ['id', 'title'] }].map((args) => call(definitionOf('list'), args)),
  );
  const [whole = 0, part = 0] = results.map(({ content }) => content[0].text.length);
  expect(part).toBeLessThan(whole * 0.4);
});

const SHAPES = parse(readFileSync(join(import.meta.dirname, 'list-shapes.yaml'), 'utf8')) as {
  of: string;
  need: string;
  item: string;
}[];

/** An item whose values have the widths of a shape. */
const itemOf = (shape: string): Record<string, unknown> =>
  JSON.parse(
    `{${shape
      .replaceAll(
        /(\w+):(\d+)/g,
        (_, name: string, width: string) =>
          `"${name}":"${'x'.repeat(Math.max(0, Number(width) - 2))}"`,
      )
      .replaceAll(/(\w+):\{/g, '"$1":{')
      .replaceAll(' ', ',')}}`,
  ) as Record<string, unknown>;

const schemaOf = (value: unknown): z.ZodType =>
  typeof value === 'object' && value !== null
    ? z.object(
        Object.fromEntries(Object.entries(value).map(([name, each]) => [name, schemaOf(each)])),
      )
    : z.string();

it('makes list results of 20 public APIs smaller, by 60 % in the middle, and their list at most 2 % longer', async () => {
  const savings: Record<string, number> = {};
  const lengths = { plain: 0, chosen: 0 };
  for (const { of, need, item } of SHAPES) {
    const rows = Array.from({ length: 8 }, () => itemOf(item));
    const definitionWith = (hasFields: boolean) => ({
      ...definitionOf('list', hasFields),
      description: `${of} that match, newest first, with all their fields.`,
      output: z.object({ items: z.array(schemaOf(rows[0])) }) as never,
      run: async () => ({ items: rows }) as never,
    });
    const definition = definitionWith(true);
    const whole = await call(definition, {});
    const part = await call(definition, { fields: need.split(' ') });
    expect([whole.isError, part.isError]).toEqual([undefined, undefined]);
    savings[of] = 1 - JSON.stringify(part).length / JSON.stringify(whole).length;
    lengths.chosen += JSON.stringify(await list(definition)).length;
    lengths.plain += JSON.stringify(await list(definitionWith(false))).length;
  }
  const sorted = Object.values(savings).toSorted((one, other) => one - other);
  expect(sorted).toHaveLength(20);
  expect(sorted[9], JSON.stringify(savings)).toBeGreaterThanOrEqual(0.6);
  expect(lengths.chosen).toBeLessThanOrEqual(lengths.plain * 1.02);
});

it.each<[problem: string, change: Partial<Definition>]>([
  ['is for tools with "readOnlyHint"', { annotations: { readOnlyHint: false } }],
  ['has an argument "fields" of its own', { input: z.object({ fields: z.string() }) as never }],
  ['not several', { output: z.object({ a: z.array(Issue), b: z.array(Issue) }) }],
  ['needs an "output" with properties', { output: z.record(z.string(), z.string()) }],
])('stops the start where it cannot be: %s', (problem, change) => {
  const provider = defineProvider({ name: 'issues', version: '1.0.0' });
  provider.tool({ ...definitionOf('list'), ...change });
  expect(() => createHandler(provider, { anonymous: true })).toThrow(problem);
});

it('is loaded only where it is imported', () => {
  const modules = loadedWith('index.ts', 'server.ts', 'http.ts', 'v1.ts');
  expect(modules).toContain('call/define/define.ts');
  expect(modules).not.toContain('call/schema/item-fields.ts');
});
