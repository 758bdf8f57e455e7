import { readJson } from 'mcp-provider/files';
import * as z from 'zod';
import { files } from '../api/files.js';
import { tool } from '../mcp-instance.js';

export const getContacts = tool({
  name: 'get_contacts',
  title: 'Get contacts',
  description: 'Whom to ask, by topic.',
  input: z.strictObject({}),
  output: z.object({
    contacts: z.array(z.object({ topic: z.string(), email: z.string() })),
  }),
  annotations: { readOnlyHint: true, openWorldHint: false },
  run: (_args, context) => readJson(files, 'contacts.json', context),
});
