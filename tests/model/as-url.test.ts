import { expect, it } from 'vitest';
import { asUrl, didYouMeanUrl } from '../../src/model/as-url.js';

it.each([
  ['api.acme.dev', 'https://api.acme.dev'],
  ['localhost:3000/mcp', 'http://localhost:3000/mcp'],
  ['127.0.0.1', 'http://127.0.0.1'],
  ['[::1]:3000', 'http://[::1]:3000'],
])('%s is short for %s', (text, url) => {
  expect(asUrl(text)).toBe(url);
  expect(didYouMeanUrl(text)).toBe(`Did you mean "${url}"? `);
});

it.each(['https://api.acme.dev', 'acme', './server.sh', 'user@acme.dev', 'a b.dev', ''])(
  '"%s" stays as it is',
  (text) => {
    expect(asUrl(text)).toBe(text);
    expect(didYouMeanUrl(text)).toBe('');
  },
);

it('does not repeat a query, which may contain a secret', () => {
  expect(didYouMeanUrl('api.acme.dev/v1?key=s3cret')).toBe('');
});
