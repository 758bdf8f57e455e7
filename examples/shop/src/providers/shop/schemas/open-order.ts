import { exactInteger } from 'mcp-provider';
import * as z from 'zod';

export const openOrder = z.object({
  id: exactInteger().nullable(),
  customer_id: exactInteger().nullable(),
  quantity: exactInteger().nullable(),
});
