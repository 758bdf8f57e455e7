import * as z from 'zod';
import { deleteReservation } from '../api/delete-reservation.js';
import { tool } from '../mcp-instance.js';

export const input = z.strictObject({
  id: z.string().describe('ID of a reservation.'),
});

export const deleteReservationTool = tool({
  name: 'delete_reservation',
  title: 'Delete a reservation',
  description: 'Delete a reservation.',
  input,
  annotations: { destructiveHint: true, idempotentHint: true },
  run: deleteReservation,
});
