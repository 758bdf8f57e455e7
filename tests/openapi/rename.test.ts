import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectedRequest } from '../../src/kinds/api/cases/expected-request.js';
import { toolCases } from '../../src/kinds/api/cases/tool-cases.js';
import type { BoundApiTool } from '../../src/kinds/api/spec.js';
import { kinds } from '../../src/kinds/register.gen.js';
import { withArguments } from '../../src/openapi/arguments.js';
import { parseJsonOrYaml } from '../../src/openapi/document/read.js';
import { toolsOfDocument } from '../../src/openapi/import.js';
import type { RawObject } from '../../src/openapi/model.js';
import { documentSpec, type ToolDraft } from '../../src/openapi/spec.js';
import { applyDecision } from '../../src/openapi/update/decide.js';
import { reviewDocument } from '../../src/openapi/update/reconcile.js';
import { validTools } from '../../src/sources/valid-tools.js';
import { received } from '../kinds/api/rendered-call.js';
import { caseCount } from '../support/mutated.js';
import { body, one } from './documents.js';

const TEXT = { type: 'string' };
const LIST = { type: 'array', items: TEXT };
const FLAT = { type: 'object', properties: { a: TEXT, b: TEXT } };
const NESTED = { type: 'object', properties: { a: { type: 'array', items: FLAT } } };
const FILE = { type: 'string', format: 'binary' };
const SHAPES = { TEXT, LIST, FLAT, NESTED };
const FORM = 'application/x-www-form-urlencoded';

/** A parameter of each shape, all of one style. */
const parameters = (place: string, how: RawObject, names = Object.keys(SHAPES)) =>
  Object.entries(SHAPES)
    .filter(([name]) => names.includes(name))
    .map(([name, schema]) => ({ name: `X-${name}`, in: place, schema, ...how }));

const fields = (type: string, properties: RawObject, encoding: RawObject = {}) => ({
  requestBody: {
    required: true,
    content: { [type]: { schema: { type: 'object', properties }, encoding } },
  },
});

const query = (...names: string[]) =>
  names.map((name) => ({ name, in: 'query', schema: { type: 'integer', maximum: 100 } }));
const page = {
  type: 'object',
  properties: { items: { type: 'array', items: FLAT }, next_cursor: TEXT },
};
const EMPTY_PAGE = [{ response: { items: [] } }];
const listed = (headers: RawObject, ...names: string[]) => ({
  parameters: [
    ...query(...names),
    ...parameters('query', {}, ['TEXT']),
    ...parameters('header', {}, ['LIST']),
  ],
  responses: { 200: { headers, content: { 'application/json': { schema: page } } } },
});

const inPath = (style: string, explode: boolean): [string, string, RawObject] => {
  const all = parameters('path', { style, explode, required: true }, ['TEXT', 'LIST', 'FLAT']);
  return ['get', `/x/${all.map(({ name }) => `{${name}}`).join('/')}`, { parameters: all }];
};
const optional = (...all: [string, RawObject, string[]?][]): RawObject => ({
  parameters: all.flatMap((each) => parameters(...each)),
});

