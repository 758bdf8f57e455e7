import { fromApi } from 'mcp-provider';
import * as z from 'zod';

export const building = fromApi({
  code: z.string(),
  address: z.string(),
});
