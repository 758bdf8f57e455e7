import { path } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../../mcp-instance.js';

export const sendMessage = tool({
  name: 'send_message',
  description: 'Ours by now.',
  input: z.strictObject({
    room_id: z.string().describe('Which room'),
    text: z.string().describe('What to say'),
  }),
  output: z.object({
    id: z.string(),
  }),
  annotations: { destructiveHint: true },
  run: ({ room_id, ...body }, { api }) =>
    api({ method: 'POST', path: path`/rooms/${room_id}/messages`, body }),
});
