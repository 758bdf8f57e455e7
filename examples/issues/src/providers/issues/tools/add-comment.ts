import * as z from 'zod';
import { integer } from '../../../core/integer.js';
import { addComment } from '../api/add-comment.js';
import { tool } from '../mcp-instance.js';

export const addCommentTool = tool({
  name: 'add_comment',
  title: 'Add comment',
  description: 'Comment on an issue.',
  input: z.object({
    owner: z.string().min(1).describe('Account that owns the repository.'),
    repo: z.string().min(1).describe('Name of the repository.'),
    issue_number: integer().min(1).describe('Number of the issue.'),
    body: z.string().min(1).describe('The comment, in Markdown.'),
  }),
  output: z.object({
    id: integer(),
    html_url: z.string().optional().meta({ format: 'uri' }),
  }),
  annotations: { destructiveHint: false },
  run: addComment,
});
