import { exactInteger, fromApi } from 'mcp-provider';
import * as z from 'zod';
import { building } from './building.js';

export const booking = fromApi({
  id: z.string(),
  room: fromApi({
    id: z.string(),
    name: z.string(),
    seats: exactInteger(),
    building,
    internal_code: z.string(),
  }),
  start: z.string(),
  end: z.string(),
  replaces: z.looseObject({}),
});
