import { integer } from '../../../../../src/index.js';
import * as z from 'zod';
import { listIssues } from '../api/list-issues.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  owner: z.string().min(1).describe('Account that owns the repository.'),
  repo: z.string().min(1).describe('Name of the repository.'),
  state: z.enum(['open', 'closed', 'all']).default('open').describe('Which issues.'),
  labels: z.string().optional().describe('Labels all of them have, separated by commas.'),
  since: z
    .string()
    .optional()
    .meta({ format: 'date-time', description: 'Only issues changed at or after this time.' }),
  limit: z.int().min(1).max(500).default(30).describe('How many issues to return at most.'),
});

export const output = z.object({
  issues: z.array(
    z.object({
      number: integer(),
      title: z.string(),
      state: z.enum(['open', 'closed']),
    }),
  ),
});

export const listIssuesTool = tool({
  name: 'list_issues',
  title: 'List issues',
  description:
    'Issues and pull requests of a repository, newest first. Reads as many pages as the limit asks for.',
  input,
  output,
  annotations: { readOnlyHint: true },
  run: listIssues,
});
