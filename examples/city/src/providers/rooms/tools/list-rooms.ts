import { collect, pageNumbers, select } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';
import { room } from '../schemas/room.js';

const page = pageNumbers({ parameter: 'page', size: { parameter: 'per_page', max: 100 } });

export const listRooms = tool({
  name: 'list_rooms',
  title: 'List rooms',
  description: 'Meeting rooms, by building and number of seats.',
  input: z.strictObject({
    building: z.string().max(8).optional().describe('Code of a building, such as "HQ".'),
    seats: z.int().min(1).optional().describe('Seats that are needed.'),
    limit: z.int().min(1).max(1000).default(20).describe('How many at most.'),
    cursor: z.string().optional().describe('The next_cursor of the result before.'),
  }),
  output: z.object({
    items: z.array(room),
    next_cursor: z.string().optional().describe('For what follows; absent at the end.'),
    truncated: z.boolean().optional().describe('True if there may be more.'),
  }),
  annotations: { readOnlyHint: true },
  run: async ({ limit, cursor, building, seats }, context) =>
    select(
      await collect(
        context,
        { method: 'GET', path: '/rooms', query: { bldg: building, 'min-seats': seats } },
        { limit, cursor, page, name: 'items' },
      ),
      { exclude: ['items.internal_code'] },
    ),
});
