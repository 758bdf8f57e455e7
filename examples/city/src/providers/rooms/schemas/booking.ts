import { fromApi } from 'mcp-provider';
import * as z from 'zod';
import { room } from './room.js';

export const booking = fromApi({
  id: z.string(),
  room,
  start: z.string().describe('Date and time, as in RFC 3339.'),
  end: z.string().describe('Date and time, as in RFC 3339.'),
});
