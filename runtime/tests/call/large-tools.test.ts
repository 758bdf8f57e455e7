import { expect, it, onTestFinished } from 'vitest';
import * as z from 'zod';
import { connect } from '../../src/client.js';
import { defineProvider, tool } from '../../src/index.js';

interface Filter {
  all?: Filter[] | undefined;
}
const Filter: z.ZodType<Filter> = z.object({ all: z.array(z.lazy(() => Filter)).optional() });
const lines = Object.fromEntries(
  Array.from({ length: 30 }, (_, i) => [
    `line_${i}`,
    z.object({ note: z.string().describe('What is said of it. '.repeat(20)) }),
  ]),
);

it('a large tool is listed without its deep levels, which a tool describes and each call is checked against', async () => {
  const shop = defineProvider({
    name: 'shop',
    version: '1.0.0',
    tools: [
      tool({
        name: 'order',
        description: 'Order.',
        input: z.strictObject({
          order: z.object(lines).describe('Its lines.'),
          tags: z.array(z.string()).optional(),
          filter: Filter.optional(),
        }),
        large: true,
        run: async () => 'ordered',
      }),
    ],
  });
  const { client, call, close } = await connect(shop);
  onTestFinished(close);
  const { tools } = await client.listTools();
  expect(tools).toMatchObject([
    {
      name: 'order',
      description: 'Order. describe_tool has the deep levels of its arguments.',
      inputSchema: {
        type: 'object',
        required: ['order'],
        properties: {
          order: { type: 'object', description: 'Its lines.' },
          tags: { type: 'array', items: {} },
        },
      },
    },
    { name: 'describe_tool', annotations: { readOnlyHint: true } },
  ]);
  expect(JSON.stringify(tools).length).toBeLessThan(3_000);
  const args = { name: 'describe_tool', arguments: { tool: 'order' } };
  const { content } = await client.callTool(args);
  expect(JSON.stringify(content)).toContain('line_29');
  await expect(call('order', { order: { line_0: { note: 7 } } } as never)).rejects.toThrow(
    'order.line_0.note',
  );
  await expect(client.callTool({ ...args, arguments: { tool: 'other' } })).resolves.toMatchObject({
    isError: true,
    content: [{ text: 'The list has all arguments of tools other than: order.' }],
  });
});
