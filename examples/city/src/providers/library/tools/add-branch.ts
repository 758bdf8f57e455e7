import * as z from 'zod';
import { addBranch } from '../api/add-branch.js';
import { tool } from '../mcp-instance.js';

export const input = z.strictObject({
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

export const addBranchTool = tool({
  name: 'add_branch',
  title: 'Add a branch',
  description: 'Add a branch.',
  input,
  output,
  annotations: { destructiveHint: true },
  run: addBranch,
});
