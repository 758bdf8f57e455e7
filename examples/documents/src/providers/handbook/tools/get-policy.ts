import * as z from 'zod';
import { getPolicy } from '../api/get-policy.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  topic: z.string().describe('Topic, such as travel.'),
});

export const getPolicyTool = tool({
  name: 'get_policy',
  title: 'Get policy',
  description: 'One policy of the handbook.',
  input,
  annotations: { readOnlyHint: true, openWorldHint: false },
  run: getPolicy,
});
