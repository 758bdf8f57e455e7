import { path } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';

export const listRooms = tool({
  name: 'list_rooms',
  title: 'List rooms',
  description: 'Meeting rooms of a building.',
  input: z.strictObject({
    building: z.string().min(1).describe('Code of the building.'),
  }),
  output: z.object({
    rooms: z.array(z.object({ id: z.string(), name: z.string(), seats: z.int().optional() })),
  }),
  annotations: { readOnlyHint: true },
  run: ({ building }, { api }) => api({ method: 'GET', path: path`/buildings/${building}/rooms` }),
});
