import { fromApi } from 'mcp-provider';
import * as z from 'zod';

export const booking = fromApi({
  id: z.string(),
  room: fromApi({ id: z.string(), name: z.string().describe('Name on the door.') }),
  start: z.string().describe('Start of the booking.'),
  end: z.string().describe('End of the booking.'),
});
