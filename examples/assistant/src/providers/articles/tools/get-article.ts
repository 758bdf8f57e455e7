import * as z from 'zod';
import { getArticle } from '../api/get-article.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  article_id: z.string().describe('Id of the article.'),
});

export const output = z.object({
  id: z.string(),
  title: z.string(),
  body: z.string(),
});

export const getArticleTool = tool({
  name: 'get_article',
  title: 'Get article',
  description: 'One article with its text.',
  input,
  output,
  annotations: { readOnlyHint: true },
  run: getArticle,
});
