import * as z from 'zod';
import { deleteBranch } from '../api/delete-branch.js';
import { tool } from '../mcp-instance.js';

export const input = z.strictObject({
  id: z.string().describe('ID of a branch.'),
});

export const deleteBranchTool = tool({
  name: 'delete_branch',
  title: 'Delete a branch',
  description: 'Delete a branch.',
  input,
  annotations: { destructiveHint: true, idempotentHint: true },
  run: deleteBranch,
});
