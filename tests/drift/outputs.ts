import * as z from 'zod';

export const issue = z.object({
  id: z.int(),
  title: z.string(),
  state: z.enum(['open', 'closed']),
  assignee: z.object({ login: z.string(), id: z.int().optional() }).nullish(),
  labels: z.array(z.object({ name: z.string(), color: z.string().nullish() })).default([]),
  estimate: z.union([z.number(), z.string()]).nullish(),
  custom: z.unknown().optional(),
  created: z.string().optional(),
  votes: z.record(z.string(), z.int()).optional(),
});

export const issueList = z.object({ issues: z.array(issue), truncated: z.boolean().optional() });
