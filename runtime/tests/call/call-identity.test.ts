import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { identityOf } from '../../src/call/call-identity.js';

const Line = z.object({ text: z.string(), id: z.string().default(() => randomUUID()) });
const Input = z
  .object({
    amount: z.number(),
    note: z.string().nullable(),
    currency: z.string().default('EUR'),
    at: z.string().default(() => new Date().toISOString()),
    lines: z.array(Line),
    tags: z.record(z.string(), z.string()),
    cents: z.string().transform(BigInt),
  })
  .partial();

it.each<[string, object, object]>([
  ['a default', { amount: 1 }, { amount: 1, currency: 'EUR' }],
  ['a default of time', { amount: 1 }, { amount: 1 }],
  ['defaults of chance in a list', { lines: [{ text: 'a' }] }, { lines: [{ text: 'a' }] }],
  [
    'another order of members',
    { amount: 1, tags: { a: '', b: '' } },
    { tags: { b: '', a: '' }, amount: 1 },
  ],
  ['a value without JSON', { cents: '12' }, { cents: '12' }],
])('the same call has %s', async (_name, one, other) => {
  expect(await identityOf(Input, one)).toBe(await identityOf(Input, other));
});

it.each<[string, object, object]>([
  ['a value that differs from a default', { amount: 1 }, { amount: 1, currency: 'USD' }],
  ['a value in place of a default of time', { amount: 1 }, { amount: 1, at: 'now' }],
  [
    'a value in place of a default of chance',
    { lines: [{ text: 'a' }] },
    { lines: [{ text: 'a', id: '1' }] },
  ],
  [
    'another item beside a default of chance',
    { lines: [{ text: 'a' }] },
    { lines: [{ text: 'b' }] },
  ],
  [
    'another order of items',
    { lines: [{ text: 'a' }, { text: 'b' }] },
    { lines: [{ text: 'b' }, { text: 'a' }] },
  ],
  ['null in place of nothing', { note: null }, {}],
  ['a separator in a value', { tags: { a: 'b","c":"d' } }, { tags: { a: 'b', c: 'd' } }],
  ['a number that is close', { amount: 0.1 }, { amount: 0.1 + 1e-15 }],
  ['a value without JSON that differs', { cents: '12' }, { cents: '13' }],
])('another call has %s', async (_name, one, other) => {
  expect(await identityOf(Input, one)).not.toBe(await identityOf(Input, other));
});
