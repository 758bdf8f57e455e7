import { fromApi } from 'mcp-provider';
import * as z from 'zod';

export const room = fromApi({
  id: z.string(),
  name: z.string().describe('Name on the door, such as "Aurora".'),
  seats: z.int().describe('Number of chairs.'),
  building: fromApi({
    code: z.string().describe('Such as "HQ".'),
    address: z.string().describe('Street and town.'),
  }),
});
