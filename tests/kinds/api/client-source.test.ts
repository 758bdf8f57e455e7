import { expect, it } from 'vitest';
import { clientSource } from '../../../src/kinds/api/client-source.js';

it.each<[Parameters<typeof clientSource>[0], string]>([
  [{}, ''],
  [{ success: 'ok' }, "{ success: 'ok' }"],
  [{ success: { path: 'error', values: [] } }, "{ success: { path: 'error', values: [] } }"],
])('the client of %j has the options %s', (spec, options) => {
  const source = clientSource(spec).replace(/\s+/g, ' ');
  expect(source).toContain(options);
  expect(source.includes('success')).toBe(options !== '');
});
