import * as z from 'zod';
import { getBranch } from '../api/get-branch.js';
import { tool } from '../mcp-instance.js';

export const input = z.strictObject({
  id: z.string().describe('ID of a branch.'),
});

export const output = z
  .object({
    id: z.string().nullish(),
    name: z.string().nullish().describe('Name of the branch.'),
    address: z.string().nullish().describe('Street, number and town.'),
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
