import { expect, it } from 'vitest';
import { withRequestedValues } from '../../../src/kinds/api/cases/requested-values.js';
import type { BoundApiTool, RequestSpec } from '../../../src/kinds/api/spec.js';
import type { JsonSchemaObject } from '../../../src/model/json-schema.js';

const TEXT = { type: 'string' } as const;
const STATE: JsonSchemaObject = { type: 'string', enum: ['open', 'closed'] };
const properties: Record<string, JsonSchemaObject> = {
  id: TEXT,
  state: STATE,
  seats: { type: 'integer' },
  note: TEXT,
};
const item = { id: 'ID-1', state: 'open', seats: 1, note: 'Note' };
const BY_ID: RequestSpec = { method: 'GET', path: '/rooms/{room_id}' };
const LIST: RequestSpec = { method: 'GET', path: '/rooms', resultKey: 'rooms' };

const tool = (inputs: Record<string, JsonSchemaObject>, request: RequestSpec): BoundApiTool => ({
  name: 'call',
  description: 'Call.',
  inputSchema: { type: 'object', properties: inputs },
  request,
});

it.each<
  [what: string, inputs: Record<string, JsonSchemaObject>, RequestSpec, args: object, object]
>([
  ['ID at the end of the path', { room_id: TEXT }, BY_ID, { room_id: 'a' }, { id: 'a' }],
  [
    'choice in a body',
    { state: STATE },
    { method: 'POST', path: '/rooms' },
    { state: 'closed' },
    { state: 'closed' },
  ],
  [
    'choice in the query of a list',
    { state: STATE },
    LIST,
    { state: 'closed' },
    { state: 'closed' },
  ],
  ['text in a query, which may be a part', { note: TEXT }, LIST, { note: 'o' }, {}],
  [
    'number in the query of a list, which may be a bound',
    { seats: { type: 'integer' } },
    LIST,
    { seats: 9 },
    {},
  ],
  [
    'value that the result cannot have',
    { state: TEXT },
    { method: 'POST', path: '/' },
    { state: 'x' },
    {},
  ],
  [
    'value of another type',
    { id: { type: 'integer' } },
    { method: 'POST', path: '/' },
    { id: 1 },
    {},
  ],
])('the result has the %s', (_, inputs, request, args, changes) => {
  const isList = request.resultKey !== undefined;
  const one: JsonSchemaObject = { type: 'object', properties };
  const schema: JsonSchemaObject = isList
    ? { type: 'object', properties: { rooms: { type: 'array', items: one } } }
    : one;
  const result = withRequestedValues(
    isList ? { rooms: [item] } : item,
    tool(inputs, request),
    schema,
    { ...args },
  );
  const expected = { ...item, ...changes };
  expect(result).toEqual(isList ? { rooms: [expected] } : expected);
});
