import { exactInteger, fromApi } from 'mcp-provider';
import * as z from 'zod';

export const room = fromApi({
  id: z.string(),
  name: z.string(),
  seats: exactInteger(),
  building: fromApi({ code: z.string(), address: z.string() }),
});
