import { expect, it } from 'vitest';
import type { JsonSchemaObject } from '../../src/call/schema/json-schema.js';
import { checkSkill, type SkillTool } from '../../src/skills/check-skill.js';

const tools: SkillTool[] = [
  toolOf('list_orders', { status: { enum: ['open', 'closed'] }, page_size: { type: 'integer' } }),
  toolOf('search', { query: { type: 'string' }, sort: { enum: ['newest', 'price'] } }),
  toolOf('orders.cancel', { order_id: { type: 'string' } }),
  toolOf('get-order', {
    orderId: { type: 'string' },
    expand: { type: 'array', items: { enum: ['lines'] } },
  }),
];

function toolOf(name: string, properties: Record<string, JsonSchemaObject>): SkillTool {
  return { name, inputSchema: { type: 'object', properties } };
}

/** A true skill: each line with a name in it is one place of a claim. */
const SKILL = `---
name: orders
description: Call list_orders first, then \`search\`.
metadata:
  provider: orders
---

# Orders

Ask before orders.cancel. The main branch of a node project is read-only, see https://acme.dev/node_modules.

#### get-order

\`get-order(orderId, expand=['lines'])\`

| tool | when |
| --- | --- |
| \`list_orders(status="open", page_size?)\` | first |
| \`search\` | \`sort='price'\` |

Use \`list_orders\` with \`status: closed\` and \`page_size\`. True is \`true\`, a file is \`notes.md\`.

## With JSON

\`\`\`json
[{ "tool": "search", "arguments": { "query": "red shoes", "sort": "newest" } }]
\`\`\`

~~~jsonc
// one call
{ "name": "list_orders", "arguments": { "status": "open" } }
~~~

## In code

\`\`\`ts
const { orders } = await client.callTool({ name: 'list_orders', arguments: { page_size: 1 } });
console.log(await search({ query: 'x', sort: 'price' }));
\`\`\`

\`\`\`bash
npx mcp-provider call search sort=price
\`\`\`

\`\`\`yaml
tool: get-order
arguments:
  orderId: o1
\`\`\`

\`\`\`
orders.cancel(order_id)
\`\`\`

<!-- words: callTool -->
`;

it('finds nothing in a skill that names what exists', () => {
  expect(checkSkill(SKILL, { tools })).toEqual([]);
});

const lines = SKILL.split('\n');
const linesWith = (word: string) =>
  lines.flatMap((line, index) =>
    new RegExp(`(?<![\\w-])${word.replace('.', '\\.')}(?![\\w-])`).test(line) ? [index + 1] : [],
  );

it.each([
  ...['list_orders', 'search', 'orders.cancel', 'get-order'],
  ...['status', 'page_size', 'query', 'sort', 'order_id', 'orderId', 'expand'],
  ...['open', 'closed', 'newest', 'price', 'lines'],
])('finds each place of "%s" after it was renamed', (name) => {
  const renamed = JSON.stringify(tools).replaceAll(`"${name}"`, `"new-${name}"`);
  const names = { tools: JSON.parse(renamed) as SkillTool[] };
  for (const text of [SKILL, SKILL.replaceAll('\n', '\r\n')]) {
    const found = checkSkill(text, names).map(({ line }) => line);
    expect([...new Set(found)]).toEqual(expect.arrayContaining(linesWith(name)));
  }
});

it.each<[text: string, messages: string[]]>([
  [
    'Use `list_order`.',
    [
      'there is no tool "list_order", and no argument or value with this name; did you mean "list_orders"?',
    ],
  ],
  [
    '`list_orders(state="open")`',
    [
      'there is no tool "state", and no argument or value of list_orders with this name; did you mean "status"?',
    ],
  ],
  ['`list_orders(status="opened")`', ['"status" cannot be "opened"; did you mean "open"?']],
  ['`search("shoes", sort="price")`, `search(query="status")` and `MCP_TOOLS`.', []],
  ['```ts\nconst page = await fetch(url); // a page_size\n```', []],
  [
    'See read-only, e.g. version 1.2.3 of `package.json`, <https://acme.dev/x_y> and [x](a_b.md).',
    [],
  ],
])('the findings in the text of a skill: %s', (text, messages) => {
  expect(checkSkill(text, { tools }).map(({ message }) => message)).toEqual(messages);
});
