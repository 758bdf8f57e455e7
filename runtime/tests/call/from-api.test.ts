import { expect, it } from 'vitest';
import * as z from 'zod';
import { fromApi } from '../../src/call/schema/from-api.js';

const order = fromApi({ id: z.string() });

it.each([
  ['an object', order],
  ['one that is extended', order.extend({ note: z.string().optional() })],
])('fromApi accepts nulls, missing and further members, and no other type: %s', (_, schema) => {
  const sent = { id: null, further: 1 };
  expect(schema.parse(sent)).toEqual(sent);
  expect(schema.parse({})).toEqual({});
  expect(schema.safeParse({ id: 1 }).success).toBe(false);
});
