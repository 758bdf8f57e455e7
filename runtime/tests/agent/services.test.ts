import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Message, ModelEvent, ToolSpec } from '../../src/agent/model.js';
import { fitToService } from '../../src/agent/services/fit.js';
import { fitSchema } from '../../src/agent/services/schema.js';
import { serviceRules, SERVICES } from '../../src/agent/services/service.js';
import { anthropic } from '../../src/agent/wires/anthropic.js';
import { openAi } from '../../src/agent/wires/openai.js';
import { type Script, startModelServer } from '../../src/testing/fakes/model-server.js';
import { type Dialect, DIALECTS } from './dialects.js';

type Json = Record<string, unknown>;

const text = { type: 'string' };
const node = { type: 'object', properties: { next: { $ref: '#/$defs/node' }, id: text } };

/** Schemas of servers in the field, by what is unusual about them. */
const SCHEMAS: Readonly<Record<string, Json>> = {
  nothing: {},
  'alternatives at the root': {
    type: 'object',
    properties: { text, page: text },
    oneOf: [{ required: ['text'] }, { required: ['page'] }],
  },
  'objects as alternatives': {
    anyOf: [
      {
        type: 'object',
        properties: { kind: { const: 'a' }, n: { type: 'number' } },
        required: ['kind', 'n'],
      },
      { type: 'object', properties: { kind: { const: 'b' } }, required: ['kind'] },
    ],
  },
  'a reference at the root': {
    $ref: '#/definitions/In',
    definitions: {
      In: { type: 'object', properties: { a: { $ref: '#/definitions/B' } } },
      B: { type: 'array' },
    },
  },
  'a recursive schema': { $ref: '#/$defs/node', $defs: { node } },
  'lists without items': {
    type: 'object',
    properties: {
      a: { type: 'array' },
      b: { type: ['array', 'null'] },
      c: { type: 'array', items: [text, { type: 'number' }] },
    },
  },
  'names of an HTTP API': {
    type: 'object',
    properties: {
      $filter: text,
      'user[name]': text,
      'user name': text,
      天气: text,
      user_name: text,
      in: { type: 'object', properties: { 'a/b': text }, required: ['a/b'] },
    },
    required: ['$filter'],
  },
  'draft 4': {
    $schema: 'http://json-schema.org/draft-04/schema#',
    id: 'x',
    type: 'object',
    properties: {
      n: { type: 'number', minimum: 0, exclusiveMinimum: true },
      any: { type: 'any' },
      r: { type: 'string', required: true },
    },
    required: [],
  },
  'OpenAPI 3.0': {
    type: 'object',
    properties: { a: { type: 'string', nullable: true, example: 'x', xml: {} } },
  },
  'a record': {
    type: 'object',
    properties: {
      all: { type: 'object', propertyNames: { type: 'string' }, additionalProperties: text },
      more: { type: 'object', patternProperties: { '^x': text } },
    },
  },
  'values of all types': {
    type: 'object',
    properties: {
      a: { enum: [1, 2, null] },
      b: { const: true },
      c: { type: 'string', enum: ['', 'x'] },
      d: {},
      e: true,
      f: { type: 'string', pattern: '(?i)\\Z[', format: 'uuid' },
    },
  },
  'optional values of Python': {
    type: 'object',
    properties: {
      a: { anyOf: [text, { type: 'null' }], default: null, title: 'A' },
      b: { type: ['string', 'integer'] },
    },
  },
  conditions: {
    type: 'object',
    properties: { a: text },
    if: { required: ['a'] },
    then: { required: ['b'] },
    allOf: [{ properties: { c: text } }, { required: ['c'] }],
    required: ['d'],
  },
};

const specs: ToolSpec[] = Object.values(SCHEMAS).map((schema, index) => ({
  name: `tool_${index}`,
  description: 'It does. '.repeat(300),
  schema,
}));

async function ask(
  { api, url, refusalOf }: Dialect,
  request: { messages: Message[]; tools: ToolSpec[]; isLast?: boolean },
  script: Script = [{ text: 'Fine.' }],
  address = url,
) {
  const next = typeof script === 'function' ? script : () => script[0] ?? {};
  const server = await startModelServer((seen) => {
    const reason = refusalOf(seen.body as never);
    return reason === undefined ? next(seen) : { status: 400, text: reason };
  });
  onTestFinished(() => server.close());
  const settings = { api, url: server.url, name: 'm', maxTokens: 100 };
  const wire = api === 'anthropic' ? anthropic(settings) : openAi(settings);
  const model = fitToService(wire, serviceRules({ api, url: address }));
  const events: ModelEvent[] = [];
  const { signal } = new AbortController();
  for await (const event of model({ instructions: 'Be brief.', signal, ...request }))
    events.push(event);
  return { events, server, model };
}

