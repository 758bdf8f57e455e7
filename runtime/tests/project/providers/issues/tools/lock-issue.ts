import * as z from 'zod';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  owner: z.string(),
  repo: z.string(),
  issue_number: z.int(),
});

export const lockIssueTool = tool({
  name: 'lock_issue',
  description: 'Lock an issue.',
  input,
  annotations: { destructiveHint: true },
  run: async () => 'locked',
  unavailable: 'Issues can no longer be locked.',
});
