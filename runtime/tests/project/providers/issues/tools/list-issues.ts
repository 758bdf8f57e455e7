import * as z from 'zod';
import { collect, linkPages, path } from '../../../../../src/api.js';
import { tool } from '../mcp-instance.js';
import { repository } from '../schemas/arguments.js';
import { issue } from '../schemas/issue.js';

const page = linkPages();

export const listIssues = tool({
  name: 'list_issues',
  title: 'List issues',
  description:
    'Issues and pull requests of a repository, newest first. Reads as many pages as the limit asks for.',
  input: z.strictObject({
    ...repository,
    state: z.enum(['open', 'closed', 'all']).default('open').describe('Which issues.'),
    labels: z.string().optional().describe('Labels all of them have, separated by commas.'),
    since: z.iso.datetime().optional().describe('Only issues changed at or after this time.'),
    limit: z.int().min(1).max(500).default(30).describe('How many issues to return at most.'),
  }),
  output: z.object({ issues: z.array(issue) }),
  annotations: { readOnlyHint: true },
  run: async ({ owner, repo, limit, ...query }, context) => ({
    issues: await collect(
      context,
      { method: 'GET', path: path`/repos/${owner}/${repo}/issues`, query },
      { limit, page },
    ),
  }),
});
