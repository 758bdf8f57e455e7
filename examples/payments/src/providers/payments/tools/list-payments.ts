import { collect, cursorPages, deepObject, select } from 'mcp-provider/api';
import { itemFields } from 'mcp-provider/fields';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';
import { payment } from '../schemas/payment.js';

const page = cursorPages({
  items: 'data',
  lastItem: 'id',
  more: 'has_more',
  parameter: 'starting_after',
  size: { parameter: 'limit', max: 100 },
});

export const listPayments = tool({
  name: 'list_payments',
  title: 'List payments',
  description: 'Payments, newest first. Reads as many pages as the limit asks for.',
  input: z.strictObject({
    customer: z.string().optional().describe('ID of a customer whose payments to return.'),
    created: z
      .strictObject({ gte: z.int().optional(), lt: z.int().optional() })
      .optional()
      .describe('Only payments of this time, in seconds since 1970.'),
    limit: z.int().min(1).max(500).default(20).describe('How many payments to return at most.'),
    cursor: z.string().optional().describe('The next_cursor of the result before.'),
  }),
  output: z.object({
    payments: z.array(payment),
    next_cursor: z.string().optional().describe('For what follows; absent at the end.'),
    truncated: z.boolean().optional().describe('True if there may be more.'),
  }),
  annotations: { readOnlyHint: true },
  view: 'auto',
  fields: itemFields(),
  run: async ({ limit, cursor, created, ...query }, context) =>
    select(
      await collect(
        context,
        { method: 'GET', path: '/payments', query: { ...query, created: deepObject(created) } },
        { limit, cursor, page, name: 'payments' },
      ),
      { exclude: ['payments.client_secret'] },
    ),
});
