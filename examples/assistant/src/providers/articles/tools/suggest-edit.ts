import * as z from 'zod';
import { suggestEdit } from '../api/suggest-edit.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  article_id: z.string().describe('Id of the article.'),
  suggestion: z.string().min(1).describe('What should change.'),
});

export const output = z.object({
  suggestion_id: z.string(),
});

export const suggestEditTool = tool({
  name: 'suggest_edit',
  title: 'Suggest edit',
  description: 'Propose a change to an article; an editor decides.',
  input,
  output,
  annotations: { destructiveHint: false },
  run: suggestEdit,
});
