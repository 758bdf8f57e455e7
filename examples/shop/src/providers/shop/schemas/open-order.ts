import { exactNumber } from 'mcp-provider';
import * as z from 'zod';

export const openOrder = z.object({
  id: exactNumber(),
  customer_id: exactNumber().nullable(),
  quantity: exactNumber().nullable(),
});