const TEXT = { type: 'text', text: 'Fine.' };
const called: Message[] = [
  { role: 'user', text: 'first' },
  { role: 'user', text: 'again' },
  {
    role: 'assistant',
    text: ' ',
    calls: [
      { id: 'toolu_1', name: 'tool_0', args: '{"id": "a"b"}' },
      { id: 'call_2', name: '', args: '' },
    ],
    native: { wire: 'another', items: [] },
  },
  {
    role: 'tools',
    results: [
      {
        id: 'toolu_1',
        text: ' ',
        failed: false,
        images: [{ mimeType: 'image/png', data: 'AAAA' }],
      },
    ],
  },
  { role: 'user', text: 'rather this' },
  { role: 'assistant', text: '', calls: [] },
  { role: 'user', text: 'half \uD83D a character' },
  { role: 'assistant', text: 'Half. [incomplete]', calls: [] },
  { role: 'assistant', text: '', calls: [{ id: 'toolu_1', name: 'tool_1', args: '{}' }] },
  { role: 'user', text: 'last' },
];

describe.each(DIALECTS)('$name', (dialect) => {
  it.each([
    ['by its own rules', dialect.url],
    ['as a service that is not known', 'http://127.0.0.1/v1'],
  ])('takes schemas and conversations of all kinds, %s', async (_, address) => {
    // An unknown service with signatures gets back those of its own calls.
    const isForeign = address !== dialect.url && dialect.name === 'Gemini';
    const messages: Message[] = isForeign ? [{ role: 'user', text: 'hello' }] : called;
    const tools = address === dialect.url || dialect.name !== 'Gemini' ? specs : [];
    for (const isLast of [false, true]) {
      const { events } = await ask(dialect, { messages, tools, isLast }, undefined, address);
      expect(events).toContainEqual(TEXT);
      expect(
        events
          .filter(({ type }) => type === 'note')
          .map((note) => note.type === 'note' && note.text),
      ).toEqual(
        dialect.name === 'DeepSeek' && address !== dialect.url && !isLast
          ? ['The model reads no images, so they are left out.']
          : expect.any(Array),
      );
    }
  });

  it('takes any schema', async () => {
    const value = fc.jsonValue({ maxDepth: 2 });
    const { schema } = fc.letrec<{ schema: unknown }>((tie) => ({
      schema: fc.oneof(
        { maxDepth: 3 },
        value,
        fc.record(
          {
            type: fc.oneof(
              fc.constantFrom('object', 'array', 'string', 'integer', 'null', 'any'),
              fc.constant(['array', 'null']),
              value,
            ),
            properties: fc.oneof(
              fc.dictionary(fc.string({ maxLength: 5 }), tie('schema'), { maxKeys: 3 }),
              value,
            ),
            required: fc.oneof(fc.array(fc.string({ maxLength: 3 }), { maxLength: 2 }), value),
            items: fc.oneof(tie('schema'), fc.array(tie('schema'), { maxLength: 2 })),
            anyOf: fc.array(tie('schema'), { maxLength: 2 }),
            oneOf: fc.array(tie('schema'), { maxLength: 2 }),
            allOf: fc.array(tie('schema'), { maxLength: 2 }),
            enum: fc.oneof(fc.array(value, { maxLength: 3 }), value),
            additionalProperties: tie('schema'),
            $ref: fc.constantFrom('#', '#/properties/a', '#/$defs/x', 'https://example.com/x'),
            description: value,
            minimum: value,
            pattern: fc.string(),
            nullable: fc.boolean(),
          },
          { requiredKeys: [] },
        ),
      ),
    }));
    const rules = serviceRules(dialect);
    fc.assert(
      fc.property(schema, (root) => {
        const object = { ...(root as Json) };
        const fit = fitSchema(object, rules).schema;
        const tool = {
          name: 'a',
          description: 'b',
          input_schema: fit,
          function: { name: 'a', description: 'b', parameters: fit },
        };
        expect(
          dialect.refusalOf({
            model: 'm',
            messages: [{ role: 'user', content: [{ type: 'text', text: 'a' }] }],
            tools: [tool],
          }),
        ).toBeUndefined();
      }),
      { numRuns: 200 },
    );
  });
});