/** Method, path and operation: all that a binding knows. */
const OPERATIONS: Record<string, [method: string, path: string, operation: RawObject]> = {
  ...Object.fromEntries(
    ['simple', 'label', 'matrix'].flatMap((style) =>
      [true, false].map((explode) => [`path ${style} ${explode}`, inPath(style, explode)]),
    ),
  ),
  'query, exploded': ['get', '/x', optional(['query', {}, ['TEXT', 'LIST', 'FLAT']])],
  'query, joined': ['get', '/x', optional(['query', { explode: false }])],
  'query, of a write': ['post', '/x', optional(['query', {}, ['TEXT', 'LIST']])],
  spaceDelimited: ['get', '/x', optional(['query', { style: 'spaceDelimited', explode: false }])],
  pipeDelimited: ['get', '/x', optional(['query', { style: 'pipeDelimited', explode: false }])],
  deepObject: ['get', '/x', optional(['query', { style: 'deepObject' }, ['FLAT', 'NESTED']])],
  reserved: ['get', '/x', optional(['query', { allowReserved: true }, ['TEXT', 'LIST']])],
  headers: ['get', '/x', optional(['header', {}])],
  'headers, exploded': ['get', '/x', optional(['header', { explode: true }])],
  cookies: ['get', '/x', optional(['cookie', {}])],
  'one name in all places': [
    'post',
    '/x/{X-TEXT}',
    {
      ...optional(
        ['query', {}, ['TEXT']],
        ['header', {}, ['TEXT']],
        ['cookie', {}, ['TEXT']],
        ['path', { required: true }, ['TEXT']],
      ),
      ...body({ type: 'object', properties: { 'X-TEXT': TEXT } }),
    },
  ],
  'an idempotency key and a constant': [
    'post',
    '/x?action=run',
    {
      parameters: [
        { name: 'Idempotency-Key', in: 'header', schema: TEXT },
        { name: 'Api-Version', in: 'header', schema: { ...TEXT, default: '2' } },
      ],
      ...body({ type: 'object', properties: { action: TEXT } }),
    },
  ],
  JSON: ['post', '/x', body({ type: 'object', properties: SHAPES })],
  'JSON of DELETE': ['delete', '/x', body({ type: 'object', properties: SHAPES })],
  'JSON, optional': [
    'patch',
    '/x',
    {
      requestBody: {
        content: { 'application/merge-patch+json': { schema: { properties: SHAPES } } },
      },
    },
  ],
  'a list': [
    'put',
    '/x',
    { ...body({ type: 'array', items: NESTED }), ...optional(['query', {}, ['TEXT']]) },
  ],
  'an optional list': [
    'put',
    '/x',
    { requestBody: { content: { 'application/json': { schema: LIST } } } },
  ],
  text: ['post', '/x', body(TEXT, 'text/plain')],
  binary: ['post', '/x', { ...body(FILE, 'image/png'), ...optional(['header', {}, ['TEXT']]) }],
  form: ['post', '/x', fields(FORM, SHAPES)],
  'form with styles': [
    'post',
    '/x',
    fields(FORM, SHAPES, {
      LIST: { style: 'pipeDelimited', explode: false },
      FLAT: { style: 'form' },
      NESTED: { contentType: 'application/json' },
    }),
  ],
  multipart: [
    'post',
    '/x',
    fields(
      'multipart/form-data',
      { ...SHAPES, file: FILE, files: { type: 'array', items: FILE } },
      { TEXT: { contentType: 'text/csv' }, file: { contentType: 'image/png' } },
    ),
  ],
  related: ['post', '/x', fields('multipart/related', { NESTED, file: FILE })],
  'pages by link': ['get', '/x', listed({ Link: { schema: TEXT } }, 'limit')],
  'pages by cursor': ['get', '/x', listed({}, 'limit', 'cursor')],
  'pages by number': ['get', '/x', listed({}, 'per_page', 'page')],
  'pages by offset': ['get', '/x', listed({}, 'limit', 'offset')],
};

const draftTools = (document: RawObject): ToolDraft[] => {
  const all = toolsOfDocument(document, { deprecated: true });
  return sound(documentSpec(all, all.tools).tools);
};
const sound = (drafts: readonly ToolDraft[]) =>
  validTools(drafts, { name: 'a', kind: kinds.api }).tools;

const ofTool = (draft: ToolDraft) => draft.tool as unknown as BoundApiTool;

/** Names that mean something elsewhere in requests, in generated code or in JavaScript. */
const NEW_NAMES = [
  ...[
    'id',
    'page',
    'limit',
    'cursor',
    'offset',
    'per_page',
    'query',
    'body',
    'path',
    'form',
    'list',
  ],
  ...[
    'headers',
    'file',
    'X-TEXT',
    'X-LIST',
    'action',
    'constructor',
    'toString',
    'Class',
    'a-b',
    'a.b',
  ],
];

