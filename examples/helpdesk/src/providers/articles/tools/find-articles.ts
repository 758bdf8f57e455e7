import * as z from 'zod';
import { findArticles } from '../api/find-articles.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  text: z.string().min(1).describe('What the article is about.'),
  locale: z
    .enum(['en', 'de', 'fr'])
    .optional()
    .meta({ default: 'en', description: 'Language of the articles.' }),
});

export const output = z.object({
  articles: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      url: z.string().optional().meta({ format: 'uri' }),
    }),
  ),
});

export const findArticlesTool = tool({
  name: 'find_articles',
  title: 'Find articles',
  description: 'Articles about a subject, best match first.',
  input,
  output,
  annotations: { readOnlyHint: true },
  run: findArticles,
});
