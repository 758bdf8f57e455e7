import { fileName, readText } from 'mcp-provider/files';
import * as z from 'zod';
import { files } from '../api/files.js';
import { tool } from '../mcp-instance.js';

export const getPolicy = tool({
  name: 'get_policy',
  title: 'Get policy',
  description: 'One policy of the handbook.',
  input: z.strictObject({
    topic: z.string().describe('Topic, such as travel.'),
  }),
  annotations: { readOnlyHint: true, openWorldHint: false },
  run: ({ topic }, context) => readText(files, fileName`policies/${topic}.md`, context),
});