it('gives a call the names of arguments that the server has, and the model those of its own', async () => {
  const [openai] = DIALECTS.filter(({ name }) => name === 'a local server');
  const schema = SCHEMAS['names of an HTTP API']!;
  const tools = [{ name: 'list', description: 'Lists.', schema }];
  const args = { filter: 'a', user_name_2: 'b', in: { a_b: 'c' } };
  const { events, server } = await ask(
    openai!,
    { messages: [{ role: 'user', text: 'go' }], tools },
    () => ({ calls: [{ name: 'list', args }] }),
  );
  const end = events.at(-1);
  const [call] = end?.type === 'end' ? end.calls : [];
  expect(JSON.parse(call!.args)).toEqual({ $filter: 'a', 'user[name]': 'b', in: { 'a/b': 'c' } });
  expect(JSON.stringify(server.requests[0]?.body.tools)).toContain('Named \\"user[name]\\".');
  const back: Message[] = [
    { role: 'user', text: 'go' },
    { role: 'assistant', text: '', calls: [call!] },
  ];
  const later = await ask(openai!, { messages: back, tools });
  expect(JSON.stringify(later.server.requests[0]?.body.messages)).toContain('user_name_2');
});

it.each([
  ['names', (index: number) => `Invalid schema for function 'tool_${index}': it is bad.`],
  ['counts', (index: number) => `tools.${index}.custom.input_schema: it is bad.`],
])('leaves out a tool that a service refuses and %s, and says so once', async (_, reasonOf) => {
  const bad = new Set(['tool_2', 'tool_5']);
  const [local] = DIALECTS.filter(({ name }) => name === 'a local server');
  const refusalOf = ({ tools = [] }: Parameters<Dialect['refusalOf']>[0]) => {
    const index = tools.findIndex((tool) => bad.has(tool.function?.name ?? ''));
    return index < 0
      ? undefined
      : reasonOf(reasonOf(0).includes("'") ? Number(tools[index]?.function?.name.slice(5)) : index);
  };
  const { events, server, model } = await ask(
    { ...local!, refusalOf },
    { messages: [{ role: 'user', text: 'go' }], tools: specs },
  );
  expect(events.filter(({ type }) => type === 'note')).toEqual(
    ['tool_2', 'tool_5'].map(
      (name) =>
        expect.objectContaining({
          text: `The model rejected the tool "${name}", which is left out.`,
        }) as unknown,
    ),
  );
  const before = server.requests.length;
  const { signal } = new AbortController();
  const again = model({ instructions: '', messages: called.slice(0, 1), tools: specs, signal });
  while (!(await again.next()).done);
  expect(server.requests.length - before).toBe(1);
});

it.each([
  ['max_completion_tokens', 'Unrecognized request argument supplied: max_completion_tokens'],
  ['stream_options', "Unknown parameter: 'stream_options'."],
  ['reasoning', "'messages.2' : property 'reasoning' is unsupported"],
])('leaves out %s where a service refuses it', async (member, reason) => {
  const [local] = DIALECTS.filter(({ name }) => name === 'a local server');
  const refusalOf = (body: Json) =>
    JSON.stringify(body).includes(`"${member}":`) ? reason : undefined;
  const native = {
    wire: 'openai 127.0.0.1 m',
    items: [{ message: { reasoning: 'Hm.' }, calls: [{}] }],
  };
  const calls = [{ id: 'aaaaaaaaa', name: 'look', args: '{}' }];
  const messages: Message[] = [
    { role: 'user', text: 'go' },
    { role: 'assistant', text: '', calls, native },
  ];
  const { events } = await ask({ ...local!, refusalOf }, { messages, tools: [] });
  expect(events[0]).toEqual(TEXT);
});

it('sends types and names only, after a refusal of schemas that names no tool', async () => {
  const [local] = DIALECTS.filter(({ name }) => name === 'a local server');
  const tools = [
    {
      name: 'list',
      description: 'Lists.',
      schema: {
        type: 'object',
        properties: { n: { type: 'integer', minimum: 1, description: 'How many' } },
      },
    },
  ];
  const refusalOf = (body: Json) =>
    JSON.stringify(body.tools).includes('"minimum"') ? 'failed to parse grammar' : undefined;
  const { events, server } = await ask(
    { ...local!, refusalOf },
    { messages: called.slice(0, 1), tools },
  );
  expect(events[0]).toEqual(TEXT);
  expect(JSON.stringify(server.requests[1]?.body.tools)).toContain('How many (minimum: 1)');
});

it('has the source of each rule', () => {
  for (const { rules, sources } of SERVICES)
    expect(Object.keys(sources).sort()).toEqual(Object.keys(rules).sort());
});
