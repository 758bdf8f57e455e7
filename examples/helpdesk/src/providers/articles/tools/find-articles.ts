import * as z from 'zod';
import { tool } from '../mcp-instance.js';

export const findArticles = tool({
  name: 'find_articles',
  title: 'Find articles',
  description: 'Articles about a subject, best match first.',
  input: z.strictObject({
    text: z.string().min(1).describe('What the article is about.'),
    locale: z.enum(['en', 'de', 'fr']).default('en').describe('Language of the articles.'),
    limit: z.int().min(1).max(100).default(10).describe('How many articles to return at most.'),
  }),
  output: z.object({
    articles: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        url: z.string().optional().meta({ format: 'uri' }),
      }),
    ),
  }),
  annotations: { readOnlyHint: true },
  async run(query, { api }) {
    const response = await api({ method: 'GET', path: '/articles', query });
    return { articles: response.body };
  },
});
