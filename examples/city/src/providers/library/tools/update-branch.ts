import { changes, path } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';
import { branch } from '../schemas/branch.js';

export const updateBranch = tool({
  name: 'update_branch',
  title: 'Update a branch',
  description: 'Changes the name or the address of a branch.',
  input: z.strictObject({
    id: z.string().describe('ID of a branch.'),
    name: z.string().optional().describe('New name.'),
    address: z.string().optional().describe('New street, number and town.'),
  }),
  output: branch,
  annotations: { destructiveHint: true },
  run: ({ id, ...body }, { api }) =>
    api({ method: 'PATCH', path: path`/branches/${id}`, body: changes(body) }),
});
