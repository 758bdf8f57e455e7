import { integer } from 'mcp-provider';
import * as z from 'zod';
import { listReservations } from '../api/list-reservations.js';
import { tool } from '../mcp-instance.js';

export const input = z.strictObject({
  q: z.string().optional().describe('Words to search for.'),
  limit: integer().max(500).default(20).describe('How many items to return in all.'),
});

export const output = z.object({
  items: z
    .array(
      z
        .object({
          id: z.string().nullish(),
          book_id: z.string().nullish().describe('ID of the reserved book.'),
          until: z.string().nullish().describe('Last day of the reservation.'),
        })
        .nullable()
        .describe('A book that a member waits for.'),
    )
    .optional(),
});

export const listReservationsTool = tool({
  name: 'list_reservations',
  title: 'List reservations',
  description: 'List reservations.',
  input,
  output,
  annotations: { readOnlyHint: true },
  run: listReservations,
});
