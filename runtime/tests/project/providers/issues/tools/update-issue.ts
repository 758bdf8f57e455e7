import { integer } from '../../../../../src/index.js';
import * as z from 'zod';
import { updateIssue } from '../api/update-issue.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  owner: z.string().min(1).describe('Account that owns the repository.'),
  repo: z.string().min(1).describe('Name of the repository.'),
  issue_number: integer().min(1).describe('Number of the issue.'),
  title: z.string().min(1).max(256).optional().describe('New title.'),
  body: z.string().optional().describe('New text, in Markdown.'),
  state: z.enum(['open', 'closed']).optional().describe('New state.'),
});

export const output = z.object({
  number: integer(),
  title: z.string(),
  state: z.enum(['open', 'closed']),
  html_url: z.string().optional().meta({ format: 'uri' }),
  body: z.string().nullish(),
  comments: integer().optional(),
  created_at: z.string().optional().meta({ format: 'date-time' }),
  user: z.object({ login: z.string() }).nullish().describe('Null where the account is gone.'),
  labels: z.array(z.object({ name: z.string().nullish() })).optional(),
});

export const updateIssueTool = tool({
  name: 'update_issue',
  title: 'Update issue',
  description: 'Change the title, the text or the state of an issue.',
  input,
  output,
  annotations: { destructiveHint: true, idempotentHint: true },
  run: updateIssue,
});
