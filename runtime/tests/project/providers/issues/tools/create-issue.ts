import { integer } from '../../../../../src/index.js';
import * as z from 'zod';
import { createIssue } from '../api/create-issue.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  owner: z.string().min(1).describe('Account that owns the repository.'),
  repo: z.string().min(1).describe('Name of the repository.'),
  title: z.string().min(1).max(256).describe('One line that says what is wrong.'),
  body: z.string().optional().describe('Details, in Markdown.'),
  labels: z.array(z.string()).optional().describe('Labels to put on it.'),
  assignees: z.array(z.string()).max(10).optional().describe('Accounts to assign.'),
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

export const createIssueTool = tool({
  name: 'create_issue',
  title: 'Create issue',
  description: 'Open an issue.',
  input,
  output,
  annotations: { destructiveHint: false },
  run: createIssue,
});
