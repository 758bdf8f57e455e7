import { path } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';
import { branch } from '../schemas/branch.js';

export const getBranch = tool({
  name: 'get_branch',
  title: 'Get a branch',
  description: 'Returns one branch, with name and address.',
  input: z.strictObject({
    id: z.string().describe('ID of a branch.'),
  }),
  output: branch,
  annotations: { readOnlyHint: true },
  run: ({ id }, { api }) => api({ method: 'GET', path: path`/branches/${id}` }),
});
