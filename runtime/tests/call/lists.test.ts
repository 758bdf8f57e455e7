import { expect, it } from 'vitest';
import * as z from 'zod';
import { jsonSchema } from '../../src/call/schema/zod-json-schema.js';
import { exactInteger, int64 } from '../../src/index.js';

/** What zod adds to a format costs a model up to 280 characters in each conversation; the check stays. */
it.each([
  [z.iso.date(), { type: 'string', format: 'date' }],
  [z.iso.datetime({ offset: true }).optional(), { type: 'string', format: 'date-time' }],
  [z.uuid().describe('ID'), { type: 'string', format: 'uuid', description: 'ID' }],
  [z.email().nullable(), { anyOf: [{ type: 'string', format: 'email' }, { type: 'null' }] }],
  [z.int(), { type: 'integer' }],
  [z.int().min(1).max(100), { type: 'integer', minimum: 1, maximum: 100 }],
  [z.int().min(1), { type: 'integer', minimum: 1 }],
  [exactInteger(), { type: ['integer', 'string'] }],
  [int64(), { type: ['integer', 'string'], format: 'int64' }],
  [int64().prefault(20), { type: ['integer', 'string'], format: 'int64', default: 20 }],
  [
    int64({ exclusiveMinimum: 0 }),
    { type: ['integer', 'string'], format: 'int64', exclusiveMinimum: 0 },
  ],
  [z.string().regex(/^[A-Z]/), { type: 'string', pattern: '^[A-Z]' }],
  [
    z.string().regex(/^2/).meta({ format: 'date' }),
    { type: 'string', pattern: '^2', format: 'date' },
  ],
])(
  'lists formats and integers without the patterns and bounds that zod adds: %#',
  (schema, listed) => {
    const { properties } = jsonSchema(z.object({ value: schema }), 'input');
    expect(properties).toEqual({ value: listed });
  },
);

it.each([
  [{ minimum: 1 }, 0, 'Expected an integer >= 1'],
  [{ exclusiveMinimum: 0 }, '0', 'Expected an integer > 0'],
  [{ maximum: 9 }, '9007199254740993', 'Expected an integer <= 9'],
  [{ exclusiveMaximum: 9 }, 9, 'Expected an integer < 9'],
  [{ minimum: 1, maximum: 9 }, 9, undefined],
  [{ minimum: 1 }, '9007199254740993', undefined],
])('an argument of 64 bits keeps its bounds: %j, %j', (bounds, value, message) => {
  const { error } = int64(bounds).safeParse(value);
  expect(error?.issues[0]?.message).toBe(message);
});
