import { fromApi } from 'mcp-provider';
import * as z from 'zod';

export const fileOutput = z.object({
  id: z.string().nullish(),
  room: fromApi({
    id: z.string(),
    name: z.string(),
    seats: z.int(),
    building: fromApi({ code: z.string(), address: z.string() }),
    internal_code: z.string(),
  }).nullish(),
  start: z.string().nullish(),
  end: z.string().nullish(),
  replaces: z.looseObject({}).optional(),
});
