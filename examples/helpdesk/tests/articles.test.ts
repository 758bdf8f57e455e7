import { basic, testProvider } from 'mcp-provider/testing';
import { providers } from '../src/providers/index.js';

const article = { id: 'ID-1', title: 'Article 1', url: 'https://example.com/' };

testProvider(providers, 'articles', {
  signIn: basic,
  baseUrl: 'https://kb.example.com/rest',
  checkPath: '/me',
  tokenPath: 'helpdesk',
  tools: {
    find_articles: [
      {
        arguments: { text: 'May in Berlin', locale: 'de', limit: 11 },
        request: {
          method: 'GET',
          path: '/articles',
          query: { text: 'May in Berlin', locale: 'de', limit: '11' },
        },
        response: [article],
        result: { articles: [article] },
      },
      {
        arguments: { text: 'May in Berlin' },
        request: {
          method: 'GET',
          path: '/articles',
          query: { text: 'May in Berlin', locale: 'en', limit: '10' },
        },
        response: [article],
        result: { articles: [article] },
      },
    ],
    get_article: {
      arguments: { article_id: 'Article-1' },
      request: { method: 'GET', path: '/articles/Article-1' },
      response: { id: 'Article-1', title: 'Article 1', body: 'A first paragraph of text.' },
    },
    suggest_edit: {
      arguments: { article_id: 'Article-1', suggestion: 'Suggestion' },
      request: {
        method: 'POST',
        path: '/articles/Article-1/suggestions',
        body: { suggestion: 'Suggestion' },
      },
      response: { suggestion_id: 'Suggestion-1' },
    },
  },
});
