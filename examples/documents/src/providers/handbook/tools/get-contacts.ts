import * as z from 'zod';
import { getContacts } from '../api/get-contacts.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({});

export const output = z.object({
  contacts: z.array(z.object({ topic: z.string(), email: z.string() })),
});

export const getContactsTool = tool({
  name: 'get_contacts',
  title: 'Get contacts',
  description: 'Whom to ask, by topic.',
  input,
  output,
  annotations: { readOnlyHint: true, openWorldHint: false },
  run: getContacts,
});
