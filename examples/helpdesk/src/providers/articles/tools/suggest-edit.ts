import { path } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';

export const suggestEdit = tool({
  name: 'suggest_edit',
  title: 'Suggest edit',
  description: 'Propose a change to an article; an editor decides.',
  input: z.strictObject({
    article_id: z.string().describe('ID of the article.'),
    suggestion: z.string().min(1).describe('What should change.'),
  }),
  output: z.object({
    suggestion_id: z.string(),
  }),
  annotations: { destructiveHint: false },
  run: ({ article_id, ...body }, { api }) =>
    api({ method: 'POST', path: path`/articles/${article_id}/suggestions`, body }),
});
