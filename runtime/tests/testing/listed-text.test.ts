import { expect, it } from 'vitest';
import {
  type ListedPart,
  listedText,
  paragraphsIn,
  subjectOf,
  textOfParagraphs,
} from '../../src/testing/listed-text.js';

const order = {
  type: 'object',
  properties: {
    status: { type: 'string', enum: ['open', 'paid'], description: 'Status.' },
    lines: {
      type: 'array',
      items: { type: 'object', properties: { sku: { type: 'string', pattern: '^A' } } },
      minItems: 1,
    },
    due: { anyOf: [{ type: 'string', format: 'date' }, { type: 'null' }] },
    payer: {
      oneOf: [
        { type: 'string' },
        { type: 'object', properties: { name: { type: 'string', description: 'Name.' } } },
      ],
    },
    tags: { type: 'array', items: { type: 'string', description: 'A word.' }, description: 'All.' },
    notes: {
      type: 'object',
      additionalProperties: { type: 'string', enum: ['a', 'b'], description: 'By language.' },
    },
  },
  required: ['status'],
  additionalProperties: false,
};

const tool = (
  name: string,
  outputSchema?: object,
  options: Pick<ListedPart, 'task' | 'once'> = {},
): ListedPart => ({
  ...options,
  name,
  description: `Does ${name}.\n\nIn two paragraphs.`,
  annotations: { readOnlyHint: true, openWorldHint: false },
  inputSchema: {
    type: 'object',
    properties: { id: { minimum: 1, type: 'integer', default: 7 } },
    additionalProperties: false,
  },
  outputSchema,
});

const text = listedText({
  instructions: 'Orders.\n\nOf a shop.',
  searched: 'Clients find these tools by search.',
  tools: [
    tool('update', order),
    tool('get', order),
    tool('list', order),
    tool('cancel', undefined, { task: 'required', once: '10m' }),
  ],
  resources: [{ name: 'schema', ...{ uri: 'shop://schema' } }],
  prompts: [{ name: 'sum_up', arguments: [{ name: 'of', required: true }, { name: 'in' }] }],
});

it('has a line for each argument and each member of a result, and each result once', () => {
  expect(text).toBe(`Orders.
Of a shop.
Clients find these tools by search.

cancel
  Does cancel.

  In two paragraphs.
  (readOnly, not openWorld, task required, once 10m)
  clients without tasks list start_cancel and get_cancel_result in its place
  id?: integer (default 7, minimum 1)

get
  Does get.

  In two paragraphs.
  (readOnly, not openWorld)
  id?: integer (default 7, minimum 1)
  returns
    status: "open" | "paid" – Status.
    lines?: object[] (minItems 1)
      sku?: string (pattern "^A")
      …
    due?: date | null
    payer?: string | object (exactly one)
      name?: string – Name.
      …
    tags?: string[] – All. A word.
    notes?: object
      …: "a" | "b" – By language.

list
  Does list.

  In two paragraphs.
  (readOnly, not openWorld)
  id?: integer (default 7, minimum 1)
  returns what get returns

update
  Does update.

  In two paragraphs.
  (readOnly, not openWorld)
  id?: integer (default 7, minimum 1)
  returns what get returns

schema
  uri "shop://schema"

sum_up
  of
  in?
`);
});

it('is read as paragraphs that have their whole results', () => {
  const paragraphs = paragraphsIn(text);
  expect(paragraphs.map((one) => one.split('\n')[0])).toEqual([
    'Orders.',
    'cancel',
    'get',
    'list',
    'update',
    'schema',
    'sum_up',
  ]);
  expect(paragraphs[4]).toContain('    due?: date | null');
  expect(textOfParagraphs(paragraphs)).toBe(text);
  const withoutFirst = textOfParagraphs(paragraphs.filter((one) => !one.startsWith('get\n')));
  expect(withoutFirst).toMatch(
    /\nlist\n[^]*due\?: date[^]*\nupdate\n[^]*returns what list returns\n/,
  );
});

it('names the subject of each paragraph, whatever hints a tool has', () => {
  const paragraphs = paragraphsIn(text);
  expect(paragraphs.map(subjectOf)).toEqual([
    'provider',
    ...Array<string>(4).fill('tool'),
    'resource',
    'prompt',
  ]);
  for (const line of ['()', '(not readOnly)', '(readOnly, task optional, once 1h)'])
    expect(subjectOf(`get\n  ${line}`, 1), line).toBe('tool');
  expect(subjectOf('get\n  (see the guide)', 1)).toBe('prompt');
});

it('names the tool of another MCP server, and the question before it', () => {
  const forwarded = { ...tool('remove'), remoteName: 'issues_delete', question: 'Delete it?' };
  expect(listedText({ tools: [forwarded] })).toContain(
    '  calls "issues_delete" of the server\n  asks first: Delete it?\n',
  );
});
