import { path, select } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';
import { room } from '../schemas/room.js';

export const getRoom = tool({
  name: 'get_room',
  title: 'Get room',
  description: 'Returns one room, with the address of its building.',
  input: z.strictObject({
    room_id: z.string().describe('ID of a room.'),
  }),
  output: room,
  annotations: { readOnlyHint: true },
  async run({ room_id }, { api }) {
    const response = await api({ method: 'GET', path: path`/rooms/${room_id}` });
    return select(response.body, { exclude: ['internal_code'] });
  },
});
