import * as z from 'zod';
import { prompt } from '../mcp-instance.js';

export const sumUpPrompt = prompt({
  name: 'sum_up',
  args: z.object({
    room_id: z.string(),
  }),
  render({ room_id }) {
    return `Sum up the room ${room_id}.`;
  },
});
