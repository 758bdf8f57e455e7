import { fromApi } from 'mcp-provider';
import * as z from 'zod';

export const branch = fromApi({
  id: z.string(),
  name: z.string().describe('Name of the branch.'),
  address: z.string().describe('Street, number and town.'),
}).describe('A building of the library.');
