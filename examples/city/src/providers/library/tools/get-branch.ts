import * as z from 'zod';
import { getBranch } from '../api/get-branch.js';
import { tool } from '../mcp-instance.js';

export const input = z.strictObject({
  id: z.string(),
});

export const output = z
  .object({
    id: z.string().nullish(),
    name: z.string().nullish(),
    address: z.string().nullish(),
  })
  .describe('A building of the library.');

export const getBranchTool = tool({
  name: 'get_branch',
  title: 'Get a branch',
  description: 'Get a branch.',
  input,
  output,
  annotations: { readOnlyHint: true },
  run: getBranch,
});
