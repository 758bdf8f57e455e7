import { expect, it } from 'vitest';
import { requestHints } from '../../src/model/request-hints.js';

it.each([
  ['create_room', '/rooms', false],
  ['create_payment', '/v1/payments', true],
  ['create_payment_method', '/payment_methods', false],
  ['create_payment_link', '/payment-links', false],
  ['add_charge', '/charges', true],
  ['create_refund', '/orders/{id}/refunds', true],
  ['create_money_transfer', '/accounts/{id}/money-transfers', true],
  ['create_transfer_note', '/transfers/{id}/notes', false],
  ['create_payout', '/payouts', true],
  ['add_answer', '/tickets/{id}/replies', true],
  ['create_delivery', '/letters/{id}:send', true],
  ['create_post', '/posts/{id}/publish', true],
  ['create_notification', '/notifications', true],
  ['send_letter', '/letters', true],
  ['create_sender', '/senders', false],
])('a POST that adds something can be taken back or not: %s at %s', (name, path, isDestructive) => {
  expect(requestHints('POST', path, name)).toEqual({ destructiveHint: isDestructive });
  expect(requestHints('POST', path, name.replace(/^(create|add)_/, 'new_'), true)).toEqual({
    destructiveHint: isDestructive,
  });
});

it.each(['/payments/search', '/messages:find', '/refunds/count'])(
  'a search only reads: %s',
  (path) => {
    expect(requestHints('POST', path, 'find_payment')).toEqual({ readOnlyHint: true });
  },
);
