import * as z from 'zod';
import { path } from '../../../../../src/api.js';
import { tool } from '../mcp-instance.js';
import { repository } from '../schemas/arguments.js';
import { issue, issueState } from '../schemas/issue.js';

export const updateIssue = tool({
  name: 'update_issue',
  description: 'Change an issue.',
  input: z.strictObject({
    ...repository,
    issue_number: z.int().min(1).describe('Its number.'),
    state: issueState.optional(),
    milestone: z.int().nullish().describe('Null to remove it.'),
  }),
  output: issue,
  annotations: { destructiveHint: true },
  run: ({ owner, repo, issue_number, ...body }, { api }) =>
    api({ method: 'PATCH', path: path`/repos/${owner}/${repo}/issues/${issue_number}`, body }),
});
