import { expect, it } from 'vitest';
import type { JsonSchemaObject } from '../../../src/model/json-schema.js';
import { toolCase } from '../../../src/kinds/sql/cases.js';

const id: JsonSchemaObject = { type: 'integer', examples: [101] };
const note: JsonSchemaObject = { type: 'string' };
const state: JsonSchemaObject = { type: 'string', enum: ['new', 'sent'] };
const clearing = (...names: string[]): JsonSchemaObject => ({
  type: 'array',
  items: { type: 'string', enum: names },
});
const set = (...names: string[]) =>
  `update t set ${names.map((name) => `${name} = coalesce(:${name}, ${name})`).join(', ')} where id = :id returning *`;

it.each<[name: string, input: Record<string, JsonSchemaObject>, statement: string, row: object]>([
  [
    'other values, and one that becomes null',
    { id, note, state, clear: clearing('note') },
    set('note', 'state'),
    {
      arguments: { id: 101, state: 'sent', clear: ['note'] },
      result: { id: 101, note: null, state: 'sent' },
    },
  ],
  [
    'a value instead of null where it is the only one',
    { id, note, clear: clearing('note') },
    set('note'),
    {
      arguments: { id: 101, note: 'Call before noon. 2' },
      result: { id: 101, note: 'Call before noon. 2' },
    },
  ],
  [
    'no result where the database changes values',
    { id, note: { ...note, maxLength: 20 }, state },
    set('note', 'state'),
    { arguments: { id: 101, note: 'Call before noon. 2', state: 'sent' } },
  ],
  [
    'the values of the row where others are stored',
    { id, state },
    'select * from t where id = :id and state = :state',
    { arguments: { id: 101, state: 'new' } },
  ],
])('%s', (_, input, statement, row) => {
  const properties = Object.fromEntries(Object.entries(input).filter(([name]) => name !== 'clear'));
  const found = toolCase({
    name: 'update_it',
    description: 'It.',
    inputSchema: { type: 'object', properties: input, required: ['id'] },
    outputSchema: { type: 'object', properties },
    query: statement,
  });
  expect(found).toEqual({ ...row, invalid: { id: 'wrong' } });
});
