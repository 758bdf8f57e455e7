import * as z from 'zod';
import { findIssues } from '../api/find-issues.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  team: z.string().describe('Key of the team, such as "WEB".'),
  text: z.string().min(1).describe('What the title contains.'),
  limit: z.int().min(1).max(500).default(20).describe('How many at most.'),
});

export const output = z.object({
  issues: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      url: z.string().meta({ format: 'uri' }),
      assignee: z.object({ name: z.string() }).nullish(),
    }),
  ),
});

export const findIssuesTool = tool({
  name: 'find_issues',
  title: 'Find issues',
  description: 'Issues of a team that contain a text.',
  input,
  output,
  annotations: { readOnlyHint: true },
  run: findIssues,
});
