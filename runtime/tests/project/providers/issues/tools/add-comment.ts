import { integer } from '../../../../../src/index.js';
import * as z from 'zod';
import { addComment } from '../api/add-comment.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  owner: z.string().min(1).describe('Account that owns the repository.'),
  repo: z.string().min(1).describe('Name of the repository.'),
  issue_number: integer().min(1).describe('Number of the issue.'),
  body: z.string().min(1).describe('The comment, in Markdown.'),
});

export const output = z.object({
  id: integer(),
  html_url: z.string().optional().meta({ format: 'uri' }),
});

export const addCommentTool = tool({
  name: 'add_comment',
  title: 'Add comment',
  description: 'Comment on an issue.',
  input,
  output,
  annotations: { destructiveHint: false },
  run: addComment,
});
