import { exactInteger, fromApi } from 'mcp-provider';
import * as z from 'zod';

export const fileOutput = fromApi({
  id: z.string(),
  room: fromApi({
    id: z.string(),
    name: z.string(),
    seats: exactInteger(),
    building: fromApi({ code: z.string(), address: z.string() }),
    internal_code: z.string(),
  }),
  start: z.string(),
  end: z.string(),
  replaces: z.looseObject({}),
});
