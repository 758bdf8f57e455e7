import * as z from 'zod';
import { updateBranch } from '../api/update-branch.js';
import { tool } from '../mcp-instance.js';

export const input = z.strictObject({
  id: z.string().describe('ID of a branch.'),
  name: z.string().optional().describe('Name of the branch.'),
  address: z.string().optional().describe('Street, number and town.'),
});

export const output = z
  .object({
    id: z.string().nullish(),
    name: z.string().nullish().describe('Name of the branch.'),
    address: z.string().nullish().describe('Street, number and town.'),
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
