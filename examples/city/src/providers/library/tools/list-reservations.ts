import { collect } from 'mcp-provider/api';
import * as z from 'zod';
import { page } from '../api/pages.js';
import { tool } from '../mcp-instance.js';
import { reservation } from '../schemas/reservation.js';
import { searchArguments } from '../schemas/search-arguments.js';

export const listReservations = tool({
  name: 'list_reservations',
  title: 'List reservations',
  description: 'Lists the reservations, the oldest first.',
  input: z.strictObject(searchArguments),
  output: z.object({
    items: z.array(reservation),
    next_cursor: z.string().optional().describe('For what follows; absent at the end.'),
    truncated: z.boolean().optional().describe('True if there may be more.'),
  }),
  annotations: { readOnlyHint: true },
  run: ({ limit, cursor, ...query }, context) =>
    collect(
      context,
      { method: 'GET', path: '/reservations', query },
      { limit, cursor, page, name: 'items' },
    ),
});
