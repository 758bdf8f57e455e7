import * as z from 'zod';
import { getRoom } from '../api/get-room.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
	room_id: z.string().describe('Which room'),
});

export const output = z.object({
	name: z.string(),
});

export const getRoomTool = tool({
	name: 'get_room',
	description: 'One room.',
	input,
	output,
	annotations: { readOnlyHint: true },
	run: getRoom,
});
