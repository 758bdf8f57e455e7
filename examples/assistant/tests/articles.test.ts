import { basic, testProvider } from 'mcp-provider/testing';
import { providers } from '../src/providers/index.js';

const article = { id: 'id', title: 'title', url: 'https://example.com/' };

testProvider(providers, 'articles', {
  signIn: basic,
  tools: {
    find_articles: {
      arguments: { text: 'text', locale: 'de' },
      invalid: { text: 42 },
      request: { method: 'GET', path: '/articles', query: { text: 'text', locale: 'de' } },
      response: [article],
      result: { articles: [article] },
    },
    get_article: {
      arguments: { article_id: 'a/b article_id' },
      invalid: { article_id: 42 },
      request: { method: 'GET', path: '/articles/a%2Fb%20article_id' },
      response: { id: 'id', title: 'title', body: 'body' },
    },
    suggest_edit: {
      arguments: { article_id: 'a/b article_id', suggestion: 'suggestion' },
      invalid: { article_id: 42 },
      request: {
        method: 'POST',
        path: '/articles/a%2Fb%20article_id/suggestions',
        body: { suggestion: 'suggestion' },
      },
      response: { suggestion_id: 'suggestion_id' },
    },
  },
});
