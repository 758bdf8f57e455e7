import { fromApi } from 'mcp-provider';
import * as z from 'zod';
import { room } from './room.js';

export const booking = fromApi({
  id: z.string(),
  room: room.extend({ internal_code: z.string().nullish() }),
  start: z.string(),
  end: z.string(),
  replaces: z.looseObject({}),
});
