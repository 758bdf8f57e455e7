import * as z from 'zod';
import { updateBranch } from '../api/update-branch.js';
import { tool } from '../mcp-instance.js';

export const input = z.strictObject({
  id: z.string(),
  name: z.string().optional(),
  address: z.string().optional(),
});

export const output = z
  .object({
    id: z.string().nullish(),
    name: z.string().nullish(),
    address: z.string().nullish(),
  })
  .describe('A building of the library.');

export const updateBranchTool = tool({
  name: 'update_branch',
  title: 'Update a branch',
  description: 'Update a branch.',
  input,
  output,
  annotations: { destructiveHint: true },
  run: updateBranch,
});
