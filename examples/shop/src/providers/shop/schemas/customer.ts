import { exactInteger } from 'mcp-provider';
import * as z from 'zod';

export const customer = z.object({
  id: exactInteger(),
  name: z.string(),
  email: z.string().nullable(),
  country: z.string().nullable(),
  active: z.boolean(),
});
