import { integer } from '../../../../../src/index.js';
import * as z from 'zod';
import { getIssue } from '../api/get-issue.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  owner: z.string().min(1).describe('Account that owns the repository.'),
  repo: z.string().min(1).describe('Name of the repository.'),
  issue_number: integer().min(1).describe('Number of the issue.'),
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

export const getIssueTool = tool({
  name: 'get_issue',
  title: 'Get issue',
  description: 'One issue of a repository.',
  input,
  output,
  annotations: { readOnlyHint: true },
  run: getIssue,
});
