import { expect, it } from 'vitest';
import { sharedSchemas } from '../../src/codegen/shared-schemas.js';
import { object } from '../../src/database/subject.js';
import type { JsonSchemaObject } from '../../src/model/json-schema.js';

const row = object([
  ['id', { type: 'string' }, true],
  ['name', { type: 'string' }, true],
]);
const list = (name: string, items: JsonSchemaObject = row) =>
  object([[name, { type: 'array', items }, true]]);
const named = { ...row, 'x-component': 'FullPage' };

it.each([
  ['of the source', { get_page: named, list_pages: list('pages', named) }, 'full-page'],
  ['of what is returned', { get_page: row, list_pages: list('pages') }, 'page'],
  ['of whoever asks', { get_me: row, update_me: row }, 'user'],
  ['of its kind, not of any list', { get_document: row, search: list('found') }, 'document'],
  ['of any list, without another', { find_old: list('items'), find_new: list('items') }, 'item'],
])('the file of a shared schema has the name %s', (_, outputs, file) => {
  const tools = Object.entries(outputs).map(([name, outputSchema]) => ({
    name,
    description: '',
    inputSchema: object([]),
    outputSchema,
  }));
  expect([...sharedSchemas(tools).files.keys()]).toEqual([file]);
});
