import { expect, it } from 'vitest';
import { valueAt } from '../../src/api/dotted-path.js';
import { listOf } from '../../src/api/pages/values.js';

it.each([
  ['@odata.nextLink', { '@odata.nextLink': 'a' }],
  ['file.@microsoft.graph.downloadUrl', { file: { '@microsoft.graph.downloadUrl': 'a' } }],
  ['rooms@odata.count', { 'rooms@odata.count': 'a' }],
  ['list.@attr.total', { list: { '@attr': { total: 'a' } } }],
  ['@graph.id', { '@graph': { id: 'a' } }],
  ['__proto__.id', JSON.parse('{"__proto__":{"id":"a"}}')],
])('reads %s', (path, body) => {
  expect(valueAt(body, path)).toBe('a');
});

it.each([
  [{ a: 1 }, 'constructor.name'],
  [[1], 'length'],
  ['text', 'length'],
])('has no value in %j at %s', (body, path) => {
  expect(valueAt(body, path)).toBeUndefined();
});

it('bytes are no list, and no object with a number for each', () => {
  expect(() => listOf(new Uint8Array(2), 'items')).toThrow('did not respond with a list');
  expect(valueAt(new Uint8Array(2), '0')).toBeUndefined();
});
