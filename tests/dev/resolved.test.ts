import { expect, it } from 'vitest';
// @ts-expect-error -- a module of the page, in JavaScript
import * as dom from '../../runtime/src/views/page/dom.js';

const { resolved } = dom as { resolved(schema: object, root: object): { type?: string } };
const root = { $defs: { room: { type: 'object' } } };

it.each([
  ['a reference', { $ref: '#/$defs/room' }, 'object'],
  ['a type that may be null', { type: ['null', 'number'] }, 'number'],
  ['an alternative to null', { anyOf: [{ type: 'null' }, { type: 'boolean' }] }, 'boolean'],
  [
    '64 bits, which a number would round',
    { type: ['integer', 'string'], format: 'int64' },
    'string',
  ],
])('the type of the form field for %s', (_, schema, type) => {
  expect(resolved(schema, root).type).toBe(type);
});
