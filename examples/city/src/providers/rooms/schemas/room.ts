import { exactInteger, fromApi } from 'mcp-provider';
import * as z from 'zod';
import { building } from './building.js';

export const room = fromApi({
  id: z.string(),
  name: z.string(),
  seats: exactInteger(),
  building,
});
