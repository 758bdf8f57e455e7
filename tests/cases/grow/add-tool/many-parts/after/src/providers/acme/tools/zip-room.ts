import * as z from 'zod';
import { zipRoom } from '../api/zip-room.js';
import { tool } from '../mcp-instance.js';

export const zipRoomTool = tool({
  name: 'zip_room',
  description: 'Zip.',
  input: z.object({}),
  run: (_args, context) => zipRoom(context),
});
