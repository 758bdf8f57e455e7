import { path } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from './mcp-instance.js';

export const messageInput = z.object({ room_id: z.string(), text: z.string() });
export const messageOutput = z.object({ id: z.string() });

export const sendMessage = tool({
  name: 'send_message',
  description: 'Post a message to a room.',
  input: messageInput,
  output: messageOutput,
  run: ({ room_id, ...body }, { api }) =>
    api({ method: 'POST', path: path`/rooms/${room_id}/messages`, body }),
});

export const roomsInput = z.object({ query: z.string().optional() });

export const listRooms = tool({
  name: 'list_rooms',
  description: 'Rooms that can be written to.',
  input: roomsInput,
  run: (query, { api }) => api({ method: 'GET', path: '/rooms', query }),
});
