import * as z from 'zod';
import { tool } from '../mcp-instance.js';
import { reservation } from '../schemas/reservation.js';

export const addReservation = tool({
  name: 'add_reservation',
  title: 'Add a reservation',
  description: 'Add a reservation.',
  input: z.strictObject({
    book_id: z.string().optional().describe('ID of the reserved book.'),
    until: z.iso.date().optional().describe('Last day of the reservation.'),
  }),
  output: reservation,
  annotations: { destructiveHint: false },
  run: (body, { api }) => api({ method: 'POST', path: '/reservations', body }),
});
