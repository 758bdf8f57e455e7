import * as z from 'zod';
import { addBranch } from '../api/add-branch.js';
import { tool } from '../mcp-instance.js';

export const input = z.strictObject({
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

export const addBranchTool = tool({
  name: 'add_branch',
  title: 'Add a branch',
  description: 'Add a branch.',
  input,
  output,
  annotations: { destructiveHint: true },
  run: addBranch,
});
