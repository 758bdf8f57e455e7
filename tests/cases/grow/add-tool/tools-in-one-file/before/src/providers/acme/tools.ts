import * as z from 'zod';
import { listRooms } from './api/list-rooms.js';
import { sendMessage } from './api/send-message.js';
import { tool } from './mcp-instance.js';

export const messageInput = z.object({ room_id: z.string(), text: z.string() });
export const messageOutput = z.object({ id: z.string() });

export const sendMessageTool = tool({
  name: 'send_message',
  description: 'Post a message to a room.',
  input: messageInput,
  output: messageOutput,
  run: sendMessage,
});

export const roomsInput = z.object({ query: z.string().optional() });

export const listRoomsTool = tool({
  name: 'list_rooms',
  description: 'Rooms that can be written to.',
  input: roomsInput,
  run: listRooms,
});
