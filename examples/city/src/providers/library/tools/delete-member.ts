import * as z from 'zod';
import { deleteMember } from '../api/delete-member.js';
import { tool } from '../mcp-instance.js';

export const input = z.strictObject({
  id: z.string().describe('ID of a member.'),
});

export const deleteMemberTool = tool({
  name: 'delete_member',
  title: 'Delete a member',
  description: 'Delete a member.',
  input,
  annotations: { destructiveHint: true, idempotentHint: true },
  run: deleteMember,
});
