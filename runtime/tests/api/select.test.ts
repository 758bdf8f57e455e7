import { expect, it } from 'vitest';
import { select, type Selection } from '../../src/api/select.js';

const PAYMENT = {
  id: 'p1',
  customer: { name: 'Ann', card: { last4: '4242', number: '1' } },
  lines: [
    { id: 1, tax: 2 },
    { id: 2, tax: 3 },
  ],
};

it.each<[string, Selection, unknown, unknown]>([
  ['all', {}, PAYMENT, PAYMENT],
  [
    'fields',
    { include: ['id', 'customer.name'] },
    PAYMENT,
    { id: 'p1', customer: { name: 'Ann' } },
  ],
  ['fields of lists', { include: ['lines.id'] }, PAYMENT, { lines: [{ id: 1 }, { id: 2 }] }],
  [
    'a field and a part of it',
    { include: ['customer', 'customer.name'] },
    PAYMENT,
    { customer: PAYMENT.customer },
  ],
  [
    'no fields',
    { exclude: ['lines', 'customer.card.number'] },
    PAYMENT,
    { id: 'p1', customer: { name: 'Ann', card: { last4: '4242' } } },
  ],
  [
    'both',
    { include: ['customer'], exclude: ['customer.card'] },
    PAYMENT,
    { customer: { name: 'Ann' } },
  ],
  ['of items', { include: ['id'] }, [PAYMENT, { id: 'p2', x: 1 }], [{ id: 'p1' }, { id: 'p2' }]],
  ['of nothing', { include: ['id'] }, null, null],
  ['of text', { include: ['id'] }, 'text', 'text'],
  ['a name of the prototype', { include: ['constructor'] }, PAYMENT, {}],
])('selects fields: %s', (_, selection, value, expected) => {
  expect(select(value as never, selection)).toEqual(expected);
});
