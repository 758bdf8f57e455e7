import { basic, testProvider } from 'mcp-provider/testing';
import { providers } from '../src/providers/index.js';

const article = { id: 'ID-1', title: 'Article 1', url: 'https://example.com/' };

testProvider(providers, 'articles', {
  signIn: basic,
  baseUrl: 'https://kb.example.com/rest',
  tokenPath: 'helpdesk',
  tools: {
    find_articles: [
      {
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
      {
        arguments: { text: 'See you at nine.' },
        request: {
          method: 'GET',
          path: '/articles',
          query: { text: 'See you at nine.', locale: 'en' },
        },
        response: [article],
        result: { articles: [article] },
      },
    ],
    get_article: {
      arguments: { article_id: ' A?b article_id' },
      invalid: { article_id: 42 },
      request: { method: 'GET', path: '/articles/%20A%3Fb%20article_id' },
      response: { id: ' A?b article_id', title: 'Article 1', body: 'A first paragraph of text.' },
    },
    suggest_edit: {
      arguments: { article_id: ' A?b article_id', suggestion: 'Suggestion' },
      invalid: { article_id: 42 },
      request: {
        method: 'POST',
        path: '/articles/%20A%3Fb%20article_id/suggestions',
        body: { suggestion: 'Suggestion' },
      },
      response: { suggestion_id: 'Suggestion-1' },
    },
  },
});
