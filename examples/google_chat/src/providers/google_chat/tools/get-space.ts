import { path } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';
import { space } from '../schemas/space.js';

export const getSpace = tool({
  name: 'get_space',
  title: 'Get space',
  description: 'One space.',
  input: z.strictObject({
    space: z.string().min(1).describe('Id of the space: what follows "spaces/" in its name.'),
  }),
  output: space,
  annotations: { readOnlyHint: true },
  run: ({ space }, { api }) => api({ method: 'GET', path: path`/spaces/${space}` }),
});
