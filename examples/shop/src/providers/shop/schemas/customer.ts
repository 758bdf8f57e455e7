import { exactNumber } from 'mcp-provider';
import * as z from 'zod';

export const customer = z.object({
  id: exactNumber(),
  name: z.string(),
  email: z.string().nullable(),
  country: z.string().nullable(),
  active: z.union([z.boolean(), z.string(), z.number()]),
});
