import { path } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';
import { reservation } from '../schemas/reservation.js';

export const getReservation = tool({
  name: 'get_reservation',
  title: 'Get a reservation',
  description: 'Returns one reservation, with its last day.',
  input: z.strictObject({
    id: z.string().describe('ID of a reservation.'),
  }),
  output: reservation,
  annotations: { readOnlyHint: true },
  run: ({ id }, { api }) => api({ method: 'GET', path: path`/reservations/${id}` }),
});
