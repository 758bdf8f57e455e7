import * as z from 'zod';
import { tool } from '../mcp-instance.js';
import { reservation } from '../schemas/reservation.js';

export const addReservation = tool({
  name: 'add_reservation',
  title: 'Add a reservation',
  description: 'Adds a reservation of the next copy of a book that is back.',
  input: z.strictObject({
    book_id: z.string().describe('ID of the reserved book.'),
    member_id: z.string().describe('ID of the member who waits.'),
    until: z.iso.date().optional().describe('Last day of the reservation.'),
  }),
  output: reservation,
  annotations: { destructiveHint: false },
  run: (body, { api }) => api({ method: 'POST', path: '/reservations', body }),
});
