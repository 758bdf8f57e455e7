import { changes, path } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';
import { branch } from '../schemas/branch.js';

export const updateBranch = tool({
  name: 'update_branch',
  title: 'Update a branch',
  description: 'Update a branch.',
  input: z.strictObject({
    id: z.string().describe('ID of a branch.'),
    name: z.string().optional().describe('Name of the branch.'),
    address: z.string().optional().describe('Street, number and town.'),
  }),
  output: branch,
  annotations: { destructiveHint: true },
  run: ({ id, ...body }, { api }) =>
    api({ method: 'PATCH', path: path`/branches/${id}`, body: changes(body) }),
});
