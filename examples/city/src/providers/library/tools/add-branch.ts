import * as z from 'zod';
import { tool } from '../mcp-instance.js';
import { branch } from '../schemas/branch.js';

export const addBranch = tool({
  name: 'add_branch',
  title: 'Add a branch',
  description: 'Adds a branch, which is a building of the library.',
  input: z.strictObject({
    name: z.string().describe('Name of the branch.'),
    address: z.string().describe('Street, number and town.'),
  }),
  output: branch,
  annotations: { destructiveHint: false },
  run: (body, { api }) => api({ method: 'POST', path: '/branches', body }),
});
