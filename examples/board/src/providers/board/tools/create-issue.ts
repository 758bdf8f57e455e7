import * as z from 'zod';
import { createIssue } from '../api/create-issue.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  team: z.string().describe('Id of the team.'),
  title: z.string().min(1).max(256).describe('One line that says what is wrong.'),
  description: z.string().optional().describe('Details, in Markdown.'),
});

export const output = z.object({
  issueCreate: z.object({
    success: z.boolean(),
    issue: z
      .object({
        id: z.string(),
        title: z.string(),
        url: z.string().meta({ format: 'uri' }),
        assignee: z.object({ name: z.string() }).nullish(),
      })
      .optional(),
  }),
});

export const createIssueTool = tool({
  name: 'create_issue',
  title: 'Create issue',
  description: 'Open an issue for a team.',
  input,
  output,
  annotations: { destructiveHint: false },
  run: createIssue,
});
