import * as z from 'zod';
import { getVersion } from '../api/get-version.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  program: z.enum(['git', 'node']),
});

export const getVersionTool = tool({
  name: 'get_version',
  description: 'Version of a program on the computer of the server.',
  input,
  annotations: { readOnlyHint: true, openWorldHint: false },
  run: getVersion,
});
