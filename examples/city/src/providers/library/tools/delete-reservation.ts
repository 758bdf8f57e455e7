import { path } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';

export const deleteReservation = tool({
  name: 'delete_reservation',
  title: 'Delete a reservation',
  description: 'Deletes a reservation. The next member who waits gets the copy.',
  input: z.strictObject({
    id: z.string().describe('ID of a reservation.'),
  }),
  annotations: { destructiveHint: true, idempotentHint: true },
  confirm: ({ id }) => `Delete reservation ${JSON.stringify(id)}?`,
  run: ({ id }, { api }) => api({ method: 'DELETE', path: path`/reservations/${id}` }),
});
