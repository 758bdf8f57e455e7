import { path } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';

export const getArticle = tool({
  name: 'get_article',
  title: 'Get article',
  description: 'One article with its text.',
  input: z.strictObject({
    article_id: z.string().describe('ID of the article.'),
  }),
  output: z.object({
    id: z.string(),
    title: z.string(),
    body: z.string(),
  }),
  annotations: { readOnlyHint: true },
  run: ({ article_id }, { api }) => api({ method: 'GET', path: path`/articles/${article_id}` }),
});
