import * as z from 'zod'
import { getRoom } from '../api/get-room.js'
import { tool } from '../mcp-instance.js'

export const getRoomTool = tool({
  name: 'get_room',
  description: 'One room.',
  input: z.object({
    room_id: z.string().describe('Which room'),
  }),
  output: z.object({
    name: z.string(),
  }),
  annotations: { readOnlyHint: true },
  run: getRoom,
})
