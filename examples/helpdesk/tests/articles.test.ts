import { basic, testProvider } from 'mcp-provider/testing';
import { providers } from '../src/providers/index.js';

const article = { id: 'id', title: 'Broken light', url: 'https://example.com/' };

testProvider(providers, 'articles', {
  signIn: basic,
  baseUrl: 'https://kb.example.com/rest',
  tokenPath: 'helpdesk',
  tools: {
    find_articles: {
      arguments: { text: 'See you at nine.', locale: 'de' },
      invalid: { text: 42 },
      request: {
        method: 'GET',
        path: '/articles',
        query: { text: 'See you at nine.', locale: 'de' },
      },
      response: [article],
      result: { articles: [article] },
    },
    get_article: {
      arguments: { article_id: 'a?b article_id' },
      invalid: { article_id: 42 },
      request: { method: 'GET', path: '/articles/a%3Fb%20article_id' },
      response: { id: 'id', title: 'Broken light', body: 'The light in the hall is broken.' },
    },
    suggest_edit: {
      arguments: { article_id: 'a?b article_id', suggestion: 'suggestion' },
      invalid: { article_id: 42 },
      request: {
        method: 'POST',
        path: '/articles/a%3Fb%20article_id/suggestions',
        body: { suggestion: 'suggestion' },
      },
      response: { suggestion_id: 'suggestion_id' },
    },
  },
});
