import { changes, path } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';
import { reservation } from '../schemas/reservation.js';

export const updateReservation = tool({
  name: 'update_reservation',
  title: 'Update a reservation',
  description: 'Changes the book or the last day of a reservation.',
  input: z.strictObject({
    id: z.string().describe('ID of a reservation.'),
    book_id: z.string().optional().describe('ID of another book.'),
    until: z.iso.date().optional().describe('New last day of the reservation.'),
  }),
  output: reservation,
  annotations: { destructiveHint: true },
  run: ({ id, ...body }, { api }) =>
    api({ method: 'PATCH', path: path`/reservations/${id}`, body: changes(body) }),
});