/** New names of some arguments; undefined for those that are hidden. */
const decisions = (draft: ToolDraft): fc.Arbitrary<Map<string, string | undefined>> => {
  const { inputSchema, request } = ofTool(draft);
  const names = Object.keys(inputSchema.properties ?? {});
  const isFixed = (name: string) =>
    inputSchema.required?.includes(name) || request.pagination?.limit === name;
  return fc
    .record({
      changed: fc.subarray(names, { minLength: Math.min(1, names.length) }),
      hidden: fc.subarray(names.filter((name) => !isFixed(name))),
      others: fc.shuffledSubarray(NEW_NAMES, { minLength: names.length % NEW_NAMES.length }),
    })
    .map(({ changed, hidden, others }) => {
      const left = names.filter((name) => !hidden.includes(name)).map((name) => name.toLowerCase());
      const free = others.filter((name) => !left.includes(name.toLowerCase()));
      const renamed = changed.map((name, i) => [name, free[i] ?? name] as const);
      return new Map([...renamed, ...hidden.map((name) => [name, undefined] as const)]);
    });
};

const settingsOf = (names: ReadonlyMap<string, string | undefined>) =>
  Object.fromEntries(
    Array.from(names, ([name, to]) => [name, to === undefined ? { hidden: true } : { name: to }]),
  );

/** A call of the tool before and after decisions, and what they make of it; undefined if there is no example of a call. */
function calls(draft: ToolDraft, names: ReadonlyMap<string, string | undefined>) {
  const [sample] = toolCases(ofTool(draft));
  if (!sample) return undefined;
  const { draft: changed, problems } = applyDecision(draft, {
    enabled: true,
    arguments: settingsOf(names),
  });
  expect(problems).toEqual([]);
  expect(sound([changed])).toHaveLength(1);
  const after = ofTool(changed);
  const nameOf = (name: string) => (names.has(name) ? names.get(name) : name);
  const kept = Object.entries((sample.arguments ?? {}) as RawObject).filter(([name]) =>
    Object.hasOwn(after.inputSchema.properties ?? {}, nameOf(name) ?? ''),
  );
  return {
    before: [ofTool(draft), Object.fromEntries(kept)] as const,
    after: [
      after,
      Object.fromEntries(kept.map(([name, value]) => [nameOf(name)!, value])),
    ] as const,
  };
}

describe('a renamed argument, or a hidden one, changes nothing of what is sent for the others', () => {
  it.each(Object.entries(OPERATIONS))('%s', async (_, [method, path, operation]) => {
    const [draft, another] = draftTools(one(operation, {}, path, method));
    expect([draft?.key, another]).toEqual([expect.any(String), undefined]);
    await fc.assert(
      fc.asyncProperty(decisions(draft!), async (names) => {
        const { before, after } = calls(draft!, names)!;
        fc.pre(method !== 'patch' || Object.keys(before[1]).length > 0); // an update has a value
        expect(expectedRequest(after[0], after[0].request, after[1])).toEqual(
          expectedRequest(before[0], before[0].request, before[1]),
        );
        expect(await received(...after, EMPTY_PAGE)).toEqual(await received(...before, EMPTY_PAGE));
      }),
      { numRuns: caseCount(10) },
    );
  });

  it.each([
    '3.0/json/petstore',
    '3.0/json/parameters-style',
    '3.0/json/schema-encoding-style',
    '3.1/json/train-travel',
  ])('%s', (file) => {
    const require = createRequire(import.meta.url);
    const source = readFileSync(require.resolve(`@readme/oas-examples/${file}.json`), 'utf8');
    for (const draft of draftTools(parseJsonOrYaml(source)))
      fc.assert(
        fc.property(decisions(draft), (names) => {
          const found = calls(draft, names);
          if (!found) return;
          const [before, after] = [found.before, found.after].map(([tool, args]) =>
            expectedRequest(tool, tool.request, args),
          );
          expect(after).toEqual(before);
        }),
        { numRuns: caseCount(5) },
      );
  });
});

