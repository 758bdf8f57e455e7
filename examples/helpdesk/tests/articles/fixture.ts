import type { ProviderFixture } from '../support/fixture.js';
import { signIn } from './sign-in.js';

export const fixture: ProviderFixture = {
  provider: 'articles',
  prefix: 'ARTICLES',
  signIn,
  cases: [
    {
      tool: 'find_articles',
      args: { text: 'text', locale: 'en' },
      invalid: { text: 42, locale: 'en' },
      request: { method: 'GET', path: '/articles', query: { text: 'text', locale: 'en' } },
      answer: [{ id: 'id', title: 'title', url: 'https://example.com/' }],
      result: { articles: [{ id: 'id', title: 'title', url: 'https://example.com/' }] },
    },
    {
      tool: 'get_article',
      args: { article_id: 'article_id' },
      invalid: { article_id: 42 },
      request: { method: 'GET', path: '/articles/article_id', query: {} },
      answer: { id: 'id', title: 'title', body: 'body' },
      result: { id: 'id', title: 'title', body: 'body' },
    },
    {
      tool: 'suggest_edit',
      args: { article_id: 'article_id', suggestion: 'suggestion' },
      invalid: { article_id: 42, suggestion: 'suggestion' },
      request: {
        method: 'POST',
        path: '/articles/article_id/suggestions',
        query: {},
        body: { suggestion: 'suggestion' },
      },
      answer: { suggestion_id: 'suggestion_id' },
      result: { suggestion_id: 'suggestion_id' },
    },
  ],
};
