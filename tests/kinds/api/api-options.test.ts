import { expect, it } from 'vitest';
import { apiOptions } from '../../../src/kinds/api/api-options.js';

it.each([
  [{}, {}],
  [{ headers: {} }, {}],
  [{ success: 'ok' }, { apiOptions: { success: 'ok' } }],
  [{ expiredTokens: [419] }, { apiOptions: { expiredTokens: [419] } }],
  [
    { headers: { 'x-version': '2' }, success: { path: 'error', values: [] } },
    { apiOptions: { headers: { 'x-version': '2' }, success: { path: 'error', values: [] } } },
  ],
])('the definition of a provider of %j has %j', (spec, options) => {
  expect(apiOptions(spec)).toEqual(options);
});