it('an argument keeps the name that it had when it was imported', () => {
  const header = { name: 'X-Trace', in: 'header', schema: TEXT };
  const path = { name: 'room-id', in: 'path', required: true, schema: TEXT };
  const parameters = [header, path, ...query('page-size', 'page')];
  const [draft] = draftTools(one({ parameters }, {}, '/rooms/{room-id}'));
  const names = { x_trace: 'X-Trace', room_id: 'room-id', page_size: 'page-size' };
  const tool = withArguments(draft!.tool, new Map(Object.entries(names)));
  const lock = { sha256: '', tools: { [draft!.key]: { tool } }, others: [] };
  const overlay = { document: '', decisions: new Map([[draft!.key, { enabled: true }]]) };
  const operations = [{ key: draft!.key }];
  const { changedTools, problems } = reviewDocument({
    lock,
    overlay,
    operations,
    moved: [],
    drafts: [draft!],
    skipped: [],
  });
  expect({ changed: changedTools, problems }).toEqual({ changed: [], problems: [] });
});

it.each([
  ['Lists rooms. Pages are numbered from 1.', 'Lists rooms.'],
  ['A paginated list of rooms, by name.', 'A list of rooms, by name.'],
  ['The cursor is opaque.', 'The cursor is opaque.'],
])('a list that reads its pages is described without them: %s', (description, said) => {
  const [draft] = draftTools(one({ ...OPERATIONS['pages by number']![2], description }));
  expect(draft?.tool).toMatchObject({
    description: said,
    inputSchema: { properties: { limit: {} } },
    request: { pagination: { limit: 'limit', sizeParam: 'per_page' } },
  });
});

describe('a decision about arguments', () => {
  const [paged] = draftTools(one(OPERATIONS['pages by number']![2]));
  it.each<[string, object, string]>([
    ['an argument that does not exist', { limits: {} }, 'It has no argument "limits".'],
    [
      'a name that another argument has',
      { limit: { name: 'x_text' } },
      '"limit" keeps its name: "x_text" is the name of another argument.',
    ],
    [
      'a name that clients refuse',
      { limit: { name: '__proto__' } },
      '"limit" keeps its name: "__proto__" is not a valid name.',
    ],
    [
      'a limit that is hidden',
      { limit: { hidden: true } },
      '"limit" says how many items to return and cannot be hidden.',
    ],
  ])('has no effect and is reported: %s', (_, settings, problem) => {
    const result = applyDecision(paged!, { enabled: true, arguments: settings as never });
    expect(result).toEqual({ draft: paged, problems: [problem] });
  });

  it('promises no cursor where the argument for it is hidden', () => {
    const hiding = { enabled: true, arguments: { cursor: { hidden: true } } };
    const before = paged!.tool as unknown as BoundApiTool;
    expect(before.outputSchema?.properties).toHaveProperty('next_cursor');
    const { draft, problems } = applyDecision(paged!, hiding);
    expect(problems).toEqual([]);
    const { properties } = (draft.tool as unknown as BoundApiTool).outputSchema ?? {};
    expect(properties).not.toHaveProperty('next_cursor');
    expect(properties?.truncated).toMatchObject({
      description: expect.stringContaining('raise the limit') as string,
    });
    expect(sound([draft])).toHaveLength(1);
  });

  it('renames the argument in the description', () => {
    const operation = {
      requestBody: { content: { 'application/json': { schema: { ...FLAT, minProperties: 1 } } } },
    };
    const [draft] = draftTools(one(operation, {}, '/x', 'patch'));
    const naming = { enabled: true, arguments: { a: { name: 'title' } } };
    const { description } = applyDecision(draft!, naming).draft.tool;
    expect(description).toMatch(/ At least one of `title`, `b`\.$/);
  });

  it('hides the name of a file with the file', () => {
    const operation = fields('multipart/form-data', { photo: FILE, note: TEXT });
    const [draft] = draftTools(one(operation, {}, '/x', 'post'));
    const hiding = { enabled: true, arguments: { photo: { hidden: true } } };
    expect(applyDecision(draft!, hiding).draft.tool).toMatchObject({
      inputSchema: { properties: { note: TEXT } },
      request: { body: { properties: { note: { argument: 'note' } } } },
    });
    expect(
      Object.keys(ofTool(applyDecision(draft!, hiding).draft).inputSchema.properties!),
    ).toEqual(['note']);
  });
});
